import { transaction } from '../../db/driver/client.ts';
import type { ServiceContext } from '../kernel/act.ts';
import type { ChatIdentity, Platform } from '../kernel/member.ts';
import type { KnownIdentity } from '../kernel/store/people.ts';
import type { MemberServices } from '../members/index.ts';
import { ensureConversation, resumeConversations, updateIdentity } from './store.ts';

/** What a platform says about a person and a conversation with each request. */
export interface ChatProfile {
  readonly address: string | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
  /** The direct messages between the person and the bot, if the request came from there. */
  readonly direct: {
    readonly workspace: string;
    readonly conversation: string;
    readonly serviceUrl: string | null;
  } | null;
}

/** The parts of a profile that differ from the stored ones; anything the platform omits stays. */
function changesIn(seen: ChatProfile, known: KnownIdentity) {
  const { address, locale, timeZone } = seen;
  return {
    ...(address !== null && address !== known.address ? { address } : {}),
    ...(locale !== null && locale !== known.locale ? { locale } : {}),
    ...(timeZone !== null && timeZone !== known.timeZone ? { timeZone } : {}),
  };
}

/** Whether what a platform says now is what we know already. */
export const isAsRemembered = (known: KnownIdentity, seen: ChatProfile): boolean =>
  Object.keys(changesIn(seen, known)).length === 0 &&
  (seen.direct === null || isOpen(known.direct, seen.direct));

const isOpen = (known: KnownIdentity['direct'], seen: NonNullable<ChatProfile['direct']>): boolean =>
  known !== null &&
  !known.isPaused &&
  known.externalId === seen.conversation &&
  (seen.serviceUrl === null || known.serviceUrl === seen.serviceUrl);

export const conversationService = (context: ServiceContext) => ({
  /**
   * Stores what the platform last said about a member, so that cards and direct messages reach them in their language;
   * writes only changes.
   */
  remember: async (identity: ChatIdentity, known: KnownIdentity, seen: ChatProfile): Promise<void> => {
    const changed = changesIn(seen, known);
    const { direct } = seen;
    const isNews = Object.keys(changed).length > 0;
    if (!isNews && direct === null) return;
    await transaction(context.db, { organization: known.organizationId }, async (tx) => {
      if (isNews) await updateIdentity(tx, { ...identity, tenant: known.tenant }, changed);
      if (!direct) return;
      await ensureConversation(tx, {
        platform: identity.platform,
        workspace: direct.workspace,
        externalId: direct.conversation,
        serviceUrl: direct.serviceUrl,
        organizationId: known.organizationId,
        direct: { memberId: known.memberId, user: identity.user },
      });
    });
  },

  /** The bot was added to a conversation: waiting deliveries are sent (R-NOTE-08). */
  resume: (at: {
    readonly platform: Platform;
    readonly workspace: string;
    readonly conversation: string;
  }): Promise<void> =>
    transaction(context.db, { system: 'installations' }, (tx) =>
      resumeConversations(tx, {
        platform: at.platform,
        workspace: at.workspace,
        externalId: at.conversation,
      }),
    ),
});

export type ConversationServices = MemberServices & {
  readonly conversations: ReturnType<typeof conversationService>;
};
