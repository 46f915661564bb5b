import type { Block } from '../../kernel/card.ts';
import type { MemberContext } from '../../kernel/command.ts';
import type { Field } from '../../kernel/form.ts';
import type { Text } from '../../kernel/text.ts';
import { maxNote } from '../model/invitation.ts';
import type { InvitationServices } from '../service/index.ts';
import type { InvitationsKey, Words } from '../words.en.ts';

/** What the forms of members have at hand. */
export type Context = MemberContext<InvitationServices, InvitationsKey>;

/** The most characters of a mail address, and so of whatever names an organization. */
export const maxAddress = 254;

type FieldName = Extract<InvitationsKey, `field.${string}`> extends `field.${infer Name}` ? Name : never;

/** A field's name with the label that goes with it everywhere. */
export const named = (words: Words, name: FieldName, hint?: string) => ({
  name,
  label: words.text(`field.${name}`),
  ...(hint === undefined ? {} : { hint }),
});

/** What is read before filling in. */
export const said = (text: Text, tone: 'plain' | 'quiet' | 'strong' = 'plain'): Block => ({
  kind: 'text',
  text,
  tone,
});

/** A few words that the other side reads on the invitation. */
export const noteField = (words: Words, value: string): Field => ({
  ...named(words, 'note', words.text('request.note_hint')),
  kind: 'long_text',
  value,
  most: maxNote,
  optional: true,
});
