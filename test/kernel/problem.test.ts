import { describe, expect, test } from 'vitest';
import type { Invitation } from '../../src/invitations/model/invitation.ts';
import type { Block, Button, Card } from '../../src/kernel/card.ts';
import * as kernel from '../../src/kernel/problem.ts';
import { type ProblemCode, problemSpecs, wordsOf } from '../../src/subjects.ts';

const words = wordsOf('en');

/** A refusal with its details, as a test writes it down. */
type Problem = kernel.Problem & Readonly<Record<string, unknown>>;

const problemText = (problem: Problem) => kernel.problemText(words, problemSpecs, problem);
const problemRich = (problem: Problem) => kernel.problemRich(words, problemSpecs, problem);
const problemCard = (problem: Problem, viewerId: string | null) =>
  kernel.problemCard(words, problemSpecs, problem, viewerId);

const at = new Date('2026-11-12T10:00:00Z');
const contoso = { id: '01990000-0000-7000-8000-00000000000c', name: 'Contoso', domain: 'contoso.com' };
const northwind = { id: '01990000-0000-7000-8000-00000000000d', name: 'Northwind', domain: 'northwind.com' };
const ada = {
  memberId: '01990000-0000-7000-8000-0000000000aa',
  name: 'Ada Lovelace',
  email: 'ada@contoso.com',
};
const sender = '01990000-0000-7000-8000-00000000000f';

const invitation: Invitation = {
  id: '01990000-0000-7000-8000-000000000001',
  kind: 'relationship',
  state: 'sent',
  senderId: sender,
  recipientId: contoso.id,
  recipientEmail: null,
  type: 'reseller',
  includesDap: false,
  note: null,
  draftedBy: { memberId: null, name: 'Finn Fabri', email: 'finn@fabrikam.com' },
  draftedAt: new Date('2026-11-01T08:00:00Z'),
  sentAt: new Date('2026-11-02T08:00:00Z'),
  sentBy: 'system',
  expiresAt: new Date('2027-01-31T08:00:00Z'),
  answer: null,
};
const answered = (state: 'accepted' | 'declined' | 'withdrawn'): Invitation => ({
  ...invitation,
  state,
  answer: { by: ada, at, reason: null, platform: 'slack' },
});

