import type { Card } from './card.ts';
import type { Words } from './words.ts';

/** One sentence that confirms what was done and has no card of its own. */
export const noticeCard = (words: Words, text: string): Card => ({
  title: words.text('notice.title'),
  summary: text,
  blocks: [{ kind: 'status', tone: 'good', text }],
});
