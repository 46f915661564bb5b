/** Size limits for drawing a card. */
export interface Budget {
  /** Characters in one text. */
  readonly chars: number;
  /** Entries in one list, or facts in one group. */
  readonly items: number;
}

/** From the largest (fits one long text) to the smallest (fits when everything is long). */
export const budgets: readonly Budget[] = [
  { chars: 2900, items: 100 },
  { chars: 1000, items: 45 },
  { chars: 400, items: 30 },
  { chars: 150, items: 20 },
  { chars: 60, items: 10 },
  { chars: 24, items: 5 },
];

/** A drawing that must fit a platform's limits. */
export interface Fitting<B, Element> {
  /** From large to small; the first budget whose drawing fits is used. */
  readonly budgets: readonly B[];
  draw(budget: B): readonly Element[];
  /** The limits for all elements together, each in its own unit. */
  readonly limits: readonly number[];
  /** How much of each limit one element uses. */
  costOf(element: Element): readonly number[];
  /** Whether a person can act with the element; such elements are kept first. */
  isAction(element: Element): boolean;
  /** Elements that say how many were left out. */
  more(left: number): readonly Element[];
}

/** The elements to draw, cut so that any data fit the limits (R-CARD-09). */
export function fitted<B, Element>(fitting: Fitting<B, Element>): readonly Element[] {
  const { budgets, draw, limits } = fitting;
  let drawn: readonly Element[] = [];
  for (const budget of budgets) {
    drawn = draw(budget);
    if (leftOf(limits, drawn, fitting) !== undefined) return drawn;
  }
  return firstThatFit(drawn, fitting);
}

/** Used when the elements do not fit even with the smallest budget. */
function firstThatFit<B, Element>(
  drawn: readonly Element[],
  fitting: Fitting<B, Element>,
): readonly Element[] {
  const { isAction, limits, more } = fitting;
  const kept = new Set<Element>();
  let left = leftOf(limits, more(drawn.length), fitting) ?? [];
  for (const element of [...drawn].sort((a, b) => Number(isAction(b)) - Number(isAction(a)))) {
    const rest = leftOf(left, [element], fitting);
    if (rest === undefined) continue;
    left = rest;
    kept.add(element);
  }
  return [...drawn.filter((element) => kept.has(element)), ...more(drawn.length - kept.size)];
}

/** What remains of the limits after these elements; undefined if they do not fit. */
function leftOf<B, Element>(
  limits: readonly number[],
  elements: readonly Element[],
  { costOf }: Fitting<B, Element>,
): readonly number[] | undefined {
  const left = [...limits];
  for (const element of elements)
    for (const [index, cost] of costOf(element).entries()) left[index] = (left[index] ?? 0) - cost;
  return left.some((one) => one < 0) ? undefined : left;
}

/** A list cut to `max` items, with a last element that says how many are missing. */
export const listed = <Item, Element>(
  items: readonly Item[],
  max: number,
  draw: (item: Item) => readonly Element[],
  more: (left: number) => readonly Element[],
): Element[] => [...items.slice(0, max).flatMap(draw), ...more(items.length - max)];

/** How many items, from the first, fit into the limit together. */
export function countThatFit<Item>(
  items: readonly Item[],
  costOf: (item: Item) => number,
  limit: number,
): number {
  let cost = 0;
  const full = items.findIndex((item) => {
    cost += costOf(item);
    return cost > limit;
  });
  return full === -1 ? items.length : full;
}

export const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
