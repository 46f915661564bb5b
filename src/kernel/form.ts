import type { Block } from './card.ts';
import { normalizeText } from './normal-form.ts';

/**
 * A form: a Slack modal, or a Teams card with inputs. Submitting it runs its command line again with the values;
 * everything that the form must remember is in that line.
 */
export interface Form {
  readonly title: string;
  /** The command line that gets the values, e.g. `accept 0192…`. */
  readonly command: string;
  /** Shown above the fields. Has no buttons except links. */
  readonly blocks: readonly Block[];
  readonly fields: readonly Field[];
  /** The submit button's label; `short` is for a platform with room for one or two words. */
  readonly submit: string | { readonly long: string; readonly short: string };
  readonly intent?: 'go' | 'stop';
  readonly cancel: string;
  /** The language of the form's texts (BCP 47), for the few words that the renderer adds. */
  readonly locale?: string;
}

interface FieldFacts {
  /** Unique in the form, `[a-z_]+`; the name in the command's schema. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Shows that the field may stay empty; the command's schema decides. */
  readonly optional?: boolean;
  /** The error of the present value (R-CARD-10). */
  readonly error?: string;
}

/** The maximum number of options; a platform that shows fewer says how to name another one. */
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
    /** One checkbox; `label` is above it and `tick` next to it. */
    | { readonly kind: 'tick'; readonly value: boolean; readonly tick: string }
    /** A person in this chat; the value is their chat user id. */
    | { readonly kind: 'person'; readonly value: string | undefined }
  );

/** The submitted values by field name, without empty fields. */
export type FormValues = Readonly<Record<string, string | boolean | readonly string[]>>;

/** The submitted values, normalized as texts (R-CMD-06). */
export const normalizeValues = (values: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? normalizeText(value) : value,
    ]),
  );

/** The value of an empty field. */
function emptyValueOf(field: Field): Field['value'] {
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

/** The form as submitted, with the errors at their fields: nothing that was typed is lost. */
export const formWithErrors = (
  form: Form,
  values: FormValues,
  errors: Readonly<Record<string, string>>,
): Form => ({
  ...form,
  fields: form.fields.map((field) => {
    const error = errors[field.name];
    const left = { ...field, value: values[field.name] ?? emptyValueOf(field) } as Field;
    return error === undefined ? left : { ...left, error };
  }),
});
