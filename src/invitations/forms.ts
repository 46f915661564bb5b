import type { Agreement } from '../agreements/model.ts';
import { agreementTick, agreementToRead } from '../agreements/views.ts';
import type { Block, Text } from '../kernel/card.ts';
import type { Field, Form, Option } from '../kernel/form.ts';
import { clouds, type OrganizationSummary } from '../kernel/organization.ts';
import {
  cloudName,
  delegatedRoleMeanings,
  type FieldName,
  fieldLabel,
  languageName,
} from '../kernel/terms.ts';
import { locales, type Words } from '../kernel/words.ts';
import type { RelationshipType } from '../relationships/model/types.ts';
import type { InvitationDetails, SendingWay } from './model/invitation.ts';
import { askFacts, delegationNote, invitationTitle, noteBlocks, sidesOf } from './views/card.ts';

// One form for each step of an invitation, each a literal to be read from top to bottom: that is what the lines are.

/** The most characters that the fields take. */
const most = { name: 200, address: 254, note: 500, subject: 200, mail: 3000, tenantId: 64 } as const;

/**
 * The types that a partner can ask for; delegated administration makes a reseller both (R-INV-06). What each means is
 * said in a few words that an option has room for (75 characters).
 */
const typesToChoose = [
  'reseller',
  'delegated_administrator',
  'partner',
  'advisor',
  'mpsa',
  'line_of_business',
] as const satisfies readonly RelationshipType[];

