import { accept, decline, redeem, remind, send, withdraw } from './act.ts';
import { providerInvite, request, rolesAsk } from './ask.ts';
import { list } from './list.ts';

/** In the order in which help shows them, and their buttons stand on cards. */
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
