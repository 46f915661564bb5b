import type { Answer, FieldValue, Person, SeenCard, SeenForm } from '../person.ts';
import type { Wire } from './client.ts';
import { withIds } from './content.ts';
import { type Directory, heldBack, stateValues } from './fields.ts';
import { type Fields, isFields, type Message, newId, type StateValues, type View } from './kit.ts';
import { wordsOf } from './mrkdwn.ts';
import {
  commandBody,
  eventBody,
  messageActionBody,
  namedConversation,
  viewActionBody,
  viewBody,
} from './payloads.ts';
import { blocksOf, type Pressable, pressables, seeForm, seeMessage } from './seen.ts';
import { answerOf, createTurns, type Look, type Turn, type Values } from './turn.ts';
import type { Member, Team } from './workspace.ts';

/** A person at a Slack client. */
export interface SlackPerson extends Person {
  readonly platform: 'slack';
  readonly member: Member;
  /** What the topmost open modal shows. */
  modal(): Look;
  /** Closes the topmost modal. */
  dismiss(): Promise<void>;
  /** Presses an element, given as Slack reports it, on a card or a view as this person sees it. */
  press(on: SeenCard | View, press: Press): Promise<Answer>;
  /** Sends off a modal with what it holds. */
  send(view: View, state: StateValues): Promise<Answer>;
}

/** A press, as the app is told of it. */
export interface Press {
  readonly label: string;
  /** The entry of `actions`. */
  readonly action: Fields;
  /** The state of all inputs around it. */
  readonly state: StateValues;
  /** Opens a page outside of Slack; the app is told nevertheless. */
  readonly leaves?: boolean;
}

