import type { z } from 'zod';
import type { Problem } from '../domain/problem.ts';
import type { PartnershipDetails, RelationshipDetails } from '../domain/relationship.ts';
import type { Result } from '../result.ts';
import { noticeCard } from '../views/notice.ts';
import { organizationCard } from '../views/organization.ts';
import { endRefusalForm, partnershipCard, relationshipCard } from '../views/relationship.ts';
import { confirmFirst, confirmFlags } from './confirm.ts';
import { defineCommand, type MemberVisit, refused, refusedForm, textIn } from './define.ts';
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
  visit: MemberVisit,
  outcome: Result<RelationshipDetails, Problem>,
  rolesRemoved = false,
): Reply =>
  outcome.ok
    ? reply.card(
        relationshipCard(visit.words, outcome.value, {
          organizationId: visit.actor.organizationId,
          rolesRemoved,
        }),
      )
    : refused(visit, outcome.problem);

/** `roles remove <partner>`: takes its admin roles; the partner stays (R-DAP-02, R-DAP-03, R-DAP-04). */
export const rolesRemove = defineCommand<Confirmed>({
  verb: 'roles remove',
  topic: 'change',
  takes: 'organization',
  for: 'members',
  shownTo: ['remove_partner_roles'],
  flags: confirmFlags,
  run: (visit, line) =>
    confirmed(visit, 'roles remove', line, async () =>
      shownRelationship(visit, await visit.service.removePartnerRoles(visit.actor, line.text), true),
    ),
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
        : refused(visit, removed.problem);
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
        ? shownRelationship(visit, { ok: true, value: ended.value.details })
        : refused(visit, ended.problem);
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
    const found = await visit.service.showOrganization(visit.actor, text);
    if (!found.ok) return refused(visit, found.problem);
    const { organization, acts } = found.value;
    if (!acts.includes('refuse_end')) {
      return shownRelationship(visit, await visit.service.refuseToEnd(visit.actor, text, ''));
    }
    return reply.form(
      endRefusalForm(visit.words, {
        command: `end refuse ${organization.domain}`,
        customer: organization.name,
      }),
    );
  },
  async submit(visit, { text }, values) {
    const refusal = await visit.service.refuseToEnd(visit.actor, text, textIn(values, 'reason'));
    if (refusal.ok) return shownRelationship(visit, refusal);
    const form = endRefusalForm(visit.words, { command: `end refuse ${text}`, customer: text });
    return refusedForm(visit, form, values, refusal.problem, (problem) =>
      problem.code === 'field_missing' || problem.code === 'text_too_long' ? problem.field : undefined,
    );
  },
});

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
