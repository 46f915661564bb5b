import { commandsWith } from '../../kernel/command.ts';
import { type ConfirmFlags, confirmed, confirmFlags } from '../../kernel/confirm.ts';
import type { Offer } from '../../kernel/offer.ts';
import { refused } from '../../kernel/refuse.ts';
import { endRefusal, relationshipReply } from '../forms.ts';
import {
  askToEndRule,
  endRule,
  type OnOrganization,
  type OnRelationship,
  refuseEndRule,
} from '../model/rules.ts';
import type { RelationshipServices } from '../service/index.ts';
import type { RelationshipsKey } from '../words.en.ts';

const { member } = commandsWith<RelationshipServices, RelationshipsKey>();

/** What both kinds of card have in common. */
type Situation = OnOrganization | OnRelationship;

const endButton = {
  label: 'act.end',
  line: ({ other }: Situation) => `end ${other.domain}`,
  intent: 'stop',
  confirm: {
    title: 'act.end.title',
    text: 'act.end.text',
    values: ({ organization, other }: Situation) => ({ mine: organization.name, other: other.name }),
    yes: 'act.yes',
    no: 'act.no',
  },
} as const;

const endOffer: Offer<OnOrganization, RelationshipsKey> = { on: 'organization', rule: endRule, ...endButton };

/** The relationship's card offers `end` only as the answer to a customer that asked for it. */
const endAnswer: Offer<OnRelationship, RelationshipsKey> = {
  on: 'relationship',
  rule: refuseEndRule,
  ...endButton,
};

const askOffer: Offer<OnOrganization, RelationshipsKey> = {
  on: 'organization',
  rule: askToEndRule,
  label: 'act.ask_end',
  line: ({ other }) => `end ${other.domain}`,
};

/** `end <organization>`: a partner ends the relationship; a customer asks for it (R-REL-02, R-REL-03). */
export const end = member<ConfirmFlags>({
  verb: 'end',
  topic: 'change',
  takes: 'organization',
  shownTo: ['work_with_partners', 'request_relationship'],
  flags: confirmFlags,
  offers: [endOffer, askOffer, endAnswer],
  run: (context, args) =>
    confirmed(context, 'end', args, async () => {
      const ended = await context.service.relationships.end(context.actor, args.text);
      return ended.ok ? relationshipReply(context, ended.value) : refused(context, ended.problem);
    }),
});

const refuseButton = {
  rule: refuseEndRule,
  label: 'act.refuse_end',
  line: ({ other }: Situation) => `end refuse ${other.domain}`,
} as const;

const refuseOffer: Offer<OnOrganization, RelationshipsKey> = { on: 'organization', ...refuseButton };
const refuseAnswer: Offer<OnRelationship, RelationshipsKey> = { on: 'relationship', ...refuseButton };

/** `end refuse <customer>`: the partner explains why it keeps the relationship (R-REL-02). */
export const endRefuse = member({
  verb: 'end refuse',
  topic: 'change',
  takes: 'organization',
  shownTo: ['request_relationship'],
  offers: [refuseOffer, refuseAnswer],
  ...endRefusal,
});
