import { commandsWith } from '../../kernel/command.ts';
import type { Offer } from '../../kernel/offer.ts';
import type { Acted } from '../../kernel/refusal.ts';
import { refused } from '../../kernel/refuse.ts';
import type { Reply } from '../../kernel/request.ts';
import { type Context, recordSet as recordForm, recordReply } from '../forms.ts';
import type { OwnRecord } from '../model/record.ts';
import { type OnOrganization, offerRecordRule, removeRecordRule } from '../model/rules.ts';
import type { RelationshipServices } from '../service/index.ts';
import type { RelationshipsKey } from '../words.en.ts';

const { member } = commandsWith<RelationshipServices, RelationshipsKey>();

async function answer(context: Context, acted: Acted<OwnRecord>): Promise<Reply> {
  const found = await acted;
  return found.ok ? recordReply(context, found.value) : refused(context, found.problem);
}

/** `record`: shows the own organization's partner of record (R-DAP-06). */
export const record = member({
  verb: 'record',
  topic: 'look',
  shownTo: ['name_partner_of_record'],
  run: (context) => answer(context, context.service.relationships.record(context.actor)),
});

const naming: Offer<OnOrganization, RelationshipsKey> = {
  on: 'organization',
  rule: offerRecordRule,
  label: 'act.name_record',
  line: ({ other }) => `record set ${other.domain}`,
};

/** `record set [partner]`: sets the partner of record, or opens a form to choose a partner or none (R-DAP-06). */
export const recordSet = member({
  verb: 'record set',
  topic: 'change',
  shownTo: ['name_partner_of_record'],
  offers: [naming],
  ...recordForm,
  run: (context, args) =>
    args.text === ''
      ? recordForm.run(context, args)
      : answer(context, context.service.relationships.setRecord(context.actor, args.text)),
});

const removing: Offer<OnOrganization, RelationshipsKey> = {
  on: 'organization',
  rule: removeRecordRule,
  label: 'act.remove_record',
  line: ({ other }) => `record remove ${other.domain}`,
};

/** `record remove [partner]`: removes the partner of record (R-DAP-06). */
export const recordRemove = member({
  verb: 'record remove',
  topic: 'change',
  aliases: ['record none'],
  shownTo: ['name_partner_of_record'],
  offers: [removing],
  run: (context, { text }) =>
    answer(context, context.service.relationships.removeRecord(context.actor, text)),
});
