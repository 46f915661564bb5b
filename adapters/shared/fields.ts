import type { Field, FormValues, Option } from '../../src/kernel/form.ts';
import type { AdapterWords } from './words.ts';

export type ChoiceField = Field & { readonly kind: 'choice' | 'choices' };

/**
 * At most `max` options of a field, in their order, and a sentence about the options left out. The chosen options are
 * always kept. A field without options gives none.
 */
export function offeredOptions(
  field: Field,
  max: number,
  words: AdapterWords,
): { readonly options: readonly Option[]; readonly more?: string } {
  if (!('options' in field)) return { options: [] };
  const { options, value } = field;
  if (options.length <= max) return { options };
  const chosen = new Set(typeof value === 'string' ? [value] : value);
  const byImportance = [...options].sort((a, b) => Number(chosen.has(b.value)) - Number(chosen.has(a.value)));
  const offered = new Set(byImportance.slice(0, max));
  return {
    options: options.filter((option) => offered.has(option)),
    more: words.more(options.length - max),
  };
}

/** The values of a submitted form by field name, without empty fields. */
export const filledIn = (
  values: Iterable<readonly [name: string, value: FormValues[string] | undefined]>,
): FormValues =>
  Object.fromEntries([...values].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
