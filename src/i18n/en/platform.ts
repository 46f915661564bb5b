/** What the adapters, the web pages and faults say. */
export const platform = {
  'fault.title': 'Something went wrong on our side',
} as const satisfies Record<string, string>;
