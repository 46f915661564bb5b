import { contactForm } from '../../../src/support/forms.ts';
import type { SupportBetween } from '../../../src/support/model.ts';
import type { problems as makers } from '../../../src/support/problems.ts';
import { type SamplesOf, type Views, viewOf, words } from '../frame.ts';
import type { World } from '../world.ts';

export const views: Views = {
  contactForm({ contoso: customer, member: present, others, say }) {
    const people = [present, ...others(2, 999).map(({ id }) => ({ ...present, id, name: say('Hugo Lee') }))];
    return [
      viewOf('nobody yet', contactForm(words, { customer, people, present: null })),
      viewOf('somebody', contactForm(words, { customer, people, present })),
    ];
  },
};

export const problems = ({ say }: World): SamplesOf<typeof makers> => ({
  contact_not_a_member: [{ typed: say('rob@contoso.com') }],
});

/** For the card of a customer. */
export const organizationPart = ({ member }: World): SupportBetween => ({
  ofCustomer: member,
  atPartner: null,
});
