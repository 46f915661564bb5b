import type { FieldValue, SeenCard, SeenForm } from '../person.ts';
import { type Directory, fieldsOf } from './fields.ts';
import {
  type Block,
  type Element,
  elementsOf,
  type Message,
  type Option,
  optionsOf,
  type Text,
  type View,
} from './kit.ts';
import { type Link, type Reading, readText, wordsOf } from './mrkdwn.ts';

/** A button, or an option of a menu, where it can be pressed. */
export interface Pressable {
  readonly label: string;
  readonly block: Block;
  readonly element: Element;
  readonly option: Option | undefined;
}

/** A message as a person sees it; a private one has no reference that anybody could use. */
export function seeMessage(message: Message, conversation: string, isPrivate: boolean): SeenCard {
  const blocks = blocksOf(message);
  const files = (message.files ?? []).map((file) => ({
    label: file.title ?? file.name ?? '',
    url: file.url_private ?? '',
  }));
  const own = message.blocks?.length ? [] : [readText({ type: 'mrkdwn', text: message.text ?? '' })];
  const parts = [...own, ...readBlocks(blocks)];
  return {
    ref: isPrivate ? undefined : message.ts,
    conversation,
    thread: message.thread_ts === message.ts ? undefined : message.thread_ts,
    text: lines([...parts.map((part) => part.text), ...files.map((file) => file.label)]),
    buttons: buttonsOf(blocks),
    links: [...parts.flatMap((part) => part.links), ...buttonLinks(blocks), ...files],
    private: isPrivate,
    raw: message,
  };
}

/** A modal or a home without inputs, as a person sees it. */
export function seeView(view: View): SeenCard {
  const parts = readBlocks(view.blocks);
  return {
    ref: undefined,
    conversation: view.type,
    thread: undefined,
    text: lines([wordsOf(view.title), ...parts.map((part) => part.text)]),
    // A modal without inputs may still be sent off.
    buttons: [...buttonsOf(view.blocks), ...(view.submit ? [wordsOf(view.submit)] : [])],
    links: [...parts.flatMap((part) => part.links), ...buttonLinks(view.blocks)],
    private: true,
    raw: view,
  };
}

/** A modal with inputs, as a person sees it, with what is filled in and what is wrong with it. */
export function seeForm(
  view: View,
  people: Directory,
  values: Readonly<Record<string, FieldValue>> = {},
  errors: Readonly<Record<string, string>> = {},
): SeenForm {
  const parts = readBlocks(view.blocks.filter((block) => block.type !== 'input'));
  return {
    title: wordsOf(view.title),
    text: lines(parts.map((part) => part.text)),
    fields: fieldsOf(view, people, values, errors),
    submitLabel: wordsOf(view.submit),
    links: [...parts.flatMap((part) => part.links), ...buttonLinks(view.blocks)],
    raw: view,
  };
}

/** Whether this view asks for anything. */
export function isForm(view: View): boolean {
  return view.type === 'modal' && view.blocks.some((block) => block.type === 'input');
}

/** All blocks of a message, those of its attachments too. */
export function blocksOf(message: Message): readonly Block[] {
  return [
    ...(message.blocks ?? []),
    ...(message.attachments ?? []).flatMap((attachment) => attachment.blocks ?? []),
  ];
}

/** Everything that can be pressed or chosen outside inputs, in reading order. */
export function pressables(blocks: readonly Block[]): readonly Pressable[] {
  return blocks.flatMap((block) =>
    elementsOf(block).flatMap((element): Pressable[] => {
      if (element.type === 'button') {
        return [{ label: wordsOf(element.text), block, element, option: undefined }];
      }
      return optionsOf(element).map((option) => ({ label: wordsOf(option.text), block, element, option }));
    }),
  );
}

function readBlocks(blocks: readonly Block[]): readonly Reading[] {
  return blocks.flatMap((block): readonly Reading[] => {
    switch (block.type) {
      case 'header':
      case 'section':
        return [...(block.text ? [readText(block.text)] : []), ...(block.fields ?? []).map(readField)];
      case 'context':
        return [join((block.elements ?? []).map((element) => readLoose(element)))];
      case 'input':
        return block.label ? [readText(block.label)] : [];
      case 'image':
        return [{ text: block.alt_text ?? '', links: [] }];
      case 'rich_text':
        return [join((block.elements ?? []).map((element) => readLoose(element)))];
      case 'markdown':
        return [readLoose(block)];
      default:
        return [];
    }
  });
}

/** A field's name and value stand on two lines of one cell. */
function readField(text: Text): Reading {
  const part = readText(text);
  return { text: part.text.replace(/\s*\n\s*/g, ' '), links: part.links };
}

/** Text wherever it is within context elements and rich text. */
function readLoose(value: unknown): Reading {
  if (Array.isArray(value)) return join(value.map(readLoose), '');
  if (typeof value !== 'object' || value === null) return { text: '', links: [] };
  const { type, text, url, alt_text, fallback, elements } = value as Record<string, unknown>;
  if (typeof alt_text === 'string') return { text: alt_text, links: [] };
  if (type === 'link' && typeof url === 'string') {
    const label = typeof text === 'string' ? text : url;
    return { text: label, links: [{ label, url }] };
  }
  if (typeof text === 'string') return readText({ type: String(type), text });
  if (type === 'date' && typeof fallback === 'string') return { text: fallback, links: [] };
  return readLoose(elements);
}

function join(parts: readonly Reading[], between = ' '): Reading {
  return { text: parts.map((part) => part.text).join(between), links: parts.flatMap((part) => part.links) };
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n');
}

/** What acts when pressed; a button that only opens an address is a link. */
function buttonsOf(blocks: readonly Block[]): readonly string[] {
  return pressables(blocks)
    .filter(
      ({ element, option }) => element.type === 'button' || (element.type === 'overflow' && !option?.url),
    )
    .filter(({ element }) => !element.url)
    .map(({ label }) => label);
}

function buttonLinks(blocks: readonly Block[]): readonly Link[] {
  return pressables(blocks).flatMap(({ label, element, option }) => {
    const url = element.url ?? option?.url;
    return url ? [{ label, url }] : [];
  });
}
