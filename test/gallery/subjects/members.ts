import { memberAddForm } from '../../../src/members/forms.ts';
import type { problems as makers } from '../../../src/members/problems.ts';
import { codeCard, joinedCard, membersCard, strangerCard, whoamiCard } from '../../../src/members/views.ts';
import { type SamplesOf, type Views, viewOf, words } from '../frame.ts';
import { now, type World } from '../world.ts';

const inSlack = { platform: 'slack', tenant: 'T0FABRIKAM', user: 'U0000000001' } as const;
const inTeams = {
  platform: 'teams',
  tenant: '72f988bf-86f1-41af-91ab-2d7cd011db47',
  user: '0d5a2f43-9f0b-4a4f-8f43-1b0d2b6f1c11',
} as const;

export const views: Views = {
  whoamiCard: ({ member, agent, fabrikam, variant }) =>
    [member, agent].map((one, at) =>
      viewOf(
        at === 0 ? 'customer' : 'partner',
        whoamiCard(words, {
          member: one,
          organization: fabrikam,
          identities: Array.from({ length: variant.many(2, 50) }, (_, place) =>
            place % 2 === 0 ? inSlack : inTeams,
          ),
        }),
      ),
    ),
  strangerCard: () => [viewOf('stranger', strangerCard(words))],
  membersCard: (world) =>
    [true, false].map((mayManage) =>
      viewOf(
        mayManage ? 'who manages' : 'who does not',
        membersCard(
          words,
          world.page((at) => ({
            member: at % 2 ? world.member : world.agent,
            platforms: at === 0 ? ['slack', 'teams'] : at === 1 ? ['teams'] : [],
            mayGiveCode: mayManage,
          })),
          { command: 'members', searched: null },
          { mayManage },
        ),
      ),
    ),
  memberAddForm: ({ fabrikam, contoso, bare }) =>
    [fabrikam, contoso].map((organization) =>
      viewOf(
        organization.programme ?? 'customer',
        memberAddForm(words, {
          organization,
          mayNameGlobalAdmin: !bare,
          person: bare ? undefined : 'U0000000001',
        }),
      ),
    ),
  codeCard: ({ gil }) => [
    viewOf('code', codeCard(words, { code: '7qm2xv9ctz4lry8skd1wpa0123', expiresAt: now, name: gil.name })),
  ],
  joinedCard: ({ agent, fabrikam }) => [
    viewOf('joined', joinedCard(words, { member: agent, organization: fabrikam })),
  ],
};

export const problems = ({ email, contoso, gil }: World): SamplesOf<typeof makers> => ({
  already_a_member: [{ organization: contoso }],
  email_taken: [{ email: email('ada', 'contoso.com') }],
  member_unknown: [{ email: email('bob', 'contoso.com') }],
  identity_taken: [{ name: gil.name }],
  roles_not_fitting: [{ reason: 'customer_agent' }, { reason: 'partner_billing' }],
  code_not_valid: [{}],
  no_code: [{}],
  several_codes: [{}],
  too_many_tries: [{ minutes: 1 }, { minutes: 42 }],
});
