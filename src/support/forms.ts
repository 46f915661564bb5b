import { type CommandArgs, type MemberContext, textIn } from '../kernel/command.ts';
import { defineForm } from '../kernel/define-form.ts';
import type { Form } from '../kernel/form.ts';
import { noticeCard } from '../kernel/notice.ts';
import { type Reply, reply } from '../kernel/request.ts';
import type { Assigned, ContactChoice } from './model.ts';
import type { SupportServices } from './service.ts';
import type { SupportKey, Words } from './words.en.ts';

export type Context = MemberContext<SupportServices, SupportKey>;

/** Chooses who supports a customer from the own members (R-SUP-01). */
export const contactForm = (words: Words, { customer, people, present }: ContactChoice): Form => ({
  title: words.text('support.contact.form.title'),
  command: `support assign ${customer.domain}`,
  blocks: [{ kind: 'text', text: words.text('support.contact.form.intro', { customer: customer.name }) }],
  fields: [
    {
      kind: 'choice',
      name: 'contact',
      label: words.text('support.contact'),
      hint: words.text('support.contact.form.hint'),
      value: present?.id,
      options: people.map(({ id, name, email }) => ({
        value: id,
        label: words.text('support.contact.person', { name, email }),
      })),
    },
  ],
  submit: words.text('support.contact.form.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});

/** A notice with the customer's support contact. */
export const contactReply = ({ words }: Context, { customer, contact }: Assigned): Reply => {
  const { name, email } = contact;
  return reply.notice(
    noticeCard(words, words.text('notice.contact_assigned', { customer: customer.name, name, email })),
  );
};

/** Sets who supports a customer. */
export const contactAssign = defineForm({
  prepare: ({ service, actor }: Context, { text }: CommandArgs) =>
    service.support.prepareContact(actor, text),
  draw: ({ words }, choice) => contactForm(words, choice),
  submit: ({ service, actor }, { text }, values) =>
    service.support.assignContact(actor, text, textIn(values, 'contact')),
  done: contactReply,
});
