import { shownInvitation } from '../../invitations/commands/shown.ts';
import { invitationStates } from '../../invitations/model/invitation.ts';
import type { Card } from '../../kernel/card.ts';
import {
  type Command,
  defineCommand,
  type MemberContext,
  type PageFlags,
  pageFlags,
  refused,
} from '../../kernel/command.ts';
import { historyCard } from '../../kernel/event-card.ts';
import type { Listing } from '../../kernel/list.ts';
import { parseDomain } from '../../kernel/organization.ts';
import type { Page } from '../../kernel/page.ts';
import type { Problem } from '../../kernel/problem.ts';
import { reply } from '../../kernel/request.ts';
import type { Result } from '../../kernel/result.ts';
import type { Words } from '../../kernel/words.ts';
import { isUuid } from '../../organizations/store.ts';
import type { ListQuery } from '../../relationships/store.ts';
import {
  customersCard,
  invitationsCard,
  organizationCard,
  partnersCard,
  providersCard,
  resellersCard,
  sharedCustomersCard,
} from '../views/organization.ts';

/** A list of organizations: every one of them searches and pages in the same way (R-REL-04, R-CMD-05). */
function listOf<Row>(
  verb: string,
  shown: Pick<Command, 'shownTo' | 'programmes'>,
  read: (context: MemberContext, query: ListQuery) => Promise<Result<Page<Row>, Problem>>,
  draw: (words: Words, page: Page<Row>, listing: Listing) => Card,
): Command {
  return defineCommand<PageFlags>({
    verb,
    topic: 'look',
    for: 'members',
    ...shown,
    flags: pageFlags,
    async run(context, { text, flags }) {
      const searched = text === '' ? null : text;
      const found = await read(context, { text: searched, after: flags.after ?? null });
      return found.ok
        ? reply.card(draw(context.words, found.value, { command: verb, searched }))
        : refused(context, found.problem);
    },
  });
}

export const customers = listOf(
  'customers',
  { shownTo: ['view_customers'] },
  ({ service, actor }, query) => service.listCustomers(actor, query),
  customersCard,
);

export const partners = listOf(
  'partners',
  { shownTo: 'member' },
  ({ service, actor }, query) => service.listPartners(actor, query),
  partnersCard,
);

export const providers = listOf(
  'providers',
  { shownTo: 'member', programmes: ['indirect_reseller'] },
  ({ service, actor }, query) => service.listProviders(actor, query),
  providersCard,
);

export const resellers = listOf(
  'resellers',
  { shownTo: 'member', programmes: ['indirect_provider'] },
  ({ service, actor }, query) => service.listResellers(actor, query),
  resellersCard,
);

/** `shared <organization> [words]`: the customers shared with a provider or a reseller (R-REL-04). */
export const shared = defineCommand<PageFlags>({
  verb: 'shared',
  topic: 'look',
  takes: 'organization',
  for: 'members',
  shownTo: ['view_customers'],
  programmes: ['indirect_provider', 'indirect_reseller'],
  flags: pageFlags,
  async run(context, { text, flags }) {
    // Behind a domain stand words to search for; a name is the whole text, for it may have several words.
    const [first = '', ...others] = text.split(' ');
    const isDomain = parseDomain(first) !== undefined;
    const searched = isDomain && others.length > 0 ? others.join(' ') : null;
    const found = await context.service.listSharedCustomers(context.actor, isDomain ? first : text, {
      text: searched,
      after: flags.after ?? null,
    });
    if (!found.ok) return refused(context, found.problem);
    const { other, page } = found.value;
    const listing = { command: `shared ${other.domain}`, searched };
    return reply.card(sharedCustomersCard(context.words, page, other, listing));
  },
});

/** `invitations [sent|received] [state] [text]`: state, age and expiry of each (R-INV-15). */
export const invitations = defineCommand<PageFlags>({
  verb: 'invitations',
  topic: 'look',
  for: 'members',
  shownTo: 'member',
  flags: pageFlags,
  async run(context, { text, flags }) {
    const words = text.split(' ').filter((word) => word !== '');
    const direction = (['sent', 'received'] as const).find((one) => one === words[0]?.toLowerCase());
    const others = direction ? words.slice(1) : words;
    const state = invitationStates.find((one) => one === others[0]?.toLowerCase());
    const searched = (state ? others.slice(1) : others).join(' ');
    const found = await context.service.listInvitations(context.actor, {
      direction: direction ?? null,
      state: state ?? null,
      text: searched === '' ? null : searched,
      after: flags.after ?? null,
    });
    if (!found.ok) return refused(context, found.problem);
    const command = ['invitations', direction, state].filter((part) => part !== undefined).join(' ');
    const listing = { command, searched: searched === '' ? null : searched };
    return reply.card(invitationsCard(context.words, found.value, listing, context.now));
  },
});

/** `show <organization or invitation>`: its details, with the acts that this person may take. */
export const show = defineCommand({
  verb: 'show',
  topic: 'look',
  takes: 'organization',
  for: 'members',
  shownTo: 'member',
  async run(context, { text }) {
    const found = isUuid(text) ? undefined : await context.service.showOrganization(context.actor, text);
    if (found?.ok) return reply.card(organizationCard(context.words, found.value, context.now));
    const invitation = await context.service.showInvitation(context.actor, text);
    return invitation.ok
      ? shownInvitation(context, invitation.value)
      : refused(context, found?.problem ?? invitation.problem);
  },
});

/** `history <invitation or organization>`: the audit, newest first (R-AUD-01). */
export const history = defineCommand<PageFlags>({
  verb: 'history',
  topic: 'look',
  for: 'members',
  shownTo: 'member',
  flags: pageFlags,
  async run(context, { text, flags }) {
    const found = await context.service.showHistory(context.actor, text, flags.after ?? null);
    if (!found.ok) return refused(context, found.problem);
    const { of, page } = found.value;
    const title = context.words.text('history.title', { of });
    return reply.card(historyCard(context.words, { title, page, command: `history ${text}`.trim() }));
  },
});
