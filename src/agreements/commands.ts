import type { z } from 'zod';
import { commandsWith } from '../kernel/command.ts';
import { refused } from '../kernel/refuse.ts';
import { acceptFlags, agreementAccept, agreementReply } from './forms.ts';
import type { AgreementServices } from './service.ts';
import type { AgreementsKey } from './words.en.ts';

const { member } = commandsWith<AgreementServices, AgreementsKey>();

export const commands = [
  /** `agreement`: shows the own organization's agreement status (R-AGR-03, R-AGR-06). */
  member({
    verb: 'agreement',
    topic: 'answer',
    shownTo: 'member',
    async run(context) {
      const found = await context.service.agreements.show(context.actor);
      return found.ok ? agreementReply(context, found.value) : refused(context, found.problem);
    },
  }),

  /** `agreement accept`: accepts the current version without an invitation (R-AGR-01, R-AGR-04). */
  member<z.infer<typeof acceptFlags>>({
    verb: 'agreement accept',
    topic: 'answer',
    shownTo: ['accept_agreement'],
    flags: acceptFlags,
    ...agreementAccept,
  }),
];
