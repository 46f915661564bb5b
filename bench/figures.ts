import { cpus } from 'node:os';
import type { Measured } from './load.ts';

/** The aim for a figure's ratio: at least, or at most, this. */
export interface Aim {
  readonly aim: number;
  readonly at: 'least' | 'most';
}

/** One line of the table. A lower bound has no ratio, and a figure without an aim is for information only. */
export interface Figure extends Measured {
  readonly name: string;
  readonly connections: number;
  readonly ratio: number | null;
  readonly aim: number | null;
  readonly at: Aim['at'] | null;
  /** Whether the ratio meets the aim; null without one. */
  readonly holds: boolean | null;
}

export const atLeast = (aim: number): Aim => ({ aim, at: 'least' });
export const atMost = (aim: number): Aim => ({ aim, at: 'most' });

/** A figure, its ratio to another one, and the aim for the ratio. */
export function figure(
  name: string,
  connections: number,
  measured: Measured,
  ratio: number | null = null,
  held: Aim | null = null,
): Figure {
  const { aim, at } = held ?? { aim: null, at: null };
  const holds =
    held === null || ratio === null ? null : at === 'least' ? ratio >= held.aim : ratio <= held.aim;
  return { name, connections, ...measured, ratio, aim, at, holds };
}

/** The ratio of the rate to its lower bound. */
export const rateOf = (measured: Measured, floor: Measured): number => measured.perSecond / floor.perSecond;

/** Prints the figures as a table, or with `--json` as one line each. */
export function printFigures(figures: readonly Figure[], asJson = process.argv.includes('--json')): void {
  if (asJson) {
    for (const one of figures) console.log(JSON.stringify(rounded(one)));
    return;
  }
  console.log(`Node ${process.version}, ${cpus().length} cores; client, bot and PostgreSQL share them.\n`);
  const heads = ['', 'conn.', 'per s', 'p50 ms', 'p99 ms', 'ratio', 'aim', ''];
  const rows = [heads, ...figures.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
}

const cellsOf = ({ name, connections, perSecond, p50, p99, ratio, aim, at, holds }: Figure): string[] => [
  name,
  String(connections),
  perSecond.toFixed(perSecond < 10 ? 2 : 0),
  p50.toFixed(2),
  p99.toFixed(2),
  ratio?.toFixed(2) ?? '',
  aim === null ? '' : `${at === 'least' ? '≥' : '≤'} ${aim}`,
  holds === null ? '' : holds ? 'holds' : 'missed',
];

const round = (value: number): number => Number(value.toPrecision(4));

const rounded = (one: Figure) => ({
  ...one,
  perSecond: round(one.perSecond),
  p50: round(one.p50),
  p99: round(one.p99),
  ratio: one.ratio === null ? null : round(one.ratio),
});
