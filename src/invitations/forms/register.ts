import { z } from 'zod';
import { parseEmail } from '../../kernel/address.ts';
import { type CommandContext, lineIn, textIn } from '../../kernel/command.ts';
import type { Field, Form, FormValues, Option } from '../../kernel/form.ts';
import { clouds } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import { problems as kernelProblems } from '../../kernel/problems.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { type Locale, locales } from '../../kernel/words.ts';
import { maxName } from '../../members/index.ts';
import { countriesIn, countryFrom, problems as organizationProblems } from '../../organizations/index.ts';
import { type Registration, verifiedTenantId } from '../model/registration.ts';
import type { Words } from '../words.en.ts';
import { maxAddress, nameAndLabel, textBlock } from './fields.ts';

/**
 * A customer that is not in Accord yet registers before it reads the invitation (R-INV-13, R-ID-04). Its domain is that
 * of the invited address and cannot be changed.
 */
export const registerForm = (
  words: Words,
  register: {
    readonly command: string;
    readonly domain: string;
    /** The name of the invitation's sender. */
    readonly senderName: string;
    /** The tenant verified by the chat platform, if any; it is shown but not asked for. */
    readonly tenantId: string | undefined;
    readonly name?: string | undefined;
  },
): Form => ({
  title: words.text('register.title'),
  command: register.command,
  blocks: [
    textBlock(words.text('register.intro', { sender: register.senderName })),
    textBlock(words.text('register.domain', { domain: register.domain })),
    ...(register.tenantId === undefined
      ? []
      : [textBlock(words.text('register.tenant', { tenant: register.tenantId }))]),
  ],
  fields: [
    {
      ...nameAndLabel(words, 'name', words.text('register.name_hint')),
      kind: 'text',
      value: '',
      maxLength: maxName,
    },
    countryField(words),
    {
      ...nameAndLabel(words, 'cloud', words.text('register.cloud_hint')),
      kind: 'choice',
      value: 'public',
      options: clouds.map((cloud) => ({ value: cloud, label: words.text(`cloud.${cloud}`) })),
    },
    // With one language there is nothing to choose.
    ...(locales.length > 1 ? [languageField(words)] : []),
    ...(register.tenantId === undefined ? [tenantField(words)] : []),
    { ...nameAndLabel(words, 'your_name'), kind: 'text', value: register.name ?? '', maxLength: maxName },
    { ...nameAndLabel(words, 'your_email'), kind: 'text', value: '', maxLength: maxAddress },
  ],
  submit: words.text('register.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});

const tenantField = (words: Words): Field => ({
  ...nameAndLabel(words, 'tenant_id', words.text('register.tenant_hint')),
  kind: 'text',
  value: '',
  maxLength: 64,
});

const countryField = (words: Words): Field => ({
  ...nameAndLabel(words, 'country'),
  kind: 'choice',
  value: undefined,
  options: countriesIn(words.locale).map(({ code, name }): Option => ({ value: code, label: name })),
});

const languageField = (words: Words): Field => ({
  ...nameAndLabel(words, 'language', words.text('register.language_hint')),
  kind: 'choice',
  value: words.locale,
  options: locales.map((locale): Option => ({ value: locale, label: ownName(locale) })),
});

/** A language's name in that language, which its speakers look for. */
const ownName = (locale: Locale): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the registration form; refuses at the first invalid field. */
export function registrationIn(
  { caller }: Pick<CommandContext, 'caller'>,
  values: FormValues,
): Result<Registration, Problem> {
  const verified = verifiedTenantId(caller);
  const asked = verified === undefined ? ['tenant_id'] : [];
  const needed = ['name', 'country', ...asked, 'your_name', 'your_email'];
  const missing = needed.find((field) => textIn(values, field) === '');
  if (missing !== undefined) return refuse(kernelProblems.field_missing({ field: missing }));
  const typed = {
    country: textIn(values, 'country'),
    tenant: verified ?? textIn(values, 'tenant_id'),
    email: textIn(values, 'your_email'),
  };
  const country = countryFrom(typed.country);
  if (country === undefined) return refuse(organizationProblems.not_a_country({ typed: typed.country }));
  if (!guid.test(typed.tenant)) return refuse(organizationProblems.not_a_tenant({ typed: typed.tenant }));
  const memberEmail = parseEmail(typed.email);
  if (memberEmail === undefined) return refuse(organizationProblems.not_an_email({ typed: typed.email }));
  return ok({
    name: lineIn(values, 'name'),
    country,
    cloud: z.enum(clouds).catch('public').parse(values.cloud),
    language: z.enum(locales).catch('en').parse(values.language),
    tenantId: typed.tenant.toLowerCase(),
    memberName: lineIn(values, 'your_name'),
    memberEmail,
  });
}
