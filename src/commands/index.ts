import { agreement, agreementAccept, agreementAsk } from './agreement.ts';
import { accept, decline, remind, withdraw } from './answer.ts';
import { providerInvite, request, rolesAsk, send } from './ask.ts';
import type { Command } from './define.ts';
import { customers, history, invitations, partners, providers, resellers, shared, show } from './find.ts';
import { notifyList, notifyOff, notifyOn } from './notify.ts';
import { join, memberAdd, memberCode, members, whoami } from './people.ts';
import { record, recordRemove, recordSet } from './record.ts';
import { redeem } from './redeem.ts';
import { accessRemove, end, endRefuse, mpsa, rolesRemove } from './relationships.ts';
import { help, home } from './start.ts';

/** Every command there is, in the order in which help shows them (R-CMD-01). */
export const commands: readonly Command[] = [
  home,
  help,
  whoami,
  request,
  providerInvite,
  invitations,
  show,
  send,
  accept,
  decline,
  withdraw,
  remind,
  redeem,
  join,
  agreement,
  agreementAccept,
  agreementAsk,
  customers,
  partners,
  providers,
  resellers,
  shared,
  rolesRemove,
  rolesAsk,
  record,
  recordSet,
  recordRemove,
  accessRemove,
  end,
  endRefuse,
  mpsa,
  members,
  memberAdd,
  memberCode,
  notifyOn,
  notifyOff,
  notifyList,
  history,
];
