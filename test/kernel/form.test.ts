import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/kernel/card.ts';
import type { CommandArgs, CommandContext } from '../../src/kernel/command.ts';
import { confirmationIn, confirmed } from '../../src/kernel/confirm.ts';
import { defineForm, type FormSpec } from '../../src/kernel/define-form.ts';
import { listCommand } from '../../src/kernel/define-list.ts';
import { type Form, formWithErrors } from '../../src/kernel/form.ts';
import { defineProblems, specsOf } from '../../src/kernel/problem.ts';
import { refused, refusedForm } from '../../src/kernel/refuse.ts';
import { type Reply, reply } from '../../src/kernel/request.ts';
import { ok, refuse } from '../../src/kernel/result.ts';
import { commands, eventSpecs, notificationKinds, offers, wordsOf } from '../../src/subjects.ts';

const problems = defineProblems({
  role_needed: {
    title: 'not_for_you',
    values: () => ({ roleCount: 1, roles: 'R', holderCount: 0, holders: '' }),
  },
  already_handled: { title: 'already', field: ['second', 'first'] },
  partners_only: {
    title: 'not_for_you',
    values: () => ({ organization: 'Contoso' }),
    outdated: () => 'show it',
  },
});
const shownLines: string[] = [];
const card = (title: string, blocks: Card['blocks'] = []): Card => ({ title, summary: title, blocks });

/** Somebody who asked; `show` gives what another line would. */
const contextOf = (shown: Reply = reply.card(card('As it is now'))): CommandContext => ({
  service: undefined,
  words: wordsOf('en'),
  request: {
    who: { platform: 'slack', tenant: 'T', user: 'U' },
    where: { platform: 'slack', workspace: 'T', conversation: 'C', kind: 'channel' },
    by: 'typing',
    line: 'x',
    deliveryId: 'd',
  },
  caller: {
    identity: { platform: 'slack', tenant: 'T', user: 'U' },
    address: null,
    workspace: 'T',
    conversation: 'C',
    actor: null,
  },
  now: new Date(0),
  product: {
    commands,
    problems: specsOf([problems]),
    events: eventSpecs,
    offers,
    notificationKinds,
    sendsMail: true,
  },
  show: async (line) => {
    shownLines.push(line);
    return shown;
  },
});
const form = (...names: readonly string[]): Form => ({
  title: 'A form',
  command: 'x',
  blocks: [],
  fields: names.map((name) => ({ kind: 'text', name, label: name, value: 'as drawn', maxLength: 100 })),
  submit: 'Go',
  cancel: 'No',
});
const titleOf = (answer: Reply) => (answer.kind === 'card' ? answer.card.title : answer.form.title);

describe('R-CARD-10: a form with errors', () => {
  const full: Form = {
    ...form(),
    fields: [
      { kind: 'text', name: 'a', label: 'a', value: 'old', maxLength: 9 },
      { kind: 'long_text', name: 'b', label: 'b', value: 'old', maxLength: 9 },
      { kind: 'choice', name: 'c', label: 'c', value: 'old', options: [] },
      { kind: 'choices', name: 'd', label: 'd', value: ['old'], options: [] },
      { kind: 'tick', name: 'e', label: 'e', value: true, tick: 'e' },
      { kind: 'person', name: 'f', label: 'f', value: 'old' },
    ],
  };
  test('has what was filled in, and is empty where nothing was', () => {
    const left = formWithErrors(full, { a: 'new', d: ['x'] }, {});
    expect(left.fields.map(({ value }) => value)).toEqual(['new', '', undefined, ['x'], false, undefined]);
    expect(formWithErrors(full, {}, {}).fields.map(({ value }) => value)).toEqual([
      '',
      '',
      undefined,
      [],
      false,
      undefined,
    ]);
  });

  test('says what is wrong on the field that it concerns, and on no other', () => {
    const { fields } = formWithErrors(full, {}, { b: 'Too long' });
    expect(fields.map(({ error }) => error)).toEqual([undefined, 'Too long', ...Array(4).fill(undefined)]);
    expect(Object.hasOwn(fields[0] ?? {}, 'error')).toBe(false);
  });
});

