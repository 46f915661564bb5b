import { concerned, defineEvents } from '../kernel/event.ts';

/** The events of the agreement. */
export const events = defineEvents({
  'agreement.accepted': {
    tone: 'good',
    notifies: 'agreements',
    tell: [concerned('waiting', 'request_relationship')],
  },
});
