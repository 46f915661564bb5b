import { defineSubject } from '../kernel/subject.ts';
import { commands } from './commands.ts';
import { events } from './events.ts';
import { problems } from './problems.ts';
import { notificationService } from './service.ts';
import { en } from './words.en.ts';

export { parseExpression } from './model/expression.ts';
export { type Filter, passes } from './model/filter.ts';
export type { NotificationServices } from './service.ts';
export { subscriptionText } from './views.ts';
export type { NotificationsKey } from './words.en.ts';

/** The subscriptions of channels, with their filters. */
export const notifications = defineSubject({
  name: 'notifications',
  problems,
  events,
  words: { en },
  service: notificationService,
  commands,
});
