import { describe, expect, it } from 'vitest';
import { home, message, modalOfCard, modalOfForm } from '../../adapters/slack/render.ts';
import type { Block, Card, ListItem, Text } from '../../src/kernel/card.ts';
import type { Field, Form } from '../../src/kernel/form.ts';
import type { Message, View } from '../kit/slack/kit.ts';
import { blockKitFaults, houseFaults } from '../kit/slack/limits.ts';
import { pingsIn } from '../kit/slack/mrkdwn.ts';
import { seeForm, seeMessage } from '../kit/slack/seen.ts';
import { wordsIn } from './parts.ts';

const at = new Date('2026-11-21T07:46:30Z');
const nobody = { nameOf: (id: string) => id, idOf: (name: string) => name };

const card = (blocks: readonly Block[], rest: Partial<Card> = {}): Card => ({
  title: 'Accept Fabrikam as your reseller?',
  summary: 'Fabrikam asks Contoso to accept it as reseller',
  blocks,
  ...rest,
});
const form = (fields: readonly Field[], rest: Partial<Form> = {}): Form => ({
  title: 'Decline',
  command: 'decline 0192',
  blocks: [],
  fields,
  submit: 'Decline',
  cancel: 'Back',
  ...rest,
});
const text = (name: string, value = ''): Field => ({
  kind: 'text',
  name,
  label: name,
  value,
  maxLength: 200,
});

/** Every kind of block and button with this text wherever data can stand. */
const everywhere = (data: string): Card => ({
  title: data,
  summary: data,
  blocks: [
    { kind: 'text', text: data },
    { kind: 'text', text: data, tone: 'quiet' },
    {
      kind: 'text',
      text: [data, { kind: 'strong', text: data }, { kind: 'time', at, style: 'date_time' }],
      tone: 'strong',
    },
    {
      kind: 'status',
      tone: 'waiting',
      text: [data, { kind: 'link', label: data, url: `https://x.example/?q=${data}` }],
    },
    { kind: 'quote', text: data },
    {
      kind: 'facts',
      facts: [
        { label: data, value: data },
        { label: 'By', value: [data, ' ', { kind: 'time', at, style: 'date' }] },
      ],
    },
    {
      kind: 'list',
      items: [
        { title: data },
        { title: data, detail: data, button: { label: data, command: 'show 0192' } },
        {
          title: [{ kind: 'strong', text: data }],
          detail: [data, { kind: 'time', at, style: 'date' }],
          button: { label: data, url: `mailto:a@b.example?body=${data}` },
        },
      ],
    },
    {
      kind: 'buttons',
      buttons: [
        { label: data, command: 'accept 0192', intent: 'go' },
        { label: data, command: `find partner ${data}` },
        {
          label: data,
          command: 'end 0192',
          intent: 'stop',
          confirm: { title: data, text: data, yes: data, no: data },
        },
        { label: data, url: `https://x.example/?q=${data}` },
        { label: data, url: `javascript:${data}` },
      ],
    },
  ],
});
const everyField = (data: string): Form => ({
  title: data,
  command: 'accept 0192',
  blocks: everywhere(data).blocks.slice(0, -1),
  submit: data,
  cancel: data,
  fields: [
    { kind: 'text', name: 'a', label: data, hint: data, value: data, maxLength: 100, placeholder: data },
    { kind: 'long_text', name: 'b', label: data, value: data, maxLength: 100_000 },
    { kind: 'choice', name: 'c', label: data, value: 'one', options: [{ value: 'one', label: data }] },
    { kind: 'choices', name: 'd', label: data, value: ['one'], options: [{ value: 'one', label: data }] },
    { kind: 'tick', name: 'e', label: data, value: true, tick: data, error: data },
    { kind: 'person', name: 'f', label: data, value: data },
    { kind: 'choice', name: 'h', label: data, value: undefined, options: [] },
  ],
});

