import { z } from 'zod';
import { HttpRefusal } from './http.ts';

/** Keys below this depth are chosen by the sender, so they are not logged. */
const ownLevels = 3;

/** An id that is not empty. */
export const id = z.string().min(1);

/** A text that the platform may omit or send as null or empty. */
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses a body as a JSON object. Rejects with 400 for anything else. */
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

/** Removes NUL characters, which PostgreSQL cannot store. */
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
 * Parses a payload by its schema. Rejects with 400 when it does not fit; the reason names the fields but never their
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
