import { agreement, agreementAccept, agreementAsk } from './agreements/commands.ts';
import { accept, decline, remind, withdraw } from './invitations/commands/answer.ts';
import { providerInvite, request, rolesAsk, send } from './invitations/commands/ask.ts';
import { redeem } from './invitations/commands/redeem.ts';
import type { Command } from './kernel/command.ts';
import { join, memberAdd, memberCode, members, whoami } from './members/commands.ts';
import { notifyList, notifyOff, notifyOn } from './notifications/commands.ts';
import {
  customers,
  history,
  invitations,
  partners,
  providers,
  resellers,
  shared,
  show,
} from './overview/commands/find.ts';
import { help, home } from './overview/commands/start.ts';
import { record, recordRemove, recordSet } from './relationships/commands/record.ts';
import { accessRemove, end, endRefuse, mpsa, rolesRemove } from './relationships/commands/relationships.ts';

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
