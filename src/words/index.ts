import { deliveries } from '../delivery/words.en.ts';
import { landing } from '../web/landing-words.en.ts';
import { about } from '../web/words.en.ts';
import { events } from './events.ts';
import { invitations } from './invitations.ts';
import { notices } from './notices.ts';
import { organizations } from './organizations.ts';
import { people } from './people.ts';
import { platform } from './platform.ts';
import { problems } from './problems.ts';

/** English, the language that is always complete. ICU messages; keys are named for what is said, not for where. */
export const en = {
  ...platform,
  ...landing,
  ...about,
  ...problems,
  ...invitations,
  ...notices,
  ...organizations,
  ...people,
  ...events,
  ...deliveries,
} as const;
