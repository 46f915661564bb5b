import { describe, expect, test } from 'vitest';
import type { Invitation } from '../../src/invitations/model/invitation.ts';
import type { Block, Button, Card } from '../../src/kernel/card.ts';
import * as kernel from '../../src/kernel/problem.ts';
import { type ProblemCode, problemSpecs, wordsOf } from '../../src/subjects.ts';
import { problemsIn } from '../gallery/problems.ts';
import { plain } from '../gallery/variants.ts';
import { createWorld } from '../gallery/world.ts';

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

/** The refusals that a test looks at one by one. */
const samples = {
  role_needed: {
    code: 'role_needed',
    roles: ['global_admin', 'billing_admin'],
    holders: [{ name: ada.name, email: ada.email }],
  },
  unknown_command: {
    code: 'unknown_command',
    typed: 'acept',
    nearest: [{ verb: 'accept', line: 'accept contoso.com' }],
  },
  organization_ambiguous: { code: 'organization_ambiguous', typed: 'co', choices: [contoso, northwind] },
  invitation_ambiguous: {
    code: 'invitation_ambiguous',
    typed: 'co',
    choices: [invitation, { ...invitation, kind: 'delegated_administration' }],
  },
  field_missing: { code: 'field_missing', field: 'your_email' },
  other_region: {
    code: 'other_region',
    mine: 'EUROPE',
    theirs: 'UNITED_STATES',
    myCountry: 'DE',
    theirCountry: 'US',
  },
  other_cloud: { code: 'other_cloud', mine: 'public', theirs: 'us_government' },
  invitation_already_open: { code: 'invitation_already_open', invitation },
  invitation_answered: { code: 'invitation_answered', invitation: answered('accepted') },
  replacement_needed: { code: 'replacement_needed', present: northwind, invitationId: invitation.id },
  code_not_valid: { code: 'code_not_valid' },
} as const satisfies Readonly<Partial<Record<ProblemCode, Problem>>>;

const buttonsOf = (card: Card): readonly Button[] =>
  card.blocks.flatMap((block: Block) => (block.kind === 'buttons' ? block.buttons : []));
const commandsOf = (card: Card): readonly string[] =>
  buttonsOf(card).flatMap((button) => ('command' in button ? [button.command] : []));

describe.each(problemsIn(createWorld(plain)) as readonly Problem[])(
  'R-CARD-07: $code',
  (problem: Problem) => {
    test('is a plain sentence without internals', () => {
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
  },
);

test('R-INV-12: a late answer is told who answered and when, in the reader’s time zone', () => {
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

test('R-INV-11: a draft that blocks a new one can be sent by its sender', () => {
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

test('R-CMD-02, R-CMD-08: an unknown verb answers with the nearest ones, to press with what was typed', () => {
  const card = problemCard(samples.unknown_command, null);
  expect(commandsOf(card)).toEqual(['accept contoso.com', 'help']);
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
