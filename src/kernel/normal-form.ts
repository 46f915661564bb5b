/** Quotes of any script, and what keyboards and word processors write for an apostrophe. */
const singleQuotes =
  /[\u2018-\u201b\u2039\u203a\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u00b4\u0060\u300e\u300f\uff07]/g;
const doubleQuotes = /[\u201c-\u201f\u2033\u2036\u00ab\u00bb\u300c\u300d\u301d-\u301f\uff02\uff62\uff63]/g;
/** Invisible characters: joiners, directions, byte order marks, variation selectors, tags. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Normalizes one line that was typed, pasted or filled in (R-CMD-06): replaces full-width and compatibility letters by
 * plain ones, composes letters, replaces quotes by `'` and `"` and a long dash before a word by `--`, collapses white
 * space, and removes invisible characters. Applying it twice changes nothing.
 */
export const normalizeLine = (line: string): string =>
  line
    // Comes before compatibility letters are replaced, which would turn some of these into a space and an accent.
    .replace(singleQuotes, "'")
    .replace(doubleQuotes, '"')
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/(^|\s)[\u2012-\u2015](?=[a-z])/gi, '$1--')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/**
 * Normalizes a text that is stored as written, such as a note or a mail: composes letters, ends lines in `\n`, and
 * removes control characters (R-CMD-06).
 */
export const normalizeText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\ufeff/gu, '')
    .normalize('NFC');
