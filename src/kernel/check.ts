import { problems } from './problems.ts';
import { ActRefusal } from './refusal.ts';

/** Ends the act with `text_too_long` for a text of more than so many characters. */
export function requireLength(field: string, text: string, max: number): void {
  if (text.length > max) throw new ActRefusal(problems.text_too_long({ field, length: text.length, max }));
}
