import { portalName } from '../../organizations/index.ts';
import type { InvitationDetails } from '../model/invitation.ts';
import type { Words } from '../words.en.ts';
import { askOf, grantFacts } from './parts.ts';

/** The most characters of a drafted text, so that a mail program's address bar can take most of them. */
const maxText = 1200;
/** The most characters of a name and of a note in a drafted text. */
const maxName = 50;
const maxNote = 200;
/** Some mail programs and browsers cut addresses that are longer. */
const maxMailto = 1900;

/**
 * The draft of an invitation's e-mail, in the customer's language if it is known (R-LANG-02): who asks, what for, what
 * would be granted, the personal link on a line of its own, how to answer, how many days the link works, and the
 * portal of the customer's cloud (R-INV-04, R-INV-08, R-ORG-03). Under 1,200 characters; a note that does not fit is
 * left out.
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

/** The same invitation with every name on one line and of bounded length. */
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

/** One line of at most so many characters, cut with an ellipsis between characters and not within one. */
function shortened(text: string, most: number): string {
  const characters = [...text.replace(/\s+/gu, ' ').trim()];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}

/**
 * The draft as an address that opens in the sender's mail program (RFC 6068, R-INV-05). What would be too long for
 * such an address gives way: the longest paragraphs of the text, then all of it but the personal link, then the subject.
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

/** The text, and the same with its longest paragraph left out, and so on; that with the link stays to the end. */
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
 * Percent-encoded with line ends as RFC 6068 wants them; brackets and the like too, which chat platforms' own link
 * markup would trip over. Half of a surrogate pair cannot be encoded and becomes the replacement character.
 */
const encoded = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/\r?\n/g, '\r\n')).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
