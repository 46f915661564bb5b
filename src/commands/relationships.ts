import type { z } from 'zod';
import type { Problem } from '../domain/problem.ts';
import type { PartnershipDetails, RelationshipDetails } from '../domain/relationship.ts';
import type { Result } from '../result.ts';
import type { Form, FormValues } from '../views/form.ts';
import { noticeCard } from '../views/notice.ts';
import { organizationCard } from '../views/organization.ts';
import { endRefusalForm, partnershipCard, relationshipCard } from '../views/relationship.ts';
import { confirmFirst, confirmFlags } from './confirm.ts';
import { defineCommand, type MemberVisit, refused, refusedForm, textIn } from './define.ts';
import { refusedToward } from './organization.ts';
import { type Reply, reply } from './request.ts';

type Confirmed = z.infer<typeof confirmFlags>;

/** Asks the question of the organization's own card first, then does it; what the card does not offer is tried. */
async function confirmed(
  visit: MemberVisit,
  verb: string,
  line: { readonly text: string; readonly flags: Confirmed },
  act: () => Promise<Reply>,
): Promise<Reply> {
  if (!line.flags.yes) {
    const found = await visit.service.showOrganization(visit.actor, line.text);
    if (!found.ok) return refused(visit, found.problem);
    const { domain } = found.value.organization;
    const card = reply.card(organizationCard(visit.words, found.value, visit.now));
    const question = confirmFirst(card, `${verb} ${domain} --yes`);
    if (question) return question;
  }
  return act();
}

const shownRelationship = (
  { words, actor }: MemberVisit,
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
  run: (visit, line) =>
    confirmed(visit, 'roles remove', line, async () => {
      const removed = await visit.service.removePartnerRoles(visit.actor, line.text);
      return removed.ok
        ? shownRelationship(visit, removed.value, true)
        : refusedToward(visit, line.text, removed.problem);
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
  run: (visit, line) =>
    confirmed(visit, 'access remove', line, async () => {
      const removed: Result<PartnershipDetails, Problem> = await visit.service.removeAccess(
        visit.actor,
        line.text,
      );
      return removed.ok
        ? reply.card(
            partnershipCard(visit.words, removed.value, { organizationId: visit.actor.organizationId }),
          )
        : refusedToward(visit, line.text, removed.problem);
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
  run: (visit, line) =>
    confirmed(visit, 'end', line, async () => {
      const ended = await visit.service.endRelationship(visit.actor, line.text);
      return ended.ok
        ? shownRelationship(visit, ended.value.details)
        : refusedToward(visit, line.text, ended.problem);
    }),
});

/** `end refuse <customer>`: the partner says why it does not end the relationship (R-REL-02). */
export const endRefuse = defineCommand({
  verb: 'end refuse',
  topic: 'change',
  takes: 'organization',
  for: 'members',
  shownTo: ['request_relationship'],
  async run(visit, { text }) {
    const form = await endRefusalFormOf(visit, text);
    // Nobody asked, or who is here may not answer: the service says why.
    return form ? reply.form(form) : refuseToEnd(visit, text, {});
  },
  submit: (visit, { text }, values) => refuseToEnd(visit, text, values),
});

/** The form, where there is a wish to end that this member may refuse. */
async function endRefusalFormOf(visit: MemberVisit, typed: string): Promise<Form | undefined> {
  const found = await visit.service.showOrganization(visit.actor, typed);
  if (!found.ok || !found.value.acts.includes('refuse_end')) return undefined;
  const { name, domain } = found.value.organization;
  return endRefusalForm(visit.words, { command: `end refuse ${domain}`, customer: name });
}

async function refuseToEnd(visit: MemberVisit, typed: string, values: FormValues): Promise<Reply> {
  const refusal = await visit.service.refuseToEnd(visit.actor, typed, textIn(values, 'reason'));
  if (refusal.ok) return shownRelationship(visit, refusal.value);
  const { problem } = refusal;
  const field =
    problem.code === 'field_missing' || problem.code === 'text_too_long' ? problem.field : undefined;
  const form = field && (await endRefusalFormOf(visit, typed));
  return form ? refusedForm(visit, form, values, problem, () => field) : refusedToward(visit, typed, problem);
}

/** `mpsa on|off`: whether the own MPSA partners see purchases made through each other (R-TYPE-06). */
export const mpsa = defineCommand({
  verb: 'mpsa',
  topic: 'change',
  for: 'members',
  shownTo: ['work_with_partners'],
  async run(visit, { text }) {
    const wanted = text.toLowerCase();
    if (wanted !== 'on' && wanted !== 'off') {
      return refused(visit, { code: 'missing_argument', argument: 'on_or_off', example: 'mpsa on' });
    }
    const shared = await visit.service.shareMpsaPurchases(visit.actor, wanted === 'on');
    return shared.ok
      ? reply.notice(noticeCard(visit.words, shared.value ? 'mpsa_on' : 'mpsa_off'))
      : refused(visit, shared.problem);
  },
});
