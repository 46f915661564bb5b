import type { ActContext, ServiceContext } from '../../kernel/act.ts';
import { requireLength } from '../../kernel/check.ts';
import { ActRefusal } from '../../kernel/refusal.ts';
import { hashOf, linkOf } from '../../kernel/tokens.ts';
import type { Invitee } from '../../organizations/index.ts';
import { events } from '../events.ts';
import {
  aboutInvitation,
  type Invitation,
  type InvitationDetails,
  isOpen,
  maxNote,
} from '../model/invitation.ts';
import { problems } from '../problems.ts';
import { openInvitation } from '../store/between.ts';
import { insertDraft, lockInvitation, rewriteDraft } from '../store/invitation.ts';
import { deleteLinks, insertLink } from '../store/links.ts';

/** A draft with its personal link, which is shown once and not stored (R-INV-03). */
export interface Draft {
  readonly details: InvitationDetails;
  readonly link: string;
  /** How many days the invitation is open after sending. */
  readonly days: number;
}

/** The note of an invitation; null for none. Refuses with `text_too_long`. */
export function checkedNote(note: string | null): string | null {
  const text = note?.trim() ?? '';
  requireLength('note', text, maxNote);
  return text === '' ? null : text;
}

export interface NewDraft extends Pick<Invitation, 'kind' | 'type' | 'includesDap' | 'note'> {
  readonly recipient: Invitee;
}

/**
 * Writes the draft, replacing an earlier one to the same recipient. Refuses with `invitation_already_open` (R-INV-11).
 */
export async function writeDraft(
  context: ServiceContext,
  acting: ActContext,
  input: NewDraft,
): Promise<Draft> {
  const { tx, organization: sender } = acting;
  const { organization, email } = input.recipient;
  const earlier = await lockEarlier(acting, input);
  const invitation = await saveDraft(context, acting, input, earlier);
  if (earlier) await deleteLinks(tx, invitation.id);
  const link = await addLink(context, acting, invitation);
  acting.record({
    event: events['invitation.drafted'],
    ...aboutInvitation(invitation, sender.id),
    // Only the sender may see a draft.
    counterpartId: null,
    after: {
      kind: input.kind,
      type: input.type,
      includesDap: input.includesDap,
      to: organization?.name ?? email,
    },
  });
  const details = { invitation, sender, recipient: organization, agreement: null, delegation: null };
  return { details, link, days: sender.invitationDays };
}

const openOne = ({ tx, organization }: ActContext, { kind, recipient }: NewDraft) =>
  openInvitation(
    tx,
    kind,
    organization.id,
    recipient.organization ? { recipientId: recipient.organization.id } : { email: recipient.email ?? '' },
  );

/** The existing open invitation, which can only be a draft. */
async function lockEarlier(acting: ActContext, input: NewDraft): Promise<Invitation | undefined> {
  const open = await openOne(acting, input);
  const earlier = open && (await lockInvitation(acting.tx, open.id));
  if (earlier?.state === 'sent')
    throw new ActRefusal(problems.invitation_already_open({ invitation: earlier }));
  // It may have been answered while this waited for its lock.
  return earlier && isOpen(earlier.state) ? earlier : undefined;
}

/** Two at once: the unique indexes keep R-INV-11. */
async function saveDraft(
  context: ServiceContext,
  acting: ActContext,
  input: NewDraft,
  earlier: Invitation | undefined,
): Promise<Invitation> {
  const { tx, organization, member, now } = acting;
  const { kind, type, includesDap, note, recipient } = input;
  const content = {
    type,
    includesDap,
    note,
    recipientEmail: recipient.email,
    draftedBy: { memberId: member.id, name: member.name, email: member.email },
    draftedAt: now,
  };
  const saved = earlier
    ? await rewriteDraft(tx, earlier.id, content)
    : await insertDraft(tx, {
        ...content,
        id: context.newId(),
        kind,
        senderId: organization.id,
        recipientId: recipient.organization?.id ?? null,
      });
  if (saved) return saved;
  const winner = await openOne(acting, input);
  if (winner) throw new ActRefusal(problems.invitation_already_open({ invitation: winner }));
  throw new Error('a draft was refused by the database although no open invitation stands');
}

/** Adds a personal link to the invitation. The link is shown once; only its hash is stored (R-INV-03). */
export async function addLink(
  { newToken, publicUrl }: ServiceContext,
  { tx }: ActContext,
  invitation: Invitation,
): Promise<string> {
  const token = newToken();
  await insertLink(tx, hashOf(token), invitation);
  return linkOf(publicUrl, token);
}
