import { z } from 'zod';
import type { FieldValue, SeenCard } from '../../kit/person.ts';
import { type Chooser, heldBy } from '../../kit/slack/fields.ts';
import {
  type Block,
  type Element,
  elementsOf,
  type Fields,
  type Message,
  optionsOf,
  type StateValues,
  type View,
} from '../../kit/slack/kit.ts';
import { wordsOf } from '../../kit/slack/mrkdwn.ts';
import { blocksOf } from '../../kit/slack/seen.ts';
import type { Press } from '../../kit/slack/slack-person.ts';
import { tsOf, type Viewer } from './desk.ts';

const values = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])));

/** What the page's script tells of a person's act. */
export const act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('type'), place: z.string(), text: z.string(), thread: z.string().optional() }),
  z.object({
    act: z.literal('press'),
    /** A message's place and ts, or a view. */
    place: z.string().optional(),
    ts: z.string().optional(),
    view: z.string().optional(),
    block: z.string(),
    action: z.string(),
    value: z.string().optional(),
    values,
  }),
  z.object({ act: z.literal('send'), view: z.string(), values }),
  z.object({ act: z.literal('close') }),
]);
type Act = z.output<typeof act>;

/** What Slack itself tells the person at once. */
export interface Told {
  readonly problem?: string;
  /** What is wrong with a form, by block. */
  readonly errors?: Readonly<Record<string, string>>;
}

export const COMMAND = '/partner';

/** Does what somebody did at the page. */
export function perform(viewer: Viewer, what: Act): Promise<Told> {
  switch (what.act) {
    case 'type':
      return type(viewer, what);
    case 'press':
      return press(viewer, what);
    case 'send':
      return send(viewer, what);
    case 'close':
      return close(viewer);
  }
}

async function type(
  { person, member }: Viewer,
  { place, text, thread }: Act & { act: 'type' },
): Promise<Told> {
  if (!text.startsWith('/')) {
    const said = { channel: place, text: escaped(text), ...(thread ? { thread_ts: thread } : {}) };
    const { ok, error } = await member.team.call('chat.postMessage', said, member.token);
    return ok ? {} : { problem: `Slack did not take the message: ${String(error)}` };
  }
  const [command = '', ...rest] = text.split(' ');
  if (command !== COMMAND)
    return { problem: `${command} is not a command here. The app’s command is ${COMMAND}.` };
  if (thread) return { problem: `${command} is not supported in threads. Sorry!` };
  const answer = await person.type(rest.join(' '), place);
  return failed(answer.text, `${COMMAND} failed`);
}

async function press(viewer: Viewer, what: Act & { act: 'press' }): Promise<Told> {
  const on = what.view === undefined ? await messageOf(viewer, what) : viewOf(viewer, what.view);
  if (!on) return { problem: 'That is not there any more.' };
  const blocks = isCard(on) ? blocksOf(on.raw as Message) : on.blocks;
  const pressed = pressOf(blocks, what);
  if (!pressed) return { problem: 'That is not there any more.' };
  const answer = await viewer.person.press(on, pressed);
  return failed(answer.text, `“${pressed.label}” failed`);
}

async function send(viewer: Viewer, { view: id, values }: Act & { act: 'send' }): Promise<Told> {
  const view = viewOf(viewer, id);
  if (!view) return { problem: 'That form is not open any more.' };
  const answer = await viewer.person.send(view, stateFrom(view.blocks, values));
  const faults = (answer.form?.fields ?? []).flatMap(({ name, error }) =>
    error ? [[name, error] as const] : [],
  );
  return faults.length > 0
    ? { errors: Object.fromEntries(faults) }
    : failed(answer.text, 'The form could not be sent');
}

async function close({ person, modals }: Viewer): Promise<Told> {
  if (modals().length > 0) await person.dismiss();
  return {};
}

/** What Slack's client says when the app has not taken an act. */
function failed(text: string, what: string): Told {
  if (text === 'operation_timeout')
    return { problem: `${what}: the bot did not answer within 3 seconds (operation_timeout).` };
  if (text === 'dispatch_failed')
    return { problem: `${what}: the bot answered with an error (dispatch_failed).` };
  return text.startsWith('We had some trouble connecting') ? { problem: text } : {};
}

const isCard = (on: SeenCard | View): on is SeenCard => 'raw' in on;

async function messageOf(
  viewer: Viewer,
  { place = '', ts }: Act & { act: 'press' },
): Promise<SeenCard | undefined> {
  return (await viewer.messages(place)).find((card) => tsOf(card) === ts);
}

const viewOf = (viewer: Viewer, id: string): View | undefined =>
  [...viewer.modals(), viewer.home()].find((view) => view?.id === id);

function pressOf(blocks: readonly Block[], what: Act & { act: 'press' }): Press | undefined {
  const block = blocks.find(({ block_id }) => block_id === what.block);
  const inside = block && (block.element ? [block.element] : elementsOf(block));
  const element = inside?.find(({ action_id }) => action_id === what.action);
  if (!block || !element) return undefined;
  const option = optionsOf(element).find(({ value }) => value === what.value);
  const held =
    element.type === 'button'
      ? buttonOf(element)
      : element.type === 'overflow'
        ? { type: 'overflow', selected_option: option }
        : heldBy(element, what.values[what.block]?.[what.action], byValue);
  return {
    label: wordsOf(element.text) || wordsOf(option?.text) || what.action,
    action: { ...held, action_id: what.action, block_id: what.block },
    state: stateFrom(blocks, what.values),
    leaves: (option ?? element).url !== undefined,
  };
}

const buttonOf = ({ type, text, value, style }: Element): Fields => ({
  type,
  text,
  ...(value !== undefined && { value }),
  ...(style && { style }),
});

/** The page has options by their values, and people by their ids. */
const byValue: Chooser = {
  option(element, word) {
    const found = optionsOf(element).find(({ value }) => value === word);
    if (found) return found;
    throw new Error(`${element.type} has no option ${word}`);
  },
  person: (id) => id,
};

function stateFrom(blocks: readonly Block[], filled: z.output<typeof values>): StateValues {
  const held = (block: Block, element: Element): readonly (readonly [string, Fields])[] => {
    const value: FieldValue = filled[block.block_id ?? '']?.[element.action_id ?? ''];
    return value === undefined ? [] : [[element.action_id ?? '', heldBy(element, value, byValue)]];
  };
  const all = blocks.map((block) => {
    const elements = block.element ? [block.element] : elementsOf(block);
    return [
      block.block_id ?? '',
      Object.fromEntries(elements.flatMap((element) => held(block, element))),
    ] as const;
  });
  return Object.fromEntries(all.filter(([, elements]) => Object.keys(elements).length > 0));
}

/** What a person types is words, whatever is in it. */
const escaped = (text: string) =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;');