/** One problem of every code; the type asks for a new one as soon as there is a new code. */
const samples = {
  not_a_member: { code: 'not_a_member', platform: 'slack', organization: contoso },
  already_a_member: { code: 'already_a_member', organization: contoso },
  role_needed: {
    code: 'role_needed',
    roles: ['global_admin', 'billing_admin'],
    holders: [{ name: ada.name, email: ada.email }],
  },
  partners_only: { code: 'partners_only', organization: contoso },
  resellers_only: { code: 'resellers_only', organization: contoso },
  providers_only: { code: 'providers_only', organization: contoso },
  partner_features_unavailable: { code: 'partner_features_unavailable', cloud: 'china' },
  unknown_command: { code: 'unknown_command', typed: 'acept', nearest: ['accept'] },
  bad_argument: { code: 'bad_argument', argument: 'type', typed: 'friend', expected: 'reseller or advisor' },
  missing_argument: { code: 'missing_argument', argument: 'organization', example: 'show contoso.com' },
  organization_not_found: { code: 'organization_not_found', typed: 'contso' },
  recipient_not_found: { code: 'recipient_not_found', typed: 'contso' },
  organization_ambiguous: { code: 'organization_ambiguous', typed: 'co', choices: [contoso, northwind] },
  invitation_not_found: { code: 'invitation_not_found', typed: 'contso' },
  invitation_ambiguous: {
    code: 'invitation_ambiguous',
    typed: 'co',
    choices: [invitation, { ...invitation, kind: 'delegated_administration' }],
  },
  not_an_email: { code: 'not_an_email', typed: 'ada' },
  not_a_country: { code: 'not_a_country', typed: 'Germny' },
  not_a_tenant: { code: 'not_a_tenant', typed: 'contoso' },
  text_too_long: { code: 'text_too_long', field: 'note', length: 5001, max: 500 },
  field_missing: { code: 'field_missing', field: 'your_email' },
  own_organization: { code: 'own_organization' },
  other_region: {
    code: 'other_region',
    mine: 'EUROPE',
    theirs: 'UNITED_STATES',
    myCountry: 'DE',
    theirCountry: 'US',
  },
  other_cloud: { code: 'other_cloud', mine: 'public', theirs: 'us_government' },
  dap_not_entitled: { code: 'dap_not_entitled' },
  dap_required_in_cloud: { code: 'dap_required_in_cloud', cloud: 'germany' },
  dap_not_for_type: { code: 'dap_not_for_type', type: 'line_of_business' },
  already_related: { code: 'already_related', organization: contoso, type: 'reseller' },
  already_partnered: { code: 'already_partnered', organization: contoso },
  not_a_reseller: { code: 'not_a_reseller', organization: contoso },
  not_a_provider: { code: 'not_a_provider', organization: contoso },
  roles_already_in_place: { code: 'roles_already_in_place', organization: contoso },
  invitation_already_open: { code: 'invitation_already_open', invitation },
  link_missing: { code: 'link_missing' },
  mail_not_configured: { code: 'mail_not_configured' },
  invitation_is_draft: { code: 'invitation_is_draft', invitation: { ...invitation, state: 'draft' } },
  invitation_answered: { code: 'invitation_answered', invitation: answered('accepted') },
  reminded_already: { code: 'reminded_already', at },
  box_not_ticked: { code: 'box_not_ticked' },
  agreement_changed: { code: 'agreement_changed', version: '2026-10' },
  agreement_not_published: { code: 'agreement_not_published' },
  agreement_already_accepted: { code: 'agreement_already_accepted', version: '2026-10', at, by: ada.name },
  agreement_already_asked: { code: 'agreement_already_asked', at, organization: contoso },
  replacement_needed: { code: 'replacement_needed', present: northwind, invitationId: invitation.id },
  replacement_outdated: { code: 'replacement_outdated', invitationId: invitation.id },
  code_not_valid: { code: 'code_not_valid' },
  too_many_tries: { code: 'too_many_tries', minutes: 42 },
  wrong_organization_for_link: {
    code: 'wrong_organization_for_link',
    domain: 'contoso.com',
    organization: northwind,
  },
  domain_not_invited: { code: 'domain_not_invited', typed: 'contoso.org', domain: 'contoso.com' },
  webmail_domain: { code: 'webmail_domain', domain: 'gmail.com' },
  organization_exists: { code: 'organization_exists', domain: 'contoso.com' },
  tenant_taken: { code: 'tenant_taken' },
  workspace_taken: { code: 'workspace_taken', organization: contoso },
  not_related: { code: 'not_related', organization: contoso },
  not_partnered: { code: 'not_partnered', organization: contoso },
  no_roles_in_place: { code: 'no_roles_in_place', organization: contoso },
  no_admin_access: { code: 'no_admin_access', organization: contoso },
  not_partner_of_record: { code: 'not_partner_of_record', organization: contoso },
  end_already_asked: { code: 'end_already_asked', at, organization: contoso },
  end_not_asked: { code: 'end_not_asked', organization: contoso },
  partnership_cannot_end: { code: 'partnership_cannot_end', organization: contoso },
  channel_needed: { code: 'channel_needed' },
  channel_of_other_organization: { code: 'channel_of_other_organization' },
  not_subscribed: { code: 'not_subscribed' },
  unknown_kind: { code: 'unknown_kind', typed: 'leeds', known: ['invitations', 'roles'] },
  filter_not_understood: { code: 'filter_not_understood', at: 'custmer = x', expected: 'customer | partner' },
  email_taken: { code: 'email_taken', email: ada.email },
  member_unknown: { code: 'member_unknown', email: 'bob@contoso.com' },
  identity_taken: { code: 'identity_taken', name: ada.name },
  roles_not_fitting: { code: 'roles_not_fitting', reason: 'customer_agent' },
  already_handled: { code: 'already_handled' },
} as const satisfies Readonly<Record<ProblemCode, Problem>>;

const buttonsOf = (card: Card): readonly Button[] =>
  card.blocks.flatMap((block: Block) => (block.kind === 'buttons' ? block.buttons : []));
const commandsOf = (card: Card): readonly string[] =>
  buttonsOf(card).flatMap((button) => ('command' in button ? [button.command] : []));

describe.each(Object.values(samples))('R-CARD-07: $code', (problem: Problem) => {
  test('is told in plain words: a sentence with nothing internal in it', () => {
    const text = problemText(problem);
    expect(text).toMatch(/^\S.*[.?:)]|request contoso\.com$/s);
    expect(text.length).toBeGreaterThan(20);
    expect(text).not.toMatch(/[{}]|undefined|\[object|\b[a-z]+_[a-z]+\b/);
    expect(text).not.toContain(problem.code);
  });

  test('is a card with a title, its sentence, and no field of the record but ids', () => {
    const card = problemCard(problem, contoso.id);
    expect(card.title).not.toBe('');
    expect(card.summary).toBe(problemText(problem));
    for (const command of commandsOf(card)) expect(command).not.toMatch(/undefined|null|^\s|\s$/);
  });
});

test('R-INV-12: whoever comes too late is told who answered and when, in the own time zone', () => {
  const problem = samples.invitation_answered;
  expect(problemText(problem)).toContain('Ada Lovelace accepted this invitation');
  expect(problemRich(problem)).toContainEqual({ kind: 'time', at, style: 'date_time' });
});

test.each([
  ['declined', 'Ada Lovelace declined'],
  ['withdrawn', 'Ada Lovelace withdrew'],
] as const)('R-INV-12: an invitation that was %s says by whom', (state, sentence) => {
  const text = problemText({ code: 'invitation_answered', invitation: answered(state) });
  expect(text).toContain(sentence);
});

