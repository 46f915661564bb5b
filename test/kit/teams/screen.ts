import type { Answer, SeenCard, SeenForm } from '../person.ts';
import { type Card, cardOf } from './activity.ts';
import { type CardReading, readCard } from './card.ts';
import { type Reading, readText, type Viewer } from './markdown.ts';
import type { Post } from './world.ts';

/** What a client's window shows; it is `raw` of what a person sees. */
export interface Shown {
  readonly conversation: string;
  readonly ref: string | undefined;
  readonly thread: string | undefined;
  readonly card: Card | undefined;
  readonly says: Reading;
  readonly private: boolean;
}

/** One person's window. */
export class Screen {
  /** Cards that are shown here instead of posted ones, until those are updated. */
  readonly #views = new Map<Post, { readonly version: number; readonly card: Card }>();
  readonly #viewer: Viewer;
  readonly #nameOf: (id: string) => string;

  constructor(viewer: Viewer, nameOf: (id: string) => string) {
    this.#viewer = viewer;
    this.#nameOf = nameOf;
  }

  /** Puts a card in the place of a posted one, on this screen alone. */
  replace(post: Post, card: Card): void {
    this.#views.set(post, { version: post.version, card });
  }

  /** A message as it stands now. */
  show(post: Post): Shown {
    const { id: ref, conversation, thread, activity } = post;
    const view = this.#views.get(post);
    const mine = view?.version === post.version ? view.card : undefined;
    const says = readText(activity.text ?? '', activity.textFormat, this.#viewer);
    return { conversation, ref, thread, card: mine ?? cardOf(activity), says, private: mine !== undefined };
  }

  read(card: Card | undefined): CardReading {
    return readCard(card ?? {}, this.#viewer, this.#nameOf);
  }

  card(shown: Shown): SeenCard {
    const { ref, conversation, thread, says } = shown;
    const { lines, links, fields, buttons, submit } = this.read(shown.card);
    const free = fields.length === 0 ? buttons : buttons.filter((button) => button !== submit);
    return {
      ref,
      conversation,
      thread,
      text: [says.text, ...lines].filter((line) => line !== '').join('\n'),
      buttons: free.map(({ title = '' }) => title),
      links: [...says.links, ...links],
      private: shown.private,
      raw: shown,
    };
  }

  form(shown: Shown): SeenForm | undefined {
    const { title, text, fields, submit, links } = this.read(shown.card);
    if (fields.length === 0) return undefined;
    return { title, text, fields, submitLabel: submit?.title ?? '', links, raw: shown };
  }

  /** What the bot answered: its last card or, without one, its last words. */
  answer(shown: readonly Shown[], status: number, by: Answer['by']): Answer {
    const cards = shown.map((one) => this.card(one));
    return {
      card: cards[shown.findLastIndex(({ card }) => card !== undefined)] ?? cards.at(-1),
      form: shown.map((one) => this.form(one)).findLast((form) => form !== undefined),
      text: cards.map(({ text }) => text).join('\n'),
      status,
      by: cards.length === 0 ? 'none' : by,
    };
  }
}
