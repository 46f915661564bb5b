const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text is one of our ids. */
export const isUuid = (text: string): boolean => uuidPattern.test(text);
