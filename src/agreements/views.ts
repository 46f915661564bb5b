import type { Block, Card } from '../kernel/card.ts';
import type { Field } from '../kernel/form.ts';
import type { Inline, Text } from '../kernel/text.ts';
import { moment } from '../kernel/words.ts';
import type { Agreement, AgreementAcceptance, AgreementStatus } from './model.ts';
import type { Words } from './words.en.ts';

/** A link to the document, labeled with its name (R-AGR-01). */
const documentLink = (words: Words, agreement: Agreement): Exclude<Inline, string> => ({
  kind: 'link',
  label: words.text(`agreement_kind.${agreement.kind}`),
  url: agreement.url,
});

/** The box that must be ticked to accept (R-AGR-01). */
export const agreementTick = (words: Words): Field => ({
  kind: 'tick',
  name: 'agreement',
  label: words.text('field.agreement'),
  tick: words.text('review.agreement_tick'),
  value: false,
});

/** The document's link and version, to read before ticking the box (R-AGR-01). */
export const agreementToRead = (words: Words, agreement: Agreement): Block => ({
  kind: 'text',
  text: words.rich('review.agreement', {
    document: documentLink(words, agreement),
    version: agreement.version,
  }),
});

/**
 * A customer's agreement status as one fact of an invitation or a relationship; names both versions (R-AGR-03, 06).
 */
export function agreementStatusText(words: Words, status: AgreementStatus): Text {
  const { current, acceptance, latest } = status;
  if (current === null) return words.text('agreement.standing.none');
  const values = { document: documentLink(words, current), version: current.version };
  if (acceptance) {
    return words.rich('agreement.standing.accepted', {
      ...values,
      by: acceptance.by.name,
      at: moment(acceptance.at),
    });
  }
  return latest
    ? words.rich('agreement.standing.outdated', { ...values, accepted: latest.version })
    : words.rich('agreement.standing.needed', values);
}

const acceptedBy = (words: Words, acceptance: AgreementAcceptance): Text =>
  words.rich('agreement.accepted_by', {
    version: acceptance.version,
    by: words.text('person.with_email', { name: acceptance.by.name, email: acceptance.by.email }),
    at: moment(acceptance.at),
    platform: acceptance.platform ?? 'none',
  });

const acceptedStatus = (words: Words, acceptance: AgreementAcceptance): Block => ({
  kind: 'status',
  tone: 'good',
  text: words.rich('agreement.status.accepted', { by: acceptance.by.name, at: moment(acceptance.at) }),
});

const acceptButton = (words: Words): Block => ({
  kind: 'buttons',
  buttons: [{ label: words.text('agreement.button.accept'), command: 'agreement accept', intent: 'go' }],
});

/** The own organization's agreement status; has a button only while there is something to accept. */
export function agreementCard(
  words: Words,
  status: AgreementStatus,
  viewer: { readonly mayAccept: boolean; readonly customerName: string },
): Card {
  const { current, acceptance, latest } = status;
  const customer = viewer.customerName;
  const title = words.text('agreement.title', { customer });
  if (current === null) {
    return {
      title,
      summary: words.text('agreement.summary.none', { customer }),
      blocks: [{ kind: 'status', tone: 'neutral', text: words.text('agreement.status.none') }],
    };
  }
  const needed: readonly Block[] = [
    { kind: 'text', text: words.text('agreement.consequence', { customer }) },
    ...(viewer.mayAccept ? [acceptButton(words)] : []),
  ];
  return {
    title,
    summary: acceptance
      ? words.text('agreement.summary.accepted', { customer })
      : words.text('agreement.summary.needed', { customer, version: current.version }),
    blocks: [
      acceptance ? acceptedStatus(words, acceptance) : neededStatus(words, current),
      {
        kind: 'facts',
        facts: [
          { label: words.text('agreement.fact.document'), value: [documentLink(words, current)] },
          { label: words.text('agreement.fact.version'), value: current.version },
          {
            label: words.text('agreement.fact.accepted'),
            value: latest ? acceptedBy(words, latest) : words.text('agreement.never_accepted'),
          },
        ],
      },
      ...(acceptance ? [] : needed),
    ],
  };
}

const neededStatus = (words: Words, current: Agreement): Block => ({
  kind: 'status',
  tone: 'waiting',
  text: words.text('agreement.status.needed', { version: current.version }),
});
