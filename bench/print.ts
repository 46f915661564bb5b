import { cpus } from 'node:os';
import type { Figure } from './load.ts';

/** The table: what, at how many connections, its figure, and the floor to compare it with. */
export function print(table: readonly [string, number, Figure, Figure | undefined][]): void {
  const cells = table.map(([name, connections, { perSecond, p50, p99 }, floor]) => [
    name,
    String(connections),
    perSecond.toFixed(0),
    p50.toFixed(2),
    p99.toFixed(2),
    floor ? (perSecond / floor.perSecond).toFixed(2) : 'floor',
  ]);
  const rows = [['', 'conn.', 'per s', 'p50 ms', 'p99 ms', 'ratio'], ...cells];
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log(`Node ${process.version}, ${cpus().length} cores; client, bot and PostgreSQL share them.\n`);
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    );
  }
}
