import type { Words as AllWords } from '../kernel/words.ts';
import type { PartnershipsKey } from '../partnerships/index.ts';

/** The sentences about support. Keys are named after the meaning, not the place. */
export const en = {
  'problem.contact_not_a_member':
    'No member of your organization is “{typed}”. Choose one of your members, or type the e-mail address of one.',
  'act.assign_contact': 'Assign support contact',
  'support.contact': 'Support contact',
  'support.contact.of_customer': 'Support contact for this customer',
  'support.contact.at_partner': 'Your support contact',
  'support.contact.person': '{name} ({email})',
  'support.contact.form.title': 'Support contact',
  'support.contact.form.intro':
    'Who supports {customer}? {customer} sees the name and the e-mail address of this member.',
  'support.contact.form.hint': 'One of your members. It takes the place of the one before.',
  'support.contact.form.submit': 'Assign contact',
  'notice.contact_assigned':
    '{name} ({email}) is the support contact for {customer} now. {customer} is told.',
  'verb.support_assign': 'Names who of you supports a customer; the customer sees it.',
  'example.support_assign': 'support assign contoso.com',
  'usage.support_assign': 'support assign <customer> [e-mail address]',
  'notify.kind.support': 'support',
  'event.support.contact_assigned':
    '{actor} of {organization} named {name_given, select, yes {{name}} other {a member}} the support contact for {counterpart_given, select, yes {{counterpart}} other {a customer}}',
  'event.title.support.contact_assigned': 'Support contact assigned',
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
export type SupportKey = keyof typeof en | PartnershipsKey;
export type Words = AllWords<SupportKey>;
