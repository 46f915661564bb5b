import { type Html, html } from '../../../src/web/html.ts';
import { asString, type Fields, isFields } from '../../kit/slack/kit.ts';
import { unknown } from './blocks.ts';
import { drawLink, drawPlain, drawTime, emojiNamed, type Reader } from './text.ts';

/** Rich text: paragraphs, lists, quotes and code, of words that are what they are. */
export function drawRichText(value: unknown, reader: Reader): Html {
  const parts = isFields(value) && Array.isArray(value.elements) ? value.elements : [];
  return html`${parts.map((part: unknown) => drawPart(isFields(part) ? part : {}, reader))}`;
}

function drawPart(part: Fields, reader: Reader): Html {
  const inside = () => html`${listOf(part.elements).map((element) => drawInline(element, reader))}`;
  switch (part.type) {
    case 'rich_text_section':
      return html`<p>${inside()}</p>`;
    case 'rich_text_quote':
      return html`<blockquote>${inside()}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre>${inside()}</pre>`;
    case 'rich_text_list': {
      const items = listOf(part.elements).map((item) => html`<li>${drawPart(item, reader)}</li>`);
      return part.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    default:
      return unknown(`“${asString(part.type)}” in rich text`, part);
  }
}

function drawInline(element: Fields, reader: Reader): Html {
  const text = asString(element.text);
  switch (element.type) {
    case 'text':
      return styled(drawPlain({ type: 'plain_text', text, emoji: false }), element.style);
    case 'link': {
      const url = asString(element.url);
      return styled(drawLink(url, html`${text || url}`), element.style);
    }
    case 'date':
      return styled(drawTime(Number(element.timestamp), asString(element.format), reader), element.style);
    case 'emoji':
      return html`${emojiNamed(asString(element.name))}`;
    case 'user':
      return html`<span class="mention">@${reader.nameOf(asString(element.user_id)) ?? asString(element.user_id)}</span>`;
    case 'channel':
      return html`<span class="mention">#${reader.nameOf(asString(element.channel_id)) ?? asString(element.channel_id)}</span>`;
    case 'broadcast':
      return html`<span class="mention">@${asString(element.range)}</span>`;
    default:
      return unknown(`“${asString(element.type)}” in rich text`, element);
  }
}

function styled(inside: Html, style: unknown): Html {
  const { bold, italic, runScheduledWork, code } = isFields(style) ? style : {};
  let drawn = inside;
  if (code) drawn = html`<code>${drawn}</code>`;
  if (bold) drawn = html`<strong>${drawn}</strong>`;
  if (italic) drawn = html`<em>${drawn}</em>`;
  return runScheduledWork ? html`<s>${drawn}</s>` : drawn;
}

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