const odd: Record<string, string> = {
  'nothing at all': '',
  'one character': 'x',
  'blank space': ' \u00a0\n\t ',
  '10,000 characters': 'Lorem ipsum '.repeat(834),
  '10,000 characters without a space': 'x'.repeat(10_000),
  'families of emoji': '👨‍👩‍👧‍👦'.repeat(900),
  'flags and skin tones': '🇹🇼👍🏽'.repeat(600),
  'right-to-left': 'شركة فابريكام المحدودة '.repeat(300),
  Chinese: '微軟雲端解決方案提供者'.repeat(400),
  'a stack of accents': `Z${'\u0336'.repeat(5000)}`,
  mentions: '<!channel> <!here> <!everyone> <@U012ABCDEF> <!subteam^S1> @everyone @channel',
  markup:
    '*bold* _it_ ~no~ `code` ```block``` > quote\n> quote\n&amp; &lt;!channel&gt; <https://evil.example|bank>',
  ampersands: '&'.repeat(9000),
  colons: ':tada: :white_check_mark: 10:30:45',
  'a link that breaks out': 'https://a.example/>|x <!channel>',
  'half a character': 'a\uD83D b',
  'control characters': 'a\u0000\u0007\u202Eb\u2066c\r\nd',
};

describe('every rendered message, modal and home view is within Slack’s limits for any data (R-CARD-09)', () => {
  it.each(Object.entries(odd))('with %s', (_, data) => {
    const filled = everywhere(data);
    expect(blockKitFaults('chat.postMessage', message(filled, wordsIn))).toEqual([]);
    expect(blockKitFaults('views.publish', { view: home(filled, wordsIn) })).toEqual([]);
    expect(blockKitFaults('views.open', { view: modalOfCard(filled, wordsIn, 'C1') })).toEqual([]);
    expect(
      blockKitFaults('views.open', {
        view: modalOfForm(everyField(data), wordsIn, 'C1', { x: data, a: data }),
      }),
    ).toEqual([]);
    const called =
      JSON.stringify(message(filled, wordsIn)).match(/"(mrkdwn|broadcast|user|usergroup)"/g) ?? [];
    expect(called.filter((kind) => kind !== '"mrkdwn"')).toEqual([]);
  });

  it.each([
    ['400 texts', Array.from({ length: 400 }, (): Block => ({ kind: 'text', text: 'Contoso' }))],
    [
      '90 long texts',
      Array.from({ length: 90 }, (): Block => ({ kind: 'text', text: 'Contoso '.repeat(500) })),
    ],
    [
      'one group of 1,000 facts',
      [
        {
          kind: 'facts',
          facts: Array.from({ length: 1000 }, () => ({ label: 'Asked by', value: 'Ana '.repeat(90) })),
        },
      ],
    ],
    [
      '40 groups of facts',
      Array.from(
        { length: 40 },
        (): Block => ({
          kind: 'facts',
          facts: Array.from({ length: 12 }, () => ({ label: 'A', value: 'b'.repeat(400) })),
        }),
      ),
    ],
    [
      'a list of 1,000',
      [
        {
          kind: 'list',
          items: Array.from({ length: 1000 }, () => ({
            title: 'Contoso',
            detail: 'since 2026',
            button: { label: 'Show', command: 'show 1' },
          })),
        },
      ],
    ],
    [
      '150 buttons',
      [
        {
          kind: 'buttons',
          buttons: Array.from({ length: 150 }, () => ({ label: 'Show', command: 'show 1' })),
        },
      ],
    ],
    ['nothing', []],
  ] satisfies [string, Block[]][])('with %s', (_, blocks) => {
    expect(blockKitFaults('chat.postMessage', message(card(blocks), wordsIn))).toEqual([]);
    expect(blockKitFaults('views.publish', { view: home(card(blocks), wordsIn) })).toEqual([]);
    expect(blockKitFaults('views.open', { view: modalOfCard(card(blocks), wordsIn, 'C1') })).toEqual([]);
    expect(
      blockKitFaults('views.open', { view: modalOfForm(form([text('a')], { blocks }), wordsIn, 'C1') }),
    ).toEqual([]);
  });

  it('keeps the buttons of a card that is far too long, and says how much is missing', () => {
    const blocks: Block[] = [
      ...Array.from({ length: 400 }, (): Block => ({ kind: 'text', text: 'Contoso' })),
      { kind: 'buttons', buttons: [{ label: 'Accept', command: 'accept 1' }] },
    ];
    const seen = see(card(blocks));
    expect(seen.buttons).toEqual(['Accept']);
    expect(seen.text).toMatch(/… and \d+ more$/);
  });

  it('cuts a long list with a last line that says how many are missing', () => {
    const items: ListItem[] = Array.from({ length: 60 }, (_, index) => ({ title: `Customer ${index + 1}` }));
    const seen = see(card([{ kind: 'list', items }]));
    const shown = seen.text.split('\n').filter((line) => line.startsWith('Customer')).length;
    expect(seen.text).toContain(`… and ${60 - shown} more`);
    expect(shown).toBeGreaterThanOrEqual(25);
  });

  it('shows a page of 25 whole, each with its button', () => {
    const items: ListItem[] = Array.from({ length: 25 }, (_, index) => ({
      title: `Customer ${index + 1}`,
      detail: ['Reseller, since ', { kind: 'time', at, style: 'date' }],
      button: { label: 'Show', command: `show ${index}` },
    }));
    const seen = see(card([{ kind: 'list', items }]));
    expect(seen.buttons).toHaveLength(25);
    expect(seen.text).not.toContain('more');
  });

  it('says what is missing in the language of the card or form (R-LANG-01)', () => {
    const inRussian = (locale: string | undefined) => ({
      ...wordsIn(locale),
      more: () => `more (${locale})`,
    });
    const items: ListItem[] = Array.from({ length: 200 }, () => ({ title: 'Contoso' }));
    const long = card([{ kind: 'list', items }], { locale: 'ru' });
    const drawn = [
      message(long, inRussian),
      home(long, inRussian),
      modalOfCard(long, inRussian, 'C1'),
      modalOfForm(form([], { locale: 'ru', blocks: long.blocks }), inRussian, 'C1'),
    ];
    for (const one of drawn) expect(JSON.stringify(one)).toContain('more (ru)');
  });

  it('cuts between graphemes, with an ellipsis', () => {
    const header = JSON.stringify(message(card([], { title: '👨‍👩‍👧‍👦'.repeat(50) }), wordsIn).blocks[0]);
    expect(header).toMatch(/"(👨‍👩‍👧‍👦)+…"/u);
  });

  it('leaves out a button whose command line Slack cannot carry, not the card', () => {
    const blocks: Block[] = [
      {
        kind: 'buttons',
        buttons: [
          { label: 'Next', command: 'x'.repeat(2001) },
          { label: 'Close', command: 'home' },
        ],
      },
    ];
    expect(see(card(blocks)).buttons).toEqual(['Close']);
  });

  it('gives every button of a card an id of its own', () => {
    const ids = JSON.stringify(message(everywhere('x'), wordsIn)).match(/"action_id":"[^"]+"/g) ?? [];
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('what is data stays data', () => {
  it.each(Object.entries(odd))('nobody is called by %s', (_, data) => {
    const { text: own, blocks } = message(everywhere(data), wordsIn);
    expect(pingsIn(own)).toEqual([]);
    expect(mrkdwnIn(blocks).flatMap(pingsIn)).toEqual([]);
  });

  it.each([
    '*Contoso*',
    '_x_ ~y~',
    '`rm -rf`',
    '> quoted',
    ':white_check_mark: Approved',
    'Smith & Sons <Ltd>',
    'a_b_c@contoso.com',
    '**',
  ])('the name %s is read as it is written', (name) => {
    const filled = card([
      { kind: 'text', text: ['From ', name, ' on ', { kind: 'time', at, style: 'date' }] },
      { kind: 'facts', facts: [{ label: 'Asked by', value: name }] },
      {
        kind: 'list',
        items: [{ title: name, button: { label: 'Show', command: 'show 1' } }, { title: name }],
      },
      { kind: 'quote', text: name },
    ]);
    const count = see(filled).text.split(name).length - 1;
    expect(count).toBe(5);
    for (const said of mrkdwnIn(message(filled, wordsIn).blocks)) {
      expect(said.replace(/^\*[^*\n]+\*$/m, '')).not.toMatch(/(^|[^\p{L}\p{N}])[*_~]\S|`|:[\w+-]+:/mu);
    }
  });

  it.each([
    [['Please ', { kind: 'strong', text: 'accept' }, ', Ana'], 'Please *accept*, Ana'],
    [[{ kind: 'strong', text: 'Yes' }], '*Yes*'],
    [['請', { kind: 'strong', text: '接受' }, '邀請'], undefined],
    [['a', { kind: 'strong', text: 'b ' }, ' c'], undefined],
  ] satisfies [Text, string | undefined][])('what is strong in %j stands in bold', (text, mrkdwn) => {
    const { blocks } = message(card([{ kind: 'text', text }]), wordsIn);
    expect(mrkdwnIn(blocks)).toEqual(mrkdwn === undefined ? [] : [mrkdwn]);
    if (mrkdwn === undefined) expect(JSON.stringify(blocks)).toContain('"style":{"bold":true}');
  });

  it('what nobody sees is left out, and what cannot be sent as a form', () => {
    const { text: own, blocks } = message(
      card([], { title: 'a\u0000\u202Eb\uD83D', summary: 'a\u0007\u2066b\uDE00' }),
      wordsIn,
    );
    expect(own).toBe('ab');
    expect(blocks[0]).toMatchObject({ text: { text: 'ab' } });
  });

  it('Slack makes no links and no mentions of plain words', () => {
    const said = JSON.stringify(message(everywhere('contoso.com #general @ana'), wordsIn));
    expect(said.split('"type":"mrkdwn"')).toHaveLength(said.split('"verbatim":true').length);
  });

  it('a link that is neither web nor mail is bare words', () => {
    const links = [
      'javascript:alert(1)',
      'slack://open',
      'file:///etc/passwd',
      'data:text/html,x',
      'no address',
    ];
    const inline = links.map((url) => ({ kind: 'link', label: 'Here', url }) as const);
    const seen = see(
      card([
        { kind: 'text', text: inline },
        { kind: 'buttons', buttons: links.map((url) => ({ label: 'There', url })) },
      ]),
    );
    expect(seen.links).toEqual([]);
    expect(seen.text).toContain('Here');
    expect(seen.text).toContain('There');
  });

  it('web links are buttons, mail links stand in a line of their own', () => {
    const seen = see(
      card([
        {
          kind: 'buttons',
          buttons: [
            {
              label: 'Read the agreement',
              url: 'https://www.microsoft.com/licensing/docs/customeragreement',
            },
            {
              label: 'Open in your mail program',
              url: 'mailto:ana@contoso.com?subject=Hello%20there&body=x_y',
            },
          ],
        },
      ]),
    );
    expect(seen.links).toEqual([
      { label: 'Open in your mail program', url: 'mailto:ana@contoso.com?subject=Hello%20there&body=x_y' },
      { label: 'Read the agreement', url: 'https://www.microsoft.com/licensing/docs/customeragreement' },
    ]);
    expect(seen.buttons).toEqual([]);
  });

  it('a drafted mail can be copied as it is, its personal link included', () => {
    const mail = `Hello *Ana*,\n\nplease open https://accord.example/i/a_B-c_${'x'.repeat(40)}\n${'word '.repeat(700)}the end.`;
    expect(see(card([{ kind: 'quote', text: mail }])).text).toContain(mail);
  });
});

describe('a card says what it is about in words', () => {
  it('has a top-level text of its own: verb, who, whom (R-CARD-08)', () => {
    expect(message(card([]), wordsIn).text).toBe('Fabrikam asks Contoso to accept it as reseller');
    expect(houseFaults(message(card([], { summary: '' }), wordsIn))).toEqual([]);
  });

  it.each(['good', 'bad', 'waiting', 'neutral'] as const)(
    'a %s status has words beside its sign (R-CARD-11)',
    (tone) => {
      expect(see(card([{ kind: 'status', tone, text: 'Accepted by Ana' }])).text).toMatch(
        /\S+ Accepted by Ana$/,
      );
    },
  );

  it('times are drawn by Slack in the viewer’s time zone, with UTC for what draws none (R-CARD-03)', () => {
    const drawn = JSON.stringify(
      message(card([{ kind: 'text', text: ['At ', { kind: 'time', at, style: 'date_time' }] }]), wordsIn),
    );
    expect(drawn).toContain('<!date^1795247190^{date_short} {time}|2026-11-21 07:46 UTC>');
    const odd = JSON.stringify(
      message(card([{ kind: 'text', text: ['*x* ', { kind: 'time', at, style: 'date' }] }]), wordsIn),
    );
    expect(odd).toContain('"timestamp":1795247190,"format":"{date_short}","fallback":"2026-11-21"');
  });

  it('facts are two columns of label and value', () => {
    const { blocks } = message(
      card([
        {
          kind: 'facts',
          facts: [
            { label: 'Asked by', value: 'Ana' },
            { label: 'Roles', value: '' },
          ],
        },
      ]),
      wordsIn,
    );
    expect(blocks[1]).toMatchObject({ fields: [{ text: '*Asked by*\nAna' }, { text: '*Roles*\n–' }] });
  });

  it('what cannot be undone asks first, in the color of the act (R-CARD-05)', () => {
    const confirm = {
      title: 'Remove roles?',
      text: 'Contoso takes them from Fabrikam.',
      yes: 'Yes',
      no: 'No',
    };
    const drawn = JSON.stringify(
      message(
        card([
          {
            kind: 'buttons',
            buttons: [{ label: 'Remove', command: 'roles remove 1', intent: 'stop', confirm }],
          },
        ]),
        wordsIn,
      ),
    );
    expect(drawn).toContain(
      '"style":"danger","confirm":{"title":{"type":"plain_text","text":"Remove roles?","emoji":false}',
    );
  });
});

describe('forms', () => {
  it('a title that a modal has no room for is said in full above the inputs', () => {
    const title = 'Decline the invitation of Fabrikam';
    const seen = seeForm(
      modalOfForm(form([text('reason')], { title }), wordsIn, 'C1') as unknown as View,
      nobody,
    );
    expect(seen.title).toBe('Accord');
    expect(seen.text).toBe(title);
    expect(seeForm(modalOfForm(form([text('reason')]), wordsIn, 'C1') as unknown as View, nobody).text).toBe(
      '',
    );
  });

  it.each([
    ['has room for it', 'Decline', 'Decline', ''],
    [
      'has room for its short wording',
      { long: 'Authorize indirect provider', short: 'Authorize' },
      'Authorize',
      '',
    ],
    [
      'has room for neither',
      { long: 'Разрешить косвенному поставщику', short: 'Разрешить поставщику всё это' },
      'Разрешить поставщику вс…',
      'Разрешить косвенному поставщику',
    ],
  ])('the button that submits says what it does when a modal %s (R-CARD-13)', (_, submit, label, inFull) => {
    const view = modalOfForm(form([text('reason')], { submit }), wordsIn, 'C1');
    expect(blockKitFaults('views.open', { view })).toEqual([]);
    const seen = seeForm(view as unknown as View, nobody);
    expect([seen.submitLabel, seen.text]).toEqual([label, inFull]);
  });

  it('every input has its label and what is filled in already (R-CARD-10)', () => {
    const options = [
      { value: 'a', label: 'Reseller' },
      { value: 'b', label: 'Advisor' },
    ];
    const many = Array.from({ length: 12 }, (_, index) => ({ value: `o${index}`, label: `Option ${index}` }));
    const fields: Field[] = [
      { kind: 'text', name: 'domain', label: 'Domain', value: 'contoso.com', maxLength: 253 },
      { kind: 'long_text', name: 'mail', label: 'Mail', value: 'Hello\nAna', maxLength: 3000 },
      { kind: 'choice', name: 'type', label: 'Type', value: 'b', options },
      { kind: 'choice', name: 'country', label: 'Country', value: 'o3', options: many },
      {
        kind: 'choices',
        name: 'kinds',
        label: 'Kinds',
        value: ['a'],
        options: [...options, { value: 'c', label: 'MPSA' }],
      },
      { kind: 'choices', name: 'more', label: 'More', value: ['o1', 'o11'], options: many },
      { kind: 'tick', name: 'read', label: 'Agreement', value: true, tick: 'I have read the agreement' },
      { kind: 'person', name: 'who', label: 'Person', value: 'U012ABC' },
    ];
    const seen = seeForm(modalOfForm(form(fields), wordsIn, 'C1') as unknown as View, nobody);
    expect(seen.fields.map(({ name, label, kind, value }) => [name, label, kind, value])).toEqual([
      ['domain', 'Domain', 'text', 'contoso.com'],
      ['mail', 'Mail', 'long_text', 'Hello\nAna'],
      ['type', 'Type', 'choice', 'Advisor'],
      ['country', 'Country', 'choice', 'Option 3'],
      ['kinds', 'Kinds', 'choices', ['Reseller']],
      ['more', 'More', 'choices', ['Option 1', 'Option 11']],
      ['read', 'Agreement', 'tick', true],
      ['who', 'Person', 'person', 'U012ABC'],
    ]);
  });

  it('a box that must be ticked is not called optional; one that may stay empty is (R-AGR-01)', () => {
    const fields: Field[] = [
      { kind: 'tick', name: 'read', label: 'Agreement', value: false, tick: 'I have read the agreement' },
      { kind: 'tick', name: 'dap', label: 'DAP', value: false, tick: 'Include it', optional: true },
    ];
    expect(modalOfForm(form(fields), wordsIn, 'C1').blocks).toMatchObject([
      { block_id: 'read', optional: false },
      { block_id: 'dap', optional: true },
    ]);
  });

  it('many options are in groups, each headed by its first and its last (R-CARD-09)', () => {
    const options = Array.from({ length: 250 }, (_, at) => ({ value: `o${at}`, label: `Option ${at}` }));
    const field: Field = { kind: 'choice', name: 'customer', label: 'Customer', value: 'o249', options };
    const view = modalOfForm(form([field]), wordsIn, 'C1');
    expect(blockKitFaults('views.open', { view })).toEqual([]);
    const [seen] = seeForm(view as unknown as View, nobody).fields;
    expect(seen?.value).toBe('Option 249');
    expect(seen?.options).toHaveLength(250);
    expect(view.blocks[0]).toMatchObject({
      element: {
        option_groups: [{ label: { text: 'Option 0 – Option 99' } }, {}, { options: { length: 50 } }],
      },
    });
    expect(view.blocks[0]).not.toHaveProperty('hint');
  });

  it('of too many options the chosen one is always there, and the hint says how many are missing', () => {
    const options = Array.from({ length: 5000 }, (_, at) => ({ value: `o${at}`, label: `Option ${at}` }));
    const field: Field = { kind: 'choice', name: 'customer', label: 'Customer', value: 'o4999', options };
    const view = modalOfForm(form([field]), wordsIn, 'C1');
    expect(blockKitFaults('views.open', { view })).toEqual([]);
    const [seen] = seeForm(view as unknown as View, nobody).fields;
    expect(seen?.value).toBe('Option 4999');
    expect(seen?.options.length).toBeGreaterThan(1000);
    expect(view.blocks[0]).toMatchObject({
      hint: { text: `… and ${5000 - (seen?.options.length ?? 0)} more` },
    });
  });

  it('errors of a form that is opened or replaced stand above it, with the field’s label (R-CARD-10)', () => {
    const fields = [{ ...text('domain'), label: 'Domain', error: 'No such domain' }];
    const view = modalOfForm(form(fields), wordsIn, '', { elsewhere: 'Somebody was faster' });
    expect(seeForm(view as unknown as View, nobody).text).toBe(
      '⛔ Domain: No such domain\n⛔ Somebody was faster',
    );
  });

  it('a tick’s long sentence is said in full in its hint', () => {
    const tick = 'I have read the agreement and accept it on behalf of Contoso, whose administrator I am';
    const view = modalOfForm(
      form([{ kind: 'tick', name: 'read', label: 'Agreement', value: false, tick }]),
      wordsIn,
      'C1',
    );
    expect(view.blocks[0]).toMatchObject({ hint: { text: tick } });
  });
});

const see = (one: Card) =>
  seeMessage({ ts: '1.1', ...message(one, wordsIn) } as unknown as Message, 'C1', true);

/** All mrkdwn in it. */
function mrkdwnIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as Record<string, unknown>;
  return type === 'mrkdwn' ? [String(text)] : Object.values(value).flatMap(mrkdwnIn);
}
