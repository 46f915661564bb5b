import { expect, it } from 'vitest';
import type { Form } from '../../src/kernel/form.ts';
import { inLanguage, reply } from '../../src/kernel/request.ts';

const card = { title: 'Hello', summary: 'Hello', blocks: [] };
const form: Form = {
  title: 'Ask',
  command: 'ask 1',
  blocks: [],
  fields: [],
  submit: 'Ask',
  cancel: 'Cancel',
};

it.each([
  ['a card', reply.card(card)],
  ['a notice', reply.notice(card)],
  ['a form', reply.form(form)],
  ['a form with errors', { kind: 'errors', form, errors: { a: 'Wrong' } } as const],
])('%s says which language it is in (R-LANG-01)', (_, answer) => {
  const marked = inLanguage(answer, 'ru');
  expect(marked.kind === 'card' ? marked.card.locale : marked.form.locale).toBe('ru');
  expect(marked).toMatchObject(answer);
});
