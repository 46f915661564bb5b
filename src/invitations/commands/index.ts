import { accept, decline, redeem, remind, send, withdraw } from './act.ts';
import { providerInvite, request, rolesAsk } from './ask.ts';
import { list } from './list.ts';

/** The order in help, and the order of the buttons on cards. */
export const commands = [
  request,
  providerInvite,
  rolesAsk,
  list,
  send,
  accept,
  decline,
  remind,
  withdraw,
  redeem,
];
