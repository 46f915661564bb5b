import { defineCommand, type MemberContext, refused, refusedForm, textIn } from '../../kernel/command.ts';
import type { Problem } from '../../kernel/problem.ts';
import { type Reply, reply } from '../../kernel/request.ts';
import type { Result } from '../../kernel/result.ts';
import type { OwnRecord } from '../service/record.ts';
import { nobodyToNameCard, noPartner, recordCard, recordForm } from '../views/record.ts';

const shownRecord = (context: MemberContext, found: Result<OwnRecord, Problem>): Reply => {
  if (!found.ok) return refused(context, found.problem);
  const { organization, present, mayName } = found.value;
  return reply.card(recordCard(context.words, organization, present, mayName));
};

/** `record`: whom the own organization names its partner of record (R-DAP-06). */
export const record = defineCommand({
  verb: 'record',
  topic: 'look',
  for: 'members',
  shownTo: ['name_partner_of_record'],
  run: async (context) => shownRecord(context, await context.service.showPartnerOfRecord(context.actor)),
});

/** `record set [partner]`: names it, or opens the form with the partners and none to choose from (R-DAP-06). */
export const recordSet = defineCommand({
  verb: 'record set',
  topic: 'change',
  for: 'members',
  shownTo: ['name_partner_of_record'],
  async run(context, { text }) {
    if (text !== '')
      return shownRecord(context, await context.service.namePartnerOfRecord(context.actor, text));
    const prepared = await context.service.preparePartnerOfRecord(context.actor);
    if (!prepared.ok) return refused(context, prepared.problem);
    const { organization, partners, present } = prepared.value;
    return partners.length === 0
      ? reply.card(nobodyToNameCard(context.words, organization))
      : reply.form(recordForm(context.words, partners, present?.partner ?? null));
  },
  async submit(context, _, values) {
    const chosen = textIn(values, 'partner');
    const named =
      chosen === '' || chosen === noPartner
        ? await context.service.removePartnerOfRecord(context.actor, '')
        : await context.service.namePartnerOfRecord(context.actor, chosen);
    if (named.ok) return shownRecord(context, named);
    const prepared = await context.service.preparePartnerOfRecord(context.actor);
    if (!prepared.ok) return refused(context, named.problem);
    const form = recordForm(context.words, prepared.value.partners, prepared.value.present?.partner ?? null);
    return refusedForm(context, form, values, named.problem, ({ code }) =>
      code === 'not_related' || code === 'organization_not_found' ? 'partner' : undefined,
    );
  },
});

/** `record remove [partner]`: there is no partner of record from now on (R-DAP-06). */
export const recordRemove = defineCommand({
  verb: 'record remove',
  topic: 'change',
  also: ['record none'],
  for: 'members',
  shownTo: ['name_partner_of_record'],
  run: async (context, { text }) =>
    shownRecord(context, await context.service.removePartnerOfRecord(context.actor, text)),
});
