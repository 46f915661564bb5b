import { home, message, modalOfCard, modalOfForm } from '../../adapters/slack/render.ts';
import { adaptiveCard, adaptiveForm } from '../../adapters/teams/render.ts';
import type { Card } from '../../src/kernel/card.ts';
import { confirmationIn } from '../../src/kernel/confirm.ts';
import { type Form, formWithErrors } from '../../src/kernel/form.ts';
import { reply } from '../../src/kernel/request.ts';
import { adapterWords } from '../../src/runtime/adapter-words.ts';
import type { View as SlackView } from '../kit/slack/kit.ts';
import type { Card as TeamsCard } from '../kit/teams/activity.ts';
import { rowButtons } from './reading.ts';
import { type Variant, variants } from './variants.ts';
import { gallery } from './views.ts';
import { createWorld } from './world.ts';

/** A card, rendered for both platforms. */
export interface DrawnCard {
  readonly kind: 'card';
  /** The view's name, for reading a failure. */
  readonly at: string;
  readonly variant: Variant;
  readonly card: Card;
  /** The decision is made. */
  readonly isOver: boolean;
  readonly message: { readonly text: string; readonly blocks: readonly unknown[] };
  readonly home: ReturnType<typeof home>;
  readonly modal: SlackView;
  readonly teams: TeamsCard;
}

interface DrawnForm {
  readonly kind: 'form';
  readonly at: string;
  readonly variant: Variant;
  readonly form: Form;
  readonly modal: SlackView;
  readonly teams: TeamsCard;
}

export type Drawn = DrawnCard | DrawnForm;

/** The value after JSON, as sent over the wire. */
const sent = <Wire>(value: unknown): Wire => JSON.parse(JSON.stringify(value)) as Wire;

const channel = 'C0000000001';

let last: { readonly view: string; readonly drawn: readonly Drawn[] } | undefined;

/** A view in every variant, on both platforms; a form also with an error at every field. */
export function drawView(view: string): readonly Drawn[] {
  if (last?.view !== view)
    last = { view, drawn: variants.flatMap((variant) => drawVariant(view, variant())) };
  return last.drawn;
}

const drawVariant = (view: string, variant: Variant): readonly Drawn[] =>
  (gallery[view]?.(createWorld(variant)) ?? []).flatMap(({ name, card, form, isOver = false }) => {
    const at = `${view}, ${name}: ${variant.name}`;
    return [
      ...(card ? [drawCard(at, variant, card, isOver), ...questionsOf(at, variant, card)] : []),
      ...(form
        ? [drawForm(at, variant, form), drawForm(`${at}, refused`, variant, refused(form, variant))]
        : []),
    ];
  });

const drawCard = (at: string, variant: Variant, card: Card, isOver: boolean): DrawnCard => ({
  kind: 'card',
  at,
  variant,
  card,
  isOver,
  message: sent(message(card, adapterWords)),
  home: sent(home(card, adapterWords)),
  modal: sent(modalOfCard(card, adapterWords, channel)),
  teams: sent(adaptiveCard(card, adapterWords)),
});

const drawForm = (at: string, variant: Variant, form: Form): DrawnForm => ({
  kind: 'form',
  at,
  variant,
  form,
  modal: sent(modalOfForm(form, adapterWords, channel)),
  teams: sent(adaptiveForm(form, adapterWords)),
});

/** The question before an act that cannot be undone when its line is typed: the same as the button's. */
const questionsOf = (at: string, variant: Variant, card: Card): readonly DrawnCard[] =>
  rowButtons(card.blocks).flatMap((button) => {
    const verb = 'command' in button ? button.command.replace(/ \S+ --yes$/, '') : '';
    const asked = confirmationIn(reply.card(card), verb);
    return asked?.kind === 'card'
      ? [drawCard(`${at}, question: ${button.label}`, variant, asked.card, false)]
      : [];
  });

/** The form with an error at every field. */
const refused = (form: Form, variant: Variant): Form =>
  formWithErrors(
    form,
    Object.fromEntries(
      form.fields.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
    ),
    Object.fromEntries(form.fields.map(({ name }) => [name, variant.say('Please fill this in.')])),
  );
