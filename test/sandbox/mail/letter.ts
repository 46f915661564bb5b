/** A mail as a person reads it. */
export interface Letter {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: string;
  readonly text: string;
}

/** Reads a mail of plain text from what came over the wire; what the bot sends has no other parts. */
export function readLetter(id: string, raw: Buffer): Letter {
  const whole = raw.toString('latin1');
  const end = /\r?\n\r?\n/.exec(whole) ?? { index: whole.length, 0: '' };
  const headers = headersIn(whole.slice(0, end.index));
  const body = whole.slice(end.index + end[0].length);
  const header = (name: string) => headers.get(name) ?? '';
  return {
    id,
    from: header('from'),
    to: header('to'),
    subject: header('subject'),
    date: header('date'),
    text: decoded(body, header('content-transfer-encoding').toLowerCase()).replaceAll('\r\n', '\n').trimEnd(),
  };
}

function headersIn(head: string): ReadonlyMap<string, string> {
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return new Map(
    lines.map((line) => {
      const [name = '', ...rest] = line.split(':');
      return [name.toLowerCase(), words(rest.join(':').trim())];
    }),
  );
}

/** RFC 2047: words in another encoding; the space between two of them is none. */
const words = (text: string): string =>
  text
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?[^?]+\?([bq])\?([^?]*)\?=/gi, (_, way: string, inside: string) =>
      way.toLowerCase() === 'b' ? utf8(Buffer.from(inside, 'base64')) : quoted(inside.replaceAll('_', ' ')),
    );

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return utf8(Buffer.from(body, 'base64'));
  return encoding === 'quoted-printable'
    ? quoted(body.replace(/=\r?\n/g, ''))
    : utf8(Buffer.from(body, 'latin1'));
}

const quoted = (text: string): string =>
  utf8(
    Buffer.from(
      text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ),
  );

const utf8 = (bytes: Buffer): string => bytes.toString('utf8');
