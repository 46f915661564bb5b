import type { Answer, FieldValue, Person, SeenCard, SeenForm } from '../person.ts';
import { event, execution, message } from './activities.ts';
import {
  type Action,
  type Activity,
  ADAPTIVE_CARD,
  type Card,
  cardOf,
  INVOKE_ERROR,
  PRIVATE_MESSAGE,
} from './activity.ts';
import { encode, heldBack, inputsOf } from './card.ts';
import { checkCard } from './check.ts';
import type { Delivered, Teams } from './client.ts';
import type { Viewer } from './markdown.ts';
import { Screen, type Shown } from './screen.ts';
import type { Conversation, Post, Somebody } from './world.ts';

type Values = Readonly<Record<string, FieldValue>>;

/** Somebody with a Teams client. */
export interface TeamsPerson extends Person {
  readonly platform: 'teams';
  readonly somebody: Somebody;
  /** Installs the bot for this person alone, and removes it again. */
  install(): Promise<readonly Delivered[]>;
  uninstall(): Promise<readonly Delivered[]>;
  /** The activity that `type` would send. */
  saying(text: string, conversation?: string): Activity;
  /** The activity that `click` or `submit` would send. */
  pressing(seen: SeenCard | SeenForm, label: string, values?: Values): Activity;
  /** An `installationUpdate` or `conversationUpdate` that this person causes. */
  causing(at: Conversation, ...rest: CausedEvent): Activity;
  /** The form on a card; undefined when it has no inputs. */
  formOn(card: SeenCard): SeenForm | undefined;
}

type CausedEvent = Parameters<typeof event> extends [unknown, unknown, ...infer Rest] ? Rest : never;

type Press = { readonly sent: Activity } | { readonly held: Card };

/** Nothing was asked of the bot. */
const SILENCE: Answer = { card: undefined, form: undefined, text: '', status: 0, by: 'none' };
/** Teams refreshes a card without `userIds` only in conversations with at most this many members. */
const FEW = 60;

