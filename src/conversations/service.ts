import { and, eq } from 'drizzle-orm';
import { type Transaction, transaction } from '../../db/driver/client.ts';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { conversations } from '../../db/schema/conversations.ts';
import { reasonFor, recordAnswer } from '../delivery/store/posts.ts';
import type { Actor, ServiceContext } from '../kernel/act.ts';
import type { Subject } from '../kernel/events.ts';
import type { ChatIdentity, Platform } from '../kernel/member.ts';
import type { Named } from '../kernel/problem.ts';
import { type KnownIdentity, recognize } from '../kernel/store/people.ts';
import { ownersOfChat } from '../organizations/store.ts';
import { ensureConversation, resumeConversations } from './store.ts';

/** What a platform says of a person and a conversation each time that it passes something on. */
export interface ChatProfile {
  readonly address: string | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
  /** The direct messages of the person and the bot, when that is where it happened. */
  readonly direct: {
    readonly workspace: string;
    readonly conversation: string;
    readonly serviceUrl: string | null;
  } | null;
}

/** A conversation, as its platform names it. */
interface ConversationKey {
  readonly platform: Platform;
  readonly workspace: string;
  readonly conversation: string;
}

export const presence = (context: ServiceContext) => ({
  /** Who stands behind a chat identity (R-ID-01); undefined for a stranger. */
  recognize: (identity: ChatIdentity, enterprise: string | undefined): Promise<KnownIdentity | undefined> =>
    recognize(
      context.db,
      identity.platform,
      enterprise === undefined ? [identity.tenant] : [identity.tenant, enterprise],
      identity.user,
    ),

  /**
   * Keeps what the platform last said of a member, so that cards and direct messages reach the person in the right
   * language; writes only what changed.
   */
  remember: async (identity: ChatIdentity, known: KnownIdentity, seen: ChatProfile): Promise<void> => {
    const changed = {
      ...(seen.address !== null && seen.address !== known.address ? { address: seen.address } : {}),
      ...(seen.locale !== null && seen.locale !== known.locale ? { locale: seen.locale } : {}),
      ...(seen.timeZone !== null && seen.timeZone !== known.timeZone ? { timeZone: seen.timeZone } : {}),
    };
    const { direct } = seen;
    if (Object.keys(changed).length === 0 && direct === null) return;
    await transaction(context.db, { organization: known.organizationId }, async (tx) => {
      if (Object.keys(changed).length > 0) {
        await tx
          .update(chatIdentities)
          .set(changed)
          .where(
            and(
              eq(chatIdentities.platform, identity.platform),
              eq(chatIdentities.tenant, known.tenant),
              eq(chatIdentities.user, identity.user),
            ),
          );
      }
      if (direct) {
        await ensureConversation(tx, {
          platform: identity.platform,
          workspace: direct.workspace,
          externalId: direct.conversation,
          serviceUrl: direct.serviceUrl,
          organizationId: known.organizationId,
          direct: { memberId: known.memberId, user: identity.user },
        });
      }
    });
  },

  /** Remembers a card that stands in a conversation, so that it changes when its subject does (R-AUD-04). */
  rememberPost: async (place: ConversationKey, ref: string, subject: Subject): Promise<void> => {
    await transaction(context.db, { system: 'posts' }, async (tx) => {
      const conversation = await findConversation(tx, place);
      if (conversation) await recordAnswer(tx, conversation.id, { subject, ref }, context.now());
    });
  },

  /**
   * Why a message stands in the conversation of the request (R-NOTE-01); null for a direct answer to somebody, and in a
   * conversation of another organization (R-AUD-02).
   */
  reasonFor: (actor: Actor, ref: string): Promise<string | null> =>
    transaction(context.db, { system: 'posts' }, async (tx) => {
      const conversation = await findConversation(tx, actor);
      return conversation?.organizationId === actor.organizationId
        ? reasonFor(tx, conversation.id, ref)
        : null;
    }),

  /** The bot was added to a conversation: what waits for it there goes out (R-NOTE-08). */
  resume: ({ platform, workspace, conversation }: ConversationKey): Promise<void> =>
    transaction(context.db, { system: 'installations' }, (tx) =>
      resumeConversations(tx, { platform, workspace, externalId: conversation }),
    ),

  /** Whose the workspace is, for the sentence that a stranger in it reads. */
  ownerOf: async (platform: Platform, workspace: string): Promise<Named | null> => {
    const [owner] = await transaction(context.db, { system: 'recognise' }, (tx) =>
      ownersOfChat(tx, platform, [workspace]),
    );
    return owner ?? null;
  },
});

async function findConversation(tx: Transaction, { platform, workspace, conversation }: ConversationKey) {
  const [found] = await tx
    .select({ id: conversations.id, organizationId: conversations.organizationId })
    .from(conversations)
    .where(
      and(
        eq(conversations.platform, platform),
        eq(conversations.workspace, workspace),
        eq(conversations.externalId, conversation),
      ),
    );
  return found;
}
