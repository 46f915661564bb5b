import { type Fields, isFields, newId } from './kit.ts';
import { pingsIn } from './mrkdwn.ts';

/** Gives ids to blocks and elements that came without one, as Slack does. */
export function withIds<Content extends Fields>(content: Content): Content {
  const blocks = content.blocks;
  if (!Array.isArray(blocks)) return content;
  return { ...content, blocks: blocks.map((block) => (isFields(block) ? blockWithIds(block) : block)) };
}

function blockWithIds(block: Fields): Fields {
  const { type, elements, accessory, element } = block;
  return {
    ...block,
    block_id: block.block_id ?? newId('b'),
    ...(type === 'actions' && Array.isArray(elements) ? { elements: elements.map(elementWithId) } : {}),
    ...(isFields(accessory) ? { accessory: elementWithId(accessory) } : {}),
    ...(isFields(element) ? { element: elementWithId(element) } : {}),
  };
}

function elementWithId(element: Fields): Fields {
  return element.type === 'image' ? element : { ...element, action_id: element.action_id ?? newId('a') };
}

/** Everybody whom this message would notify, on purpose or by accident. */
export function pingsOf(message: Fields): readonly string[] {
  const texts = typeof message.text === 'string' ? [message.text] : [];
  return [...texts.flatMap(pingsIn), ...pingsWithin([message.blocks, message.attachments])];
}

function pingsWithin(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(pingsWithin);
  if (!isFields(value)) return [];
  if (value.type === 'mrkdwn' && typeof value.text === 'string') return pingsIn(value.text);
  if (['broadcast', 'user', 'usergroup'].includes(String(value.type))) return [JSON.stringify(value)];
  return Object.values(value).flatMap(pingsWithin);
}
