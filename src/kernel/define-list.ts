import type { Card } from './card.ts';
import { type Command, commandsWith, type MemberContext, type PageFlags, pageFlags } from './command.ts';
import type { Listing } from './list.ts';
import type { ListQuery } from './page.ts';
import type { Acted } from './refusal.ts';
import { refused } from './refuse.ts';
import { reply } from './request.ts';
import type { KernelKey } from './words.en.ts';
import type { Words } from './words.ts';

/** A list, from its command line to its card; `Found` is a page with everything that the card needs. */
export interface ListSpec<Services, Key extends string, Found>
  extends Pick<Command, 'verb' | 'topic' | 'shownTo' | 'programmes' | 'takes' | 'offers'> {
  /**
   * The leading words that choose the list and are not searched for, e.g. `sent` in `invitations sent fabrikam`; absent
   * if all words are searched for.
   */
  readonly scope?: (text: string) => string;
  readonly read: (
    context: MemberContext<Services, Key | KernelKey>,
    query: ListQuery,
    scope: string,
  ) => Acted<Found>;
  readonly draw: (words: Words<Key | KernelKey>, found: Found, listing: Listing, now: Date) => Card;
}

/** The command of a list: all lists search and page in the same way (R-REL-04, R-CMD-05). */
export function listCommand<Services, Key extends string, Found>({
  scope,
  read,
  draw,
  ...facts
}: ListSpec<Services, Key, Found>): Command {
  return commandsWith<Services, Key | KernelKey>().member<PageFlags>({
    ...facts,
    flags: pageFlags,
    async run(context, { text, flags }) {
      const chosen = scope?.(text) ?? '';
      const searched = text.slice(chosen.length).trim() || null;
      const found = await read(context, { text: searched, after: flags.after ?? null }, chosen);
      if (!found.ok) return refused(context, found.problem);
      const listing = { command: `${facts.verb} ${chosen}`.trim(), searched };
      return reply.card(draw(context.words, found.value, listing, context.now));
    },
  });
}
