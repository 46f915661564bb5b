import type { Card } from './card.ts';
import type { Words } from './words.ts';

/** A card with one sentence, which confirms an act that has no card. */
export const noticeCard = (words: Words, text: string): Card => ({
  title: words.text('notice.title'),
  summary: text,
  blocks: [{ kind: 'status', tone: 'good', text }],
});
