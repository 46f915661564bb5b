import type { Answer, FieldValue, SeenForm } from '../person.ts';
import type { Delivery, Wire } from './client.ts';
import { type Directory, keptValues } from './fields.ts';
import { newId, type View } from './kit.ts';
import type { Sight } from './ledger.ts';
import type { Act } from './payloads.ts';
import { isForm, seeForm, seeMessage, seeView } from './seen.ts';
import type { Member, Team } from './workspace.ts';

/** One action of a person; triggers and response links for it are bound to `id`. */
export interface Turn {
  readonly name: string;
  readonly id: string;
  readonly act: Act;
  /** How many things people had seen before it. */
  readonly since: number;
  /** Claims a sight as the result of this action; no two actions claim the same one. */
  readonly claim: (sight: Sight) => boolean;
  /** How long the person waits for something to see. */
  readonly patience: number;
}

/** Where an action happens, as far as it matters. */
interface Where {
  readonly view?: View;
  /** In the app's home, where a newly published home is an answer. */
  readonly home?: boolean;
  /** Nothing in Slack needs to change because of it. */
  readonly leaves?: boolean;
}

/** What a person sees of an answer. */
export type Look = Partial<Pick<Answer, 'card' | 'form' | 'text'>>;

/** What somebody typed into a modal, by the fields' names. */
export type Values = Readonly<Record<string, FieldValue>>;

/** The actions of one person, each with its result. */
export interface Turns {
  begin(name: string, installation: Team, where?: Where): Turn;
  /** Sends the action; the answer is what the acknowledgement shows, or else the next thing that the person sees. */
  finish(
    turn: Turn,
    body: string,
    acknowledged: (delivery: Delivery) => Promise<Look | undefined>,
  ): Promise<Answer>;
  /** What the person sees of a message, a modal or a home that has just come. */
  look(sight: Sight): Look;
  /** A modal or home as it stands, with what the person has typed into it. */
  lookAt(view: View): Look;
  /** Slack keeps what was typed into a modal while its inputs stay the same. */
  typed(view: View, values: Values): void;
}

export function createTurns({ front, patience, deliver }: Wire, member: Member, people: Directory): Turns {
  const { workspaces, ledger, views } = front;
  const claimed = new WeakSet<Sight>();
  const memory = new Map<string, { readonly view: View; readonly values: Values }>();

  function look(sight: Sight): Look {
    if (sight.view) return lookAt(sight.view);
    if (!sight.message) return {};
    return { card: seeMessage(sight.message, sight.channel ?? '', sight.user !== undefined) };
  }

  function lookAt(view: View): Look {
    if (!isForm(view)) return { card: seeView(view) };
    const before = memory.get(view.id);
    return { form: seeForm(view, people, before ? keptValues(before.view, view, before.values) : {}) };
  }

  return {
    look,
    lookAt,
    typed: (view, values) => void memory.set(view.id, { view, values }),

    begin(name, installation, where = {}) {
      if (!installation.installed) throw new Error(`The app is not installed in ${installation.name}`);
      const id = newId('turn');
      const trigger = views.mint({ team: installation, user: member.id, turn: id, view: where.view?.id });
      return {
        name: `${member.name}: ${name}`,
        id,
        act: { app: workspaces.app, person: member, team: installation, trigger },
        since: ledger.sights.length,
        patience: where.leaves ? 0 : patience,
        claim(sight) {
          if (sight.kind === 'gone' || claimed.has(sight)) return false;
          const unbound = sight.turn === undefined && sight.user === member.id;
          const mine = sight.turn === id || (unbound && (sight.view?.type !== 'home' || where.home === true));
          if (mine) claimed.add(sight);
          return mine;
        },
      };
    },

    async finish(turn, body, acknowledged) {
      const delivery = await deliver(turn.name, body);
      const status = delivery?.status ?? 0;
      if (!delivery) return answerOf({ text: 'operation_timeout' }, 'none', status);
      if (status !== 200) return answerOf({ text: 'dispatch_failed' }, 'none', status);
      const atOnce = await acknowledged(delivery);
      if (atOnce) return answerOf(atOnce, 'acknowledgement', status);
      const later = await ledger.await(turn.since, turn.claim, turn.patience);
      return later ? answerOf(look(later), 'later', status) : answerOf({}, 'none', status);
    },
  };
}

/** An answer as scenarios read it. */
export function answerOf(look: Look, by: Answer['by'], status: number): Answer {
  const text = look.text ?? look.card?.text ?? (look.form ? formText(look.form) : '');
  return { card: look.card, form: look.form, text, status, by };
}

function formText({ title, text, fields, submitLabel }: SeenForm): string {
  const asked = fields.flatMap(({ label, error }) => [label, error ?? '']);
  return [title, text, ...asked, submitLabel].filter((line) => line !== '').join('\n');
}
