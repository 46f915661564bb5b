import { z } from 'zod';
import { type CommandContext, defineCommand, refused, refusedForm, tickedIn } from '../kernel/command.ts';
import { noticeCard } from '../kernel/notice.ts';
import { type Reply, reply } from '../kernel/request.ts';
import { refusedToward } from '../overview/commands/refused-toward.ts';
import { needsAcceptance } from './model.ts';
import type { OwnAgreement } from './service.ts';
import { agreementCard, agreementForm } from './views.ts';

const shownAgreement = (context: CommandContext, { status, mayAccept, organization }: OwnAgreement): Reply =>
  reply.card(agreementCard(context.words, status, { mayAccept, customerName: organization.name }));

/** `agreement`: where the own organization stands (R-AGR-03, R-AGR-06). */
export const agreement = defineCommand({
  verb: 'agreement',
  topic: 'answer',
  for: 'members',
  shownTo: 'member',
  async run(context) {
    const found = await context.service.showAgreement(context.actor);
    return found.ok ? shownAgreement(context, found.value) : refused(context, found.problem);
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
  async run(context) {
    const found = await context.service.reviewAgreement(context.actor);
    if (!found.ok) return refused(context, found.problem);
    const { current } = found.value.status;
    if (!current || !needsAcceptance(found.value.status)) return shownAgreement(context, found.value);
    return reply.form(
      agreementForm(context.words, current, `agreement accept --version "${current.version}"`),
    );
  },
  async submit(context, { flags }, values) {
    const consent = { ticked: tickedIn(values, 'agreement'), version: flags.version ?? null };
    const accepted = await context.service.acceptAgreement(context.actor, consent);
    if (accepted.ok) return shownAgreement(context, accepted.value);
    const found = await context.service.showAgreement(context.actor);
    const current = found.ok ? found.value.status.current : null;
    if (!current) return refused(context, accepted.problem);
    const form = agreementForm(context.words, current, `agreement accept --version "${current.version}"`);
    return refusedForm(context, form, values, accepted.problem, ({ code }) =>
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
  async run(context, { text }) {
    const asked = await context.service.askForAgreement(context.actor, text);
    if (!asked.ok) return refusedToward(context, text, asked.problem);
    const { customer, agreement: document } = asked.value;
    return reply.notice(
      noticeCard(context.words, 'agreement_asked', { customer: customer.name, version: document.version }),
    );
  },
});
