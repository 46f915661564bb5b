import { invitationReply } from '../../invitations/index.ts';
import { commandsWith, type PageFlags, pageFlags } from '../../kernel/command.ts';
import { isUuid } from '../../kernel/ids.ts';
import { refused } from '../../kernel/refuse.ts';
import { reply } from '../../kernel/request.ts';
import { defineRule } from '../../kernel/rule.ts';
import type { OrganizationSituation } from '../../kernel/subject.ts';
import { problems as organizationProblems } from '../../organizations/index.ts';
import type { OverviewServices } from '../service.ts';
import { historyCard } from '../views/history.ts';
import { organizationCard } from '../views/organization.ts';
import type { OverviewKey } from '../words.en.ts';
import { buttonsOn } from './offered.ts';

const { member } = commandsWith<OverviewServices, OverviewKey>();

/** `show <organization or invitation>`: its details, with the actions that this person may take. */
export const show = member({
  verb: 'show',
  topic: 'look',
  takes: 'organization',
  shownTo: 'member',
  async run(context, { text }) {
    const { words, service, actor, now } = context;
    const found = isUuid(text) ? undefined : await service.overview.showOrganization(actor, text);
    if (found?.ok) {
      const buttons = buttonsOn(context, 'organization', found.value.situation);
      return reply.card(organizationCard(words, found.value, buttons, now));
    }
    const invitation = await service.invitations.show(actor, text);
    return invitation.ok
      ? invitationReply(context, invitation.value)
      : refused(context, found?.problem ?? invitation.problem);
  },
});

/** A history exists only for organizations that have dealt with each other (R-AUD-01). */
const historyRule = defineRule<OrganizationSituation>({
  needs: 'read',
  conditions: [
    ({ known, other }) =>
      known ? null : organizationProblems.organization_not_found({ typed: other.domain }),
  ],
});

/** `history <invitation or organization>`: the audit, newest first (R-AUD-01). */
export const history = member<PageFlags>({
  verb: 'history',
  topic: 'look',
  shownTo: 'member',
  flags: pageFlags,
  offers: [
    {
      on: 'organization',
      rule: historyRule,
      label: 'act.history',
      line: ({ other }: OrganizationSituation) => `history ${other.domain}`,
    },
  ],
  async run(context, { text, flags }) {
    const found = await context.service.overview.history(context.actor, text, flags.after ?? null);
    if (!found.ok) return refused(context, found.problem);
    const { words, product } = context;
    return reply.card(historyCard(words, product.events, found.value, `history ${text}`.trim()));
  },
});
