import type { Block } from './card.ts';
import { normalizeText } from './normal-form.ts';

/**
 * A form: a Slack modal, or a Teams card with inputs. Submitting it runs its command line again, with the values; what
 * the form must remember is in that line and nowhere else.
 */
export interface Form {
  readonly title: string;
  /** The command line that gets the values, e.g. `accept 0192…`. */
  readonly command: string;
  /** What the person reads before filling in. No buttons but links. */
  readonly blocks: readonly Block[];
  readonly fields: readonly Field[];
  /** The label of the button that submits; `short` is for a platform with room for a word or two. */
  readonly submit: string | { readonly long: string; readonly short: string };
  readonly intent?: 'go' | 'stop';
  readonly cancel: string;
  /** The language that its words are in (BCP 47), for the few words that the platform's renderer adds. */
  readonly locale?: string;
}

interface FieldFacts {
  /** Unique in the form, `[a-z_]+`; what the command's schema calls it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** A field that may stay empty; the command's schema decides, this only shows it. */
  readonly optional?: boolean;
  /** What is wrong with the present value (R-CARD-10). */
  readonly error?: string;
}

/** A choice has at most so many options; a platform that shows fewer says how to name another one. */
export const maxOptions = 1000;

export interface Option {
  readonly value: string;
  readonly label: string;
}

export type Field = FieldFacts &
  (
    | {
        readonly kind: 'text';
        readonly value: string;
        readonly maxLength: number;
        readonly placeholder?: string;
      }
    | { readonly kind: 'long_text'; readonly value: string; readonly maxLength: number }
    | { readonly kind: 'choice'; readonly value: string | undefined; readonly options: readonly Option[] }
    | { readonly kind: 'choices'; readonly value: readonly string[]; readonly options: readonly Option[] }
    /** One box; `label` heads it and `tick` stands beside the box. */
    | { readonly kind: 'tick'; readonly value: boolean; readonly tick: string }
    /** A person of this chat; the value is the chat user's id. */
    | { readonly kind: 'person'; readonly value: string | undefined }
  );

/** What was filled in, by field name. A platform leaves out what stayed empty. */
export type FormValues = Readonly<Record<string, string | boolean | readonly string[]>>;

/** What was filled in, in the normal form of texts (R-CMD-06). */
export const normalizeValues = (values: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? normalizeText(value) : value,
    ]),
  );

/** What a field holds that was left empty. */
function emptyOf(field: Field): Field['value'] {
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return '';
    case 'tick':
      return false;
    case 'choices':
      return [];
    case 'choice':
    case 'person':
      return undefined;
  }
}

/** The form as the person left it, with what is wrong on each field: nothing that was typed is lost. */
export const formWithErrors = (
  form: Form,
  values: FormValues,
  errors: Readonly<Record<string, string>>,
): Form => ({
  ...form,
  fields: form.fields.map((field) => {
    const error = errors[field.name];
    const left = { ...field, value: values[field.name] ?? emptyOf(field) } as Field;
    return error === undefined ? left : { ...left, error };
  }),
});
