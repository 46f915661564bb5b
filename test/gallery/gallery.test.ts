import { describe, expect, test } from 'vitest';
import { problemSpecs } from '../../src/subjects.ts';
import { drawView } from './drawn.ts';
import {
  buttons,
  type Check,
  facts,
  fields,
  limits,
  overs,
  pings,
  reading,
  summaries,
  tones,
  typed,
  wholes,
} from './faults.ts';
import { variants } from './variants.ts';
import { drawn, gallery, problemSamples } from './views.ts';
import { createWorld } from './world.ts';

/** The invitation comes first: the tests above have just drawn it. */
const views = Object.keys(gallery).toSorted(
  (one, other) => Number(other === 'invitationCard') - Number(one === 'invitationCard'),
);

const checks: readonly (readonly [string, Check])[] = [
  ['R-CARD-09: is within what the platforms take, for any data', limits],
  ['R-CARD-09: reads as its data, whole or cut, and no markup in it is interpreted', reading],
  ['calls nobody, and leads only where it says', pings],
  ['R-CARD-09: keeps its buttons, however long the rest is', buttons],
  ['R-CMD-04: has only buttons and forms that can be typed', typed],
  ['R-CARD-10: labels its inputs, with what is filled in and what is wrong', fields],
  ['R-CARD-08: says in a notification what it is about', summaries],
  ['R-CARD-11: means nothing by a sign or a colour alone', tones],
  ['R-CARD-03: has no button once it is over', overs],
  ['is seen whole in its usual length', wholes],
];

const commandIn = (data: unknown): unknown => (data as { command?: unknown } | undefined)?.command;

/** How many lines of a failure to show. */
const READ = 12;

describe('the gallery', () => {
  test('has a sample of every card and form', () => {
    expect(drawn.length).toBeGreaterThan(40);
    expect(drawn.toSorted()).toEqual(views.toSorted());
  });

  test('R-CARD-07: has a sample of every refusal', () => {
    for (const variant of variants) {
      const samples = Object.entries(problemSamples(createWorld(variant())));
      expect(
        samples
          .filter(([, all]) => all.length > 0)
          .map(([code]) => code)
          .toSorted(),
      ).toEqual(Object.keys(problemSpecs).toSorted());
    }
  });

  test('R-CARD-01: an open question has one line of title and three to six facts', () => {
    const open = drawView('invitationCard')
      .flatMap((drawn) => (drawn.kind === 'card' && !drawn.variant.bare && !drawn.isOver ? [drawn] : []))
      .filter(({ at }) => !at.includes('question'));
    expect(open.length).toBeGreaterThan(50);
    expect(open.filter((drawn) => facts(drawn) < 3 || facts(drawn) > 6).map(({ at }) => at)).toEqual([]);
  });

  test('R-CARD-06: the card for everybody in Teams asks what the viewer may do, and is refreshed for those who may', () => {
    const everybody = drawView('invitationCard').filter(({ at }) =>
      at.startsWith('invitationCard, everybody:'),
    );
    expect(everybody.length).toBeGreaterThan(10);
    for (const { teams } of everybody) {
      const { body = [], refresh } = teams;
      const verbs = body.flatMap(({ actions = [] }) => actions.map(({ data }) => commandIn(data)));
      expect(verbs).toEqual([expect.stringMatching(/^show [\da-f-]{36}$/)]);
      if (refresh === undefined) continue;
      expect(commandIn(refresh.action?.data)).toBe(verbs[0]);
      expect(refresh.userIds?.length).toBeLessThanOrEqual(60);
    }
    expect(everybody.some(({ teams }) => teams.refresh?.userIds?.length === 60)).toBe(true);
  });

  describe.each(views)('%s', (view) => {
    test.each(checks)('%s', (_, check) => {
      expect(drawView(view).flatMap(check).slice(0, READ)).toEqual([]);
    });
  });
});
