import type { z } from 'zod';
import { ok, type Result, refuse } from '../../kernel/result.ts';

/** A fault at one place of a file, e.g. at `organizations[0].members[2].email`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export type Path = readonly (string | number)[];

export const faultAt = (path: Path, message: string): Fault => ({
  path: path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, ''),
  message,
});

/** Parses by a schema; refuses with every fault and its path. */
export function parseBy<T>(schema: z.ZodType<T>, json: unknown): Result<T, readonly Fault[]> {
  const parsed = schema.safeParse(json, { error: sentenceOf });
  if (parsed.success) return ok(parsed.data);
  return refuse(
    parsed.error.issues.flatMap((issue) => {
      const path = issue.path as Path;
      return issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => faultAt([...path, key], 'is not known'))
        : [faultAt(path, issue.message)];
    }),
  );
}

/** Messages that the schemas do not give themselves. */
function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.input === undefined) return 'is missing';
  return `must be ${{ array: 'a list', boolean: 'true or false', object: 'an object' }[issue.expected as string] ?? 'a text'}`;
}
