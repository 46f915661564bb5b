import { describe, expect, it } from 'vitest';
import type { Member } from '../../src/kernel/member.ts';
import { memberAddForm } from '../../src/members/forms.ts';
import { codeCard, joinedCard, membersCard, strangerCard, whoamiCard } from '../../src/members/views.ts';
import { wordsOf } from '../../src/subjects.ts';
import { commandsOf, linesOf } from '../kit/card-text.ts';
import { contoso, fabrikam } from '../kit/two-sides.ts';

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

  it('R-ID-02: a stranger reads how to join', () => {
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
      memberAddForm(words, { organization, mayNameGlobalAdmin }).fields;
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
