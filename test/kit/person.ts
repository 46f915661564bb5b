/**
 * A person at a chat client. The same interface for Slack and Teams, so that every scenario runs on both
 * (`describe.each(platforms)`). Each platform's client uses the real SDK and endpoint with authentication; nothing here
 * uses the product's code.
 */
export type PlatformName = 'slack' | 'teams';

/** A message, an ephemeral answer, or a modal's content, as a person sees it. */
export interface SeenCard {
  /** The platform's reference of the message; undefined for a private answer that no one can address again. */
  readonly ref: string | undefined;
  /** The channel, chat or direct message that contains it. */
  readonly conversation: string;
  /** The parent message's ref, if it is in a thread. */
  readonly thread: string | undefined;
  /** Everything readable on it, in reading order, one line per block; times and links as their text. */
  readonly text: string;
  /** The labels of the buttons that can be pressed, in order. */
  readonly buttons: readonly string[];
  /** Links and their labels. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** Whether only this person sees it. */
  readonly private: boolean;
  readonly raw: unknown;
}

export interface SeenField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long_text' | 'choice' | 'choices' | 'tick' | 'person' | 'date';
  readonly value: FieldValue;
  /** The labels that can be chosen. */
  readonly options: readonly string[];
  readonly error: string | undefined;
}

export type FieldValue = string | boolean | readonly string[] | undefined;

/** A Slack modal with inputs, or a Teams card with inputs. */
export interface SeenForm {
  readonly title: string;
  /** The text above the inputs. */
  readonly text: string;
  readonly fields: readonly SeenField[];
  readonly submitLabel: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly raw: unknown;
}

/** What the person sees as the direct answer to what they did. */
export interface Answer {
  readonly card: SeenCard | undefined;
  readonly form: SeenForm | undefined;
  /** All readable text of the answer; '' if there was none. */
  readonly text: string;
  /** HTTP status of the request that carried it. */
  readonly status: number;
  /** How the answer came: in the acknowledgement itself, or by a later request of the bot. */
  readonly by: 'acknowledgement' | 'later' | 'none';
}

export interface Person {
  readonly platform: PlatformName;
  readonly name: string;
  /** `/partner <text>` in Slack; the text itself to the bot in Teams. Default: the personal conversation. */
  type(text: string, conversation?: string): Promise<Answer>;
  /** Presses the button with this label; a confirmation is answered with yes unless `confirm: false`. */
  click(card: SeenCard, label: string, options?: { confirm?: boolean }): Promise<Answer>;
  /** Fills in the fields by their labels (a choice by its option's label) over what is filled in already, and submits. */
  submit(form: SeenForm, values?: Readonly<Record<string, FieldValue>>): Promise<Answer>;
  /** Opens the app's home (Slack), or types `home` (Teams). */
  home(): Promise<Answer>;
  /** The direct messages with the bot in their current state, oldest first. */
  direct(): Promise<SeenCard[]>;
  /**
   * The messages of a channel or group chat with their threads, in their current state as this person sees them, oldest
   * first.
   */
  channel(conversation: string): Promise<SeenCard[]>;
}
