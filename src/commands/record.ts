import type { Problem } from '../domain/problem.ts';
import type { Result } from '../result.ts';
import type { OwnRecord } from '../service/partner-of-record.ts';
import { nobodyToNameCard, noPartner, recordCard, recordForm } from '../views/partner-of-record.ts';
import { defineCommand, type MemberVisit, refused, refusedForm, textIn } from './define.ts';
import { type Reply, reply } from './request.ts';

const shownRecord = (visit: MemberVisit, found: Result<OwnRecord, Problem>): Reply => {
  if (!found.ok) return refused(visit, found.problem);
  const { organization, present, mayName } = found.value;
  return reply.card(recordCard(visit.words, organization, present, mayName));
};

/** `record`: whom the own organization names its partner of record (R-DAP-06). */
export const record = defineCommand({
  verb: 'record',
  topic: 'look',
  for: 'members',
  shownTo: ['name_partner_of_record'],
  run: async (visit) => shownRecord(visit, await visit.service.showPartnerOfRecord(visit.actor)),
});

/** `record set [partner]`: names it, or opens the form with the partners and none to choose from (R-DAP-06). */
export const recordSet = defineCommand({
  verb: 'record set',
  topic: 'change',
  for: 'members',
  shownTo: ['name_partner_of_record'],
  async run(visit, { text }) {
    if (text !== '') return shownRecord(visit, await visit.service.namePartnerOfRecord(visit.actor, text));
    const prepared = await visit.service.preparePartnerOfRecord(visit.actor);
    if (!prepared.ok) return refused(visit, prepared.problem);
    const { organization, partners, present } = prepared.value;
    return partners.length === 0
      ? reply.card(nobodyToNameCard(visit.words, organization))
      : reply.form(recordForm(visit.words, partners, present?.partner ?? null));
  },
  async submit(visit, _, values) {
    const chosen = textIn(values, 'partner');
    const named =
      chosen === '' || chosen === noPartner
        ? await visit.service.removePartnerOfRecord(visit.actor, '')
        : await visit.service.namePartnerOfRecord(visit.actor, chosen);
    if (named.ok) return shownRecord(visit, named);
    const prepared = await visit.service.preparePartnerOfRecord(visit.actor);
    if (!prepared.ok) return refused(visit, named.problem);
    const form = recordForm(visit.words, prepared.value.partners, prepared.value.present?.partner ?? null);
    return refusedForm(visit, form, values, named.problem, ({ code }) =>
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
  run: async (visit, { text }) =>
    shownRecord(visit, await visit.service.removePartnerOfRecord(visit.actor, text)),
});
