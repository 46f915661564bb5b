import { expect, it } from 'vitest';
import { lineOf } from '../../adapters/teams/line.ts';

it.each([
  ['<at>Accord</at> show  contoso.com', 'show contoso.com'],
  ['<at>Accord</at>&nbsp;find provider “cloud first”', 'find provider "cloud first"'],
  ['show\u00A0Contoso\u200B\u2019s', "show Contoso's"],
  ['<p>request <a href="https://contoso.com">contoso.com</a></p>', 'request contoso.com'],
  ['find partner A &amp; B &lt;Ltd&gt; &#39;x&#x27;', "find partner A & B <Ltd> 'x'"],
  ['request ana <ana@contoso.com>', 'request ana <ana@contoso.com>'],
  ['customers —search x', 'customers --search x'],
  ['member add <at>Ben</at> now', 'member add @b-1 now'],
  ['redeem $& $1', 'redeem $& $1'],
])('typed as %s is the line “%s” (R-CMD-02)', (text, line) => {
  const mentions = [
    { text: '<at>Accord</at>', id: undefined },
    { text: '<at>Ben</at>', id: 'b-1' },
  ];
  expect(lineOf(text, mentions)).toBe(line);
});