/** Gives a member a client. */
export function createPerson(wire: Wire, member: Member): SlackPerson {
  const { front } = wire;
  const { workspaces, ledger, views, ephemerals, methods } = front;
  const { team } = member;
  const people: Directory = {
    nameOf: (id) => workspaces.member(id)?.name ?? id,
    idOf: (name) => (workspaces.member(name) ?? team.person(name)).id,
  };
  const { begin, finish, look, lookAt, typed } = createTurns(wire, member, people);

  function pressInMessage(card: SeenCard, { label, action, state, leaves = false }: Press) {
    const message = card.raw as Message;
    const installation = workspaces.teamOfBot(message.user) ?? team;
    const turn = begin(label, installation, { leaves });
    const channel = namedConversation(card.conversation, workspaces.channel(card.conversation));
    const original = { ts: message.ts, private: card.private };
    const reply = { team: installation, user: member, channel: channel.id, turn: turn.id, original };
    const on = {
      channel,
      message,
      private: card.private,
      state,
      responseUrl: front.responseUrl(reply),
    };
    return tell(turn, messageActionBody(turn.act, action, on));
  }

  function pressInView(view: View, { label, action, state, leaves = false }: Press) {
    const turn = begin(label, installationOf(view), { view, home: view.type === 'home', leaves });
    return tell(turn, viewActionBody(turn.act, action, { ...view, state: { values: state } }));
  }

  const press = (on: SeenCard | View, what: Press) =>
    isView(on) ? pressInView(on, what) : pressInMessage(on, what);

  /** Slack does not look at what comes with the acknowledgement of a press. */
  function tell(turn: Turn, request: string) {
    return finish(turn, request, async ({ body }) => {
      if (body !== '') ledger.violate(turn.name, ['nobody sees what is in the acknowledgement of a press']);
      return undefined;
    });
  }

  function send(view: View, values: Values, state = stateValues(view.blocks, people, values)) {
    const turn = begin(`sends off "${wordsOf(view.title)}"`, installationOf(view), { view });
    typed(view, values);
    const filled = { ...view, state: { values: state } };
    const request = viewBody('view_submission', turn.act, filled, { response_urls: [] });
    return finish(turn, request, async ({ body }) => {
      const action = parse(body);
      if (action.response_action === 'errors') return refused(turn, view, values, action.errors);
      const faults = methods.inspect('response_action', action);
      if (faults.length > 0) return { text: 'We had some trouble connecting. Try again?' };
      const next = views.submit(
        view.id,
        isFields(action.view) ? { ...action, view: withIds(action.view) } : action,
      );
      return next && lookAt(next);
    });
  }

  function refused(turn: Turn, view: View, values: Values, errors: unknown): Look {
    const told = (isFields(errors) ? errors : {}) as Record<string, string>;
    const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
    const lost = Object.keys(told).filter((name) => !inputs.includes(name));
    ledger.violate(
      turn.name,
      lost.map((name) => `error on "${name}", which is no input of the modal`),
    );
    return { form: seeForm(view, people, values, told) };
  }

  function installationOf(view: View): Team {
    return workspaces.teams.find(({ id }) => id === view.app_installed_team_id) ?? team;
  }

  async function conversation(id: string): Promise<SeenCard[]> {
    const channel = workspaces.channel(id);
    if (channel?.private && !(await channel.team.membersOf(id)).includes(member.id)) {
      throw new Error(`${member.name} is not in the private channel ${channel.name}`);
    }
    const common = await (channel ? channel.team.messages(id) : team.messages(id, member.token));
    const own = ephemerals.seenBy(member.id, id);
    return [
      ...common.map((message) => ({ order: message.ts, card: seeMessage(message, id, false) })),
      ...own.map(({ order, message }) => ({ order, card: seeMessage(message, id, true) })),
    ]
      .sort((one, other) => (one.order < other.order ? -1 : 1))
      .map(({ card }) => card);
  }

  return {
    platform: 'slack',
    name: member.name,
    member,

    async type(text, where) {
      if (!team.bot.scopes.includes('commands')) throw new Error('The app has no scope for commands');
      const channel = where ?? (await team.directOf(member));
      const turn = begin(`${wire.command} ${text}`, team);
      const reply = { team, user: member, channel, turn: turn.id };
      const request = commandBody(turn.act, {
        command: wire.command,
        text,
        channel: namedConversation(channel, workspaces.channel(channel)),
        responseUrl: front.responseUrl(reply),
      });
      return finish(turn, request, async ({ body }) => {
        const message = parse(body);
        if (Object.keys(message).length === 0) return undefined;
        const before = ledger.sights.length;
        const shown = await methods.respond('ack', reply, message);
        if (!shown.ok) ledger.violate(turn.name, [`the acknowledgement cannot be shown: ${shown.error}`]);
        const sight = ledger.sights.slice(before).find((one) => one.message && turn.claim(one));
        return sight && look(sight);
      });
    },

    async click(card, label, { confirm = true } = {}) {
      const view = isView(card.raw) ? card.raw : undefined;
      if (view?.submit && label === wordsOf(view.submit)) return send(view, {});
      const pressed = pressables(view?.blocks ?? blocksOf(card.raw as Message)).find(
        (one) => one.label === label,
      );
      if (!pressed) throw new Error(`No button "${label}" among ${JSON.stringify(card.buttons)}`);
      const question = pressed.element.confirm;
      if (question) {
        const [title, text] = [wordsOf(question.title), wordsOf(question.text)];
        wire.confirmations.push({ person: member.name, button: label, title, text, accepted: confirm });
        if (!confirm) return answerOf({ text: `${title}\n${text}` }, 'none', 0);
      }
      const state = stateValues(view?.blocks ?? blocksOf(card.raw as Message), people);
      return press(view ?? card, { label, state, action: actionOf(pressed), leaves: isLink(pressed) });
    },

    async submit(form, values = {}) {
      const view = form.raw as View;
      const filled = fill(form, values);
      const faults = heldBack(view, filled);
      if (Object.keys(faults).length === 0) return send(view, filled);
      return answerOf({ form: seeForm(view, people, filled, faults) }, 'none', 0);
    },

    async home() {
      const channel = await team.directOf(member);
      const turn = begin('opens the home', team, { home: true });
      const view = views.homeOf(team, member.id);
      const event = { type: 'app_home_opened', user: member.id, channel, tab: 'home', ...(view && { view }) };
      const request = eventBody(workspaces.app, team, event, newId('Ev'));
      const answer = await finish(turn, request, async () => undefined);
      // A home that was published earlier is still there.
      return answer.by === 'none' && view ? answerOf(lookAt(view), 'none', answer.status) : answer;
    },

    direct: async () => conversation(await team.directOf(member)),
    channel: conversation,
    press,
    send: (view, state) => send(view, {}, state),

    modal() {
      const top = views.stackOf(member.id).at(-1);
      return top ? lookAt(top) : {};
    },

    async dismiss() {
      const top = views.stackOf(member.id).at(-1);
      if (!top) throw new Error(`${member.name} has no modal open`);
      for (const view of views.dismiss(top.id).filter((closed) => closed.notify_on_close)) {
        const { name, act } = begin('closes the modal', installationOf(view));
        await wire.deliver(name, viewBody('view_closed', act, view, { is_cleared: view.clear_on_close }));
      }
    },
  };
}

/** What is filled in already, with what the person fills in over it. */
function fill({ fields }: SeenForm, values: Readonly<Record<string, FieldValue>>): Values {
  const filled = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  for (const [label, value] of Object.entries(values)) {
    const field = fields.find((one) => one.label === label) ?? fields.find((one) => one.name === label);
    if (!field)
      throw new Error(`No field "${label}" among ${JSON.stringify(fields.map((one) => one.label))}`);
    filled[field.name] = value;
  }
  return filled;
}

/** The entry of `actions` for a press. */
function actionOf({ block, element, option }: Pressable): Fields {
  const { type, action_id, text, value, style } = element;
  const chosen = type === 'checkboxes' ? { selected_options: [option] } : { selected_option: option };
  return {
    type,
    action_id,
    block_id: block.block_id,
    ...(option ? chosen : { text, ...(value !== undefined && { value }), ...(style && { style }) }),
  };
}

/** An acknowledgement is nothing, JSON, or plain text. */
function parse(body: string): Fields {
  try {
    const parsed: unknown = JSON.parse(body || '{}');
    return isFields(parsed) ? parsed : { text: body };
  } catch {
    return { text: body };
  }
}

/** A press that opens a page outside of Slack; the app is told nevertheless. */
function isLink({ element, option }: Pressable): boolean {
  return (option ?? element).url !== undefined;
}

function isView(raw: unknown): raw is View {
  return isFields(raw) && 'hash' in raw;
}
