import { portalName } from '../../organizations/index.ts';
import type { InvitationDetails } from '../model/invitation.ts';
import type { Words } from '../words.en.ts';
import { askOf, grantFacts } from './parts.ts';

/** The maximum length of a drafted text, so that most of it fits into a `mailto:` link. */
const maxText = 1200;
/** The maximum length of a name and of a note in a drafted text. */
const maxName = 50;
const maxNote = 200;
/** Some mail programs and browsers cut longer addresses. */
const maxMailto = 1900;

/**
 * The draft e-mail of an invitation, in the customer's language if it is known (R-LANG-02): who asks, for what, what
 * would be granted, the personal link on its own line, how to answer, how many days the link works, and the portal of
 * the customer's cloud (R-INV-04, R-INV-08, R-ORG-03). Below 1,200 characters; a note that does not fit is left out.
 */
export function invitationMail(
  words: Words,
  details: InvitationDetails,
  link: string,
  days: number,
): { readonly subject: string; readonly text: string } {
  const short = withShortNames(details);
  const subject = words.text(`mail.subject.${askOf(short.invitation)}`, { sender: short.sender.name });
  const { note } = short.invitation;
  const paragraphs = (noteParagraph: readonly string[]): string =>
    [
      words.text('mail.greeting'),
      asking(words, short),
      ...noteParagraph,
      `${words.text('mail.link')}\n${link}`,
      closing(words, short, days),
      `${words.text('mail.thanks')}\n${short.invitation.draftedBy.name}\n${short.sender.name}`,
    ].join('\n\n');
  const whole = paragraphs(
    note ? [words.text('mail.note', { sender: short.sender.name, note: shortened(note, maxNote) })] : [],
  );
  return { subject, text: whole.length < maxText ? whole : paragraphs([]) };
}

const asking = (words: Words, details: InvitationDetails): string =>
  [
    words.text('mail.asks', {
      name: details.invitation.draftedBy.name,
      sender: details.sender.name,
      domain: details.sender.domain,
    }),
    ...grantFacts(words, details).map((fact) => words.text('mail.fact', fact)),
  ].join('\n');

const closing = (words: Words, { invitation, sender, recipient }: InvitationDetails, days: number): string =>
  [
    words.text('mail.valid', { days }),
    ...(invitation.kind === 'indirect_provider'
      ? []
      : [words.text('mail.portal', { portal: portalName(words, (recipient ?? sender).cloud) })]),
  ].join('\n');

/** The same invitation with every name on one line and shortened. */
function withShortNames(details: InvitationDetails): InvitationDetails {
  const { invitation, sender, recipient } = details;
  const name = (text: string) => shortened(text, maxName);
  return {
    ...details,
    invitation: {
      ...invitation,
      recipientEmail: invitation.recipientEmail && name(invitation.recipientEmail),
      draftedBy: { ...invitation.draftedBy, name: name(invitation.draftedBy.name) },
    },
    sender: { ...sender, name: name(sender.name), domain: name(sender.domain) },
    recipient: recipient && { ...recipient, name: name(recipient.name) },
  };
}

/** One line of at most `max` characters, cut with an ellipsis between two characters, never inside one. */
function shortened(text: string, max: number): string {
  const characters = [...text.replace(/\s+/gu, ' ').trim()];
  return characters.length <= max ? characters.join('') : `${characters.slice(0, max - 1).join('')}…`;
}

/**
 * The draft as a `mailto:` link for the sender's mail program (RFC 6068, R-INV-05). If the link would be too long, it
 * omits the longest paragraphs of the text, then all but the personal link, then the subject.
 */
export function mailtoLink(to: string, subject: string, text: string, link: string): string {
  const address = encoded(to).replaceAll('%40', '@');
  const whole = (fields: Readonly<Record<string, string>>): string =>
    `mailto:${address}?${Object.entries(fields)
      .map(([name, value]) => `${name}=${encoded(value)}`)
      .join('&')}`;
  const bodies = [...shorterAndShorter(text, link), link].map((body) => whole({ subject, body }));
  return bodies.find((url) => url.length <= maxMailto) ?? whole({ body: link });
}

/** The text, then the text without its longest paragraph, and so on; the paragraph with the link stays. */
function shorterAndShorter(text: string, link: string): readonly string[] {
  const paragraphs = text.split('\n\n');
  const longestFirst = paragraphs
    .filter((paragraph) => !paragraph.includes(link))
    .sort((one, other) => encoded(other).length - encoded(one).length);
  return Array.from({ length: longestFirst.length + 1 }, (_, out) =>
    paragraphs.filter((paragraph) => !longestFirst.slice(0, out).includes(paragraph)).join('\n\n'),
  );
}

/**
 * Percent-encodes with the line ends of RFC 6068. Also encodes brackets and similar characters, which would break the
 * link markup of chat platforms. An unpaired surrogate cannot be encoded and becomes the replacement character.
 */
const encoded = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/\r?\n/g, '\r\n')).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
