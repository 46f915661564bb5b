/** What Teams and the bot say to each other, as far as the test side reads it. */
export interface Activity {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly text?: string;
  readonly textFormat?: string;
  readonly summary?: string;
  readonly replyToId?: string;
  readonly serviceUrl?: string;
  readonly from?: Account;
  readonly recipient?: Account;
  readonly conversation?: { readonly id: string; readonly [property: string]: unknown };
  readonly entities?: readonly { readonly type: string; readonly [property: string]: unknown }[];
  readonly attachments?: readonly Attachment[];
  readonly value?: unknown;
  readonly [property: string]: unknown;
}

export interface Account {
  readonly id: string;
  readonly name?: string;
  readonly aadObjectId?: string;
}

export interface Attachment {
  readonly contentType: string;
  readonly content?: unknown;
}

/** An Adaptive Card. */
export interface Card {
  readonly type?: string;
  readonly version?: string;
  readonly fallbackText?: string;
  readonly body?: readonly Element[];
  readonly actions?: readonly Action[];
  readonly refresh?: { readonly action?: Action; readonly userIds?: readonly string[] };
}

/** An element of a card's body, or a part of one that has elements (a column, a table's row or cell). */
export interface Element {
  readonly type?: string;
  readonly id?: string;
  readonly isVisible?: boolean;
  readonly text?: string;
  readonly altText?: string;
  readonly inlines?: readonly (string | Element)[];
  readonly facts?: readonly { readonly title: string; readonly value: string }[];
  readonly items?: readonly Element[];
  readonly columns?: readonly Element[];
  readonly rows?: readonly Element[];
  readonly cells?: readonly Element[];
  readonly images?: readonly Element[];
  readonly actions?: readonly Action[];
  readonly selectAction?: Action;
  readonly label?: string;
  readonly title?: string;
  readonly value?: string;
  readonly valueOn?: string;
  readonly valueOff?: string;
  readonly isMultiline?: boolean;
  readonly isMultiSelect?: boolean;
  readonly isRequired?: boolean;
  readonly errorMessage?: string;
  readonly maxLength?: number;
  readonly regex?: string;
  readonly min?: string;
  readonly max?: string;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  readonly 'choices.data'?: { readonly dataset?: string };
}

export interface Action {
  readonly type: string;
  readonly id?: string;
  readonly title?: string;
  readonly verb?: string;
  readonly data?: unknown;
  readonly url?: string;
  readonly style?: string;
  readonly isEnabled?: boolean;
  readonly associatedInputs?: string;
  readonly card?: Card;
}

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
export const PRIVATE_MESSAGE = 'application/vnd.microsoft.activity.message';
export const INVOKE_ERROR = 'application/vnd.microsoft.error';

/** The Adaptive Card that an activity carries, if any. */
export function cardOf(activity: Activity): Card | undefined {
  const attachment = activity.attachments?.find(({ contentType }) => contentType === ADAPTIVE_CARD);
  return attachment?.content as Card | undefined;
}
