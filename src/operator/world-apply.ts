import { randomUUID } from 'node:crypto';
import { ok, type Result, refuse } from '../kernel/result.ts';
import { readTextFile } from '../kernel/text-file.ts';
import { failed, type OperatorCommand, type Outcome, withStore } from './command.ts';
import { applyWorld } from './world/apply.ts';
import type { ApplyOutcome } from './world/apply-context.ts';
import type { Fault } from './world/faults.ts';
import { parseWorld } from './world/file.ts';

/** `world apply <file.json>`: applies a file of organizations, their workspaces and members, and agreements. */
export const worldApply: OperatorCommand = {
  name: 'world apply',
  operand: '<file.json>',
  does: 'Creates and updates what the file names; removes nothing.',
  async run(call) {
    const json = readJson(call.operand);
    if (!json.ok) return failed(json.problem);
    const world = parseWorld(json.value);
    if (!world.ok) return faulty(world.problem);
    return withStore(call, async ({ db, secrets }) => {
      const applied = await applyWorld({ db, secrets, now: call.now, newId: randomUUID }, world.value);
      return applied.ok ? done(applied.value) : faulty(applied.problem);
    });
  },
};

function readJson(file: string): Result<unknown, string> {
  const text = readTextFile(file);
  if (!text.ok) return refuse(`${file} ${text.problem}.`);
  try {
    return ok(JSON.parse(text.value));
  } catch (error) {
    return refuse(`Cannot read ${file}: ${(error as Error).message}`);
  }
}

const faulty = (faults: readonly Fault[]): Outcome => ({
  ok: false,
  lines: [
    ...faults.map(({ path, message }) => (path ? `${path}: ${message}` : message)),
    'Nothing was applied.',
  ],
  data: { faults },
});

function done(outcomes: readonly ApplyOutcome[]): Outcome {
  const count = (outcome: ApplyOutcome['outcome']) =>
    outcomes.filter((one) => one.outcome === outcome).length;
  const counts = { created: count('created'), updated: count('updated'), left: count('left') };
  return {
    ok: true,
    lines: [
      ...outcomes
        .filter(({ outcome }) => outcome !== 'left')
        .map(({ outcome, what, name, fields }) =>
          fields.length > 0
            ? `${outcome} ${what} ${name}: ${fields.join(', ')}`
            : `${outcome} ${what} ${name}`,
        ),
      `${counts.created} created, ${counts.updated} updated, ${counts.left} left as they were.`,
    ],
    data: { ...counts, settled: outcomes },
  };
}
