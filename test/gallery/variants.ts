/**
 * Texts that people, directories and programs may enter. A variant replaces every free text of a card; identifiers that
 * the product checks or makes (domains, ids, codes) stay valid.
 */
export interface Variant {
  readonly name: string;
  /** A free text; `plain` is the ordinary one. */
  readonly say: (plain: string) => string;
  /** The part of a mail address before the `@`. */
  readonly mailbox: (plain: string) => string;
  /** A domain of this variant's length. */
  readonly domain: (plain: string) => string;
  /** A number of items; `few` is the ordinary one. */
  readonly many: (few: number, most: number) => number;
  /** Optional values are missing. */
  readonly bare: boolean;
}

const same = (plain: string): string => plain;

export const plain: Variant = {
  name: 'plain',
  say: same,
  mailbox: same,
  domain: same,
  many: (few) => few,
  bare: false,
};

/** The length of the longest free texts, in UTF-16 units, or a little more. */
const LONG = 10_000;
const label63 = 'a'.repeat(63);
/** 253 characters, the maximum length of a domain. */
const longestDomain = (domain: string): string =>
  `${label63}.${label63}.${label63}.${'b'.repeat(60 - domain.length)}.${domain}`;

const long = (name: string, unit: string): Variant => ({
  name: `longest, of ${name}`,
  say: (text) => `${text} ${unit.repeat(Math.ceil(LONG / unit.length))}`.slice(0, LONG + unit.length),
  mailbox: (text) => text.padEnd(64, 'x'),
  domain: longestDomain,
  many: (_, most) => most,
  bare: false,
});

const empty: Variant = {
  name: 'empty',
  say: (text) => text.slice(0, 1),
  mailbox: (text) => text.slice(0, 1),
  domain: () => 'x.co',
  many: () => 0,
  bare: true,
};

const blank = (name: string, text: string): Variant => ({ ...empty, name, say: () => text });

/** A family of four: seven code points, one character. */
const family = '👨‍👩‍👧‍👦';

/** Each of these has broken a chat bot. */
const oddTexts: readonly string[] = [
  `${family} 🏳️‍🌈 👩🏽‍🚀 🇹🇼🇺🇸 1️⃣`,
  'شركة الأمل للتجارة (Hope) 123',
  'evil\u202Etxt.exe\u202C \u2066iso\u2069\u2068late\u2069 \u200Fmark\u200E',
  'Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324a\u0300\u0301\u0302lgo e\u0301 ñ',
  'half \uD83D and \uDE00 of a pair \uDBFF',
  '<!channel> <!here> <!everyone> <!subteam^S123|all>',
  '<@U123> <@U123|ada> <#C123|general> @everyone @channel @here',
  '<at>all</at> <at id="0">Ada</at> @Everyone',
  '*bold* _it_ ~gone~ `code` **strong** __under__ ~~del~~ ***all***',
  '```\nblock\n``` > quoted',
  '> quoted\n>> twice',
  '# heading\n- one\n* two\n+ three\n1. four\n---\n===',
  '[click](javascript:alert(1)) ![img](https://evil.example/x.png) [ref][1] <https://evil.example|Contoso>',
  '<b>bold</b><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt; &amp;amp; &#60; &nbsp;',
  '{"type":"Action.Submit","title":"x"} \\n \\" \\\\ $\u007Benv\u007D {{#if}} %s %00',
  '{{DATE(2026-11-21T09:00:00Z, SHORT)}} {{TIME(2026-11-21T09:00:00Z)}} <!date^1763715600^{date}|x>',
  'one\ntwo\r\nthree\rfour\u2028five\u2029six\u0085seven\ttab\u0000nul\u0007bell\u001Besc',
  'zero\u200Bwidth\u200D\u2060\uFEFF joiner\u00ADsoft',
  "Robert'); DROP TABLE members;-- \" ' ` ;",
  'javascript:alert(1) data:text/html,x file:///etc/passwd https://evil.example mailto:a@b.co tel:1',
  'www.evil.example evil.example #general :tada: :) <3 &',
  '|a|b|\n|-|-|\n|c|d|',
  'C:\\new\\table \\*not bold\\* a*b*c a_b_c 2*3*4 snake_case_name',
  '\u00A0\u3000 spaces \u2003 around \u205F ',
  '日本語の会社名株式会社。中文名稱有限公司，測試',
  "{count, plural, one {#} other {#}} {name} '{quoted}'",
  '(parens) [brackets] {braces} <angles> «guillemets» “smart” ‘quotes’ – — …',
  'https://a.example/?q=*x*&r=_y_ http://[::1]/ //slash',
  '-- --yes --after x --version "1"',
  '= + - | ~ . 1) !',
];

/** How many different distributions of the odd texts: enough for each text to be in most places once. */
const SEEDS = 7;

function odd(seed: number): Variant {
  let index = seed * 5;
  const say = (): string => {
    index += 1 + seed;
    return oddTexts[index % oddTexts.length] ?? '';
  };
  return {
    name: `oddest, seed ${seed + 1}`,
    say,
    mailbox: () => 'a*b*_c_~d~&e|f{{g}}`h`#i!',
    domain: same,
    many: (few) => few,
    bare: false,
  };
}

/** All variants. A variant is created for each use, because an odd one counts on. */
export const variants: readonly (() => Variant)[] = [
  () => plain,
  () => long('words', 'very long text '),
  () => long('Chinese', '長'),
  () => long('signs that are escaped', '&<*_\\"'),
  () => long('families', family),
  () => long('combining marks', '\u0301'),
  () => empty,
  () => blank('nothing', ''),
  () => blank('blanks', '\u200B \u2060\u00A0'),
  ...Array.from({ length: SEEDS }, (_, seed) => () => odd(seed)),
];
