import { describe, expect, it } from 'vitest';
import { plainCard, timesFor } from '../../adapters/shared/plain-card.ts';
import type { AdaptiveCard } from '../../adapters/teams/adaptive-card.ts';
import { dataOf, valuesOf } from '../../adapters/teams/fields.ts';
import { adaptiveCard, adaptiveForm, messageOf, sentence } from '../../adapters/teams/render.ts';
import type { Block, Button, Card, Text } from '../../src/kernel/card.ts';
import type { Field, Form } from '../../src/kernel/form.ts';
import type { Activity as WireActivity, Card as WireCard } from '../kit/teams/activity.ts';
import { readCard } from '../kit/teams/card.ts';
import { checkCard, checkMessage, MOST_BYTES } from '../kit/teams/check.ts';
import { wordsIn } from './parts.ts';

const cardOf = (...blocks: Block[]): Card => ({
  title: 'Invitation',
  summary: 'Fabrikam asks Contoso',
  blocks,
});
const formOf = (...fields: Field[]): Form => ({
  title: 'Ask a customer',
  command: 'request 42',
  blocks: [],
  fields,
  submit: 'Send',
  cancel: 'Cancel',
});

/** What somebody in Berlin reads. */
const read = (card: AdaptiveCard) =>
  readCard(card as unknown as WireCard, { locale: 'en-GB', timeZone: 'Europe/Berlin' }, (id) => id);
const lines = (...blocks: Block[]) => read(adaptiveCard(cardOf(...blocks), wordsIn)).lines.slice(1);
const said = (text: Text) => lines({ kind: 'text', text }).join('\n');
const unseen = /\u200B|\u200A/g;

/** Nothing that Teams would refuse, and within its limits as it goes over the wire. */
function expectSound(card: AdaptiveCard): void {
  expect(checkCard(card)).toEqual([]);
  const message = JSON.stringify(messageOf(card));
  expect(checkMessage(JSON.parse(message) as WireActivity, Buffer.byteLength(message))).toEqual([]);
  // The rest is for what the connector adds around the card.
  expect(Buffer.byteLength(message)).toBeLessThan(MOST_BYTES - 1500);
}

