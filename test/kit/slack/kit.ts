/** What this folder reads of Slack's objects; everything else in them passes through untouched. */
export type Fields = Record<string, unknown>;

export interface Text {
  readonly type: string;
  readonly text: string;
}

export interface Option {
  readonly text: Text;
  readonly value?: string;
  readonly url?: string;
}

export interface Element {
  readonly type: string;
  readonly action_id?: string;
  readonly text?: Text;
  readonly value?: string;
  readonly url?: string;
  readonly style?: string;
  readonly confirm?: { readonly title: Text; readonly text: Text };
  readonly options?: readonly Option[];
  readonly option_groups?: readonly { readonly options: readonly Option[] }[];
  readonly multiline?: boolean;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly initial_value?: string;
  readonly initial_option?: Option;
  readonly initial_options?: readonly Option[];
  readonly initial_date?: string;
  readonly initial_user?: string;
  readonly initial_users?: readonly string[];
}

export interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly text?: Text;
  readonly fields?: readonly Text[];
  readonly elements?: readonly Element[];
  readonly accessory?: Element;
  readonly element?: Element;
  readonly label?: Text;
  readonly optional?: boolean;
  readonly alt_text?: string;
}

export interface Message {
  readonly ts: string;
  readonly text?: string;
  readonly user?: string;
  readonly thread_ts?: string;
  readonly blocks?: readonly Block[];
  readonly attachments?: readonly { readonly text?: string; readonly blocks?: readonly Block[] }[];
  readonly files?: readonly {
    readonly title?: string;
    readonly name?: string;
    readonly url_private?: string;
  }[];
}

/** `state.values`: block_id → action_id → what the element holds. */
export type StateValues = Record<string, Record<string, Fields>>;

export interface View {
  readonly id: string;
  readonly type: string;
  readonly hash: string;
  readonly title?: Text;
  readonly submit?: Text | null;
  readonly blocks: readonly Block[];
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly external_id: string;
  readonly app_installed_team_id: string;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
  readonly notify_on_close: boolean;
  readonly clear_on_close: boolean;
  readonly state: { readonly values: StateValues };
}

/** A block's interactive elements in the order in which they are read. */
export function elementsOf(block: Block): readonly Element[] {
  if (block.type === 'actions') return block.elements ?? [];
  return block.accessory ? [block.accessory] : [];
}

export function optionsOf(element: Element): readonly Option[] {
  return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
}

/** A Web API refusal: Slack answers it as `{ ok: false, error }`. */
export class Refusal extends Error {
  readonly detail: Fields;

  constructor(code: string, detail: Fields = {}) {
    super(code);
    this.detail = detail;
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

let made = 0;

/** An id in Slack's format: one letter, then capitals and digits; unique in this process. */
export function newId(letter: string): string {
  made += 1;
  const random = Math.random().toString(36).slice(2, 8).padEnd(6, '0');
  return `${letter}${random}${made.toString(36).padStart(4, '0')}`.toUpperCase();
}
