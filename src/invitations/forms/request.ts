import { z } from 'zod';
import { type CommandArgs, textIn, tickedIn } from '../../kernel/command.ts';
import { defineForm } from '../../kernel/define-form.ts';
import type { Field, Form } from '../../kernel/form.ts';
import { reply } from '../../kernel/request.ts';
import { refuse } from '../../kernel/result.ts';
import {
  delegatedRoleMeanings,
  type RelationshipType,
  relationshipTypes,
} from '../../relationships/index.ts';
import type { DapChoice } from '../model/asking.ts';
import { problems } from '../problems.ts';
import type { Words } from '../words.en.ts';
import { type Context, maxAddress, nameAndLabel, noteField, textBlock } from './fields.ts';
import { draftToReview } from './mail.ts';

export const requestFlags = z
  .object({
    type: z.enum(relationshipTypes).optional(),
    dap: z.boolean().optional(),
    'no-dap': z.boolean().optional(),
    note: z.string().optional(),
  })
  .strict();
export type RequestFlags = z.infer<typeof requestFlags>;

/** The types that a partner can ask for; the option for delegated administration is separate (R-INV-06). */
const typesToChoose = [
  'reseller',
  'delegated_administrator',
  'partner',
  'advisor',
  'mpsa',
  'line_of_business',
] as const satisfies readonly RelationshipType[];

/** A partner asks a customer for a relationship; typed values are filled in (R-INV-02, R-INV-06). */
export const requestForm = (
  words: Words,
  present: {
    readonly customer: string;
    readonly type?: RelationshipType | undefined;
    readonly dap: boolean;
    /**
     * Whether delegated administration can be chosen, is decided by the cloud (R-INV-07), or is unavailable (R-DAP-09).
     */
    readonly dapChoice: DapChoice;
    readonly note: string;
  },
): Form => ({
  title: words.text('request.title'),
  command: 'request',
  blocks: [
    textBlock(words.text('request.intro')),
    ...(present.dapChoice === 'fixed_by_cloud' ? [textBlock(words.text('request.dap_fixed'))] : []),
    ...(present.dapChoice === 'absent' ? [textBlock(words.text('request.dap_absent'))] : []),
  ],
  fields: [
    {
      ...nameAndLabel(words, 'customer', words.text('request.whom_hint')),
      kind: 'text',
      value: present.customer,
      maxLength: maxAddress,
      placeholder: words.text('request.customer_placeholder'),
    },
    {
      ...nameAndLabel(words, 'type'),
      kind: 'choice',
      value: typesToChoose.find((type) => type === present.type) ?? 'reseller',
      options: typesToChoose.map((type) => ({ value: type, label: words.text(`type_choice.${type}`) })),
    },
    ...(present.dapChoice === 'free' ? [dapField(words, present.dap)] : []),
    noteField(words, present.note),
  ],
  submit: words.text('request.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});

const dapField = (words: Words, value: boolean): Field => ({
  ...nameAndLabel(words, 'dap', words.text('request.dap_hint', { roles: delegatedRoleMeanings(words) })),
  kind: 'tick',
  tick: words.text('request.dap_tick'),
  value,
  optional: true,
});

/** `request [customer]`: the form with the typed values, then the draft e-mail. */
export const request = defineForm({
  async prepare({ service, actor }: Context, { flags }: CommandArgs<RequestFlags>) {
    const prepared = await service.invitations.prepareRequest(actor);
    return prepared.ok && flags['no-dap'] && prepared.value.dapChoice === 'fixed_by_cloud'
      ? refuse(problems.dap_required_in_cloud({ cloud: prepared.value.cloud }))
      : prepared;
  },
  draw: ({ words }, { dapChoice }, { text, flags }) =>
    requestForm(words, {
      customer: text,
      type: flags.type,
      dap: flags.dap ?? dapChoice === 'fixed_by_cloud',
      dapChoice,
      note: flags.note ?? '',
    }),
  async submit({ service, actor }, _, values) {
    const prepared = await service.invitations.prepareRequest(actor);
    if (!prepared.ok) return prepared;
    return service.invitations.draftRequest(actor, {
      customer: textIn(values, 'customer'),
      type: z.enum(relationshipTypes).catch('reseller').parse(values.type),
      // If the form offered no choice, its value is not the person's decision.
      includesDap: prepared.value.dapChoice === 'free' ? tickedIn(values, 'dap') : undefined,
      note: textIn(values, 'note'),
    });
  },
  done: (context, draft) => reply.form(draftToReview(context, draft)),
});
