import { Html, html } from '../../../src/web/html.ts';
import type { Text } from '../../kit/slack/kit.ts';
import { slackTime } from './time.ts';

/** Who looks, and what ids are called before their eyes. */
export interface Reader {
  readonly timeZone: string;
  nameOf(id: string): string | undefined;
}

/** A text object as Slack shows it. */
export const drawText = (text: Text, reader: Reader): Html =>
  text.type === 'mrkdwn' ? drawMrkdwn(text.text, reader) : drawPlain(text);

/** Plain text knows line breaks and, unless it is told not to, emoji by name. */
export function drawPlain({ text, emoji = true }: Text & { readonly emoji?: boolean }): Html {
  return broken(html`${emoji ? withEmoji(text) : text}`);
}

/** Slack's markup: quotes and code by line, styles and links within. */
export function drawMrkdwn(mrkdwn: string, reader: Reader): Html {
  const pieces = mrkdwn.split(/```([\s\S]*?)```\n?/).map((piece, index) => {
    if (index % 2 === 1) return html`<pre>${unescaped(piece.replace(/^\n/, ''))}</pre>`;
    return drawLines(piece, reader);
  });
  return html`${pieces}`;
}

function drawLines(text: string, reader: Reader): Html {
  const runs: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = /^(>|&gt;) ?/.test(line);
    const last = runs.at(-1);
    const words = quoted ? line.replace(/^(>|&gt;) ?/, '') : line;
    if (last?.quoted === quoted) last.lines.push(words);
    else runs.push({ quoted, lines: [words] });
  }
  return html`${runs.map(({ quoted, lines }) => {
    const drawn = broken(drawInline(lines.join('\n'), reader));
    return quoted ? html`<blockquote>${drawn}</blockquote>` : drawn;
  })}`;
}

/** A style opens and closes at the edge of a word. */
const STYLES = [
  ['*', 'strong'],
  ['_', 'em'],
  ['~', 's'],
] as const;
const TOKEN = /(`[^`\n]+`)|<([^<>\n]+)>/g;

function drawInline(text: string, reader: Reader): Html {
  const kept: Html[] = [];
  // What is drawn already is a private-use character until the styles around it are known.
  const marked = text.replace(TOKEN, (_, code: string | undefined, angle: string | undefined) => {
    kept.push(
      code === undefined
        ? drawAngle(angle ?? '', reader)
        : html`<code>${unescaped(code.slice(1, -1))}</code>`,
    );
    return `\uE000${String.fromCharCode(0xe100 + kept.length - 1)}`;
  });
  const styled = STYLES.reduce(
    (markup, [mark, name]) =>
      markup.replace(
        new RegExp(`(^|[\\s([{;–—-])\\${mark}(?=\\S)([^\\n]*?\\S)\\${mark}(?=$|[\\s)\\]}.,:;!?&–—-])`, 'gm'),
        `$1<${name}>$2</${name}>`,
      ),
    html`${unescaped(withEmoji(marked))}`.text,
  );
  return new Html(
    styled.replace(/\uE000(.)/g, (_, at: string) => kept[at.charCodeAt(0) - 0xe100]?.text ?? ''),
  );
}

/** `<…>`: a link, a mention, or a time. */
function drawAngle(inside: string, reader: Reader): Html {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : unescaped(inside.slice(bar + 1));
  const date = /^!date\^(\d+)\^([^^]*)(?:\^(.+))?$/.exec(target);
  if (date) {
    const [, ts = '', format = '', url] = date;
    const time = drawTime(Number(ts), format, reader);
    return url ? drawLink(unescaped(url), time) : time;
  }
  if (target.startsWith('@'))
    return mention(`@${reader.nameOf(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith('#'))
    return mention(`#${reader.nameOf(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith('!')) return mention(label ?? `@${target.slice(1)}`);
  return drawLink(unescaped(target), html`${label ?? unescaped(target)}`);
}

const mention = (name: string): Html => html`<span class="mention">${name}</span>`;

/** Web and mail lead out; anything else is shown as what it is. */
export function drawLink(url: string, label: Html): Html {
  if (!/^(https?|mailto):/i.test(url)) return html`${label} <span class="odd">(${url})</span>`;
  return html`<a href="${url}" target="_blank" rel="noreferrer">${label}</a>`;
}

export const drawTime = (ts: number, format: string, { timeZone }: Reader): Html =>
  html`<time datetime="${new Date(ts * 1000).toISOString()}">${slackTime(ts, format, timeZone)}</time>`;

const broken = ({ text }: Html): Html => new Html(text.replaceAll('\n', '<br>'));

/** Slack's three escapes, undone. */
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The few that bots like; any other stays legible as its name. */
const EMOJI: Readonly<Record<string, string>> = {
  '+1': '👍',
  '-1': '👎',
  bell: '🔔',
  bulb: '💡',
  calendar: '📆',
  envelope: '✉️',
  eyes: '👀',
  handshake: '🤝',
  heavy_check_mark: '✔️',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  link: '🔗',
  lock: '🔒',
  no_entry: '⛔',
  smile: '😄',
  tada: '🎉',
  thumbsup: '👍',
  warning: '⚠️',
  wave: '👋',
  white_check_mark: '✅',
  x: '❌',
};

const withEmoji = (text: string): string =>
  text.replace(/:([a-z0-9_+-]+):/g, (name, word: string) => EMOJI[word] ?? name);

export const emojiNamed = (name: string): string => EMOJI[name] ?? `:${name}:`;
