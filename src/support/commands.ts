import { parseEmail } from '../kernel/address.ts';
import { commandsWith } from '../kernel/command.ts';
import type { Offer } from '../kernel/offer.ts';
import { refused } from '../kernel/refuse.ts';
import { contactAssign, contactReply } from './forms.ts';
import { assignContactRule, type OnOrganization } from './model.ts';
import type { SupportServices } from './service.ts';
import type { SupportKey } from './words.en.ts';

const { member } = commandsWith<SupportServices, SupportKey>();

const assignOffer = (on: 'organization' | 'relationship'): Offer<OnOrganization, SupportKey> => ({
  on,
  rule: assignContactRule,
  label: 'act.assign_contact',
  line: ({ other }) => `support assign ${other.domain}`,
});

/** The customer, whose name may have several words, then the contact's e-mail address if one was typed. */
function customerAndContact(text: string): { readonly customer: string; readonly email?: string } {
  const words = text.split(' ');
  const email = words.length > 1 ? parseEmail(words.at(-1) ?? '') : undefined;
  return email === undefined ? { customer: text } : { customer: words.slice(0, -1).join(' '), email };
}

export const commands = [
  /** `support assign <customer> [e-mail]`: sets who supports a customer, by a form or as typed (R-SUP-01). */
  member({
    verb: 'support assign',
    topic: 'change',
    takes: 'organization',
    shownTo: ['ask_support_for_customer'],
    offers: [assignOffer('organization'), assignOffer('relationship')],
    ...contactAssign,
    async run(context, args) {
      const { customer, email } = customerAndContact(args.text);
      if (email === undefined) return contactAssign.run(context, args);
      const assigned = await context.service.support.assignContact(context.actor, customer, email);
      return assigned.ok ? contactReply(context, assigned.value) : refused(context, assigned.problem);
    },
  }),
];