describe('R-CARD-07: a refusal', () => {
  test('is a private sentence', async () => {
    const answer = await refused(contextOf(), problems.already_handled());
    expect(answer).toMatchObject({
      kind: 'card',
      as: 'notice',
      card: { summary: expect.stringContaining('already') },
    });
    expect(shownLines).toEqual([]);
  });

  test('R-CARD-04: of something old comes above the thing as it is now', async () => {
    shownLines.length = 0;
    const answer = await refused(contextOf(), problems.partners_only());
    expect(shownLines).toEqual(['show it']);
    expect(answer).toMatchObject({ kind: 'card', as: 'card', card: { title: 'As it is now' } });
    const [first] = answer.kind === 'card' ? answer.card.blocks : [];
    expect(first).toMatchObject({ kind: 'text', tone: 'strong' });
    expect(JSON.stringify(first)).toContain('Contoso');
  });

  test('R-CARD-04: is the sentence alone where the thing cannot be shown', async () => {
    for (const shown of [reply.notice(card('Refused')), reply.form(form())]) {
      const answer = await refused(contextOf(shown), problems.partners_only());
      expect(answer).toMatchObject({ kind: 'card', as: 'notice' });
      expect(titleOf(answer)).not.toBe('Refused');
    }
  });

  test('R-CARD-10: is shown at its first field that the form has', async () => {
    const answer = await refusedForm(
      contextOf(),
      form('first', 'other'),
      { first: 'typed' },
      problems.already_handled(),
    );
    expect(answer).toMatchObject({ kind: 'errors', errors: { first: expect.stringContaining('already') } });
    expect(
      answer.kind === 'errors' && answer.form.fields.map(({ value, error }) => [value, error !== undefined]),
    ).toEqual([
      ['typed', true],
      ['', false],
    ]);
    const both = await refusedForm(contextOf(), form('first', 'second'), {}, problems.already_handled());
    expect(both.kind === 'errors' && Object.keys(both.errors)).toEqual(['second']);
  });

  test('R-CARD-10: of a form that has none of its fields is a private sentence', async () => {
    const answer = await refusedForm(contextOf(), form('other'), {}, problems.already_handled());
    expect(answer).toMatchObject({ kind: 'card', as: 'notice' });
  });
});

type Spec = FormSpec<CommandContext, CommandArgs<unknown>, string, string>;
const spec = (change: Partial<Spec> = {}) =>
  defineForm<CommandContext, CommandArgs<unknown>, string, string>({
    prepare: async (_, { text }) => ok(`prepared ${text}`),
    draw: (_, prepared, { text }, values) => ({
      ...form('first'),
      title: `${prepared} for ${text} with ${JSON.stringify(values)}`,
    }),
    submit: async (_, { text }, values) => ok(`${text} ${String(values.first)}`),
    done: (_, done, { text }) => reply.card(card(`${text} done: ${done}`)),
    ...change,
  });
const args = { text: 'it', flags: {} };
const wrong = async () => refuse(problems.already_handled());
const forbidden = async () => refuse(problems.role_needed());

describe('R-CARD-10, R-CARD-14: a defined form', () => {
  test('is drawn of what it prepares, and submitting does the act', async () => {
    expect(titleOf(await spec().run(contextOf(), args))).toBe('prepared it for it with undefined');
    expect(titleOf(await spec().submit(contextOf(), args, { first: 'x' }))).toBe('it done: it x');
  });

  test('is refused at once to somebody who could not submit it', async () => {
    expect(await spec({ prepare: forbidden }).run(contextOf(), args)).toMatchObject({
      kind: 'card',
      as: 'notice',
    });
  });

  test('can be answered in its place', async () => {
    const nothing = { draw: () => reply.card(card('Nothing to fill in')) };
    expect(titleOf(await spec(nothing).run(contextOf(), args))).toBe('Nothing to fill in');
  });

  test('is a private sentence when there is nothing left to fill in', async () => {
    const nothing = { submit: wrong, draw: () => reply.card(card('Nothing to fill in')) };
    expect(await spec(nothing).submit(contextOf(), args, {})).toMatchObject({
      kind: 'card',
      as: 'notice',
      card: { summary: expect.stringContaining('already') },
    });
  });

  test('comes back with what was filled in when submitting is refused', async () => {
    const answer = await spec({ submit: wrong }).submit(contextOf(), args, { first: 'x' });
    expect(answer).toMatchObject({ kind: 'errors', errors: { first: expect.any(String) } });
    expect(titleOf(answer)).toBe('prepared it for it with {"first":"x"}');
  });

  test('is a private sentence when it can no longer be prepared', async () => {
    const answer = await spec({ submit: wrong, prepare: forbidden }).submit(contextOf(), args, {});
    expect(answer).toMatchObject({
      kind: 'card',
      as: 'notice',
      card: { summary: expect.stringContaining('already') },
    });
  });

  test('is drawn again in its own way where preparing would do something', async () => {
    const again = async () => ({ ...form('first'), title: 'Again' });
    expect(titleOf(await spec({ submit: wrong, redraw: again }).submit(contextOf(), args, {}))).toBe('Again');
    const nothing = await spec({ submit: wrong, redraw: async () => undefined }).submit(
      contextOf(),
      args,
      {},
    );
    expect(nothing).toMatchObject({ kind: 'card', as: 'notice' });
  });
});

