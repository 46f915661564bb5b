import { z } from 'zod';
import { type CommandArgs, type MemberContext, tickedIn } from '../kernel/command.ts';
import { defineForm } from '../kernel/define-form.ts';
import type { Form } from '../kernel/form.ts';
import { type Reply, reply } from '../kernel/request.ts';
import { type Agreement, pendingAgreement } from './model.ts';
import type { AgreementServices, OwnAgreement } from './service.ts';
import { agreementCard, agreementTick, agreementToRead } from './views.ts';
import type { AgreementsKey, Words } from './words.en.ts';

type Context = MemberContext<AgreementServices, AgreementsKey>;

/** The version that the form showed when the person decided. */
export const acceptFlags = z.object({ version: z.string().optional() }).strict();

/** A card with the own organization's agreement status. */
export const agreementReply = (
  { words }: Pick<Context, 'words'>,
  { status, mayAccept, organization }: OwnAgreement,
): Reply => reply.card(agreementCard(words, status, { mayAccept, customerName: organization.name }));

/** Accepts the agreement without an invitation: for a customer that already has partners (R-AGR-04). */
export const agreementForm = (words: Words, agreement: Agreement): Form => ({
  title: words.text('agreement.form.title'),
  command: `agreement accept --version "${agreement.version}"`,
  blocks: [agreementToRead(words, agreement)],
  fields: [agreementTick(words)],
  submit: words.text('agreement.form.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});

/** `agreement accept`: the form, or the card if there is nothing to accept. */
export const agreementAccept = defineForm({
  prepare: async ({ service, actor }: Context, _: CommandArgs<z.infer<typeof acceptFlags>>) =>
    service.agreements.review(actor),
  draw(context, own) {
    const pending = pendingAgreement(own.status);
    return pending ? agreementForm(context.words, pending) : agreementReply(context, own);
  },
  submit: ({ service, actor }, { flags }, values) =>
    service.agreements.accept(actor, {
      ticked: tickedIn(values, 'agreement'),
      version: flags.version ?? null,
    }),
  done: agreementReply,
});
