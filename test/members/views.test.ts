import { describe, expect, it } from 'vitest';
import type { Member } from '../../src/kernel/member.ts';
import { wordsOf } from '../../src/kernel/words.ts';
import {
  codeCard,
  joinedCard,
  memberAddForm,
  membersCard,
  strangerCard,
  whoamiCard,
} from '../../src/members/views.ts';
import type { Home } from '../../src/overview/model.ts';
import { helpCard, verbHelpCard } from '../../src/overview/views/help.ts';
import { homeCard } from '../../src/overview/views/home.ts';
import { commandsOf, linesOf } from '../support/card-text.ts';
import { contoso, fabrikam, relationship } from '../support/two-sides.ts';

const words = wordsOf('en');
const now = new Date('2026-03-10T12:00:00Z');

const ada: Member = {
  id: '01990000-0000-7000-8000-0000000000aa',
  organizationId: contoso.id,
  name: 'Ada',
  email: 'ada@contoso.com',
  agentRole: 'not_an_agent',
  adminRoles: ['global_admin'],
};

describe('home', () => {
  const home: Home = {
    member: ada,
    organization: contoso,
    toAnswer: { items: [], total: 0 },
    agreement: null,
    endAsked: [],
    asked: { items: [], total: 0 },
    recent: [],
    acts: [],
  };

  it('R-CARD-01: with nothing there says the next step, by what the member may begin', () => {
    expect(linesOf(homeCard(words, home, now))).toEqual([
      'Nothing waits for you.',
      'When a partner asks you for something, you find it here.',
    ]);
    const partner = homeCard(words, { ...home, acts: ['request'] }, now);
    expect(linesOf(partner)[1]).toBe('Begin by asking your first customer for a relationship.');
    expect(commandsOf(partner)).toEqual(['request', 'help']);
  });

  it('R-REL-02, R-AGR-05: begins with what waits: the agreement, customers who ask to end', () => {
    const current = {
      kind: 'microsoft_customer_agreement',
      version: '2026-01',
      locale: 'en',
      url: 'https://example.com',
    } as const;
    const card = homeCard(
      words,
      {
        ...home,
        agreement: { current, acceptance: null, latest: null },
        endAsked: [relationship({ endAskedAt: now })],
      },
      now,
    );
    expect(card.summary).toBe('Ada, 2 things wait for you');
    expect(linesOf(card)[0]).toBe('This waits for you');
    expect(linesOf(card)[2]).toBe('Contoso asks to end the relationship / Asked on 2026-03-10T12:00');
    expect(commandsOf(card)).toEqual(['agreement', 'show contoso.com', 'help']);
  });

  it('R-CMD-05: what is cut there leads to the whole list', () => {
    const card = homeCard(
      words,
      { ...home, toAnswer: { items: [], total: 6 }, asked: { items: [], total: 6 } },
      now,
    );
    expect(commandsOf(card)).toEqual(['invitations received', 'invitations sent', 'help']);
  });
});

describe('people', () => {
  it('R-ID-05: somebody is shown with both levels and every chat', () => {
    const card = whoamiCard(words, {
      member: ada,
      organization: contoso,
      identities: [
        { platform: 'slack', tenant: 'T1', user: 'U1' },
        { platform: 'teams', tenant: 'x', user: 'y' },
      ],
    });
    expect(linesOf(card)).toEqual([
      'Organization: Contoso (contoso.com)',
      'E-mail address: ada@contoso.com',
      'Agent role: Not an agent',
      'Admin roles: Global admin',
      'Known in: Slack and Microsoft Teams',
    ]);
  });

  it('R-ID-02: a stranger is told the ways in', () => {
    expect(linesOf(strangerCard(words)).join(' ')).toMatch(/“join”.*open the personal link/);
  });

  it('R-ID-04: who manages members can give a code to those who have not joined', () => {
    const page = {
      items: [
        { member: ada, platforms: ['slack'] as const, mayGiveCode: true },
        {
          member: { ...ada, name: 'Bo', email: 'bo@contoso.com', adminRoles: [] },
          platforms: [],
          mayGiveCode: true,
        },
      ],
      next: null,
      total: 2,
    };
    const card = membersCard(words, page, { command: 'members', searched: null }, { mayManage: true });
    expect(linesOf(card).slice(1, 3)).toEqual([
      'Ada / ada@contoso.com · Global admin · known in Slack',
      'Bo / bo@contoso.com · no roles · has not joined yet',
    ]);
    expect(commandsOf(card)).toEqual(['member code bo@contoso.com', 'member add']);
    const others = { ...page, items: page.items.map((item) => ({ ...item, mayGiveCode: false })) };
    expect(
      commandsOf(membersCard(words, others, { command: 'members', searched: null }, { mayManage: false })),
    ).toEqual([]);
  });

  it('R-ID-04: a code is shown with how it is used and until when', () => {
    const card = codeCard(words, { code: 'abc', expiresAt: now, name: 'Bo' });
    expect(linesOf(card)).toContain('join abc');
    expect(linesOf(card).at(-1)).toBe('It works once, until 2026-03-10T12:00. I do not show it again.');
  });

  it('R-ROLE-01: the form asks for both levels, as they fit the organization', () => {
    const fieldsOf = (organization: typeof contoso, mayNameGlobalAdmin = true) =>
      memberAddForm(words, { command: 'member add', organization, mayNameGlobalAdmin }).fields;
    expect(fieldsOf(fabrikam).map(({ name }) => name)).toEqual([
      'person',
      'name',
      'email',
      'agent_role',
      'admin_roles',
    ]);
    const admin = (...of: Parameters<typeof fieldsOf>) => {
      const field = fieldsOf(...of).find(({ name }) => name === 'admin_roles');
      return field?.kind === 'choices' ? field.options.map(({ value }) => value) : [];
    };
    expect(admin(fabrikam)).toEqual(['global_admin', 'user_management_admin']);
    expect(admin(contoso)).toEqual(['global_admin', 'billing_admin', 'user_management_admin']);
    expect(admin(contoso, false)).toEqual(['billing_admin', 'user_management_admin']);
    expect(fieldsOf(contoso).some(({ name }) => name === 'agent_role')).toBe(false);
  });

  it('R-ID-04: who has become a member is named with the roles that go with it', () => {
    const card = joinedCard(words, { member: ada, organization: contoso });
    expect(card.title).toBe('Ada is now a member of Contoso');
    expect(linesOf(card)).toEqual(['Role: Global admin.']);
  });
});

describe('help', () => {
  const request = {
    verb: 'request',
    topic: 'ask',
    summary: words.text('verb.request'),
    example: words.text('example.request'),
  } as const;

  it('R-CMD-01: lists verbs with an example each', () => {
    const card = helpCard(words, { person: ada, verbs: [request] });
    expect(card.title).toBe('Hello Ada, this is what you can do');
    expect(linesOf(card).slice(1, 3)).toEqual([
      'Ask somebody',
      'request contoso.com – Asks a customer for a relationship.',
    ]);
  });

  it('R-CMD-01: explains one verb and who may use it', () => {
    const card = verbHelpCard(words, { ...request, usage: words.text('usage.request'), who: null });
    expect(linesOf(card)).toEqual([
      'Asks a customer for a relationship.',
      'You write: request [domain or e-mail address]',
      'For example: request contoso.com',
      'Who may: Everybody',
    ]);
  });
});