describe('a card', () => {
  it('shows each kind of block in words (R-CARD-01, R-CARD-11)', () => {
    const card = adaptiveCard(
      cardOf(
        { kind: 'status', tone: 'waiting', text: 'Waiting for Contoso' },
        { kind: 'status', tone: 'good', text: 'Accepted' },
        { kind: 'status', tone: 'bad', text: 'Declined' },
        { kind: 'status', tone: 'neutral', text: 'Withdrawn' },
        { kind: 'text', text: ['By ', { kind: 'strong', text: 'Ana' }, ' of Fabrikam'] },
        { kind: 'text', text: 'In short', tone: 'strong' },
        { kind: 'text', text: 'Reason of a rule', tone: 'quiet' },
        { kind: 'facts', facts: [{ label: 'Who asks', value: 'Fabrikam' }] },
        {
          kind: 'list',
          items: [{ title: 'Contoso', detail: 'Germany', button: { label: 'Open', command: 'show 1' } }],
        },
        { kind: 'quote', text: 'Dear customer,\nplease accept.' },
        { kind: 'buttons', buttons: [{ label: 'Accept', command: 'accept 1', intent: 'go' }] },
      ),
      wordsIn,
    );
    expectSound(card);
    expect(read(card).lines).toEqual([
      'Invitation',
      'Waiting for Contoso',
      'Accepted',
      'Declined',
      'Withdrawn',
      'By Ana of Fabrikam',
      'In short',
      'Reason of a rule',
      'Who asks: Fabrikam',
      'Contoso',
      'Germany',
      'Dear customer,\n\nplease accept.',
    ]);
    expect(read(card).buttons.map(({ title }) => title)).toEqual(['Open', 'Accept']);
  });

  it('has a summary and a fallback text of one line (R-CARD-08)', () => {
    const card = adaptiveCard({ ...cardOf(), summary: 'Fabrikam asks\nContoso' }, wordsIn);
    expect(card).toMatchObject({ version: '1.5', fallbackText: 'Fabrikam asks Contoso' });
    expect(messageOf(card).summary).toBe('Fabrikam asks Contoso');
    expect(adaptiveCard({ ...cardOf(), summary: ' ' }, wordsIn).fallbackText).toBe('Invitation');
  });

  it('shows times in the viewer’s own zone and language (R-CARD-03)', () => {
    const at = new Date('2026-11-21T09:05:06.789Z');
    const { body } = adaptiveCard(
      cardOf({ kind: 'text', text: [{ kind: 'time', at, style: 'date_time' }] }),
      wordsIn,
    );
    expect(body[1]).toMatchObject({
      text: '{{DATE(2026-11-21T09:05:06Z, SHORT)}} {{TIME(2026-11-21T09:05:06Z)}}',
    });
    expect(said(['Expires ', { kind: 'time', at, style: 'date' }])).toMatch(/^Expires Sat,? 21 Nov 2026$/);
    expect(
      lines({
        kind: 'facts',
        facts: [{ label: 'Asked', value: [{ kind: 'time', at, style: 'date_time' }] }],
      })[0],
    ).toMatch(/10:05/);
  });

  it('sends a button’s command back, with a fallback for clients without Action.Execute (R-CARD-06)', () => {
    const card = adaptiveCard(
      cardOf({
        kind: 'buttons',
        buttons: [
          { label: 'Accept', command: 'accept 1', intent: 'go' },
          { label: 'Decline', command: 'decline 1', intent: 'stop' },
          { label: 'Read it', url: 'https://example.com/agreement' },
          { label: 'Write', url: 'mailto:ana@example.com?subject=Hello%20there' },
        ],
      }),
      wordsIn,
    );
    expectSound(card);
    const data = { command: 'accept 1' };
    expect(read(card).buttons).toEqual([
      {
        type: 'Action.Execute',
        title: 'Accept',
        verb: 'accord',
        data,
        style: 'positive',
        fallback: { type: 'Action.Submit', title: 'Accept', data },
      },
      expect.objectContaining({ title: 'Decline', style: 'destructive' }),
    ]);
    expect(read(card).links).toEqual([
      { label: 'Read it', url: 'https://example.com/agreement' },
      { label: 'Write', url: 'mailto:ana@example.com?subject=Hello%20there' },
    ]);
  });

  it('asks before what cannot be undone, and only the yes acts (R-CARD-05, R-DAP-03)', () => {
    const confirm = {
      title: 'Remove roles?',
      text: 'Fabrikam loses its roles in Contoso.',
      yes: 'Yes',
      no: 'No',
    };
    const card = adaptiveCard(
      cardOf({
        kind: 'buttons',
        buttons: [{ label: 'Remove', command: 'roles remove 1', intent: 'stop', confirm }],
      }),
      wordsIn,
    );
    expectSound(card);
    const [button] = read(card).buttons;
    expect(button).toMatchObject({ type: 'Action.ShowCard', title: 'Remove', style: 'destructive' });
    expect(button).not.toHaveProperty('data');
    const inner = read(button?.card as unknown as AdaptiveCard);
    expect(inner.lines).toEqual(['Remove roles?', 'Fabrikam loses its roles in Contoso.']);
    expect(inner.buttons).toMatchObject([{ title: 'Yes', data: { command: 'roles remove 1' } }]);
  });

  it('leaves out what runs instead of opening, and shows such a link as its words', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'not an address']) {
      const bad: Button = { label: 'Go', url };
      const card = adaptiveCard(
        cardOf(
          { kind: 'buttons', buttons: [bad] },
          { kind: 'text', text: [{ kind: 'link', label: 'here', url }] },
        ),
        wordsIn,
      );
      expect(read(card)).toMatchObject({ links: [], lines: ['Invitation', 'here'] });
    }
  });

  it('keeps links working for any label and address', () => {
    const card = adaptiveCard(
      cardOf({
        kind: 'text',
        text: ['See ', { kind: 'link', label: 'a] (b) [c', url: 'https://example.com/x_(y)?a=1&b=<2>' }, '.'],
      }),
      wordsIn,
    );
    expect(read(card).links).toEqual([
      { label: 'a] (b) [c', url: 'https://example.com/x_%28y%29?a=1&b=%3C2%3E' },
    ]);
    expect(read(card).lines[1]).toBe('See a] (b) [c.');
  });

  it('puts all buttons within reach: no more than six in a row', () => {
    const buttons = Array.from({ length: 14 }, (_, at) => ({ label: `B${at}`, command: `show ${at}` }));
    const { body } = adaptiveCard(cardOf({ kind: 'buttons', buttons }), wordsIn);
    expect(body.slice(1).map((row) => (row.type === 'ActionSet' ? row.actions.length : 0))).toEqual([
      6, 6, 2,
    ]);
  });

  it('is asked for by each viewer that Teams knows, at most 60 (R-CARD-06)', () => {
    const viewers = [
      ...Array.from({ length: 70 }, (_, at) => ({ platform: 'teams' as const, user: `29:${at}` })),
      { platform: 'teams' as const, user: '29:0' },
    ];
    const card = adaptiveCard({ ...cardOf(), personal: { command: 'show 1', viewers } }, wordsIn);
    expectSound(card);
    expect(card.refresh?.action).toEqual({
      type: 'Action.Execute',
      verb: 'accord',
      data: { command: 'show 1' },
    });
    expect(card.refresh?.userIds).toHaveLength(60);
    const others = [
      { platform: 'slack' as const, user: 'U1' },
      { platform: 'teams' as const, user: '7d6f1a1c-5c7c-4c3e-9a55-0d3c3a3f2b11' },
    ];
    expect(
      adaptiveCard({ ...cardOf(), personal: { command: 'show 1', viewers: others } }, wordsIn),
    ).not.toHaveProperty('refresh');
  });
});

