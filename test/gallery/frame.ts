import type { Button, Card } from '../../src/kernel/card.ts';
import type { Form } from '../../src/kernel/form.ts';
import type { Listing } from '../../src/kernel/list.ts';
import { normalizeLine } from '../../src/kernel/normal-form.ts';
import { offerButtons, offersOn } from '../../src/kernel/offer.ts';
import { offers, wordsOf } from '../../src/subjects.ts';
import type { World } from './world.ts';

export const words = wordsOf('en');

/** A sample of a card or a form. */
export interface Shown {
  readonly name: string;
  readonly card?: Card;
  readonly form?: Form;
  /** The decision is made. */
  readonly isOver?: boolean;
}

/** A subject's cards and forms, by the function that draws them. */
export type Views = Readonly<Record<string, (world: World) => readonly Shown[]>>;

/** A subject's refusals, with every kind of details. */
export type SamplesOf<Makers> = {
  readonly [Code in keyof Makers]: readonly (Makers[Code] extends (...details: [infer Details]) => unknown
    ? Details
    : Readonly<Record<never, never>>)[];
};

export const viewOf = (name: string, drawn: Card | Form): Shown =>
  'fields' in drawn ? { name, form: drawn } : { name, card: drawn };
export const over = (name: string, card: Card): Shown => ({ name, card, isOver: true });

/** Every button that a card can have in this situation, for any viewer. */
export const offeredOn = (on: string, situation: unknown): readonly Button[] =>
  offerButtons(words, offersOn(offers, on, situation), situation);

/** Why a channel got a card. */
export const reason = ({ say }: World): string =>
  say('your organization’s approvals, which are asked for here');

/** A complete list, a page of a search, and a search without results. */
export function listed(
  world: World,
  draw: (
    page: <T>(row: (at: number) => T) => { items: readonly T[]; next: string | null; total: number },
    listing: (command: string) => Listing,
  ) => Card,
): readonly Shown[] {
  // The search text was typed, so it is normalized.
  const searched = normalizeLine(world.say('contoso')).replace(/--/g, '');
  const search = searched === '' ? null : searched;
  return [
    viewOf(
      'list',
      draw(
        (row) => world.page(row),
        (command) => ({ command, searched: null }),
      ),
    ),
    viewOf(
      'search',
      draw(
        (row) => ({ ...world.page(row, 25), next: world.asked.id }),
        (command) => ({ command, searched: search }),
      ),
    ),
    viewOf(
      'nothing found',
      draw(
        () => ({ items: [], next: null, total: 0 }),
        (command) => ({ command, searched: search }),
      ),
    ),
  ];
}
