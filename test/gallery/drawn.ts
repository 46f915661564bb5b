import { home, message, modalOfCard, modalOfForm } from '../../adapters/slack/render.ts';
import { adaptiveCard, adaptiveForm } from '../../adapters/teams/render.ts';
import type { Card } from '../../src/kernel/card.ts';
import { confirmationIn } from '../../src/kernel/confirm.ts';
import { type Form, formWithErrors } from '../../src/kernel/form.ts';
import { reply } from '../../src/kernel/request.ts';
import { adapterWords } from '../../src/runtime/adapter-words.ts';
import type { View as SlackView } from '../kit/slack/kit.ts';
import type { Card as TeamsCard } from '../kit/teams/activity.ts';
import { type Mood, moods } from './moods.ts';
import { rowButtons } from './reading.ts';
import { gallery } from './views.ts';
import { createWorld } from './world.ts';

/** A card, and what the platforms make of it. */
export interface DrawnCard {
  readonly kind: 'card';
  /** Where it hangs, for whoever reads a failure. */
  readonly at: string;
  readonly mood: Mood;
  readonly card: Card;
  /** Nothing is left to decide. */
  readonly isOver: boolean;
  readonly message: { readonly text: string; readonly blocks: readonly unknown[] };
  readonly home: ReturnType<typeof home>;
  readonly modal: SlackView;
  readonly teams: TeamsCard;
}

interface DrawnForm {
  readonly kind: 'form';
  readonly at: string;
  readonly mood: Mood;
  readonly form: Form;
  readonly modal: SlackView;
  readonly teams: TeamsCard;
}

export type Drawn = DrawnCard | DrawnForm;

/** What a platform gets over the wire is what JSON makes of it. */
const sent = <Wire>(value: unknown): Wire => JSON.parse(JSON.stringify(value)) as Wire;

const channel = 'C0000000001';

let last: { readonly view: string; readonly drawn: readonly Drawn[] } | undefined;

/** A view in every mood, on both platforms; a form also with something wrong on every field. */
export function hang(view: string): readonly Drawn[] {
  if (last?.view !== view) last = { view, drawn: moods.flatMap((mood) => inMood(view, mood())) };
  return last.drawn;
}

const inMood = (view: string, mood: Mood): readonly Drawn[] =>
  (gallery[view]?.(createWorld(mood)) ?? []).flatMap(({ name, card, form, isOver = false }) => {
    const at = `${view}, ${name}: ${mood.name}`;
    return [
      ...(card ? [drawCard(at, mood, card, isOver), ...questionsOf(at, mood, card)] : []),
      ...(form ? [drawForm(at, mood, form), drawForm(`${at}, refused`, mood, refused(form, mood))] : []),
    ];
  });

const drawCard = (at: string, mood: Mood, card: Card, isOver: boolean): DrawnCard => ({
  kind: 'card',
  at,
  mood,
  card,
  isOver,
  message: sent(message(card, adapterWords)),
  home: sent(home(card, adapterWords)),
  modal: sent(modalOfCard(card, adapterWords, channel)),
  teams: sent(adaptiveCard(card, adapterWords)),
});

const drawForm = (at: string, mood: Mood, form: Form): DrawnForm => ({
  kind: 'form',
  at,
  mood,
  form,
  modal: sent(modalOfForm(form, adapterWords, channel)),
  teams: sent(adaptiveForm(form, adapterWords)),
});

/** What a typed line is asked before it does what cannot be undone: the same as its button asks. */
const questionsOf = (at: string, mood: Mood, card: Card): readonly DrawnCard[] =>
  rowButtons(card.blocks).flatMap((button) => {
    const verb = 'command' in button ? button.command.replace(/ \S+ --yes$/, '') : '';
    const asked = confirmationIn(reply.card(card), verb);
    return asked?.kind === 'card'
      ? [drawCard(`${at}, question: ${button.label}`, mood, asked.card, false)]
      : [];
  });

/** The form as it was, with something wrong with every field. */
const refused = (form: Form, mood: Mood): Form =>
  formWithErrors(
    form,
    Object.fromEntries(
      form.fields.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
    ),
    Object.fromEntries(form.fields.map(({ name }) => [name, mood.say('Please fill this in.')])),
  );
