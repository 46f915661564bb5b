import { defineEvents } from '../kernel/event.ts';

/** The events between an indirect provider and an indirect reseller. */
export const events = defineEvents({
  'partnership.started': { tone: 'good', notifies: 'partnerships' },
  'partnership.access_removed': { tone: 'neutral', notifies: 'partnerships' },
});
