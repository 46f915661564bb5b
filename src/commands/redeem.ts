import { z } from 'zod';
import { clouds, parseEmail } from '../domain/organization.ts';
import type { Problem } from '../domain/problem.ts';
import { countryFrom } from '../i18n/countries.ts';
import { locales } from '../i18n/words.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type Registration, vouchedTenant } from '../service/redeeming.ts';
import type { Form, FormValues } from '../views/form.ts';
import { registerForm } from '../views/invitation-forms.ts';
import { defineCommand, refused, refusedForm, textIn, type Visit } from './define.ts';
import { shownInvitation } from './invitation.ts';
import { type Reply, reply } from './request.ts';

/** The form that registers the customer whom a link was mailed to, with what the platform vouches for filled in. */
const registerFormOf = (
  visit: Visit,
  code: string,
  invited: { readonly domain: string; readonly senderName: string },
): Form =>
  registerForm(visit.words, {
    command: `redeem ${code}`,
    domain: invited.domain,
    senderName: invited.senderName,
    tenantId: vouchedTenant(visit.visitor),
    name: visit.request.who.displayName,
  });

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the registration form; the first field that does not do is refused. */
function registrationIn(visit: Visit, values: FormValues): Result<Registration, Problem> {
  const vouched = vouchedTenant(visit.visitor);
  const needed = [
    'name',
    'country',
    ...(vouched === undefined ? ['tenant_id'] : []),
    'your_name',
    'your_email',
  ];
  for (const field of needed) {
    if (textIn(values, field) === '') return refuse({ code: 'field_missing', field });
  }
  const typed = { country: textIn(values, 'country'), tenant: vouched ?? textIn(values, 'tenant_id') };
  const country = countryFrom(typed.country, visit.words.locale);
  if (country === undefined) return refuse({ code: 'not_a_country', typed: typed.country });
  if (!guid.test(typed.tenant)) return refuse({ code: 'not_a_tenant', typed: typed.tenant });
  const memberEmail = parseEmail(textIn(values, 'your_email'));
  if (memberEmail === undefined) return refuse({ code: 'not_an_email', typed: textIn(values, 'your_email') });
  return ok({
    name: textIn(values, 'name'),
    country,
    cloud: z.enum(clouds).catch('public').parse(values.cloud),
    language: z.enum(locales).catch('en').parse(values.language),
    tenantId: typed.tenant.toLowerCase(),
    memberName: textIn(values, 'your_name'),
    memberEmail,
  });
}

/** Which field of the registration a refusal is about. */
function registrationField(problem: Problem): string | undefined {
  switch (problem.code) {
    case 'field_missing':
      return problem.field;
    case 'not_a_country':
    case 'other_region':
      return 'country';
    case 'not_a_tenant':
    case 'tenant_taken':
      return 'tenant_id';
    case 'not_an_email':
    case 'domain_not_invited':
      return 'your_email';
    case 'other_cloud':
    case 'partner_features_unavailable':
      return 'cloud';
    default:
      return undefined;
  }
}

async function shownAs(visit: Visit, actor: Visit['visitor']['actor'], invitationId: string): Promise<Reply> {
  if (!actor) return refused(visit, { code: 'code_not_valid' });
  const found = await visit.service.showInvitation(actor, invitationId);
  return found.ok ? shownInvitation({ ...visit, actor }, found.value) : refused(visit, found.problem);
}

/** `redeem <code>`: opens the invitation behind a personal link, after registering the customer if need be (R-INV-13). */
export const redeem = defineCommand({
  verb: 'redeem',
  topic: 'answer',
  takes: 'code',
  for: 'anyone',
  shownTo: 'anyone',
  async run(visit, { text }) {
    const redeemed = await visit.service.redeemLink(visit.visitor, text);
    if (!redeemed.ok) return refused(visit, redeemed.problem);
    return redeemed.value.kind === 'register'
      ? reply.form(registerFormOf(visit, text, redeemed.value))
      : shownAs(visit, visit.visitor.actor, redeemed.value.invitationId);
  },
  async submit(visit, { text }, values) {
    const registration = registrationIn(visit, values);
    const registered = registration.ok
      ? await visit.service.registerByLink(visit.visitor, text, registration.value)
      : registration;
    if (registered.ok) return shownAs(visit, registered.value.actor, registered.value.invitationId);
    const invited = await visit.service.redeemLink(visit.visitor, text);
    if (!invited.ok) return refused(visit, registered.problem);
    // Registered meanwhile: by this very form, when it was sent off twice (R-SEC-03).
    if (invited.value.kind === 'invitation')
      return shownAs(visit, visit.visitor.actor, invited.value.invitationId);
    const form = registerFormOf(visit, text, invited.value);
    return refusedForm(visit, form, values, registered.problem, registrationField);
  },
});
