import { z } from 'zod';
import { needsAcceptance } from '../domain/agreement.ts';
import type { OwnAgreement } from '../service/agreements.ts';
import { agreementCard, agreementForm } from '../views/agreement.ts';
import { noticeCard } from '../views/notice.ts';
import { defineCommand, refused, refusedForm, tickedIn, type Visit } from './define.ts';
import { refusedToward } from './organization.ts';
import { type Reply, reply } from './request.ts';

const shownAgreement = (visit: Visit, { status, mayAccept, organization }: OwnAgreement): Reply =>
  reply.card(agreementCard(visit.words, status, { mayAccept, customerName: organization.name }));

/** `agreement`: where the own organization stands (R-AGR-03, R-AGR-06). */
export const agreement = defineCommand({
  verb: 'agreement',
  topic: 'answer',
  for: 'members',
  shownTo: 'member',
  async run(visit) {
    const found = await visit.service.showAgreement(visit.actor);
    return found.ok ? shownAgreement(visit, found.value) : refused(visit, found.problem);
  },
});

const acceptFlags = z.object({ version: z.string().optional() }).strict();

/** `agreement accept`: accepts the current version when no invitation is waiting (R-AGR-01, R-AGR-04). */
export const agreementAccept = defineCommand<z.infer<typeof acceptFlags>>({
  verb: 'agreement accept',
  topic: 'answer',
  for: 'members',
  shownTo: ['accept_agreement'],
  flags: acceptFlags,
  async run(visit) {
    const found = await visit.service.reviewAgreement(visit.actor);
    if (!found.ok) return refused(visit, found.problem);
    const { current } = found.value.status;
    if (!current || !needsAcceptance(found.value.status)) return shownAgreement(visit, found.value);
    return reply.form(agreementForm(visit.words, current, `agreement accept --version "${current.version}"`));
  },
  async submit(visit, { flags }, values) {
    const consent = { ticked: tickedIn(values, 'agreement'), version: flags.version ?? null };
    const accepted = await visit.service.acceptAgreement(visit.actor, consent);
    if (accepted.ok) return shownAgreement(visit, accepted.value);
    const found = await visit.service.showAgreement(visit.actor);
    const current = found.ok ? found.value.status.current : null;
    if (!current) return refused(visit, accepted.problem);
    const form = agreementForm(visit.words, current, `agreement accept --version "${current.version}"`);
    return refusedForm(visit, form, values, accepted.problem, ({ code }) =>
      code === 'box_not_ticked' ? 'agreement' : undefined,
    );
  },
});

/** `agreement ask <customer>`: a partner that is blocked for want of it asks (R-AGR-05). */
export const agreementAsk = defineCommand({
  verb: 'agreement ask',
  topic: 'ask',
  takes: 'organization',
  for: 'members',
  shownTo: ['request_relationship'],
  async run(visit, { text }) {
    const asked = await visit.service.askForAgreement(visit.actor, text);
    if (!asked.ok) return refusedToward(visit, text, asked.problem);
    const { customer, agreement: document } = asked.value;
    return reply.notice(
      noticeCard(visit.words, 'agreement_asked', { customer: customer.name, version: document.version }),
    );
  },
});
