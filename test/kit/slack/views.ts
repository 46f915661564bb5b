import { asString, type Fields, isFields, newId, Refusal, type View } from './kit.ts';
import type { Team } from './workspace.ts';

const TRIGGER_LIFE = 3000;
const STACK_DEPTH = 3;

/** What a person's action permits: opening one modal within three seconds. */
interface Grant {
  readonly team: Team;
  readonly user: string;
  /** The action, by which its results are recognized. */
  readonly turn: string;
  /** The modal in which the person acted; a pushed modal goes on top of it. */
  readonly view?: string | undefined;
}

/** A view that somebody has just been shown. */
export interface Shown {
  readonly view: View;
  readonly user: string;
  readonly turn: string | undefined;
}

/**
 * Modals and homes as Slack keeps them. The emulator's own views are not used: they go by the wall clock in whole
 * seconds, never close, and know no guests of shared channels.
 */
export interface Views {
  /** A trigger id, valid once and for three seconds. */
  mint(grant: Grant): string;
  open(team: Team, trigger: string, view: Fields): Shown;
  push(team: Team, trigger: string, view: Fields): Shown;
  update(team: Team, target: Fields, view: Fields): Shown;
  publish(team: Team, user: string, view: Fields, hash?: string): Shown;
  /** Applies the acknowledgement of a submission; an empty one closes the modal. Returns the modal that is then shown. */
  submit(id: string, action: Fields): View | undefined;
  /** A person closes the topmost modal, or all when the modal says so; the closed ones. */
  dismiss(id: string): readonly View[];
  /** A person's open modals, the topmost last. */
  stackOf(user: string): readonly View[];
  homeOf(team: Team, user: string): View | undefined;
}

interface Kept {
  view: View;
  readonly user: string;
  readonly team: Team;
}

/** Keeps modals and homes; trigger ids go by the given clock. */
export function createViews(now: () => number): Views {
  const triggers = new Map<string, Grant & { readonly expires: number; used: boolean }>();
  const open = new Map<string, Kept>();
  const homes = new Map<string, Kept>();

  const stackOf = (user: string) => [...open.values()].filter((kept) => kept.user === user);
  const all = () => [...open.values(), ...homes.values()];

  function spend(team: Team, id: string): Grant {
    const trigger = triggers.get(id);
    if (!trigger || trigger.team !== team) throw new Refusal('invalid_trigger_id');
    if (trigger.used) throw new Refusal('exchanged_trigger_id');
    if (now() >= trigger.expires) throw new Refusal('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }

  function make(team: Team, content: Fields, place: Partial<View> = {}): View {
    const id = place.id ?? newId('V');
    const external = asString(content.external_id);
    if (external && all().some((kept) => kept.view.external_id === external && kept.view.id !== id)) {
      throw new Refusal('duplicate_external_id');
    }
    const kept: Fields = {
      callback_id: '',
      private_metadata: '',
      notify_on_close: false,
      clear_on_close: false,
      ...content,
      id,
      team_id: team.id,
      bot_id: team.bot.id,
      app_installed_team_id: team.id,
      external_id: external,
      hash: newId('H'),
      state: { values: {} },
      root_view_id: place.root_view_id ?? id,
      previous_view_id: place.previous_view_id ?? null,
    };
    return kept as unknown as View;
  }

  /** The same modal with other content; it must still be open. */
  function change(kept: Kept, content: Fields): View {
    kept.view = make(kept.team, content, kept.view);
    return kept.view;
  }

  function place(team: Team, user: string, view: View): View {
    open.set(view.id, { view, user, team });
    return view;
  }

  function above(parent: Kept, content: Fields): View {
    if (stackOf(parent.user).length >= STACK_DEPTH) throw new Refusal('push_limit_reached');
    const { id, root_view_id } = parent.view;
    return place(
      parent.team,
      parent.user,
      make(parent.team, content, { root_view_id, previous_view_id: id }),
    );
  }

  return {
    mint(grant) {
      const id = `${now()}.${newId('')}`;
      triggers.set(id, { ...grant, expires: now() + TRIGGER_LIFE, used: false });
      return id;
    },
    open(team, trigger, content) {
      const { user, turn } = spend(team, trigger);
      const view = make(team, content);
      for (const kept of stackOf(user)) open.delete(kept.view.id);
      return { view: place(team, user, view), user, turn };
    },
    push(team, trigger, content) {
      const { user, turn, view } = spend(team, trigger);
      const parent = open.get(view ?? '');
      if (!parent) throw new Refusal('view_not_found');
      return { view: above(parent, content), user, turn };
    },
    update(team, target, content) {
      const kept = all().find(({ view }) =>
        target.view_id ? view.id === target.view_id : view.external_id === asString(target.external_id),
      );
      if (!kept || kept.team !== team) throw new Refusal('not_found');
      if (target.hash && target.hash !== kept.view.hash) throw new Refusal('hash_conflict');
      return { view: change(kept, content), user: kept.user, turn: undefined };
    },
    publish(team, user, content, hash) {
      const key = `${team.id} ${user}`;
      const kept = homes.get(key);
      if (kept && hash && hash !== kept.view.hash) throw new Refusal('hash_conflict');
      const view = make(team, content, kept?.view);
      homes.set(key, { view, user, team });
      return { view, user, turn: undefined };
    },
    submit(id, action) {
      const kept = open.get(id);
      if (!kept) return undefined;
      if (action.response_action === 'errors') return kept.view;
      if (action.response_action === 'update' && isFields(action.view)) return change(kept, action.view);
      if (action.response_action === 'push' && isFields(action.view)) return above(kept, action.view);
      const closed = action.response_action === 'clear' ? stackOf(kept.user) : [kept];
      for (const { view } of closed) open.delete(view.id);
      return undefined;
    },
    dismiss(id) {
      const kept = open.get(id);
      if (!kept) return [];
      const closed = kept.view.clear_on_close ? stackOf(kept.user).reverse() : [kept];
      for (const { view } of closed) open.delete(view.id);
      return closed.map(({ view }) => view);
    },
    stackOf: (user) => stackOf(user).map(({ view }) => view),
    homeOf: (team, user) => homes.get(`${team.id} ${user}`)?.view,
  };
}
