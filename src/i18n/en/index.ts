import { about } from './about.ts';
import { deliveries } from './deliveries.ts';
import { events } from './events.ts';
import { invitations } from './invitations.ts';
import { landing } from './landing.ts';
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
