import type { Block } from '../../kernel/card.ts';
import type { MemberContext } from '../../kernel/command.ts';
import type { Field } from '../../kernel/form.ts';
import type { Text } from '../../kernel/text.ts';
import { maxNote } from '../model/invitation.ts';
import type { InvitationServices } from '../service/index.ts';
import type { InvitationsKey, Words } from '../words.en.ts';

/** The context of forms for members. */
export type Context = MemberContext<InvitationServices, InvitationsKey>;

/** The maximum length of a mail address, used for every field that names an organization. */
export const maxAddress = 254;

type FieldName = Extract<InvitationsKey, `field.${string}`> extends `field.${infer Name}` ? Name : never;

/** The name of a field and its label. */
export const nameAndLabel = (words: Words, name: FieldName, hint?: string) => ({
  name,
  label: words.text(`field.${name}`),
  ...(hint === undefined ? {} : { hint }),
});

/** A text above the fields of a form. */
export const textBlock = (text: Text, tone: 'plain' | 'quiet' | 'strong' = 'plain'): Block => ({
  kind: 'text',
  text,
  tone,
});

/** A short note that the other side reads on the invitation. */
export const noteField = (words: Words, value: string): Field => ({
  ...nameAndLabel(words, 'note', words.text('request.note_hint')),
  kind: 'long_text',
  value,
  maxLength: maxNote,
  optional: true,
});
