import { defineSubject } from '../kernel/subject.ts';
import { commands } from './commands.ts';
import { events } from './events.ts';
import { organizationPart } from './organization-part.ts';
import { problems } from './problems.ts';
import { supportService } from './service.ts';
import { en } from './words.en.ts';

/** The members of a partner who support its customers. */
export const support = defineSubject({
  name: 'support',
  problems,
  events,
  words: { en },
  service: supportService,
  commands,
  organizationPart,
});
