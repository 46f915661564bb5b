import type { Block, Card } from '../../src/kernel/card.ts';
import type { Form } from '../../src/kernel/form.ts';
import type { WordsFor } from './words.ts';

/** A card that holds one sentence of the adapter. */
export const sentenceCard = (title: string, text: string, locale: string | undefined): Card => ({
  title,
  summary: text,
  ...(locale ? { locale } : {}),
  blocks: [{ kind: 'text', text }],
});

/** Replaces a form that can no longer be opened: a button with the same command line, whose click opens the form. */
export const openFormCard = (form: Form, command: string, words: WordsFor): Card => ({
  ...sentenceCard(form.title, form.title, form.locale),
  blocks: [{ kind: 'buttons', buttons: [{ label: words(form.locale).openForm, command, intent: 'go' }] }],
});

/** The errors of a form as text above it, each with the label of its field (R-CARD-10). */
export function errorBlocks(form: Form, errors: Readonly<Record<string, string>>): readonly Block[] {
  const own = form.fields.flatMap(({ name, error }) => (error === undefined ? [] : [[name, error] as const]));
  return Object.entries({ ...Object.fromEntries(own), ...errors }).map(([name, error]) => {
    const label = form.fields.find((field) => field.name === name)?.label;
    return { kind: 'status', tone: 'bad', text: label === undefined ? error : `${label}: ${error}` };
  });
}
