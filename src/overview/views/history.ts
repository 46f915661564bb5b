import type { Card } from '../../kernel/card.ts';
import type { EventSpecs } from '../../kernel/event.ts';
import { eventItem } from '../../kernel/event-card.ts';
import { listCard } from '../../kernel/list.ts';
import type { History } from '../model.ts';
import type { Words } from '../words.en.ts';

/** Audit entries, newest first (R-AUD-01). `command` lists them. */
export function historyCard(words: Words, events: EventSpecs, { of, page }: History, command: string): Card {
  const title = words.text('history.title', { of });
  return listCard(words, {
    title,
    summary: title,
    items: page.items.map((entry) => eventItem(words, events, entry)),
    page,
    command,
    empty: { sentence: words.text('history.empty') },
  });
}
