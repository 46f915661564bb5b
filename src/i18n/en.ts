/** English, the language that is always complete. ICU messages; keys are named for what is said, not for where. */
export const en = {
  'fault.title': 'Something went wrong on our side',
} as const satisfies Record<string, string>;