describe('words from outside', () => {
  const oddities: readonly string[] = [
    '*bold* _italic_ **both** __both__ `code` ~~gone~~',
    '[free](https://evil.example) ![x](https://evil.example/x.png)',
    '[ref]: https://evil.example',
    '<at>everyone</at> <b>HTML</b> <script>alert(1)</script> <https://evil.example>',
    'back\\slash \\*not bold\\* \\[',
    '{{DATE(2026-11-21T09:00:00Z, SHORT)}} {{TIME(2026-11-21T09:00:00Z)}}',
    '&lt;at&gt; &amp; &#42;',
    'jane_doe@contoso_ltd.example, A & B (Ltd.), #1 - 50% + 3 > 2',
    '- item',
    '# heading',
    '> quote',
    '1. first',
    '10) tenth',
    '+ plus',
    '| a | b |',
    '---',
    '王公司（北京）有限公司',
    'مرحبا بالعالم',
    '👩‍👩‍👧‍👦 family',
  ];

  it.each(oddities)('are read exactly as they are: %s (R-CARD-09)', (text) => {
    expect(said(text).replace(unseen, '')).toBe(text);
    expect(said([{ kind: 'strong', text }]).replace(unseen, '')).toBe(text);
    const facts = lines({ kind: 'facts', facts: [{ label: 'Name', value: text }] });
    expect(facts.map((line) => line.replace(unseen, ''))).toEqual([`Name: ${text}`]);
    expect(read(adaptiveCard({ ...cardOf(), title: text }, wordsIn)).title.replace(unseen, '')).toBe(text);
    const buttons = read(
      adaptiveCard(cardOf({ kind: 'buttons', buttons: [{ label: text, command: 'x' }] }), wordsIn),
    ).buttons;
    expect(buttons[0]?.title?.replace(unseen, '')).toBe(text);
  });

  it('begin no list, heading, quotation or table on any line', () => {
    const marks = ['- a', '+ b', '* c', '1. d', '2) e', '# f', '> g', '| h |', '---', '===', '    code'];
    const { body } = adaptiveCard(cardOf({ kind: 'quote', text: marks.join('\n') }), wordsIn);
    const [quote] = body[1]?.type === 'Container' ? body[1].items : [];
    const drawn = quote?.type === 'TextBlock' ? quote.text.split('\n\n') : [];
    expect(drawn).toHaveLength(marks.length);
    for (const line of drawn) expect(line).not.toMatch(/^(\s|[-+*>#=|]|\d+[.)])/);
  });

  it('call nobody and make no link, in any place', () => {
    const text = '<at>everyone</at> [free](https://evil.example)';
    const card = adaptiveCard(
      cardOf(
        { kind: 'text', text },
        { kind: 'facts', facts: [{ label: text, value: text }] },
        { kind: 'list', items: [{ title: text, detail: text, button: { label: text, command: 'show 1' } }] },
        { kind: 'quote', text },
      ),
      wordsIn,
    );
    const json = JSON.stringify({ ...card, ...messageOf(card) });
    expect(json).not.toMatch(/<\/?at>/);
    expect(json).not.toContain('](');
    expect(read(card).links).toEqual([]);
  });

  it('cannot reverse the words next to them, and hide nothing', () => {
    expect(said('Contoso\u202E dtL\u202C\u2066x\u2069\u0007\uD800!')).toBe('Contoso dtLx!');
  });

  it('keep what is bold bold, also where a sentence goes on at once', () => {
    expect(said([{ kind: 'strong', text: '王公司（北京）' }, '的邀請'])).toBe('王公司（北京）\u200A的邀請');
    expect(said(['請', { kind: 'strong', text: 'Contoso' }, '接受'])).toBe('請Contoso接受');
  });

  it('are cut with an ellipsis and never within a character', () => {
    const family = '👩‍👩‍👧‍👦';
    const label =
      read(
        adaptiveCard(
          cardOf({ kind: 'buttons', buttons: [{ label: family.repeat(50), command: 'x' }] }),
          wordsIn,
        ),
      ).buttons[0]?.title ?? '';
    expect(label.endsWith('…')).toBe(true);
    expect(label.replaceAll(family, '')).toBe('…');
  });
});

describe('any card', () => {
  const kinds: Record<string, string> = {
    'ten thousand letters': 'x'.repeat(10_000),
    'families of emoji': '👩‍👩‍👧‍👦'.repeat(1000),
    'right to left': 'مرحبا بالعالم '.repeat(800),
    Chinese: '不知道'.repeat(3400),
    markdown: '*_[a](b)_* `'.repeat(900),
    'mentions of everyone': '<at>everyone</at>'.repeat(600),
    'one endless character': `a${'\u0301'.repeat(10_000)}`,
    'line breaks': 'a\n- b\n'.repeat(2000),
    'halves of characters': '\uD83D'.repeat(10_000),
    quotes: '"\\'.repeat(5000),
  };

  it.each(Object.entries(kinds))(
    'of %s is within 28 KB and nothing that Teams refuses (R-CARD-09)',
    (_, text) => {
      const button: Button = { label: text, command: 'show 1' };
      const confirm = { title: text, text, yes: text, no: text };
      expectSound(
        adaptiveCard(
          {
            title: text,
            summary: text,
            personal: {
              command: 'show 1',
              viewers: Array.from({ length: 60 }, (_, at) => ({
                platform: 'teams',
                user: `29:${'x'.repeat(80)}${at}`,
              })),
            },
            blocks: [
              { kind: 'text', text },
              {
                kind: 'text',
                text: [
                  text,
                  { kind: 'strong', text },
                  { kind: 'link', label: text, url: 'https://example.com' },
                  text,
                ],
              },
              { kind: 'status', tone: 'good', text },
              { kind: 'facts', facts: Array.from({ length: 60 }, () => ({ label: text, value: text })) },
              {
                kind: 'list',
                items: Array.from({ length: 200 }, () => ({ title: text, detail: text, button })),
              },
              { kind: 'quote', text },
              { kind: 'buttons', buttons: [{ ...button, confirm }, button] },
            ],
          },
          wordsIn,
        ),
      );
      const options = Array.from({ length: 300 }, (_, at) => ({ value: `o${at}`, label: text }));
      expectSound(
        adaptiveForm(
          {
            ...formOf(
              {
                kind: 'text',
                name: 'a',
                label: text,
                hint: text,
                value: text,
                maxLength: 3000,
                placeholder: text,
              },
              { kind: 'long_text', name: 'b', label: text, value: text, maxLength: 3000, error: text },
              { kind: 'choice', name: 'c', label: text, value: 'o299', options },
              { kind: 'choices', name: 'd', label: text, value: ['o298'], options },
              { kind: 'tick', name: 'e', label: text, tick: text, value: false },
            ),
            title: text,
            submit: text,
            blocks: [{ kind: 'quote', text }],
          },
          wordsIn,
          { a: text, nowhere: text },
        ),
      );
      expect(
        plainCard(cardOf({ kind: 'text', text }), 4000, wordsIn(), timesFor('en', 'UTC')).length,
      ).toBeLessThanOrEqual(4000);
      expect(sentence(text).text?.length).toBeLessThanOrEqual(4000);
    },
  );

  it('with 200 entries shows as many as fit and says how many more there are (R-CARD-09, R-CMD-05)', () => {
    const items = Array.from({ length: 200 }, (_, at) => ({
      title: `Customer ${at}`,
      detail: 'A detail of some length that every entry has',
      button: { label: 'Open', command: `show 0192${at}` },
    }));
    const card = adaptiveCard(
      cardOf({ kind: 'list', items }, { kind: 'buttons', buttons: [{ label: 'Next', command: 'next' }] }),
      wordsIn,
    );
    expectSound(card);
    const { lines: shown, buttons } = read(card);
    expect(shown).toContain('Customer 24');
    expect(shown.at(-1)).toBe(`… and ${200 - (buttons.length - 1)} more`);
    expect(buttons.at(-1)?.title).toBe('Next');
  });

  it('says what is missing in the language of the card or form (R-LANG-01)', () => {
    const inRussian = (locale: string | undefined) => ({
      ...wordsIn(locale),
      more: () => `more (${locale})`,
      optional: `optional (${locale})`,
    });
    const items = Array.from({ length: 400 }, () => ({
      title: 'Contoso',
      detail: 'of some length, or more',
    }));
    const card = adaptiveCard({ ...cardOf({ kind: 'list', items }), locale: 'ru' }, inRussian);
    expect(read(card).lines.at(-1)).toBe('more (ru)');
    const field: Field = { kind: 'text', name: 'a', label: 'A', value: '', maxLength: 9, optional: true };
    const form = adaptiveForm({ ...formOf(field), locale: 'ru' }, inRussian);
    expect(read(form).lines).toContain('optional (ru)');
  });

  it('of a thousand blocks keeps its title and its buttons (R-CARD-09)', () => {
    const blocks = Array.from(
      { length: 1000 },
      (_, at): Block => ({ kind: 'text', text: `Line ${at} `.repeat(20) }),
    );
    const card = adaptiveCard(
      cardOf(...blocks, { kind: 'buttons', buttons: [{ label: 'Accept', command: 'accept 1' }] }),
      wordsIn,
    );
    expectSound(card);
    expect(read(card)).toMatchObject({ title: 'Invitation', buttons: [{ title: 'Accept' }] });
    expect(read(card).lines.at(-1)).toMatch(/^… and \d+ more$/);
  });

  it('leaves out a button whose command has no room rather than the card', () => {
    const card = adaptiveCard(
      cardOf({ kind: 'buttons', buttons: [{ label: 'Search', command: `find ${'x'.repeat(30_000)}` }] }),
      wordsIn,
    );
    expectSound(card);
    expect(read(card).buttons).toEqual([]);
  });
});

describe('a form', () => {
  const options = [
    { value: 'reseller', label: 'Reseller' },
    { value: 'a,b%2C', label: 'Odd one' },
  ];
  const fields: readonly Field[] = [
    {
      kind: 'text',
      name: 'domain',
      label: 'Domain',
      value: 'contoso.com',
      maxLength: 200,
      placeholder: 'example.com',
    },
    {
      kind: 'long_text',
      name: 'message',
      label: 'Message',
      value: 'Dear *customer*\nline',
      maxLength: 3000,
      hint: 'Plain words',
      optional: true,
    },
    { kind: 'choice', name: 'type', label: 'Type', value: 'reseller', options },
    { kind: 'choices', name: 'services', label: 'Services', value: ['reseller', 'a,b%2C'], options },
    { kind: 'tick', name: 'read', label: 'Agreement', tick: 'I have read the agreement', value: false },
    { kind: 'person', name: 'person', label: 'Person', value: '7d6f1a1c-5c7c-4c3e-9a55-0d3c3a3f2b11' },
  ];

  it('shows each kind of field with its label and what is filled in (R-CARD-10)', () => {
    const card = adaptiveForm(formOf(...fields), wordsIn);
    expectSound(card);
    const { fields: seen, submit } = read(card);
    expect(seen.map(({ name, kind, label, value }) => [name, kind, label, value])).toEqual([
      ['domain', 'text', 'Domain', 'contoso.com'],
      ['message', 'long_text', 'Message', 'Dear *customer*\nline'],
      ['type', 'choice', 'Type', 'Reseller'],
      ['services', 'choices', 'Services', ['Reseller', 'Odd one']],
      ['read', 'tick', 'I have read the agreement', false],
      ['person', 'person', 'Person', '7d6f1a1c-5c7c-4c3e-9a55-0d3c3a3f2b11'],
    ]);
    expect(read(card).lines).toContain('Optional · Plain words');
    expect(submit).toMatchObject({
      title: 'Send',
      verb: 'accord',
      style: 'positive',
      data: { command: 'request 42' },
    });
    expect(read(adaptiveForm({ ...formOf(), intent: 'stop' }, wordsIn)).submit?.style).toBe('destructive');
  });

  it('has room for the long wording of its button (R-CARD-13)', () => {
    const submit = { long: 'Authorize indirect provider', short: 'Authorize' };
    expect(read(adaptiveForm({ ...formOf(), submit }, wordsIn)).submit?.title).toBe(submit.long);
  });

  it('lets everything be sent, so that what is missing is said by us (R-AGR-01, R-CARD-10)', () => {
    expect(JSON.stringify(adaptiveForm(formOf(...fields), wordsIn))).not.toContain('isRequired');
  });

  it('says what is wrong right below the field, and keeps what was filled in (R-CARD-10)', () => {
    const card = adaptiveForm(formOf(...fields), wordsIn, {
      read: 'Tick the box first',
      type: 'Not *this* one',
      other: 'Too late',
    });
    expectSound(card);
    const { fields: seen, lines: all } = read(card);
    expect(seen.find(({ name }) => name === 'read')?.error).toBe('Tick the box first');
    expect(seen.find(({ name }) => name === 'type')).toMatchObject({
      error: 'Not *this* one',
      value: 'Reseller',
    });
    const at = card.body.findIndex((element) => 'id' in element && element.id === 'type');
    expect(card.body[at + 1]).toMatchObject({ id: 'error:type', type: 'TextBlock' });
    expect(all[1]).toBe('Too late');
  });

  it('sends back what it asked for, as the command takes it', () => {
    const sent = {
      ...dataOf('request 42', fields),
      domain: 'fabrikam.com',
      message: '',
      type: 'reseller',
      services: 'reseller,a%2Cb%252C',
      read: 'true',
      strange: 'not a field',
    };
    expect(valuesOf(sent)).toEqual({
      domain: 'fabrikam.com',
      type: 'reseller',
      services: ['reseller', 'a,b%2C'],
      read: true,
    });
    expect(valuesOf({ ...dataOf('x', fields), read: 'false' })).toEqual({ read: false });
    expect(valuesOf({ command: 'accept 1' })).toBeUndefined();
  });

  it('offers what is chosen also where there is no room for all', () => {
    const many = Array.from({ length: 400 }, (_, at) => ({
      value: `v${at}`,
      label: `Customer number ${at}`,
    }));
    const card = adaptiveForm(
      formOf({ kind: 'choice', name: 'customer', label: 'Customer', value: 'v399', options: many }),
      wordsIn,
    );
    expectSound(card);
    const [field] = read(card).fields;
    expect(field?.value).toBe('Customer number 399');
    expect(read(card).lines.at(-1)).toBe(`… and ${400 - (field?.options.length ?? 0)} more`);
  });
});

describe('a notice', () => {
  it('says all of a card in wordsIn, each button as what to type (R-CMD-04, R-CARD-07)', () => {
    const at = new Date('2026-11-21T09:05:00Z');
    const card: Card = {
      ...cardOf(
        { kind: 'text', text: ['Ben answered ', { kind: 'time', at, style: 'date_time' }, '.'] },
        { kind: 'facts', facts: [{ label: 'Reason', value: [{ kind: 'strong', text: 'None' }] }] },
        {
          kind: 'list',
          items: [{ title: 'Contoso', detail: 'Germany', button: { label: 'Open', command: 'show 1' } }],
        },
        {
          kind: 'buttons',
          buttons: [
            { label: 'Show', command: 'show 2' },
            { label: 'Terms', url: 'https://example.com/' },
          ],
        },
      ),
      title: 'Already accepted',
    };
    expect(plainCard(card, 4000, wordsIn(), timesFor('en-GB', 'Europe/Berlin')).split('\n\n')).toEqual([
      'Already accepted',
      'Ben answered 21 Nov 2026, 10:05 CET.',
      'Reason: None',
      'Contoso – Germany',
      'Open: type show 1',
      'Show: type show 2',
      'Terms (https://example.com/)',
    ]);
    expect(
      plainCard(
        cardOf({ kind: 'text', text: [{ kind: 'time', at, style: 'date' }] }),
        4000,
        wordsIn(),
        timesFor('??', 'Mars/Base'),
      ),
    ).toContain('Nov 21, 2026');
  });
});
