import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findChromium } from '../../kit/chromium.ts';
import { readLetter } from '../mail/letter.ts';
import { readOptions } from '../options.ts';
import { drawBlocks } from '../slack/blocks.ts';
import { drawMrkdwn } from '../slack/text.ts';
import { slackTime } from '../slack/time.ts';
import { stepsFor } from '../steps.ts';
import { readWorld, slackTeams } from '../world.ts';

describe('the command line', () => {
  it('takes its options in any order', () => {
    expect(readOptions(['--port', '5000', '--fresh'])).toEqual({
      fresh: true,
      tour: false,
      help: false,
      port: 5000,
    });
  });

  it.each([
    ['--fast', /Unknown option '--fast'\. These are the options:/],
    ['here', /Unexpected argument 'here'/],
    ['--port', /'--port <value>' argument missing/],
    ['--port=80', /"80" is not a port\. Give --port a whole number from 1024 to 65500\./],
    ['--port=many', /"many" is not a port/],
  ])('refuses %s in a sentence', (argument, sentence) => {
    expect(() => readOptions([argument])).toThrow(sentence);
  });
});

describe('the browser test', () => {
  it('says in a sentence what it needs where there is no browser', () => {
    expect(() => findChromium('/nowhere/chromium')).toThrow(
      /^This test needs Chromium: .*apt-get install chromium/,
    );
  });
});

describe('the world', () => {
  it('has its people in Slack under ids of our choice', async () => {
    const [fabrikam] = slackTeams(await readWorld());
    expect(fabrikam).toMatchObject({ id: 'T0FABRIKAM', bot: { token: 'xoxb-sandbox-fabrikam' } });
    expect(fabrikam?.people).toContainEqual(expect.objectContaining({ id: 'U0FABRIANA', name: 'ana' }));
  });

  it('is refused with the file and the place where it is none', async () => {
    await expect(readWorld('/nowhere/world.json')).rejects.toThrow(
      /The world file \/nowhere\/world\.json cannot be read\. ENOENT/,
    );
    await expect(readWorld(fileURLToPath(new URL('../../../package.json', import.meta.url)))).rejects.toThrow(
      /cannot be read\.[\s\S]*organizations/,
    );
  });

  it('says nothing of steps that nobody in it can take', () => {
    expect(stepsFor([])).toEqual([]);
  });
});

describe('a letter', () => {
  const letter = (lines: readonly string[]) => readLetter('1', Buffer.from(lines.join('\r\n'), 'utf8'));

  it('is read in any of the encodings that mail has', () => {
    const quoted = letter([
      'From: Accord <accord@sandbox.example>',
      'To: carla@contoso.com',
      'Subject: =?UTF-8?Q?Carla_D=C3=ADaz?=',
      ' =?UTF-8?Q?,_welcome?=',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Carla D=C3=ADaz: http://localhost/i/long=',
      'link',
      '',
    ]);
    expect(quoted).toMatchObject({
      to: 'carla@contoso.com',
      subject: 'Carla Díaz, welcome',
      text: 'Carla Díaz: http://localhost/i/longlink',
    });
    const base64 = Buffer.from('Привет\n').toString('base64');
    expect(letter(['Content-Transfer-Encoding: base64', '', base64]).text).toBe('Привет');
    expect(letter(['Subject: plain', '', 'Привет']).text).toBe('Привет');
  });
});

describe('what Slack draws', () => {
  const reader = { timeZone: 'Asia/Taipei', nameOf: (id: string) => (id === 'U1' ? 'Ana Ruiz' : undefined) };
  const drawn = (mrkdwn: string) => drawMrkdwn(mrkdwn, reader).text;

  it.each([
    ['*bold* _it_ ~no~ `a*b*`', '<strong>bold</strong> <em>it</em> <s>no</s> <code>a*b*</code>'],
    ['2*3*4 snake_case_name', '2*3*4 snake_case_name'],
    [
      '*<https://a.example|site>*',
      '<strong><a href="https://a.example" target="_blank" rel="noreferrer">site</a></strong>',
    ],
    ['&lt;b&gt; <script>', '&#60;b&#62; script <span class="odd">(script)</span>'],
    [
      '<@U1> <#C1|partners> <!here>',
      '<span class="mention">@Ana Ruiz</span> <span class="mention">#partners</span> <span class="mention">@here</span>',
    ],
    ['<javascript:alert(1)|click>', 'click <span class="odd">(javascript:alert(1))</span>'],
    ['a\n> b\nc', 'a<blockquote>b</blockquote>c'],
    ['```x *y*```', '<pre>x *y*</pre>'],
    [':tada: :never_heard:', '🎉 :never_heard:'],
  ])('%s', (written, html) => {
    expect(drawn(written)).toBe(html);
  });

  it('gives times in the viewer’s zone', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    const write = (at: string, format: string) =>
      slackTime(Date.parse(at) / 1000, format, 'Asia/Taipei', now);
    expect(write('2026-11-21T17:30:00Z', '{date_num} {time}')).toBe('2026-11-22 1:30 AM');
    expect(write('2026-11-21T17:30:00Z', '{date_short_pretty} at {time}')).toBe('tomorrow at 1:30 AM');
    expect(write('2025-01-02T00:00:00Z', '{date_long}')).toBe('Thursday, January 2, 2025');
    expect(write('2026-11-21T10:00:00Z', '{ago}, {unheard_of}')).toBe('2 hours ago, {unheard_of}');
  });

  it('says what it cannot draw, with all its words', () => {
    const block = { type: 'video', title: { type: 'plain_text', text: 'How it works' }, alt_text: 'A film' };
    const [html] = drawBlocks([block], { ...reader, prefix: 'p', people: [] });
    expect(html?.text).toContain('This sandbox cannot draw a “video” block');
    expect(html?.text).toContain('How it works');
    expect(html?.text).toContain('A film');
    const odd = { type: 'actions', block_id: 'b', elements: [{ type: 'workflow_button', action_id: 'a' }] };
    expect(drawBlocks([odd], { ...reader, prefix: 'p', people: [] })[0]?.text).toContain(
      '“workflow_button” element',
    );
  });
});
