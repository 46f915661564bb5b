import { z } from 'zod';
import { HttpRefusal } from './http.ts';

/** Deeper than this stand keys that the sender chose. */
const ownLevels = 3;

/** An id, which is never empty. */
export const id = z.string().min(1);

/** A text that a platform may leave out, or state as null or empty. */
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON object that a body holds. Refused with 400 when it holds anything else. */
export function parseJsonObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpRefusal(400, 'body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HttpRefusal(400, 'body is not an object');
  return value as JsonObject;
}

/** The same without NUL characters, which PostgreSQL cannot store. */
export function withoutNul<Value>(value: Value): Value;
export function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '');
  if (Array.isArray(value)) return value.map(withoutNul);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [withoutNul(key), withoutNul(inner)]),
  );
}

/**
 * A payload as its schema has it. Refused with 400 when it does not fit; the reason names the fields and none of their
 * values (R-SEC-13).
 */
export function fitting<Schema extends z.ZodType>(
  schema: Schema,
  payload: unknown,
  what: string,
): z.output<Schema> {
  const { data, error } = schema.safeParse(payload);
  if (!error) return data;
  const fields = error.issues.map(({ path }) => path.slice(0, ownLevels).join('.') || 'all of it');
  throw new HttpRefusal(400, `${what} does not fit its schema: ${[...new Set(fields)].join(', ')}`);
}