test('R-INV-10: an invitation whose time has passed says since when, although nobody answered', () => {
  const expired: Problem = { code: 'invitation_answered', invitation: { ...invitation, state: 'expired' } };
  expect(problemText(expired)).toContain('expired on Jan 31, 2027');
});

test('R-INV-11: the sender can ask again for what was declined, and the other side cannot', () => {
  const problem: Problem = { code: 'invitation_answered', invitation: answered('declined') };
  expect(commandsOf(problemCard(problem, sender))).toEqual([
    `show ${invitation.id}`,
    `request ${contoso.id}`,
  ]);
  expect(commandsOf(problemCard(problem, contoso.id))).toEqual([`show ${invitation.id}`]);
});

test('R-INV-11: asking for what is open already leads to the open invitation', () => {
  const card = problemCard(samples.invitation_already_open, sender);
  expect(commandsOf(card)).toContain(`show ${invitation.id}`);
});

test('R-INV-11: a draft that stands in the way can be sent by its sender', () => {
  const draft: Invitation = { ...invitation, state: 'draft', sentAt: null, sentBy: null, expiresAt: null };
  const problem: Problem = { code: 'invitation_already_open', invitation: draft };
  expect(commandsOf(problemCard(problem, sender))).toEqual([
    `send ${invitation.id}`,
    `show ${invitation.id}`,
  ]);
});

describe('R-ROLE-05: a refusal for want of a role', () => {
  test('names the roles that are needed and who has them', () => {
    expect(problemText(samples.role_needed)).toBe(
      'This needs one of these roles: Global admin or Billing admin. In your organization Ada Lovelace (ada@contoso.com) has it.',
    );
  });

  test('says so when nobody has the role', () => {
    const text = problemText({ code: 'role_needed', roles: ['global_admin'], holders: [] });
    expect(text).toBe(
      'This needs the role Global admin. Nobody in your organization has it yet; a Global admin can give it to you.',
    );
  });

  test('names the first five of many, and how many more there are', () => {
    const holders = Array.from({ length: 8 }, (_, i) => ({
      name: `Member ${i}`,
      email: `m${i}@contoso.com`,
    }));
    const text = problemText({ code: 'role_needed', roles: ['admin_agent'], holders });
    expect(text).toContain('Member 4 (m4@contoso.com), and 3 more');
    expect(text).not.toContain('Member 5');
  });
});

test('R-ORG-04: a refusal for the region says which region each side is in', () => {
  const text = problemText(samples.other_region);
  expect(text).toContain('You: Germany, region Europe.');
  expect(text).toContain('They: United States, region United States.');
});

test('R-ORG-04: a country that is in no region is said to be in none', () => {
  const text = problemText({ ...samples.other_region, theirs: null, theirCountry: 'CU' });
  expect(text).toContain('They: Cuba, in no CSP region.');
});

test('R-ORG-05: a refusal for the cloud names both clouds', () => {
  expect(problemText(samples.other_cloud)).toMatch(/Public cloud.*US Government cloud/);
});

test('R-CMD-02: an unknown verb answers with the nearest ones, to press', () => {
  const card = problemCard(samples.unknown_command, null);
  expect(commandsOf(card)).toEqual(['accept', 'help']);
});

test.each([
  ['organization_ambiguous', ['show contoso.com', 'show northwind.com']],
  ['invitation_ambiguous', [`show ${invitation.id}`, `show ${invitation.id}`]],
] as const)('R-CMD-03: %s gives a choice', (code, commands) => {
  const card = problemCard(samples[code], contoso.id);
  const chosen = card.blocks.flatMap((block) =>
    block.kind === 'list'
      ? block.items.map(({ button }) => (button && 'command' in button ? button.command : ''))
      : [],
  );
  expect(chosen).toEqual(commands);
});

test('R-DAP-05: a missing replacement names the partner that has the roles, and leads back to the review', () => {
  const card = problemCard(samples.replacement_needed, contoso.id);
  expect(card.summary).toContain('Northwind has delegated administration now');
  expect(commandsOf(card)).toEqual([`accept ${invitation.id}`]);
});

test('R-SEC-08: an unknown code and a dead one get the same sentence', () => {
  expect(Object.keys(samples.code_not_valid)).toEqual(['code']);
});

test('R-CMD-02: a flag that does not exist is named, whether or not there is another to suggest', () => {
  const flag = { code: 'bad_argument', argument: '--foo', typed: 'contoso --foo' } as const;
  expect(problemText({ ...flag, expected: '' })).toBe('“contoso --foo” does not fit here: --foo.');
  expect(problemText({ ...flag, expected: '--dap' })).toContain('Expected: --dap.');
});

test('R-CARD-10: a missing field is called as its form calls it', () => {
  expect(problemText(samples.field_missing)).toBe('Your e-mail address: please fill this in.');
});
