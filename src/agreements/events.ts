import { concerned, defineEvents } from '../kernel/event.ts';

/** What happens to the agreement of a customer. */
export const events = defineEvents({
  'agreement.accepted': {
    tone: 'good',
    notifies: 'agreements',
    tell: [concerned('waiting', 'request_relationship')],
  },
});
