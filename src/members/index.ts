import { defineSubject } from '../kernel/subject.ts';
import { commands } from './commands.ts';
import { events } from './events.ts';
import { problems } from './problems.ts';
import { memberService } from './service/index.ts';
import { en } from './words.en.ts';

export { events } from './events.ts';
export { maxName } from './model.ts';
export { problems } from './problems.ts';
export { issueLinkCode } from './service/code.ts';
export type { MemberServices } from './service/index.ts';
export { countedTry, requireCode, requireStranger } from './service/tries.ts';
export { insertMember, linkIdentity } from './store/members.ts';
export { strangerCard } from './views.ts';
export type { MembersKey } from './words.en.ts';

/** The members of organizations: who they are, their roles, and their chat identities. */
export const members = defineSubject({
  name: 'members',
  problems,
  events,
  words: { en },
  service: memberService,
  commands,
});
