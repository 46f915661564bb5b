import { asString, isFields } from './kit.ts';
import { chars, type Faults, fault, items, keys } from './limits-checks.ts';
import { elementFaults, imageFaults, PLAIN, textFaults } from './limits-elements.ts';

const MESSAGE_TEXT = 40_000;
const MESSAGE_BLOCKS_TEXT = 12_000;
/** Slack counts something for each block too; this value agrees with the sizes that it accepts and refuses. */
const TEXT_PER_BLOCK = 20;
const VIEW_BYTES = 250_000;

/**
 * What real Slack would refuse in a payload, in its own wording and with JSON pointers; empty when it is fine.
 * `method` is a Web API method, or `ack` (a command's answer), `response_url`, `response_action`.
 */
export function blockKitFaults(method: string, payload: unknown): string[] {
  const body = isFields(payload) ? payload : {};
  if (method.startsWith('views.')) return [...viewFaults(body.view)];
  if (method === 'response_action') return body.view === undefined ? [] : [...viewFaults(body.view)];
  return [...messageFaults(body)];
}

/** What Slack lets pass in a message and this product must not do (R-CARD-08; no pings by accident). */
export function houseFaults(payload: unknown): string[] {
  const body = isFields(payload) ? payload : {};
  if (isSet(body.delete_original)) return [];
  return [
    ...(asString(body.text).trim() === '' ? ['no meaningful top-level text (R-CARD-08)'] : []),
    ...(isSet(body.link_names) ? ['link_names turns plain words into mentions'] : []),
    ...(body.parse === 'full' ? ['parse: full turns plain words into mentions'] : []),
  ];
}

/** The error code under which Slack answers these faults. */
export function faultCode(method: string, faults: readonly string[]): string {
  const own = faults.map(
    (line) => line.match(/^(msg_too_long|msg_blocks_too_long|no_text|view_too_large)\b/)?.[1],
  );
  return own.find(Boolean) ?? (method.startsWith('views.') ? 'invalid_arguments' : 'invalid_blocks');
}

function* messageFaults(body: Record<string, unknown>): Faults {
  const text = asString(body.text);
  if (text.length > MESSAGE_TEXT) yield `msg_too_long: ${text.length} characters of ${MESSAGE_TEXT}`;
  if (text === '' && !body.blocks && !body.attachments && !isSet(body.delete_original)) yield 'no_text';
  if (body.blocks !== undefined) yield* blocksFaults('/blocks', body.blocks, 50, 'message');
  for (const [at, attachment] of items('/attachments', body.attachments ?? [])) {
    if (!isFields(attachment)) yield fault(at, 'must be an object');
    else if (attachment.blocks !== undefined) {
      yield* blocksFaults(`${at}/blocks`, attachment.blocks, 50, 'message');
    }
  }
  const size = textSize(body.blocks) + textSize(body.attachments);
  if (size > MESSAGE_BLOCKS_TEXT) yield `msg_blocks_too_long: ${size} characters of ${MESSAGE_BLOCKS_TEXT}`;
}

function* viewFaults(view: unknown): Faults {
  if (!isFields(view)) return yield fault('/view', 'must be an object');
  const modal = view.type === 'modal';
  if (!modal && view.type !== 'home') yield fault('/view/type', `unsupported type: ${view.type}`);
  yield* chars('/view/private_metadata', view.private_metadata, 3000);
  yield* chars('/view/callback_id', view.callback_id, 255);
  yield* chars('/view/external_id', view.external_id, 255);
  if (modal) yield* textFaults('/view/title', view.title, 24, PLAIN);
  if (modal && view.submit) yield* textFaults('/view/submit', view.submit, 24, PLAIN);
  if (modal && view.close) yield* textFaults('/view/close', view.close, 24, PLAIN);
  yield* blocksFaults('/view/blocks', view.blocks, 100, modal ? 'modal' : 'home');
  const blocks = Array.isArray(view.blocks) ? view.blocks.filter(isFields) : [];
  const inputs = blocks.filter((block) => block.type === 'input');
  if (modal && inputs.length > 0 && !view.submit)
    yield fault('/view/submit', 'is required with an input block');
  const focused = inputs.filter((block) => isFields(block.element) && block.element.focus_on_load === true);
  if (focused.length > 1) yield fault('/view/blocks', 'only one element may have focus_on_load');
  const bytes = Buffer.byteLength(JSON.stringify(view));
  if (bytes > VIEW_BYTES) yield `view_too_large: ${bytes} bytes of ${VIEW_BYTES}`;
}

