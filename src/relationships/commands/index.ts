import { commandsWith } from '../../kernel/command.ts';
import { type ConfirmFlags, confirmed, confirmFlags } from '../../kernel/confirm.ts';
import { noticeCard } from '../../kernel/notice.ts';
import type { Offer } from '../../kernel/offer.ts';
import { problems as kernelProblems } from '../../kernel/problems.ts';
import { refused } from '../../kernel/refuse.ts';
import { reply } from '../../kernel/request.ts';
import { relationshipReply } from '../forms.ts';
import { askForAgreementRule, type OnOrganization, removeRolesRule } from '../model/rules.ts';
import type { RelationshipServices } from '../service/index.ts';
import type { RelationshipsKey } from '../words.en.ts';
import { end, endRefuse } from './end.ts';
import { customers, partners } from './lists.ts';
import { record, recordRemove, recordSet } from './record.ts';

const { member } = commandsWith<RelationshipServices, RelationshipsKey>();

const agreementOffer: Offer<OnOrganization, RelationshipsKey> = {
  on: 'organization',
  rule: askForAgreementRule,
  label: 'act.ask_agreement',
  line: ({ other }) => `agreement ask ${other.domain}`,
};

/** `agreement ask <customer>`: a partner asks a customer that has not accepted the agreement (R-AGR-05). */
const agreementAsk = member({
  verb: 'agreement ask',
  topic: 'ask',
  takes: 'organization',
  shownTo: ['request_relationship'],
  offers: [agreementOffer],
  async run(context, { text }) {
    const { words, service, actor } = context;
    const asked = await service.relationships.askForAgreement(actor, text);
    if (!asked.ok) return refused(context, asked.problem);
    const { customer, version } = asked.value;
    const sentence = words.text('notice.agreement_asked', { customer: customer.name, version });
    return reply.notice(noticeCard(words, sentence));
  },
});

const removingOffer: Offer<OnOrganization, RelationshipsKey> = {
  on: 'organization',
  rule: removeRolesRule,
  label: 'act.remove_roles',
  line: ({ other }) => `roles remove ${other.domain}`,
  intent: 'stop',
  confirm: {
    title: 'act.remove_roles.title',
    text: 'act.remove_roles.text',
    values: ({ organization, other }) => ({ mine: organization.name, other: other.name }),
    yes: 'act.yes',
    no: 'act.no',
  },
};

/** `roles remove <partner>`: removes a partner's admin roles; the partner stays (R-DAP-02, R-DAP-03, R-DAP-04). */
const rolesRemove = member<ConfirmFlags>({
  verb: 'roles remove',
  topic: 'change',
  takes: 'organization',
  shownTo: ['remove_partner_roles'],
  flags: confirmFlags,
  offers: [removingOffer],
  run: (context, args) =>
    confirmed(context, 'roles remove', args, async () => {
      const removed = await context.service.relationships.removeRoles(context.actor, args.text);
      return removed.ok
        ? relationshipReply(context, removed.value, { rolesRemoved: true })
        : refused(context, removed.problem);
    }),
});

/** `mpsa on|off`: whether the own MPSA partners see purchases made through each other (R-TYPE-06). */
const mpsa = member({
  verb: 'mpsa',
  topic: 'change',
  shownTo: ['work_with_partners'],
  async run(context, { text }) {
    const { words, service, actor } = context;
    const wanted = text.toLowerCase();
    if (wanted !== 'on' && wanted !== 'off') {
      return refused(context, kernelProblems.missing_argument({ argument: 'on_or_off', example: 'mpsa on' }));
    }
    const shared = await service.relationships.shareMpsa(actor, wanted === 'on');
    return shared.ok
      ? reply.notice(noticeCard(words, words.text(shared.value ? 'notice.mpsa_on' : 'notice.mpsa_off')))
      : refused(context, shared.problem);
  },
});

/** The order in help, and the order of the buttons on cards. */
export const commands = [
  customers,
  partners,
  agreementAsk,
  rolesRemove,
  record,
  recordSet,
  recordRemove,
  end,
  endRefuse,
  mpsa,
];
