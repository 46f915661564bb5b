import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Command } from '../../src/kernel/command.ts';
import { commandsWith, pageFlags, textIn, tickedIn, verbKey } from '../../src/kernel/command.ts';
import { findCommand, parseRest, withoutAddress } from '../../src/kernel/line.ts';
import { normalizeLine } from '../../src/kernel/normal-form.ts';
import { reply } from '../../src/kernel/request.ts';

describe('R-CMD-02, R-CMD-06: a line', () => {
  test.each([
    ['request\u00a0contoso.com', 'request contoso.com'],
    ['  request \t  contoso.com\n', 'request contoso.com'],
    ['request\u2003contoso\u202f.com\u3000x', 'request contoso .com x'],
    ['re\u200bquest con\u2060toso\ufeff.com', 'request contoso.com'],
    ['\u202arequest\u202c \u2066x\u2069', 'request x'],
    ['notify on “roles”', 'notify on "roles"'],
    ['„roles‟ «x»', '"roles" "x"'],
    ['it’s ‘so‘ ‚x‛', "it's 'so' 'x'"],
    ['request x —dap', 'request x --dap'],
    ['—dap –note x ―yes', '--dap --note x --yes'],
    ['request x \u2012DAP', 'request x --DAP'],
    ['2020–2021 a – b', '2020–2021 a – b'],
    ['a—b', 'a—b'],
    ['', ''],
    ['ｒｅｑｕｅｓｔ ｃｏｎｔｏｓｏ．ｃｏｍ', 'request contoso.com'],
    ['request mary＠newcorp.example', 'request mary@newcorp.example'],
    ['request x －－dap', 'request x --dap'],
    ['show 「x」 『y』 ＂z＂ ‹w›', `show "x" 'y' "z" 'w'`],
    ['mary.o´brien o`brien oʼbrien', "mary.o'brien o'brien o'brien"],
    ['mu\u0308ller', 'müller'],
    ['ｶﾀｶﾅ ﬁn', 'カタカナ fin'],
    ['a\u00adb\u034fc\ufe0fd\u{e0041}e', 'abcde'],
    ['a\u0000b\u0007c', 'a b c'],
  ])('%j is read as %j', (typed, read) => {
    expect(normalizeLine(typed)).toBe(read);
    expect(normalizeLine(read)).toBe(read);
  });
});

test.each([
  ['/partner show contoso.com', 'show contoso.com'],
  ['/PARTNER', ''],
  ['@Accord show contoso.com', 'show contoso.com'],
  ['Accord, help', 'help'],
  ['partners', 'partners'],
  ['accordion', 'accordion'],
  ['show accord', 'show accord'],
])('R-CMD-06: %j is typed for %j', (typed, line) => {
  expect(withoutAddress(typed)).toBe(line);
});

const { member } = commandsWith<unknown, never>();
const answer = () => reply.notice({ title: '', summary: '', blocks: [] });
const command = (verb: string, more: Partial<Command> = {}): Command => ({
  ...member({ verb, topic: 'look', shownTo: 'member', run: answer }),
  ...(more as object),
});
const commands = [
  command('roles'),
  command('roles remove'),
  command('agreement accept'),
  command('accept', { aliases: ['approve', 'say yes'] }),
];
const found = (line: string) => {
  const one = findCommand(commands, line);
  return one && [one.command.verb, one.rest];
};

describe('R-CMD-01: the command of a line', () => {
  test.each([
    ['roles', ['roles', '']],
    ['roles remove', ['roles remove', '']],
    ['roles remove fabrikam.com --yes', ['roles remove', 'fabrikam.com --yes']],
    ['ROLES Remove Fabrikam.com', ['roles remove', 'Fabrikam.com']],
    ['roles removed', ['roles', 'removed']],
    ['Approve fabrikam.com', ['accept', 'fabrikam.com']],
    ['say yes fabrikam.com', ['accept', 'fabrikam.com']],
    ['agreement', undefined],
    ['', undefined],
    ['remove roles', undefined],
  ])('%j', (line, expected) => {
    expect(found(line)).toEqual(expected);
  });

  test('a verb of two words is one key in the catalogue', () => {
    expect(verbKey({ verb: 'agreement ask' })).toBe('agreement_ask');
    expect(verbKey({ verb: 'one two three' })).toBe('one_two_three');
  });
});

