import { expect, it } from 'vitest';
import { lineOf } from '../../adapters/teams/line.ts';
import { normalizeLine } from '../../src/kernel/normal-form.ts';

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
  ['help &#0;&#x0;&#xffffff;', 'help'],
])('typed as %s is the line “%s” (R-CMD-02)', (text, line) => {
  expect(typed(text)).toBe(line);
});

it.each([
  [
    'an element that nobody has heard of',
    '<emoji id="wave" alt=">"></emoji>show<x-new:el/> contoso.com',
    'show contoso.com',
  ],
  ['a word that is partly bold', 'show con<strong>toso</strong>.com', 'show contoso.com'],
  ['lines', '<div>show</div><div>contoso.com</div>', 'show contoso.com'],
  [
    'a quoted message, referred to',
    '<quoted messageId="1772050244572"/> show contoso.com',
    'show contoso.com',
  ],
  [
    'a quoted message with its text',
    '<quoted id="1">withdraw 1</quoted>show contoso.com',
    'show contoso.com',
  ],
  [
    'a reply',
    '<blockquote itemtype="http://schema.skype.com/Reply"><strong>Ben</strong><p>accept 1</p></blockquote>\n<p>show contoso.com</p>',
    'show contoso.com',
  ],
  [
    'a reply to a reply',
    '<blockquote>a <blockquote>b</blockquote> c</blockquote>show contoso.com',
    'show contoso.com',
  ],
  ['a reply as plain text', '> accept 1\n> now\nshow contoso.com', 'show contoso.com'],
  ['two people of one name', 'member add <at>Eve</at> <at>Eve</at>', 'member add @e-1 @e-2'],
  ['a mention without an element', 'member add @Zoe', 'member add @z-1'],
])('%s is no part of the line, or stands for what it names (R-CMD-06)', (_, text, line) => {
  expect(typed(text)).toBe(line);
});

it('takes no longer than its length for markup that never ends (R-SEC-10)', () => {
  const endless = ['<blockquote>', '<a "', "<a '", '<a b', '&#', '<quoted ', '> '];
  for (const start of endless) expect(typed(start.repeat(20_000)).length).toBeLessThanOrEqual(300_000);
});

function typed(text: string): string {
  const mentions = [
    { text: '<at>Accord</at>', id: undefined },
    { text: '<at>Ben</at>', id: 'b-1' },
    { text: '<at>Eve</at>', id: 'e-1' },
    { text: '<at>Eve</at>', id: 'e-2' },
    { text: '@Zoe', id: 'z-1' },
  ];
  return normalizeLine(lineOf(text, mentions));
}
