import { z } from 'zod';
import { type CommandContext, defineCommand, refused, refusedForm, textIn } from '../../kernel/command.ts';
import type { Form, FormValues } from '../../kernel/form.ts';
import { clouds, parseEmail } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import { type Reply, reply } from '../../kernel/request.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { locales } from '../../kernel/words.ts';
import { countryFrom } from '../../organizations/model/countries.ts';
import { registerForm } from '../forms.ts';
import { type Registration, verifiedTenantId } from '../service/redeem.ts';
import { shownInvitation } from './shown.ts';

/** The form that registers the customer whom a link was mailed to, with what the platform vouches for filled in. */
const registerFormOf = (
  context: CommandContext,
  code: string,
  invited: { readonly domain: string; readonly senderName: string },
): Form =>
  registerForm(context.words, {
    command: `redeem ${code}`,
    domain: invited.domain,
    senderName: invited.senderName,
    tenantId: verifiedTenantId(context.caller),
    name: context.request.who.displayName,
  });

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the registration form; the first field that does not do is refused. */
function registrationIn(context: CommandContext, values: FormValues): Result<Registration, Problem> {
  const vouched = verifiedTenantId(context.caller);
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
  const country = countryFrom(typed.country, context.words.locale);
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

async function shownAs(
  context: CommandContext,
  actor: CommandContext['caller']['actor'],
  invitationId: string,
): Promise<Reply> {
  if (!actor) return refused(context, { code: 'code_not_valid' });
  const found = await context.service.showInvitation(actor, invitationId);
  return found.ok ? shownInvitation({ ...context, actor }, found.value) : refused(context, found.problem);
}

/** `redeem <code>`: opens the invitation behind a personal link, after registering the customer if need be (R-INV-13). */
export const redeem = defineCommand({
  verb: 'redeem',
  topic: 'answer',
  takes: 'code',
  for: 'anyone',
  shownTo: 'anyone',
  async run(context, { text }) {
    const redeemed = await context.service.redeemLink(context.caller, text);
    if (!redeemed.ok) return refused(context, redeemed.problem);
    return redeemed.value.kind === 'register'
      ? reply.form(registerFormOf(context, text, redeemed.value))
      : shownAs(context, context.caller.actor, redeemed.value.invitationId);
  },
  async submit(context, { text }, values) {
    const registration = registrationIn(context, values);
    const registered = registration.ok
      ? await context.service.registerByLink(context.caller, text, registration.value)
      : registration;
    if (registered.ok) return shownAs(context, registered.value.actor, registered.value.invitationId);
    const invited = await context.service.redeemLink(context.caller, text);
    if (!invited.ok) return refused(context, registered.problem);
    // Registered meanwhile: by this very form, when it was sent off twice (R-SEC-03).
    if (invited.value.kind === 'invitation')
      return shownAs(context, context.caller.actor, invited.value.invitationId);
    const form = registerFormOf(context, text, invited.value);
    return refusedForm(context, form, values, registered.problem, registrationField);
  },
});
