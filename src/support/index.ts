import { defineSubject } from '../kernel/subject.ts';
import { commands } from './commands.ts';
import { events } from './events.ts';
import { problems } from './problems.ts';
import { supportService } from './service.ts';
import { toward } from './toward.ts';
import { en } from './words.en.ts';

/** Who at a partner supports its customers. */
export const support = defineSubject({
  name: 'support',
  problems,
  events,
  words: { en },
  service: supportService,
  commands,
  toward,
});
