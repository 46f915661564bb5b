import type { z } from 'zod';
import { defineCommand, type MemberContext, refused, refusedForm, textIn } from '../../kernel/command.ts';
import { confirmFirst, confirmFlags } from '../../kernel/confirm.ts';
import type { Form, FormValues } from '../../kernel/form.ts';
import { noticeCard } from '../../kernel/notice.ts';
import type { Problem } from '../../kernel/problem.ts';
import { type Reply, reply } from '../../kernel/request.ts';
import type { Result } from '../../kernel/result.ts';
import { refusedToward } from '../../overview/commands/refused-toward.ts';
import { organizationCard } from '../../overview/views/organization.ts';
import type { PartnershipDetails, RelationshipDetails } from '../model/relationship.ts';
import { endRefusalForm, partnershipCard, relationshipCard } from '../views/card.ts';

type Confirmed = z.infer<typeof confirmFlags>;

/** Asks the question of the organization's own card first, then does it; what the card does not offer is tried. */
async function confirmed(
  context: MemberContext,
  verb: string,
  line: { readonly text: string; readonly flags: Confirmed },
  act: () => Promise<Reply>,
): Promise<Reply> {
  if (!line.flags.yes) {
    const found = await context.service.showOrganization(context.actor, line.text);
    if (!found.ok) return refused(context, found.problem);
    const { domain } = found.value.organization;
    const card = reply.card(organizationCard(context.words, found.value, context.now));
    const question = confirmFirst(card, `${verb} ${domain} --yes`);
    if (question) return question;
  }
  return act();
}

const shownRelationship = (
  { words, actor }: MemberContext,
  details: RelationshipDetails,
  rolesRemoved = false,
): Reply =>
  reply.card(relationshipCard(words, details, { organizationId: actor.organizationId, rolesRemoved }));

/** `roles remove <partner>`: takes its admin roles; the partner stays (R-DAP-02, R-DAP-03, R-DAP-04). */
export const rolesRemove = defineCommand<Confirmed>({
  verb: 'roles remove',
  topic: 'change',
  takes: 'organization',
  for: 'members',
  shownTo: ['remove_partner_roles'],
  flags: confirmFlags,
  run: (context, line) =>
    confirmed(context, 'roles remove', line, async () => {
      const removed = await context.service.removePartnerRoles(context.actor, line.text);
      return removed.ok
        ? shownRelationship(context, removed.value, true)
        : refusedToward(context, line.text, removed.problem);
    }),
});

/** `access remove <provider>`: takes its administrator access; the partnership stays (R-IND-04). */
export const accessRemove = defineCommand<Confirmed>({
  verb: 'access remove',
  topic: 'change',
  takes: 'organization',
  for: 'members',
  shownTo: ['accept_partnership'],
  programmes: ['indirect_reseller'],
  flags: confirmFlags,
  run: (context, line) =>
    confirmed(context, 'access remove', line, async () => {
      const removed: Result<PartnershipDetails, Problem> = await context.service.removeAccess(
        context.actor,
        line.text,
      );
      return removed.ok
        ? reply.card(
            partnershipCard(context.words, removed.value, { organizationId: context.actor.organizationId }),
          )
        : refusedToward(context, line.text, removed.problem);
    }),
});

/** `end <organization>`: the partner ends the relationship, the customer asks for it (R-REL-02, R-REL-03). */
export const end = defineCommand<Confirmed>({
  verb: 'end',
  topic: 'change',
  takes: 'organization',
  for: 'members',
  shownTo: ['work_with_partners', 'request_relationship'],
  flags: confirmFlags,
  run: (context, line) =>
    confirmed(context, 'end', line, async () => {
      const ended = await context.service.endRelationship(context.actor, line.text);
      return ended.ok
        ? shownRelationship(context, ended.value.details)
        : refusedToward(context, line.text, ended.problem);
    }),
});

/** `end refuse <customer>`: the partner says why it does not end the relationship (R-REL-02). */
export const endRefuse = defineCommand({
  verb: 'end refuse',
  topic: 'change',
  takes: 'organization',
  for: 'members',
  shownTo: ['request_relationship'],
  async run(context, { text }) {
    const form = await endRefusalFormOf(context, text);
    // Nobody asked, or who is here may not answer: the service says why.
    return form ? reply.form(form) : refuseToEnd(context, text, {});
  },
  submit: (context, { text }, values) => refuseToEnd(context, text, values),
});

/** The form, where there is a wish to end that this member may refuse. */
async function endRefusalFormOf(context: MemberContext, typed: string): Promise<Form | undefined> {
  const found = await context.service.showOrganization(context.actor, typed);
  if (!found.ok || !found.value.acts.includes('refuse_end')) return undefined;
  const { name, domain } = found.value.organization;
  return endRefusalForm(context.words, { command: `end refuse ${domain}`, customer: name });
}

async function refuseToEnd(context: MemberContext, typed: string, values: FormValues): Promise<Reply> {
  const refusal = await context.service.refuseToEnd(context.actor, typed, textIn(values, 'reason'));
  if (refusal.ok) return shownRelationship(context, refusal.value);
  const { problem } = refusal;
  const field =
    problem.code === 'field_missing' || problem.code === 'text_too_long' ? problem.field : undefined;
  const form = field && (await endRefusalFormOf(context, typed));
  return form
    ? refusedForm(context, form, values, problem, () => field)
    : refusedToward(context, typed, problem);
}

/** `mpsa on|off`: whether the own MPSA partners see purchases made through each other (R-TYPE-06). */
export const mpsa = defineCommand({
  verb: 'mpsa',
  topic: 'change',
  for: 'members',
  shownTo: ['work_with_partners'],
  async run(context, { text }) {
    const wanted = text.toLowerCase();
    if (wanted !== 'on' && wanted !== 'off') {
      return refused(context, { code: 'missing_argument', argument: 'on_or_off', example: 'mpsa on' });
    }
    const shared = await context.service.shareMpsaPurchases(context.actor, wanted === 'on');
    return shared.ok
      ? reply.notice(noticeCard(context.words, shared.value ? 'mpsa_on' : 'mpsa_off'))
      : refused(context, shared.problem);
  },
});
