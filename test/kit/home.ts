import type { DrawSection } from '../../src/overview/model.ts';
import { wordsOf } from '../../src/subjects.ts';
import { plain } from './card-text.ts';

/** The rows that the subjects put under a heading of the home: the title of each, and the command line of its button. */
export const rowsOf = (sections: readonly DrawSection[], now: Date) =>
  sections.flatMap((draw) =>
    draw(wordsOf('en'), now).items.map(({ title, button }) => ({
      title: plain(title),
      command: button && 'command' in button ? button.command : undefined,
    })),
  );
