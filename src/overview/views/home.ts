import { needsAcceptance } from '../../agreements/model.ts';
import { agreementStanding } from '../../agreements/views.ts';
import type { Block, Button, Card, ListItem } from '../../kernel/card.ts';
import { eventItem } from '../../kernel/event-card.ts';
import { buttons } from '../../kernel/list.ts';
import { moment } from '../../kernel/terms.ts';
import type { Words } from '../../kernel/words.ts';
import type { RelationshipDetails } from '../../relationships/model/relationship.ts';
import { type Home, homeRows } from '../model.ts';
import { invitationItem, show } from './items.ts';

/**
 * What waits for a member first, then what its organization asked for, then what happened lately; where there is
 * nothing at all, what to do next.
 */
export function homeCard(words: Words, home: Home, now: Date): Card {
  const agreement = agreementItem(words, home);
  const waiting = [
    ...home.toAnswer.items.slice(0, homeRows).map((item) => invitationItem(words, item, now)),
    ...agreement,
    ...home.endAsked.slice(0, homeRows).map((details) => endAskedItem(words, details)),
  ];
  const count = home.toAnswer.total + agreement.length + home.endAsked.length;
  const asked = home.asked.items.slice(0, homeRows).map((item) => invitationItem(words, item, now));
  const recent = home.recent.slice(0, homeRows).map((entry) => eventItem(words, entry));
  return {
    title: words.text('home.title', { name: home.member.name, organization: home.organization.name }),
    summary: words.text('home.summary', { waiting: count, name: home.member.name }),
    blocks: [
      ...(waiting.length > 0
        ? part(words.text('home.waiting'), waiting)
        : [{ kind: 'status', tone: 'good', text: words.text('home.nothing_waiting') } as const]),
      ...part(words.text('home.asked'), asked),
      ...part(words.text('home.recent'), recent),
      ...(waiting.length + asked.length + recent.length === 0 ? nextStep(words, home) : []),
      ...buttons(nextButtons(words, home)),
    ],
  };
}

const part = (title: string, items: readonly ListItem[]): readonly Block[] =>
  items.length > 0
    ? [
        { kind: 'text', text: title, tone: 'strong' },
        { kind: 'list', items },
      ]
    : [];

const agreementItem = (words: Words, { agreement }: Home): readonly ListItem[] =>
  agreement && needsAcceptance(agreement)
    ? [
        {
          title: words.text('home.agreement'),
          detail: agreementStanding(words, agreement),
          button: { label: words.text('act.review_agreement'), command: 'agreement' },
        },
      ]
    : [];

const endAskedItem = (words: Words, { customer, relationship }: RelationshipDetails): ListItem => ({
  title: words.text('home.end_asked', { customer: customer.name }),
  detail: words.rich('home.end_asked_at', { at: moment(relationship.endAskedAt ?? relationship.since) }),
  button: show(words, customer.domain),
});

const nextStep = (words: Words, { acts }: Home): readonly Block[] => [
  { kind: 'text', text: words.text('home.next_step', { asks: acts[0] ?? 'none' }) },
];

/** The rest of what is cut here, what the member may begin, and the way to everything else. */
function nextButtons(words: Words, { toAnswer, asked, acts }: Home): readonly Button[] {
  const begin = {
    request: { label: words.text('act.request'), command: 'request', intent: 'go' },
    invite_reseller: { label: words.text('act.invite_reseller'), command: 'provider invite' },
  } as const;
  return [
    ...(toAnswer.total > homeRows
      ? [{ label: words.text('act.received'), command: 'invitations received' }]
      : []),
    ...(asked.total > homeRows ? [{ label: words.text('act.sent'), command: 'invitations sent' }] : []),
    ...acts.map((act) => begin[act]),
    { label: words.text('act.help'), command: 'help' },
  ];
}
