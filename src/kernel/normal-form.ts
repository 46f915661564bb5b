/** Quotes of any script, and what keyboards and word processors put in place of an apostrophe. */
const singleQuotes =
  /[\u2018-\u201b\u2039\u203a\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u00b4\u0060\u300e\u300f\uff07]/g;
const doubleQuotes = /[\u201c-\u201f\u2033\u2036\u00ab\u00bb\u300c\u300d\u301d-\u301f\uff02\uff62\uff63]/g;
/** Characters that nobody sees: joiners, directions, byte order marks, variation selectors, tags. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * The normal form of one line that somebody typed, pasted or filled in (R-CMD-06): full-width and compatibility
 * letters are plain ones, letters are composed, quotes are `'` and `"`, a long dash before a word is `--`, white space is
 * single spaces, and invisible characters are gone. Applying it twice changes nothing.
 */
export const normalizeLine = (line: string): string =>
  line
    // Before compatibility letters are replaced, which turns some of these into a space and an accent.
    .replace(singleQuotes, "'")
    .replace(doubleQuotes, '"')
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/(^|\s)[\u2012-\u2015](?=[a-z])/gi, '$1--')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/**
 * The normal form of a text that is kept as its author wrote it, such as a note or a mail: letters are composed, lines end
 * in `\n`, and control characters are gone (R-CMD-06).
 */
export const normalizeText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\ufeff/gu, '')
    .normalize('NFC');
