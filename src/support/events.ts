import { concerned, defineEvents } from '../kernel/event.ts';

/** The events of support. */
export const events = defineEvents({
  'support.contact_assigned': {
    tone: 'good',
    notifies: 'support',
    tell: [concerned('other', 'work_with_partners')],
    besideCard: true,
  },
});
