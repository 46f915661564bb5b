import type { Card } from './card.ts';
import type { MessageKey, MessageValues, Words } from './words.ts';

type Notice = Exclude<Named<MessageKey>, 'title'>;
type Named<Key> = Key extends `notice.${infer Name}` ? Name : never;

/** One sentence that confirms what was done and has no card of its own. */
export const noticeCard = (words: Words, notice: Notice, values: MessageValues = {}): Card => {
  const text = words.text(`notice.${notice}`, values);
  return {
    title: words.text('notice.title'),
    summary: text,
    blocks: [{ kind: 'status', tone: 'good', text }],
  };
};
