import { history, show } from './commands/find.ts';
import { help, home } from './commands/start.ts';
import { overviewService } from './service.ts';
import { en } from './words.en.ts';

export { argumentForm, isFormArgument, verbHelp } from './views/help.ts';

/** The cards that show all subjects: home, an organization, its history, and help. */
export const overview = {
  words: { en },
  service: overviewService,
  commands: [home, help, show, history],
};
