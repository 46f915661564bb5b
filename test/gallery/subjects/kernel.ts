import { eventCard } from '../../../src/kernel/event-card.ts';
import { faultCard } from '../../../src/kernel/fault-card.ts';
import { listCard } from '../../../src/kernel/list.ts';
import { noticeCard } from '../../../src/kernel/notice.ts';
import { problemCard } from '../../../src/kernel/problem.ts';
import type { problems as makers } from '../../../src/kernel/problems.ts';
import { eventSpecs, problemSpecs } from '../../../src/subjects.ts';
import { reason, type SamplesOf, type Views, viewOf, words } from '../frame.ts';
import { problemsIn } from '../problems.ts';
import type { World } from '../world.ts';

export const views: Views = {
  eventCard: (world) =>
    [...Object.keys(eventSpecs), 'of_a_later_version'].map((kind) =>
      viewOf(
        kind,
        eventCard(words, eventSpecs, world.entry(kind), {
          organizationId: world.fabrikam.id,
          reason: reason(world),
        }),
      ),
    ),
  faultCard: () =>
    (['well', 'lost', 'busy'] as const).map((database) =>
      viewOf(`database ${database}`, faultCard(words, { reference: 'a1b2c3d4', database })),
    ),
  noticeCard: ({ contoso }) => [
    viewOf('reminded', noticeCard(words, words.text('notice.reminded', { recipient: contoso.name }))),
  ],
  problemCard: (world) =>
    problemsIn(world).map((problem, at) =>
      viewOf(`${problem.code} ${at}`, problemCard(words, problemSpecs, problem, world.fabrikam.id)),
    ),
  listCard: ({ say, page }) => [
    viewOf(
      'list',
      listCard(words, {
        title: say('A list'),
        summary: say('Of some things'),
        items: page(() => ({ title: say('One'), detail: say('of them') })).items,
        page: page(() => 0),
        command: 'members',
        empty: { sentence: say('There is nothing here.') },
      }),
    ),
  ],
};

export const problems = ({ say, contoso, gil, variant }: World): SamplesOf<typeof makers> => ({
  not_a_member: [
    { platform: 'slack', organization: contoso },
    { platform: 'teams', organization: null },
  ],
  role_needed: [
    { roles: ['global_admin'], holders: Array.from({ length: variant.many(1, 1001) }, () => gil) },
    { roles: ['admin_agent', 'global_admin'], holders: [gil, gil, gil] },
  ],
  partners_only: [{ organization: contoso }],
  partner_features_unavailable: [{ cloud: 'china' }],
  unknown_command: [
    {
      typed: say('acept'),
      nearest: [
        { verb: 'accept', line: 'accept contoso.com' },
        { verb: 'agreement accept', line: 'agreement accept' },
      ],
    },
    { typed: say('hello'), nearest: [] },
  ],
  bad_argument: [
    { argument: say('type'), typed: say('friend'), expected: say('reseller, advisor') },
    { argument: '--afer', typed: say('--afer x'), expected: '' },
  ],
  missing_argument: [
    { argument: 'organization', example: 'show contoso.com' },
    { argument: 'invitation', example: 'accept contoso.com' },
  ],
  text_too_long: [{ field: 'note', length: 10_000, max: 500 }],
  field_missing: [{ field: 'your_email' }, { field: say('strange') }],
  already_handled: [{}],
});
