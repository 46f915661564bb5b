import { describe, expect, test } from 'vitest';
import { abilitiesFor, offerButtons, offersOn, offersTo } from '../../src/kernel/offer.ts';
import type { Problem } from '../../src/kernel/problem.ts';
import { ActRefusal, refusalAsValue, unwrap } from '../../src/kernel/refusal.ts';
import { ok, refuse } from '../../src/kernel/result.ts';
import { abilityFor, defineRule, isAllowed, problemIn, requireRule } from '../../src/kernel/rule.ts';
import { wordsOf } from '../../src/subjects.ts';

interface Situation {
  readonly open: boolean;
  readonly mine: boolean;
}
const closed: Problem = { code: 'closed' };
const foreign: Problem = { code: 'foreign' };
const isOpen = ({ open }: Situation) => (open ? null : closed);
const isMine = ({ mine }: Situation) => (mine ? null : foreign);

const rule = defineRule<Situation>({ needs: 'request_relationship', conditions: [isOpen, isMine] });
const reading = defineRule<Situation>({ needs: 'read', conditions: [isOpen] });
const depending = defineRule<Situation>({
  needs: ({ mine }) => (mine ? 'accept_relationship' : 'work_with_partners'),
  conditions: [],
});

const good = { open: true, mine: true };
const agent = { agentRole: 'admin_agent', adminRoles: [] } as const;
const nobody = { agentRole: 'not_an_agent', adminRoles: [] } as const;
const billing = { agentRole: 'not_an_agent', adminRoles: ['billing_admin'] } as const;
const partner = { programme: 'direct_reseller' } as const;
const customer = { programme: null } as const;

describe('R-ROLE-07: a rule', () => {
  test('names what is wrong first, in the order of its conditions', () => {
    expect(problemIn(rule, good)).toBeNull();
    expect(problemIn(rule, { open: true, mine: false })).toBe(foreign);
    expect(problemIn(rule, { open: false, mine: false })).toBe(closed);
  });

  test('ends an act with it', async () => {
    expect(() => requireRule(rule, good)).not.toThrow();
    expect(await refusalAsValue(async () => requireRule(rule, { open: false, mine: true }))).toEqual(
      refuse(closed),
    );
    expect(await refusalAsValue(async () => 7)).toEqual(ok(7));
    await expect(refusalAsValue(() => Promise.reject(new Error('a fault')))).rejects.toThrow('a fault');
  });

  test('needs an ability, which may depend on the situation', () => {
    expect(abilityFor(rule, good)).toBe('request_relationship');
    expect(abilityFor(reading, good)).toBe('read');
    expect(abilityFor(depending, good)).toBe('accept_relationship');
    expect(abilityFor(depending, { open: true, mine: false })).toBe('work_with_partners');
  });

  test('allows who holds the ability where every condition holds', () => {
    expect(isAllowed(rule, good, agent, partner)).toBe(true);
    expect(isAllowed(rule, good, nobody, partner)).toBe(false);
    expect(isAllowed(rule, good, agent, customer)).toBe(false);
    expect(isAllowed(rule, { open: false, mine: true }, agent, partner)).toBe(false);
    expect(isAllowed(reading, good, nobody, customer)).toBe(true);
    expect(isAllowed(reading, { open: false, mine: true }, nobody, customer)).toBe(false);
    expect(isAllowed(depending, { open: true, mine: false }, billing, customer)).toBe(true);
    expect(isAllowed(depending, good, billing, customer)).toBe(false);
  });

  test('a refusal is a value that goes on as one', () => {
    expect(unwrap(ok('fine'))).toBe('fine');
    expect(() => unwrap(refuse(closed))).toThrow(ActRefusal);
    expect(new ActRefusal(closed)).toMatchObject({ problem: closed, message: 'closed' });
  });
});

const words = wordsOf('en');
const plainOffer = { on: 'thing', rule, label: 'act.help', line: () => 'go', intent: 'go' } as const;
const reader = {
  on: 'thing',
  rule: reading,
  label: 'act.help',
  line: ({ mine }: Situation) => `read ${mine}`,
} as const;
const elsewhere = { on: 'other', rule: reading, label: 'act.help', line: () => 'x' } as const;
const asking = {
  on: 'thing',
  rule: depending,
  label: ({ mine }: Situation) => (mine ? 'role.global_admin' : 'role.billing_admin'),
  line: () => 'stop',
  intent: 'stop',
  confirm: {
    title: 'role.global_admin',
    text: 'person.with_email',
    values: () => ({ name: 'Gil', email: 'gil@contoso.com' }),
    yes: 'role.billing_admin',
    no: 'role.admin_agent',
  },
} as const;
const all = [plainOffer, reader, elsewhere, asking];

describe('R-CARD-06: the offers on a card', () => {
  test('are those of its kind whose conditions hold, for any viewer', () => {
    expect(offersOn(all, 'thing', good)).toEqual([plainOffer, reader, asking]);
    expect(offersOn(all, 'thing', { open: false, mine: true })).toEqual([asking]);
    expect(offersOn(all, 'other', good)).toEqual([elsewhere]);
  });

  test('are to a member those that would not be refused', () => {
    expect(offersTo(all, 'thing', good, agent, partner)).toEqual([plainOffer, reader]);
    expect(offersTo(all, 'thing', good, nobody, customer)).toEqual([reader]);
    expect(offersTo(all, 'thing', { open: true, mine: false }, billing, customer)).toEqual([reader, asking]);
    expect(offersTo(all, 'other', good, nobody, customer)).toEqual([elsewhere]);
  });

  test('need abilities, each named once; what every member may needs none', () => {
    expect(abilitiesFor([plainOffer, plainOffer, reader, asking], good)).toEqual([
      'request_relationship',
      'accept_relationship',
    ]);
    expect(abilitiesFor([reader], good)).toEqual([]);
  });

  test('R-CARD-05: are buttons with their lines; what cannot be undone asks first and is sent with --yes', () => {
    expect(offerButtons(words, [plainOffer, reader, asking], good)).toEqual([
      { label: 'Help', command: 'go', intent: 'go' },
      { label: 'Help', command: 'read true' },
      {
        label: 'Global admin',
        command: 'stop --yes',
        intent: 'stop',
        confirm: {
          title: 'Global admin',
          text: 'Gil (gil@contoso.com)',
          yes: 'Billing admin',
          no: 'Admin agent',
        },
      },
    ]);
  });
});
