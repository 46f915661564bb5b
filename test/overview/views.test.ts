import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../src/kernel/audit.ts';
import { topics } from '../../src/kernel/command.ts';
import type { Member } from '../../src/kernel/member.ts';
import type { Organization } from '../../src/kernel/organization.ts';
import type { HomeSection } from '../../src/kernel/subject.ts';
import { type Home, homeRows, isShownTo } from '../../src/overview/model.ts';
import { helpCard, isFormArgument, verbHelp } from '../../src/overview/views/help.ts';
import { historyCard } from '../../src/overview/views/history.ts';
import { homeCard } from '../../src/overview/views/home.ts';
import { organizationCard } from '../../src/overview/views/organization.ts';
import { commands, eventSpecs, wordsOf } from '../../src/subjects.ts';
import { commandsOf, linesOf } from '../kit/card-text.ts';

const words = wordsOf('en');
const now = new Date('2026-03-10T12:00:00Z');

const organization = (name: string, programme: Organization['programme'] = null): Organization => ({
  id: name,
  name,
  domain: `${name.toLowerCase()}.com`,
  tenantId: 'tenant',
  country: 'FR',
  cloud: 'public',
  language: 'en',
  programme,
  mpnId: null,
  mayAskForDap: true,
  delegatedAdministrators: 'single',
  invitationDays: 90,
  reminderDays: [7],
});
const fabrikam = organization('Fabrikam', 'direct_reseller');
const contoso = organization('Contoso');
const ana: Member = {
  id: 'ana',
  organizationId: fabrikam.id,
  name: 'Ana',
  email: 'ana@fabrikam.com',
  agentRole: 'admin_agent',
  adminRoles: [],
};
const entry: AuditEntry = {
  id: 1,
  at: now,
  kind: 'invitation.accepted',
  organizationId: contoso.id,
  counterpartId: fabrikam.id,
  subject: { kind: 'invitation', id: 'one' },
  actorId: 'gil',
  actorName: 'Gil',
  organizationName: 'Contoso',
  counterpartName: 'Fabrikam',
  platform: 'slack',
  before: null,
  after: null,
};

describe('home', () => {
  const section = (name: string, rows: number, total = rows): HomeSection => ({
    items: Array.from({ length: rows }, (_, at) => ({ title: `${name} ${at + 1}` })),
    total,
    more: { label: `All of ${name}`, command: `list ${name}` },
  });
  const home = (change: Partial<Home>): Home => ({
    member: ana,
    organization: fabrikam,
    waiting: [],
    asked: [],
    recent: [],
    ...change,
  });
  const begin = [{ label: 'Invite a reseller', command: 'provider invite' }];
  const draw = (change: Partial<Home>, buttons: typeof begin = []) =>
    homeCard(words, home(change), { begin: buttons, events: eventSpecs, now });

  test('what waits comes first, then what was asked for, then what happened', () => {
    const card = draw({
      waiting: [() => section('invitation', 1), () => section('agreement', 1)],
      asked: [() => section('request', 1)],
      recent: [entry],
    });
    expect(linesOf(card)).toEqual([
      'This waits for you',
      'invitation 1',
      'agreement 1',
      'You asked for this',
      'request 1',
      'This happened lately',
      expect.stringContaining('Gil of Contoso accepted the invitation from Fabrikam'),
    ]);
    expect(card.summary).toBe('Ana, 2 things wait for you');
  });

  test('of each there are a few rows, and a button leads to the rest', () => {
    const card = draw({ waiting: [() => section('invitation', 9, 30), () => section('agreement', 1)] });
    expect(linesOf(card).filter((line) => line.startsWith('invitation'))).toHaveLength(homeRows);
    expect(card.summary).toBe('Ana, 31 things wait for you');
    expect(commandsOf(card)).toEqual(['list invitation', 'help']);
  });

  test('where there is nothing, it says how to begin', () => {
    expect(linesOf(draw({}, begin)).at(-1)).toBe('Begin by asking your first reseller to authorize you.');
    expect(commandsOf(draw({}, begin))).toEqual(['provider invite', 'help']);
    expect(linesOf(draw({})).at(-1)).toBe('When a partner asks you for something, you find it here.');
    expect(linesOf(draw({ recent: [entry] })).join()).not.toContain('When a partner asks');
  });
});

describe('the card of an organization', () => {
  const draw = (known: boolean) =>
    organizationCard(
      words,
      {
        situation: { member: ana, organization: fabrikam, other: contoso, known, own: false },
        draw: () => [{ kind: 'text', text: 'What subjects know' }],
      },
      [{ label: 'Request a relationship', command: 'request contoso.com' }],
      now,
    );

  test('R-REL-06: has what subjects know between the two, and what can be done', () => {
    expect(linesOf(draw(true))).toEqual([
      'Domain: contoso.com',
      'Country: France',
      'Cloud: Public cloud',
      'What subjects know',
    ]);
    expect(commandsOf(draw(true))).toEqual(['request contoso.com']);
  });

  test('R-REL-06: shows name and country alone of one that was never dealt with', () => {
    expect(linesOf(draw(false))).toEqual([
      'Country: France',
      'You do not work with Contoso yet, so you see only its name and country.',
    ]);
  });
});

describe('help', () => {
  const shown = (verb: string, programme: Organization['programme']) => {
    const command = commands.find((one) => one.verb === verb);
    if (!command) throw new Error(`there is no ${verb}`);
    return isShownTo(command, { member: ana, organization: organization('Any', programme) });
  };

  test('R-CMD-01, R-ROLE-01: shows what a person may use, where it makes sense', () => {
    expect(shown('request', 'direct_reseller')).toBe(true);
    expect(shown('request', null)).toBe(false);
    expect(shown('resellers', 'indirect_provider')).toBe(true);
    expect(shown('resellers', 'direct_reseller')).toBe(false);
    expect(shown('accept', 'direct_reseller')).toBe(false);
    const forStrangers = commands.filter((command) => isShownTo(command, null)).map(({ verb }) => verb);
    expect(forStrangers.toSorted()).toEqual(['help', 'home', 'join', 'redeem', 'whoami']);
  });

  test('R-CMD-01: is in the order of the topics, whichever subject a command is of', () => {
    const verbs = commands.map((command) => verbHelp(words, command)).toReversed();
    const lines = linesOf(helpCard(words, { person: ana, verbs }));
    const headings = topics.map((topic) => lines.indexOf(words.text(`topic.${topic}`)));
    expect(headings).toEqual(headings.toSorted((one, other) => one - other));
    expect(headings).not.toContain(-1);
  });

  test('a form asks for what has a question, and not for what is said in a channel', () => {
    expect(isFormArgument(words, 'organization')).toBe(true);
    expect(isFormArgument(words, 'kinds')).toBe(false);
  });
});

describe('a history', () => {
  test('R-AUD-01: says what happened, when, and from which chat', () => {
    const page = { items: [entry], next: '1', total: 40 };
    const card = historyCard(words, eventSpecs, { of: 'Fabrikam', page }, 'history fabrikam.com');
    expect(card.title).toBe('History: Fabrikam');
    expect(linesOf(card)[1]).toBe(
      'Gil of Contoso accepted the invitation from Fabrikam / 2026-03-10T12:00 · in Slack',
    );
    expect(commandsOf(card)).toEqual(['history fabrikam.com --after 1']);
  });
});
