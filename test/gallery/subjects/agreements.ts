import { agreementForm } from '../../../src/agreements/forms.ts';
import type { problems as makers } from '../../../src/agreements/problems.ts';
import { agreementCard } from '../../../src/agreements/views.ts';
import { over, type SamplesOf, type Views, viewOf, words } from '../frame.ts';
import { now, type World } from '../world.ts';

export const views: Views = {
  agreementCard: ({ agreements, contoso }) =>
    Object.entries(agreements).flatMap(([name, status]) =>
      [true, false].map((mayAccept) =>
        (name === 'needed' || name === 'outdated' ? viewOf : over)(
          `${name}${mayAccept ? '' : ', who may not accept'}`,
          agreementCard(words, status, { mayAccept, customerName: contoso.name }),
        ),
      ),
    ),
  agreementForm: ({ mca }) => [viewOf('form', agreementForm(words, { ...mca, version: '2026-01' }))],
};

export const problems = ({ mca, gil, contoso }: World): SamplesOf<typeof makers> => ({
  box_not_ticked: [{}],
  agreement_changed: [{ version: mca.version }],
  agreement_not_published: [{}],
  agreement_already_accepted: [
    { version: mca.version, at: now, by: gil.name },
    { version: mca.version, at: now, by: gil.name, customer: contoso },
  ],
});
