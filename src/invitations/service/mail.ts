import type { ActContext, ServiceContext } from '../../kernel/act.ts';
import { requireLength } from '../../kernel/check.ts';
import { ActRefusal } from '../../kernel/refusal.ts';
import { codesIn, hashOf, tokensIn } from '../../kernel/tokens.ts';
import { type Invitation, maxMail, maxSubject, type SendingWay } from '../model/invitation.ts';
import { problems } from '../problems.ts';
import { linkHashes } from '../store/links.ts';
import { queueMail } from '../store/mails.ts';

/** The e-mail as reviewed by the sender, and how to send it. */
export interface ReviewedMail {
  readonly subject: string;
  readonly text: string;
  readonly way: SendingWay;
}

/**
 * Refuses if the reviewed mail is too long (`text_too_long`), lacks the personal link (`link_missing`, R-INV-04), or
 * cannot be sent (`mail_not_configured`, R-INV-05).
 */
export async function requireMail(
  { publicUrl, sendsMail }: ServiceContext,
  { tx }: ActContext,
  { id, recipientId }: Invitation,
  { subject, text, way }: ReviewedMail,
): Promise<Buffer> {
  requireLength('subject', subject, maxSubject);
  requireLength('text', text, maxMail);
  const links = await linkHashes(tx, id);
  const linkIn = (codes: readonly string[]): Buffer | undefined =>
    codes.map(hashOf).find((hash) => links.some((link) => link.equals(hash)));
  const link = linkIn(tokensIn(text, publicUrl));
  if (link === undefined) {
    throw new ActRefusal(problems.link_missing({ rewritten: linkIn(codesIn(text)) !== undefined }));
  }
  if (way === 'system' && !sendsMail && recipientId === null) {
    throw new ActRefusal(problems.mail_not_configured());
  }
  return link;
}

/** Queues the mail if the system is to send it and an address is known. */
export async function sendMail(
  { newId, seal, sendsMail }: ServiceContext,
  { tx, organization, now }: ActContext,
  invitation: Invitation,
  { subject, text, way }: ReviewedMail,
): Promise<void> {
  const to = invitation.recipientEmail;
  if (way !== 'system' || !sendsMail || to === null) return;
  const id = newId();
  await queueMail(tx, {
    id,
    organizationId: organization.id,
    invitationId: invitation.id,
    content: seal(JSON.stringify({ to, subject, text }), `mail:${id}`),
    createdAt: now,
  });
}
