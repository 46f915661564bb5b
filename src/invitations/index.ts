import { defineSubject } from '../kernel/subject.ts';
import { cards } from './cards.ts';
import { commands } from './commands/index.ts';
import { events } from './events.ts';
import { home } from './home.ts';
import { jobs } from './jobs.ts';
import { organizationPart } from './organization-part.ts';
import { problems } from './problems.ts';
import { invitationService } from './service/index.ts';
import { relationshipEnding } from './service/withdraw.ts';
import { en } from './words.en.ts';

export { events } from './events.ts';
export { expireInvitations, remindInvitations } from './jobs.ts';
export { addressee, type InvitationKind, invitationKinds } from './model/invitation.ts';
export type { InvitationServices } from './service/index.ts';
export { type Landing, loadLanding } from './service/landing.ts';
export { resolveInvitation } from './service/resolve.ts';
export { grantFacts } from './views/parts.ts';
export { invitationReply } from './views/reply.ts';
export type { InvitationsKey } from './words.en.ts';

/** A request of one organization to another: drafted, sent, then accepted, declined, withdrawn or expired. */
export const invitations = defineSubject({
  name: 'invitations',
  problems,
  events,
  words: { en },
  service: invitationService,
  commands,
  hooks: { relationshipEnding },
  jobs,
  cards,
  organizationPart,
  home,
});
