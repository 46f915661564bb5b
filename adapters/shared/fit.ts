/** How much of a card may be drawn. */
export interface Budget {
  /** The characters of one text. */
  readonly chars: number;
  /** The entries of one list, or the facts of one group. */
  readonly items: number;
}

/** From what fits one long text to what fits when everything is long. */
export const budgets: readonly Budget[] = [
  { chars: 2900, items: 100 },
  { chars: 1000, items: 45 },
  { chars: 400, items: 30 },
  { chars: 150, items: 20 },
  { chars: 60, items: 10 },
  { chars: 24, items: 5 },
];

/** A drawing that has to fit a platform's limits. */
export interface Fitting<B, Element> {
  /** From large to small: the first whose drawing fits is taken. */
  readonly budgets: readonly B[];
  draw(budget: B): readonly Element[];
  /** What all elements together may take, each limit in a unit of its own. */
  readonly limits: readonly number[];
  /** What one element takes of each limit. */
  costOf(element: Element): readonly number[];
  /** What a person can act with; it is kept before anything else. */
  isAction(element: Element): boolean;
  /** Says how many elements were left out. */
  more(left: number): readonly Element[];
}

/** The elements that are drawn, within the limits for any data (R-CARD-09). */
export function fitted<B, Element>(fitting: Fitting<B, Element>): readonly Element[] {
  const { budgets, draw, limits } = fitting;
  let drawn: readonly Element[] = [];
  for (const budget of budgets) {
    drawn = draw(budget);
    if (leftOf(limits, drawn, fitting) !== undefined) return drawn;
  }
  return firstThatFit(drawn, fitting);
}

/** For a card with more elements than fit, however small they are drawn. */
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

/** What the elements leave of the limits; undefined if they do not fit. */
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

/** A list cut to its budget, with a last element that says how much is missing. */
export const listed = <Item, Element>(
  items: readonly Item[],
  max: number,
  draw: (item: Item) => readonly Element[],
  more: (left: number) => readonly Element[],
): Element[] => [...items.slice(0, max).flatMap(draw), ...more(items.length - max)];

/** How many items fit together, from the first on. */
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