describe('R-CMD-05: a defined list', () => {
  const asked: unknown[] = [];
  const list = (change: object = {}) =>
    listCommand<unknown, never, string>({
      verb: 'things',
      topic: 'look',
      shownTo: 'member',
      read: async (_, query, scope) => {
        asked.push({ ...query, scope });
        return ok('found');
      },
      draw: (_, found, { command, searched }) => card(`${found}: ${command}, ${searched}`),
      ...change,
    });
  const run = async (text: string, flags = {}, change = {}) => {
    asked.length = 0;
    const context = { ...contextOf(), actor: {} } as never;
    return titleOf(await list(change).run(context, { text, flags } as never));
  };

  test('searches for what is typed', async () => {
    expect(await run('')).toBe('found: things, null');
    expect(asked).toEqual([{ text: null, after: null, scope: '' }]);
    expect(await run(' con ', { after: 'k1' })).toBe('found: things, con');
    expect(asked).toEqual([{ text: 'con', after: 'k1', scope: '' }]);
  });

  test('chooses by the first words where it has several', async () => {
    const scope = (text: string) => (text.startsWith('sent') ? 'sent' : '');
    expect(await run('sent con', {}, { scope })).toBe('found: things sent, con');
    expect(asked).toEqual([{ text: 'con', after: null, scope: 'sent' }]);
    expect(await run('sent', {}, { scope })).toBe('found: things sent, null');
  });

  test('is refused in words', async () => {
    expect(await run('', {}, { read: forbidden })).not.toContain('found');
  });
});

describe('R-CARD-05: what cannot be undone', () => {
  const confirm = { title: 'Remove?', text: 'Fabrikam loses its roles.', yes: 'Remove', no: 'Keep' };
  const shown = reply.card(
    card('Fabrikam', [
      { kind: 'text', text: 'Roles in place' },
      {
        kind: 'buttons',
        buttons: [
          { label: 'A page', url: 'https://contoso.com' },
          { label: 'Roles', command: 'roles remove fabrikam.com' },
          { label: 'Other', command: 'access remove fabrikam.com --yes', confirm },
          { label: 'Remove roles', command: 'roles remove fabrikam.com --yes', intent: 'stop', confirm },
        ],
      },
    ]),
  );
  const act = () => reply.card(card('Done'));

  test('asks the question of its button, with the same words and a way out', async () => {
    shownLines.length = 0;
    const answer = await confirmed(
      contextOf(shown),
      'roles remove',
      { text: 'fabrikam.com', flags: {} },
      act,
    );
    expect(shownLines).toEqual(['show fabrikam.com']);
    expect(answer).toEqual(
      reply.card({
        title: 'Remove?',
        summary: 'Remove?',
        blocks: [
          { kind: 'text', text: 'Fabrikam loses its roles.' },
          {
            kind: 'buttons',
            buttons: [
              { label: 'Remove', command: 'roles remove fabrikam.com --yes', intent: 'stop' },
              { label: 'Keep', command: 'home' },
            ],
          },
        ],
      }),
    );
  });

  test('is done at once with --yes', async () => {
    shownLines.length = 0;
    const answer = await confirmed(
      contextOf(shown),
      'roles remove',
      { text: 'x', flags: { yes: true } },
      act,
    );
    expect([titleOf(answer), shownLines]).toEqual(['Done', []]);
  });

  test('is tried where no card offers it, and refused by the service', async () => {
    for (const other of [reply.card(card('Nothing')), reply.notice(card('Refused')), reply.form(form())])
      expect(titleOf(await confirmed(contextOf(other), 'roles remove', { text: 'x', flags: {} }, act))).toBe(
        'Done',
      );
    expect(confirmationIn(shown, 'roles')).toBeDefined();
    expect(confirmationIn(shown, 'role')).toBeUndefined();
    expect(confirmationIn(shown, 'end')).toBeUndefined();
  });
});