/** A person at a Teams client. */
export function createPerson(teams: Teams, somebody: Somebody, viewer: Viewer): TeamsPerson {
  const { connector, bot, serviceUrl } = teams;
  const { chat, name } = somebody;
  const doing = { somebody, viewer, bot, serviceUrl };
  /** What this person has typed, by id; a reply to any other id is none, because botbuilder invents ids. */
  const typed = new Set<string | undefined>();
  const screen = new Screen(viewer, (id) => personBy(id)?.name ?? id);

  function personBy(idOrName: string): Somebody | undefined {
    const people = [...connector.people.values()];
    return people.find(({ id, aadObjectId, name: called }) => [id, aadObjectId, called].includes(idOrName));
  }

  function at(conversation: string): Conversation {
    const found = connector.conversations.get(conversation);
    if (found === undefined) throw new Error(`There is no conversation ${conversation}.`);
    return found;
  }

  function saying(text: string, conversation = chat.id): Activity {
    return message(at(conversation), doing, connector.nextId(), text);
  }

  /**
   * Says something; the answer is what the bot replied to it. From a channel or a group chat, what came to
   * the personal chat meanwhile belongs to it, too, and counts before a sentence in the channel.
   */
  async function type(text: string, conversation = chat.id): Promise<Answer> {
    const before = connector.posts.length;
    const said = saying(text, conversation);
    typed.add(said.id);
    const { status, id = said.id } = await teams.deliver(said);
    typed.add(id);
    const fresh = connector.posts.slice(before).filter(({ deleted }) => !deleted);
    const replies = fresh.filter(({ replyToId, thread }) => replyToId === id || thread === id);
    const told = fresh.filter((post) => post.conversation === chat.id && !typed.has(post.replyToId));
    const privately = replies.length === 0 || conversation !== chat.id ? told : [];
    const answers = [...replies, ...privately].map((post) => screen.show(post));
    return screen.answer(answers, status, 'later');
  }

  /** Sends an invoke and shows its answer. */
  async function invoke(shown: Shown, activity: Activity): Promise<Answer> {
    const { status, body } = await teams.deliver(activity);
    if (status >= 300) return { ...SILENCE, status };
    complain(body);
    const { type: kind, value } = answerIn(body);
    if (kind === ADAPTIVE_CARD) {
      const post = connector.posts.find(({ id }) => id === shown.ref);
      if (post !== undefined) screen.replace(post, value as Card);
      return screen.answer([{ ...shown, ...alone(''), card: value as Card }], status, 'acknowledgement');
    }
    if (kind !== PRIVATE_MESSAGE && kind !== INVOKE_ERROR) return { ...SILENCE, status };
    const text = kind === PRIVATE_MESSAGE ? String(value) : (value as { message?: string }).message;
    return screen.answer([{ ...shown, ...alone(text ?? ''), ref: undefined }], status, 'acknowledgement');
  }

  /** Teams shows an error for any other answer, and sends the invoke again after an empty one. */
  function complain(body: unknown): void {
    const { statusCode, type: kind = '', value } = answerIn(body);
    const known = [ADAPTIVE_CARD, PRIVATE_MESSAGE, INVOKE_ERROR].includes(kind);
    const full = typeof statusCode === 'number' && known && value !== undefined && value !== '';
    const wrong = full ? [] : ['an invoke is answered with statusCode, type and value'];
    if (kind === ADAPTIVE_CARD) wrong.push(...checkCard(value));
    teams.microsoft.violations.push(...wrong.map((rule) => ({ rule, about: body })));
  }

  /** What a press sends, or the card as it looks when the client itself holds the press back. */
  function pressOn(shown: Shown, action: Action, values: Values): Press {
    const filled = fill(shown, values);
    const inputs = action.associatedInputs === 'none' ? [] : inputsOf(shown.card ?? {});
    const sent = inputs.map((input) => {
      const value = encode(input, filled.get(input.id ?? ''), (called) => personBy(called)?.aadObjectId);
      return { id: input.id ?? '', value, error: heldBack(input, value) };
    });
    const wrong = sent.filter(({ error }) => error !== undefined);
    if (wrong.length > 0) {
      const errors = wrong.map(({ id, error = '' }) => ({
        type: 'TextBlock',
        id: `error:${id}`,
        text: error,
      }));
      return { held: { ...shown.card, body: [...(shown.card?.body ?? []), ...errors] } };
    }
    const data = sent.filter(({ value }) => value !== undefined).map(({ id, value }) => [id, value]);
    const place = at(shown.conversation);
    return { sent: execution(place, doing, shown, action, Object.fromEntries(data), 'manual') };
  }

  /** Each input's value by its id: what the card has, and over it what is filled in under its label. */
  function fill(shown: Shown, values: Values): ReadonlyMap<string, FieldValue> {
    const inputs = inputsOf(shown.card ?? {});
    const filled = new Map(screen.read(shown.card).fields.map((field) => [field.name, field.value]));
    for (const [label, value] of Object.entries(values)) {
      // A tick box is found by its heading, too, by which Slack knows it.
      const input = inputs.find((one) => [one.title, one.label, one.id].includes(label));
      if (input?.id === undefined) throw new Error(`No field “${label}” among: ${[...filled.keys()]}.`);
      filled.set(input.id, value);
    }
    return filled;
  }

  async function pressed(shown: Shown, action: Action, values: Values): Promise<Answer> {
    const press = pressOn(shown, action, values);
    if ('sent' in press) return invoke(shown, press.sent);
    return screen.answer([{ ...shown, card: press.held }], 0, 'none');
  }

  /** The action under a label; of one that unfolds, the one inside, with the inputs there. */
  function under(label: string, shown: Shown): { readonly shown: Shown; readonly action: Action } {
    const { buttons } = screen.read(shown.card);
    const action = buttons.find(({ title }) => title === label);
    if (action === undefined)
      throw new Error(`No button “${label}” among: ${buttons.map((one) => one.title)}.`);
    if (action.type === 'Action.Execute') return { shown, action };
    const inside = screen.read(action.card).buttons.find((one) => one.type === 'Action.Execute');
    if (inside === undefined) throw new Error(`“${label}” is an ${action.type}: nobody can press it here.`);
    const body = [...(shown.card?.body ?? []), ...(action.card?.body ?? [])];
    return { shown: { ...shown, card: { ...shown.card, body } }, action: inside };
  }

  /** Looks at a message: a card with `refresh` asks the bot what this person is to see. */
  async function glance(post: Post): Promise<SeenCard> {
    const card = cardOf(post.activity);
    const { action, userIds } = card?.refresh ?? {};
    const named = userIds?.includes(somebody.id) ?? at(post.conversation).members.length <= FEW;
    if (action !== undefined && named) {
      const shown = screen.show(post);
      await invoke(shown, execution(at(post.conversation), doing, shown, action, {}, 'automatic'));
    }
    return screen.card(screen.show(post));
  }

  async function look(conversation: string): Promise<SeenCard[]> {
    const cards: SeenCard[] = [];
    for (const post of connector.postsIn(conversation)) cards.push(await glance(post));
    return cards;
  }

  const person: TeamsPerson = {
    platform: 'teams',
    name,
    somebody,
    type,
    async click({ raw }, label, { confirm = true } = {}) {
      const { shown, action } = under(label, raw as Shown);
      return !confirm && shown !== raw ? SILENCE : pressed(shown, action, {});
    },
    async submit({ raw }, values = {}) {
      const { submit } = screen.read((raw as Shown).card);
      if (submit === undefined) throw new Error('Nothing on this form sends it.');
      return pressed(raw as Shown, submit, values);
    },
    home: () => type('home'),
    direct: () => look(chat.id),
    channel: look,
    install: () => teams.addBot(chat, person),
    uninstall: () => teams.removeBot(chat, person),
    saying,
    pressing({ raw }, label, values = {}) {
      const { shown, action } = under(label, raw as Shown);
      const press = pressOn(shown, action, values);
      if ('held' in press)
        throw new Error(`The client holds “${label}” back: a field is not filled in well.`);
      return press.sent;
    },
    causing: (where, ...rest) => event(where, doing, ...rest),
    formOn: ({ raw }) => screen.form(raw as Shown),
  };
  return person;
}

/** Shown to one person in answer to what they did. */
function alone(text: string): Pick<Shown, 'card' | 'says' | 'private'> {
  return { card: undefined, says: { text, links: [] }, private: true };
}

/** What a bot answers to an invoke. */
function answerIn(body: unknown): { statusCode?: number; type?: string; value?: unknown } {
  return typeof body === 'object' && body !== null ? body : {};
}
