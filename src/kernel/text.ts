/** A text with a few parts that each platform draws in its own way. All of it is escaped. */
export type Text = string | readonly Inline[];
export type Inline =
  | string
  /** Shown in the viewer's own time zone. */
  | { readonly kind: 'time'; readonly at: Date; readonly style: 'date' | 'date_time' }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };
