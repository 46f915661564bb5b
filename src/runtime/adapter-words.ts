import type { WordsFor } from '../../adapters/shared/words.ts';
import { localeFor } from '../kernel/words.ts';
import { wordsOf } from '../subjects.ts';

/** The adapters' own sentences, in the language of the person or the channel (R-LANG-01). */
export const adapterWords: WordsFor = (locale) => {
  const words = wordsOf(localeFor(locale));
  return {
    working: words.text('adapter.working'),
    workingInChat: words.text('adapter.working_in_chat'),
    openForm: words.text('adapter.open_form'),
    notConnected: words.text('adapter.not_connected'),
    close: words.text('adapter.close'),
    answeredPrivately: words.text('adapter.answered_privately'),
    openChat: words.text('adapter.personal_chat_needed'),
    greeting: words.text('adapter.greeting'),
    unidentified: words.text('adapter.unidentified'),
    optional: words.text('adapter.optional'),
    more: (n) => words.text('adapter.more', { n }),
    type: (label, command) => words.text('adapter.type', { label, command }),
    fault: (reference) => words.text('fault.text', { reference }),
  };
};
