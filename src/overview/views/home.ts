import { type Block, type Button, buttonRow, type Card, type ListItem } from '../../kernel/card.ts';
import type { EventSpecs } from '../../kernel/event.ts';
import { eventItem } from '../../kernel/event-card.ts';
import type { HomeSection } from '../../kernel/subject.ts';
import { type DrawSection, type Home, homeRows } from '../model.ts';
import type { Words } from '../words.en.ts';

/**
 * What needs the member's answer, then the organization's own requests, then recent activity; if there is nothing, what
 * to do next.
 * @param begin buttons for what the member may start from here
 */
export function homeCard(
  words: Words,
  home: Home,
  {
    begin,
    events,
    now,
  }: { readonly begin: readonly Button[]; readonly events: EventSpecs; readonly now: Date },
): Card {
  const waiting = mergedSections(words, home.waiting, now);
  const asked = mergedSections(words, home.asked, now);
  const recent = home.recent.map((entry) => eventItem(words, events, entry));
  return {
    title: words.text('home.title', { name: home.member.name, organization: home.organization.name }),
    summary: words.text('home.summary', { waiting: waiting.total, name: home.member.name }),
    blocks: [
      ...(waiting.items.length > 0
        ? part(words.text('home.waiting'), waiting.items)
        : [{ kind: 'status', tone: 'good', text: words.text('home.nothing_waiting') } as const]),
      ...part(words.text('home.asked'), asked.items),
      ...part(words.text('home.recent'), recent),
      ...(waiting.items.length + asked.items.length + recent.length === 0 ? nextStep(words, begin) : []),
      ...buttonRow([
        ...waiting.more,
        ...asked.more,
        ...begin,
        { label: words.text('act.help'), command: 'help' },
      ]),
    ],
  };
}

/** The rows of all subjects in one section of the home, a few of each; `more` leads to the rest. */
function mergedSections(words: Words, sections: readonly DrawSection[], now: Date) {
  const drawn = sections.map((draw) => draw(words, now));
  return {
    items: drawn.flatMap(({ items }) => items.slice(0, homeRows)),
    total: drawn.reduce((sum, { total }) => sum + total, 0),
    more: drawn.flatMap(moreOf),
  };
}

const moreOf = ({ total, more }: HomeSection): readonly Button[] => (more && total > homeRows ? [more] : []);

const part = (title: string, items: readonly ListItem[]): readonly Block[] =>
  items.length > 0
    ? [
        { kind: 'text', text: title, tone: 'strong' },
        { kind: 'list', items },
      ]
    : [];

/** Suggests the first thing that the member may start. */
const nextStep = (words: Words, [first]: readonly Button[]): readonly Block[] => {
  const asks = first && 'command' in first ? first.command.replaceAll(' ', '_') : 'none';
  return [{ kind: 'text', text: words.text('home.next_step', { asks }) }];
};
