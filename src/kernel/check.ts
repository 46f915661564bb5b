import { problems } from './problems.ts';
import { ActRefusal } from './refusal.ts';

/** Refuses with `text_too_long` if the text has more than `max` characters. */
export function requireLength(field: string, text: string, max: number): void {
  if (text.length > max) throw new ActRefusal(problems.text_too_long({ field, length: text.length, max }));
}