/** A partner asks a customer for a relationship; what was typed already is filled in (R-INV-02, R-INV-06). */
export const requestForm = (
  words: Words,
  present: {
    readonly customer: string;
    readonly type?: RelationshipType | undefined;
    readonly dap: boolean;
    /** Whether delegated administration can be chosen, is settled by the cloud (R-INV-07), or is not to be had (R-DAP-09). */
    readonly dapChoice: 'free' | 'fixed_by_cloud' | 'absent';
    readonly note: string;
  },
): Form => ({
  title: words.text('request.title'),
  command: 'request',
  blocks: [
    said(words.text('request.intro')),
    ...(present.dapChoice === 'fixed_by_cloud' ? [said(words.text('request.dap_fixed'))] : []),
    ...(present.dapChoice === 'absent' ? [said(words.text('request.dap_absent'))] : []),
  ],
  fields: [
    {
      ...named(words, 'customer', words.text('request.customer_hint')),
      kind: 'text',
      value: present.customer,
      most: most.address,
      placeholder: words.text('request.customer_placeholder'),
    },
    {
      ...named(words, 'type'),
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
  ...named(words, 'dap', words.text('request.dap_hint', { roles: delegatedRoleMeanings(words) })),
  kind: 'tick',
  tick: words.text('request.dap_tick'),
  value,
  optional: true,
});

/** A provider asks a reseller to authorize it; says what that grants (R-IND-01, R-IND-02). */
export const providerInviteForm = (
  words: Words,
  present: { readonly reseller: string; readonly note: string },
): Form => ({
  title: words.text('provider_invite.title'),
  command: 'provider invite',
  blocks: [said(words.text('provider_invite.intro'))],
  fields: [
    {
      ...named(words, 'reseller', words.text('provider_invite.reseller_hint')),
      kind: 'text',
      value: present.reseller,
      most: most.address,
      placeholder: words.text('provider_invite.reseller_placeholder'),
    },
    noteField(words, present.note),
  ],
  submit: words.text('request.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});

const noteField = (words: Words, value: string): Field => ({
  ...named(words, 'note', words.text('request.note_hint')),
  kind: 'long_text',
  value,
  most: most.note,
  optional: true,
});

interface DraftToSend {
  /** What it is sent for: the first time, or once more because nobody has opened it yet (R-INV-13). */
  readonly purpose: 'send' | 'remind';
  readonly invitationId: string;
  /** Where the e-mail goes; empty where no address is known. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The draft as a `mailto:` address. */
  readonly mailto: string;
  /** Whether the system can send an e-mail to that address. */
  readonly mayMail: boolean;
  /** The organization, when it is known in chat. */
  readonly recipientName?: string | undefined;
}

/**
 * The draft e-mail for review: edited, opened in the sender's mail program, copied, or sent from here (R-INV-04,
 * R-INV-05). Sending from here is offered where mail is configured or the recipient is known in chat. The address is
 * the one that was asked, and is only shown.
 */
export const draftForm = (words: Words, draft: DraftToSend): Form => ({
  title: words.text(draft.purpose === 'send' ? 'draft.title' : 'draft.remind_title'),
  command: `${draft.purpose} ${draft.invitationId}`,
  blocks: [
    ...(draft.purpose === 'remind' ? [said(words.text('draft.remind_intro', { to: draft.to }))] : []),
    said(words.text('draft.intro')),
    ...howItGoes(words, draft),
  ],
  fields: [
    { ...named(words, 'subject'), kind: 'text', value: draft.subject, most: most.subject },
    {
      ...named(words, 'text', words.text('draft.text_hint')),
      kind: 'long_text',
      value: draft.text,
      most: most.mail,
    },
    wayField(words, draft),
  ],
  submit: words.text('draft.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});

function wayField(words: Words, { mayMail, recipientName }: DraftToSend): Field {
  const fromHere = mayMail || recipientName !== undefined;
  const ways: readonly SendingWay[] = fromHere ? ['system', 'own_mail'] : ['own_mail'];
  return {
    ...named(words, 'way'),
    kind: 'choice',
    value: ways[0],
    options: ways.map((way) => ({ value: way, label: words.text(`draft.way.${way}`) })),
  };
}

/** Who gets it from here, and how the sender sends it alone. */
function howItGoes(words: Words, { to, recipientName, mailto }: DraftToSend): readonly Block[] {
  const ownMail = words.rich('draft.own_mail', {
    link: { kind: 'link', label: words.text('draft.open_mail'), url: mailto },
    done: words.text('draft.way.own_mail'),
    submit: words.text('draft.submit'),
  });
  return [
    ...(to === '' ? [] : [said(words.text('draft.to', { to }))]),
    ...(recipientName === undefined ? [] : [said(words.text('draft.known', { recipient: recipientName }))]),
    said(ownMail),
  ];
}

interface Review {
  /** The line that gets the values; it carries what was shown, so that a change is noticed. */
  readonly command: string;
  /** The version to accept; null where none is needed. */
  readonly agreement: Agreement | null;
  /** The delegated administrator that accepting would replace. */
  readonly replaces: OrganizationSummary | null;
  /** Others who have the roles and keep them. */
  readonly several: readonly OrganizationSummary[];
}

/** What is read before accepting, and the boxes that accepting needs; declining instead grants nothing (R-INV-09). */
export function reviewForm(words: Words, details: InvitationDetails, review: Review): Form {
  const { sender, invitation } = details;
  const { agreement, replaces } = review;
  return {
    title: words.text('review.title'),
    command: review.command,
    blocks: [
      said(invitationTitle(words, details), 'strong'),
      { kind: 'facts', facts: askFacts(words, details) },
      ...noteBlocks(words, details),
      ...(replaces ? delegationNote(words, 'single', [replaces], sender) : []),
      ...delegationNote(words, 'several', review.several, sender),
      ...(agreement ? [agreementToRead(words, agreement)] : []),
      said(words.text('review.decline_instead'), 'quiet'),
    ],
    fields: boxesFor(words, details, review),
    ...(invitation.kind === 'indirect_provider'
      ? {
          submit: words.text('review.authorize_provider'),
          shortSubmit: words.text('review.authorize_provider.short'),
        }
      : { submit: words.text('review.accept_and_authorize') }),
    intent: 'go',
    cancel: words.text('form.cancel'),
  };
}

/**
 * The agreement where it is not accepted yet (R-AGR-01, R-AGR-03), the present delegated administrator that would be
 * replaced (R-DAP-05), and for an indirect provider what it is allowed (R-IND-01, R-IND-02).
 */
const boxesFor = (
  words: Words,
  { invitation, sender }: InvitationDetails,
  { agreement, replaces }: Review,
): readonly Field[] => [
  ...(agreement ? [agreementTick(words)] : []),
  ...(replaces
    ? [
        tick(
          words,
          'replace',
          words.text('review.replace_tick', { present: replaces.name, sender: sender.name }),
        ),
      ]
    : []),
  ...(invitation.kind === 'indirect_provider'
    ? [tick(words, 'understood', words.text('review.understood_tick'))]
    : []),
];

/** Declining asks for a reason, which may stay empty (R-CARD-05, R-INV-09). */
export const declineForm = (words: Words, details: InvitationDetails): Form => ({
  title: words.text('decline.title'),
  command: `decline ${details.invitation.id}`,
  blocks: [
    said(invitationTitle(words, details), 'strong'),
    said(words.text('decline.text', sidesOf(details))),
  ],
  fields: [
    {
      ...named(words, 'reason', words.text('decline.reason_hint', sidesOf(details))),
      kind: 'long_text',
      value: '',
      most: most.note,
      optional: true,
    },
  ],
  submit: words.text('decline.submit'),
  intent: 'stop',
  cancel: words.text('form.cancel'),
});

/**
 * A customer that no organization here stands for registers before it reads the invitation (R-INV-13, R-ID-04). The
 * domain is that of the invited address and cannot be changed. Countries are more than a list can take, so the country
 * is typed.
 */
export const registerForm = (
  words: Words,
  register: {
    readonly command: string;
    readonly domain: string;
    /** Who sent the invitation. */
    readonly senderName: string;
    /** The tenant that the chat platform vouches for, if it does: then it is shown and not asked for. */
    readonly tenantId: string | undefined;
    readonly name?: string | undefined;
    readonly email?: string | undefined;
  },
): Form => ({
  title: words.text('register.title'),
  command: register.command,
  blocks: [
    said(words.text('register.intro', { sender: register.senderName })),
    said(words.text('register.domain', { domain: register.domain })),
    ...(register.tenantId === undefined
      ? []
      : [said(words.text('register.tenant', { tenant: register.tenantId }))]),
  ],
  fields: [
    { ...named(words, 'name', words.text('register.name_hint')), kind: 'text', value: '', most: most.name },
    { ...named(words, 'country', words.text('register.country_hint')), kind: 'text', value: '', most: 60 },
    {
      ...named(words, 'cloud', words.text('register.cloud_hint')),
      kind: 'choice',
      value: 'public',
      options: clouds.map((cloud) => ({ value: cloud, label: cloudName(words, cloud) })),
    },
    // One language is nothing to choose from.
    ...(locales.length > 1 ? [languageField(words)] : []),
    ...(register.tenantId === undefined ? [tenantField(words)] : []),
    { ...named(words, 'your_name'), kind: 'text', value: register.name ?? '', most: most.name },
    { ...named(words, 'your_email'), kind: 'text', value: register.email ?? '', most: most.address },
  ],
  submit: words.text('register.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});

const tenantField = (words: Words): Field => ({
  ...named(words, 'tenant_id', words.text('register.tenant_hint')),
  kind: 'text',
  value: '',
  most: most.tenantId,
});

const languageField = (words: Words): Field => ({
  ...named(words, 'language', words.text('register.language_hint')),
  kind: 'choice',
  value: words.locale,
  options: locales.map((locale): Option => ({ value: locale, label: languageName(locale) })),
});

const said = (text: Text, tone: 'plain' | 'quiet' | 'strong' = 'plain'): Block => ({
  kind: 'text',
  text,
  tone,
});

const tick = (words: Words, name: FieldName, text: string): Field => ({
  ...named(words, name),
  kind: 'tick',
  tick: text,
  value: false,
});

/** A field's name with the label that goes with it everywhere. */
const named = (words: Words, name: FieldName, hint?: string) => ({
  name,
  label: fieldLabel(words, name),
  ...(hint === undefined ? {} : { hint }),
});