function* blocksFaults(at: string, value: unknown, max: number, surface: string): Faults {
  if (!Array.isArray(value)) return yield fault(at, 'must be an array');
  if (value.length > max) yield fault(at, `no more than ${max} items allowed`);
  const seen = new Set<unknown>();
  for (const [place, block] of items(at, value)) {
    yield* blockFaults(place, block, surface);
    if (!isFields(block) || block.block_id === undefined) continue;
    if (seen.has(block.block_id)) yield fault(place, `duplicate block_id: ${block.block_id}`);
    seen.add(block.block_id);
  }
}

function* blockFaults(at: string, block: unknown, surface: string): Faults {
  if (!isFields(block)) return yield fault(at, 'must be an object');
  const kind = BLOCKS[asString(block.type)];
  if (!kind || (kind.only && kind.only !== surface)) {
    return yield fault(`${at}/type`, `unsupported type: ${block.type}`);
  }
  yield* keys(at, block, `type block_id ${kind.keys}`);
  yield* chars(`${at}/block_id`, block.block_id, 255, 1);
  yield* kind.check(at, block);
}

interface BlockKind {
  readonly keys: string;
  readonly only?: 'message';
  readonly check: (at: string, block: Record<string, unknown>) => Faults;
}

const BLOCKS: Record<string, BlockKind> = {
  divider: { keys: '', *check() {} },
  header: {
    keys: 'text',
    *check(at, block) {
      yield* textFaults(`${at}/text`, block.text, 150, PLAIN);
    },
  },
  section: {
    keys: 'text fields accessory expand',
    *check(at, block) {
      if (!block.text && !block.fields) yield fault(at, 'text or fields is required');
      if (block.text !== undefined) yield* textFaults(`${at}/text`, block.text, 3000);
      if (block.fields !== undefined) {
        yield* count(`${at}/fields`, block.fields, 1, 10);
        for (const [place, field] of items(`${at}/fields`, block.fields))
          yield* textFaults(place, field, 2000);
      }
      if (block.accessory !== undefined) {
        yield* elementFaults(`${at}/accessory`, block.accessory, 'section');
      }
    },
  },
  context: {
    keys: 'elements',
    *check(at, block) {
      yield* count(`${at}/elements`, block.elements, 1, 10);
      for (const [place, element] of items(`${at}/elements`, block.elements)) {
        if (isFields(element) && element.type === 'image') yield* elementFaults(place, element, 'context');
        else yield* textFaults(place, element, 2000);
      }
    },
  },
  actions: {
    keys: 'elements',
    *check(at, block) {
      yield* count(`${at}/elements`, block.elements, 1, 25);
      const seen = new Set<unknown>();
      for (const [place, element] of items(`${at}/elements`, block.elements)) {
        yield* elementFaults(place, element, 'actions');
        if (!isFields(element) || element.action_id === undefined) continue;
        if (seen.has(element.action_id)) yield fault(place, `duplicate action_id: ${element.action_id}`);
        seen.add(element.action_id);
      }
    },
  },
  input: {
    keys: 'label element hint optional dispatch_action',
    *check(at, block) {
      yield* textFaults(`${at}/label`, block.label, 2000, PLAIN);
      if (block.hint !== undefined) yield* textFaults(`${at}/hint`, block.hint, 2000, PLAIN);
      yield* elementFaults(`${at}/element`, block.element, 'input');
    },
  },
  image: {
    keys: 'image_url slack_file alt_text title',
    *check(at, block) {
      yield* imageFaults(at, block);
      if (block.title !== undefined) yield* textFaults(`${at}/title`, block.title, 2000, PLAIN);
    },
  },
  markdown: {
    keys: 'text',
    only: 'message',
    *check(at, block) {
      yield* chars(`${at}/text`, block.text ?? '', 12_000, 1);
    },
  },
  rich_text: {
    keys: 'elements',
    *check(at, block) {
      if (!Array.isArray(block.elements)) yield fault(`${at}/elements`, 'must be an array');
    },
  },
};

function* count(at: string, value: unknown, min: number, max: number): Faults {
  if (!Array.isArray(value)) return yield fault(at, 'must be an array');
  if (value.length < min) yield fault(at, `no less than ${min} items allowed`);
  if (value.length > max) yield fault(at, `no more than ${max} items allowed`);
}

function textSize(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textSize(item), 0);
  if (!isFields(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  const block = typeof value.type === 'string' && value.type in BLOCKS ? TEXT_PER_BLOCK : 0;
  return Object.values(value).reduce<number>((sum, item) => sum + textSize(item), own + block);
}

/** Forms carry booleans as words. */
function isSet(value: unknown): boolean {
  return value === true || value === 'true';
}
