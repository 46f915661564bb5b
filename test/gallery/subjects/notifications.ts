import { normalizeLine } from '../../../src/kernel/normal-form.ts';
import { parseExpression } from '../../../src/notifications/model/expression.ts';
import type { problems as makers } from '../../../src/notifications/problems.ts';
import { subscribedCard, subscriptionsCard, unsubscribedCard } from '../../../src/notifications/views.ts';
import { notificationKinds } from '../../../src/subjects.ts';
import { type SamplesOf, type Views, viewOf, words } from '../frame.ts';
import type { World } from '../world.ts';

/** Only valid expressions can be filters; the names in them are free. */
function subscription({ say, gil }: World) {
  const name = say('Fabrikam').replace(/["\\]/g, '').slice(0, 400);
  const expression = `invitations, roles where partner = "${name}"`;
  const parsed = parseExpression(expression, notificationKinds);
  const { kinds, filter } = parsed.ok ? parsed.value : { kinds: ['invitations'], filter: null };
  return { kinds, filter, expression: normalizeLine(expression), createdByName: gil.name };
}

export const views: Views = {
  subscriptionsCard: (world) => [
    viewOf(
      'list',
      subscriptionsCard(words, world.page(() => subscription(world), 2).items, notificationKinds),
    ),
  ],
  subscribedCard: (world) =>
    [true, false].map((mayBeOutside) =>
      viewOf(
        mayBeOutside ? 'perhaps not a member' : 'a member',
        subscribedCard(words, subscription(world), mayBeOutside),
      ),
    ),
  unsubscribedCard: (world) => [
    viewOf('off', unsubscribedCard(words, [subscription(world).expression])),
    viewOf('off, several', unsubscribedCard(words, world.page(() => subscription(world).expression).items)),
  ],
};

export const problems = ({ say }: World): SamplesOf<typeof makers> => ({
  channel_needed: [{}],
  channel_of_other_organization: [{}],
  not_subscribed: [{}],
  unknown_kind: [{ typed: say('leads'), known: [...notificationKinds, 'everything'] }],
  filter_not_understood: [{ at: say('custmer = x'), expected: 'partner | customer | kind | not | (' }],
});