const flags = z
  .object({ dap: z.boolean().optional(), note: z.string().optional(), type: z.enum(['a', 'b']).optional() })
  .strict();
const parsed = (rest: string) => parseRest(rest, flags);

describe('R-CMD-02: what follows the verb', () => {
  test.each([
    ['contoso.com', { text: 'contoso.com', flags: {} }],
    ['contoso.com --dap', { text: 'contoso.com', flags: { dap: true } }],
    ['--dap contoso.com', { text: 'contoso.com', flags: { dap: true } }],
    ['contoso.com --DAP  x', { text: 'contoso.com x', flags: { dap: true } }],
    ['--note "a b" contoso.com', { text: 'contoso.com', flags: { note: 'a b' } }],
    ['contoso.com --note=hello', { text: 'contoso.com', flags: { note: 'hello' } }],
    ['contoso.com --note="a b"', { text: 'contoso.com', flags: { note: 'a b' } }],
    ['contoso.com --note hello world', { text: 'contoso.com world', flags: { note: 'hello' } }],
    ['contoso.com --note "" --dap', { text: 'contoso.com', flags: { note: '', dap: true } }],
    ['"Contoso Ltd"', { text: 'Contoso Ltd', flags: {} }],
    ['" Contoso "', { text: 'Contoso', flags: {} }],
    ['the "Contoso" one', { text: 'the "Contoso" one', flags: {} }],
    ['"a" and "b"', { text: '"a" and "b"', flags: {} }],
    ["'Contoso Ltd'", { text: 'Contoso Ltd', flags: {} }],
    ["O'Brien", { text: "O'Brien", flags: {} }],
    ['a--dap b', { text: 'a--dap b', flags: {} }],
    ['--type a  --dap', { text: '', flags: { type: 'a', dap: true } }],
    ['', { text: '', flags: {} }],
  ])('%j', (rest, value) => {
    expect(parsed(rest)).toEqual({ ok: true, value });
  });

  test.each([
    ['x --colour red', '--colour'],
    ['x --type c', '--type'],
    ['x --note', '--note'],
    ['x --note --dap', '--note'],
  ])('R-CARD-07: %j is refused with the flag, and those that there are', (rest, argument) => {
    expect(parsed(rest)).toEqual({
      ok: false,
      problem: { code: 'bad_argument', argument, typed: rest, expected: '--dap, --note, --type' },
    });
  });

  test('a command without flags takes none', () => {
    expect(parseRest('a  "b"', undefined)).toEqual({ ok: true, value: { text: 'a "b"', flags: {} } });
    expect(parseRest('a --yes --no', undefined)).toEqual({
      ok: false,
      problem: { code: 'bad_argument', argument: '--yes', typed: 'a --yes --no', expected: '' },
    });
  });

  test('a list takes the key of its next page, and nothing else', () => {
    expect(parseRest('con --after k1.x', pageFlags)).toEqual({
      ok: true,
      value: { text: 'con', flags: { after: 'k1.x' } },
    });
    expect(parseRest('con --before k', pageFlags).ok).toBe(false);
  });
});

describe('what was filled in', () => {
  test('R-CARD-10: a text is without its margins, and empty where there is none', () => {
    expect(textIn({ note: '  hello ' }, 'note')).toBe('hello');
    expect(textIn({ note: true, list: ['a'] }, 'note')).toBe('');
    expect(textIn({ list: ['a'] }, 'list')).toBe('');
    expect(textIn({}, 'note')).toBe('');
  });

  test('R-AGR-01: a box is ticked when it is, and not by any other value', () => {
    expect(tickedIn({ agreement: true }, 'agreement')).toBe(true);
    for (const value of [false, 'true', ['x'], ''])
      expect(tickedIn({ agreement: value }, 'agreement')).toBe(false);
    expect(tickedIn({}, 'agreement')).toBe(false);
  });
});
