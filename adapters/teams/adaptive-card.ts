/** The part of Adaptive Cards 1.5 that is used here. */
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly refresh?: { readonly action: Execute; readonly userIds: readonly string[] };
}

export type Element = TextBlock | FactSet | Container | ColumnSet | ActionSet | Input;

export interface TextBlock {
  readonly type: 'TextBlock';
  readonly id?: string;
  readonly text: string;
  readonly wrap: true;
  readonly style?: 'heading';
  readonly size?: 'Small' | 'Large';
  readonly weight?: 'Bolder';
  readonly color?: 'Good' | 'Attention' | 'Accent';
  readonly isSubtle?: true;
  readonly spacing?: 'None' | 'Small';
}

interface FactSet {
  readonly type: 'FactSet';
  readonly facts: readonly { readonly title: string; readonly value: string }[];
}

interface Container {
  readonly type: 'Container';
  readonly style?: 'emphasis';
  readonly separator?: true;
  readonly items: readonly Element[];
}

interface ColumnSet {
  readonly type: 'ColumnSet';
  readonly separator?: true;
  readonly columns: readonly {
    readonly type: 'Column';
    readonly width: 'stretch' | 'auto';
    readonly verticalContentAlignment?: 'Center';
    readonly items: readonly Element[];
  }[];
}

interface ActionSet {
  readonly type: 'ActionSet';
  readonly actions: readonly Action[];
}

export type Action =
  | Execute
  | { readonly type: 'Action.OpenUrl'; readonly title: string; readonly url: string }
  | {
      readonly type: 'Action.ShowCard';
      readonly title: string;
      readonly style?: ActionStyle;
      readonly card: Pick<AdaptiveCard, 'type' | 'body'> & { readonly actions: readonly Action[] };
    };

/** The data that a press sends back. */
export interface Data {
  readonly command: string;
  readonly [key: string]: unknown;
}

export type ActionStyle = 'positive' | 'destructive';

export interface Execute {
  readonly type: 'Action.Execute';
  readonly title?: string;
  readonly verb: string;
  readonly data: Data;
  readonly style?: ActionStyle;
  /** For clients that do not know `Action.Execute`. */
  readonly fallback?: { readonly type: 'Action.Submit'; readonly title: string; readonly data: Data };
}

export type Input = { readonly id: string; readonly label: string; readonly value?: string } & (
  | {
      readonly type: 'Input.Text';
      readonly maxLength: number;
      readonly isMultiline?: true;
      readonly placeholder?: string;
    }
  | {
      readonly type: 'Input.ChoiceSet';
      readonly style: 'compact' | 'expanded' | 'filtered';
      readonly isMultiSelect?: boolean;
      readonly wrap?: true;
      readonly choices: readonly { readonly title: string; readonly value: string }[];
      readonly 'choices.data'?: { readonly type: 'Data.Query'; readonly dataset: string };
    }
  | {
      readonly type: 'Input.Toggle';
      readonly title: string;
      readonly valueOn: 'true';
      readonly valueOff: 'false';
      readonly wrap: true;
    }
);

/** The message that contains a card. */
export interface Message {
  readonly type: 'message';
  readonly summary: string;
  readonly text?: string;
  readonly textFormat?: 'plain';
  readonly attachments?: readonly { readonly contentType: string; readonly content: AdaptiveCard }[];
}

export const cardContentType = 'application/vnd.microsoft.card.adaptive';
