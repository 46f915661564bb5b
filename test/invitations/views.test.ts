import { describe, expect, test } from 'vitest';
import { agreementForm } from '../../src/agreements/forms.ts';
import type { Agreement, AgreementStatus } from '../../src/agreements/model.ts';
import { agreementCard, agreementStatusText } from '../../src/agreements/views.ts';
import { declineForm } from '../../src/invitations/forms/decline.ts';
import { draftForm } from '../../src/invitations/forms/mail.ts';
import { providerInviteForm } from '../../src/invitations/forms/provider-invite.ts';
import { registerForm } from '../../src/invitations/forms/register.ts';
import { requestForm } from '../../src/invitations/forms/request.ts';
import { reviewForm } from '../../src/invitations/forms/review.ts';
import type { Invitation, InvitationDetails } from '../../src/invitations/model/invitation.ts';
import * as view from '../../src/invitations/views/card.ts';
import { invitationMail, mailtoLink } from '../../src/invitations/views/mail.ts';
import type { Block, Button, Card, Fact, Text } from '../../src/kernel/card.ts';
import { faultCard } from '../../src/kernel/fault-card.ts';
import type { Field, Form } from '../../src/kernel/form.ts';
import { offerButtons, offersOn } from '../../src/kernel/offer.ts';
import type { OrganizationSummary } from '../../src/kernel/organization.ts';
import type { CardViewer } from '../../src/kernel/subject.ts';
import { relationshipTypes } from '../../src/relationships/model/types.ts';
import { agreementGap } from '../../src/relationships/views/organization-section.ts';
import { offers, type Words, wordsOf } from '../../src/subjects.ts';

const words = wordsOf('en');
const at = new Date('2026-11-12T10:00:00Z');

const organization = (letter: string, name: string): OrganizationSummary => ({
  id: `01990000-0000-7000-8000-00000000000${letter}`,
  name,
  domain: `${name.toLowerCase()}.com`,
  country: 'DE',
  cloud: 'public',
  programme: null,
});
const fabrikam = organization('f', 'Fabrikam');
const contoso = organization('c', 'Contoso');
const northwind = organization('d', 'Northwind');
const proseware = organization('e', 'Proseware');

const asked: Invitation = {
  id: '01990000-0000-7000-8000-000000000001',
  kind: 'relationship',
  state: 'sent',
  senderId: fabrikam.id,
  recipientId: contoso.id,
  recipientEmail: null,
  type: 'reseller_and_delegated_administrator',
  includesDap: true,
  note: 'We met in Lisbon.',
  draftedBy: { memberId: null, name: 'Finn Fabri', email: 'finn@fabrikam.com' },
  draftedAt: new Date('2026-11-01T08:00:00Z'),
  sentAt: new Date('2026-11-02T08:00:00Z'),
  sentBy: 'system',
  expiresAt: new Date('2027-01-31T08:00:00Z'),
  answer: null,
};
const mca: Agreement = {
  kind: 'microsoft_customer_agreement',
  version: '2026-10',
  locale: 'en',
  url: 'https://example.com/mca',
};
const ada = { memberId: null, name: 'Ada Lovelace', email: 'ada@contoso.com' };
const acceptance = {
  kind: mca.kind,
  version: '2026-10',
  locale: 'en',
  by: ada,
  at,
  platform: 'slack',
} as const;
const needed: AgreementStatus = { current: mca, acceptance: null, latest: null };
const outdated: AgreementStatus = {
  current: mca,
  acceptance: null,
  latest: { ...acceptance, version: '2025-04' },
};
const accepted: AgreementStatus = { current: mca, acceptance, latest: acceptance };

const details = (
  invitation: Partial<Invitation> = {},
  rest: Partial<InvitationDetails> = {},
): InvitationDetails => ({
  invitation: { ...asked, ...invitation },
  sender: fabrikam,
  recipient: contoso,
  agreement: needed,
  delegation: { present: [], policy: 'single' },
  ...rest,
});
const answered = (state: Invitation['state'], reason: string | null = null): InvitationDetails =>
  details({ state, answer: { by: state === 'expired' ? null : ada, at, reason, platform: 'slack' } });
const provider = details(
  { kind: 'indirect_provider', type: null, includesDap: false, note: null },
  { agreement: null, delegation: null },
);

/** Who looks at an invitation, and the acts that are left to this person. */
interface Viewer extends Partial<Omit<CardViewer, 'organizationId' | 'buttons'>> {
  readonly organizationId: string;
  readonly acts: readonly string[];
  /** The card for everybody: one button that asks what the viewer may do. */
  readonly showButton?: boolean;
}
const customer = (...acts: readonly string[]): Viewer => ({ organizationId: contoso.id, acts });
const partner = (...acts: readonly string[]): Viewer => ({ organizationId: fabrikam.id, acts });

/** The card, with the buttons that its commands offer for these acts. */
function invitationCard(
  words: Words,
  about: InvitationDetails,
  { organizationId, acts, showButton, ...rest }: Viewer,
): Card {
  const situation = { ...about, organizationId, now: at };
  const offered = offersOn(offers, 'invitation', situation).filter((offer) =>
    acts.some((act) => offer.line(situation).startsWith(`${act} `)),
  );
  const show = { label: words.text('act.show_mine'), command: `show ${about.invitation.id}` };
  const buttons = showButton ? [show] : offerButtons(words, offered, situation);
  return view.invitationCard(words, about, { organizationId, buttons, ...rest });
}

const plain = (text: Text): string =>
  typeof text === 'string'
    ? text
    : text
        .map((part) => {
          if (typeof part === 'string') return part;
          if (part.kind === 'time') return part.at.toISOString();
          return part.kind === 'link' ? part.label : part.text;
        })
        .join('');
const said = ({ blocks }: { readonly blocks: readonly Block[] }): string =>
  blocks
    .flatMap((block) => {
      if (block.kind === 'facts') return block.facts.map(({ label, value }) => `${label}: ${plain(value)}`);
      if (block.kind === 'quote') return [block.text];
      return block.kind === 'text' || block.kind === 'status' ? [plain(block.text)] : [];
    })
    .join('\n');
const factsOf = (card: Card): readonly Fact[] =>
  card.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
const fact = (card: Card, label: string): string => {
  const found = factsOf(card).find((one) => one.label === label);
  return found ? plain(found.value) : '';
};
const buttonsOf = (card: Card): readonly Button[] =>
  card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
const pressable = (card: Card): readonly (readonly [string, string])[] =>
  buttonsOf(card).map((button) => [button.label, 'command' in button ? button.command : button.url]);
const field = (form: Form, name: string): Field | undefined => form.fields.find((one) => one.name === name);
const optionsOf = (form: Form, name: string): readonly string[] => {
  const found = field(form, name);
  return found?.kind === 'choice' ? found.options.map(({ value }) => value) : [];
};

describe('an invitation that waits for its answer', () => {
  test('R-CARD-01: puts the decision in the title', () => {
    const card = invitationCard(words, details(), customer('accept', 'decline'));
    expect(card.title).toBe(
      'Fabrikam asks Contoso for a reseller relationship with delegated administration',
    );
    expect(card.summary).toBe(card.title);
    expect(card.subject).toEqual({ kind: 'invitation', id: asked.id });
  });

  test('R-CARD-02: says who asks, what for, roles, agreement, asked by whom and when, and expiry', () => {
    const card = invitationCard(words, details(), customer());
    expect(factsOf(card).map(({ label }) => label)).toEqual([
      'Who asks',
      'What for',
      'Roles asked for',
      'Agreement',
      'Asked by',
      'Expires',
    ]);
    expect(fact(card, 'Who asks')).toBe('Fabrikam (fabrikam.com)');
    expect(fact(card, 'Asked by')).toBe('Finn Fabri, sent through Accord on 2026-11-02T08:00:00.000Z');
    expect(fact(card, 'Agreement')).toBe('Microsoft Customer Agreement, version 2026-10: to be accepted');
    expect(fact(card, 'Expires')).toContain('2027-01-31');
    expect(said(card)).toContain('We met in Lisbon.');
  });

  test('R-INV-08: shows each role before the answer, and what it lets the partner do', () => {
    const card = invitationCard(words, details(), customer('accept', 'decline'));
    expect(fact(card, 'Roles asked for')).toMatch(
      /Global admin \(full control.*\) and Helpdesk admin \(resets/,
    );
    expect(fact(card, 'What for')).toMatch(/sell products.*create user accounts.*reset passwords/);
  });

  test('R-INV-08: says that no roles are granted where none are asked for', () => {
    const card = invitationCard(words, details({ type: 'reseller', includesDap: false }), customer());
    expect(fact(card, 'Roles asked for')).toContain('None');
    expect(card.title).toBe('Fabrikam asks Contoso for a reseller relationship');
  });

  test('R-IND-02: of a provider it says what the reseller grants', () => {
    const card = invitationCard(words, provider, customer('accept', 'decline'));
    expect(card.title).toBe('Fabrikam asks Contoso to authorize it as indirect provider');
    expect(fact(card, 'What for')).toContain(
      'submit orders and add subscriptions for the customers of Contoso',
    );
    expect(fact(card, 'Access asked for')).toContain('Administrator access to the work account of Contoso');
    expect(pressable(card)).toEqual([
      ['Review & authorize', `accept ${asked.id}`],
      ['Decline', `decline ${asked.id}`],
    ]);
  });

  test('R-DAP-07: asks for removed roles as such', () => {
    const card = invitationCard(words, details({ kind: 'delegated_administration' }), customer());
    expect(card.title).toBe('Fabrikam asks Contoso for delegated administration privileges');
    expect(fact(card, 'Roles asked for')).toContain('Helpdesk admin');
  });

  test('R-ORG-03: names the portal of the customer’s cloud', () => {
    const cloud = (cloud: OrganizationSummary['cloud']) =>
      said(invitationCard(words, details({}, { recipient: { ...contoso, cloud } }), customer()));
    expect(cloud('public')).toContain('Microsoft 365 admin center');
    expect(cloud('us_government')).toContain('Microsoft Office admin portal');
    expect(cloud('germany')).toContain('Microsoft Office admin portal');
  });

  test('R-INV-13: calls an organization that is not known yet by its address', () => {
    const unknown = details({ recipientId: null, recipientEmail: 'ada@contoso.com' }, { recipient: null });
    expect(invitationCard(words, unknown, partner()).title).toContain('Fabrikam asks ada@contoso.com for');
  });

  test('R-INV-15: drafted, sent by own mail and sent by the system read differently', () => {
    const by = (invitation: Partial<Invitation>) =>
      fact(invitationCard(words, details(invitation), partner()), 'Asked by');
    const draft = { state: 'draft', sentAt: null, sentBy: null, expiresAt: null } as const;
    expect(by(draft)).toBe('Finn Fabri, drafted on 2026-11-01T08:00:00.000Z');
    expect(by({ sentBy: 'own_mail' })).toContain('sent by their own e-mail on 2026-11-02');
    expect(by({ sentBy: 'system' })).toContain('sent through Accord on 2026-11-02');
  });

  test('R-CARD-05: withdrawing asks first and names both organizations; declining has a form instead', () => {
    const [remind, withdraw] = buttonsOf(invitationCard(words, details(), partner('remind', 'withdraw')));
    expect(remind).toEqual({ label: 'Remind', command: `remind ${asked.id}` });
    expect(withdraw).toMatchObject({ command: `withdraw ${asked.id} --yes`, intent: 'stop' });
    expect(withdraw && 'confirm' in withdraw && withdraw.confirm?.text).toMatch(/Fabrikam.*Contoso/);
    const [, decline] = buttonsOf(invitationCard(words, details(), customer('accept', 'decline')));
    expect(decline).toEqual({ label: 'Decline', command: `decline ${asked.id}`, intent: 'stop' });
  });

  test('R-CARD-06: the card for everybody asks what the viewer may do, and has no button that needs a role', () => {
    const personal = { command: `show ${asked.id}`, viewers: [{ platform: 'teams', user: '29:a' }] } as const;
    const card = invitationCard(words, details(), { ...customer('accept'), showButton: true, personal });
    expect(pressable(card)).toEqual([['Show what I can do', `show ${asked.id}`]]);
    expect(card.personal).toEqual(personal);
  });

  test('R-NOTE-01: says why a channel got it, when a channel did', () => {
    const reason = 'invitations where partner = Fabrikam';
    expect(said(invitationCard(words, details(), { ...customer(), reason }))).toContain(reason);
  });
});

describe('R-DAP-05: who has delegated administration now', () => {
  const present = (policy: 'single' | 'several', ...others: readonly OrganizationSummary[]) =>
    details({}, { delegation: { present: others, policy } });

  test('is named to the customer, with what accepting does to it', () => {
    const card = invitationCard(words, present('single', northwind), customer('accept'));
    expect(said(card)).toContain('Northwind has these roles now. Accepting replaces it with Fabrikam.');
  });

  test('where several may have it, the others are named and keep it', () => {
    const card = invitationCard(words, present('several', northwind, proseware), customer('accept'));
    expect(said(card)).toContain('have these roles too, and keep them: Northwind and Proseware.');
  });

  test('is nothing that the sender learns', () => {
    const card = invitationCard(words, present('single', northwind), partner('withdraw'));
    expect(said(card)).not.toContain('Northwind');
  });

  test('is not said where no roles are asked for, and not of the sender itself', () => {
    const without = { ...present('single', northwind) };
    const plainReseller = {
      ...without,
      invitation: { ...asked, type: 'reseller', includesDap: false },
    } as const;
    expect(said(invitationCard(words, plainReseller, customer()))).not.toContain('Northwind');
    expect(said(invitationCard(words, present('single', fabrikam), customer()))).not.toContain('replaces');
  });
});

describe('R-CARD-03: an invitation that was answered', () => {
  test.each([
    ['accepted', 'Accepted by Ada Lovelace on 2026-11-12T10:00:00.000Z.'],
    ['declined', 'Declined by Ada Lovelace on 2026-11-12T10:00:00.000Z.'],
    ['withdrawn', 'Withdrawn by Ada Lovelace on 2026-11-12T10:00:00.000Z.'],
    ['expired', 'Expired on 2026-11-12T10:00:00.000Z. Nobody answered in time.'],
  ] as const)('when %s says who and when, and has no buttons', (state, sentence) => {
    for (const viewer of [customer('accept', 'decline'), { ...partner('withdraw'), showButton: true }]) {
      const card = invitationCard(words, answered(state), viewer);
      expect(plain((card.blocks[0]?.kind === 'status' && card.blocks[0].text) || '')).toBe(sentence);
      expect(buttonsOf(card)).toEqual([]);
      expect(fact(card, 'Expires')).toBe('');
      expect(card.summary).not.toBe(card.title);
    }
  });

  test('shows the reason that was given', () => {
    expect(said(invitationCard(words, answered('declined', 'We have one.'), partner()))).toContain(
      'We have one.',
    );
  });
});

test('R-CARD-01: every invitation in every state has three to six facts', () => {
  const kinds: readonly InvitationDetails[] = [
    provider,
    details({ kind: 'delegated_administration' }),
    ...relationshipTypes.map((type) => details({ type, includesDap: false })),
  ];
  for (const one of kinds) {
    for (const state of ['draft', 'sent', 'accepted', 'declined', 'withdrawn', 'expired'] as const) {
      const card = invitationCard(words, { ...one, invitation: { ...one.invitation, state } }, customer());
      expect(factsOf(card).length).toBeGreaterThanOrEqual(3);
      expect(factsOf(card).length).toBeLessThanOrEqual(6);
      expect(said(card)).not.toMatch(/[{}]|undefined|\b[a-z]+_[a-z]+\b/);
    }
  }
});

describe('asking a customer', () => {
  const present = { customer: 'contoso.com', dap: true, note: '' } as const;

  test('R-INV-06: offers the privileges as a choice of the sender', () => {
    const form = requestForm(words, { ...present, dapChoice: 'free' });
    expect(field(form, 'dap')).toMatchObject({
      kind: 'tick',
      tick: 'Include delegated administration privileges',
      value: true,
    });
    expect(field(form, 'customer')).toMatchObject({ value: 'contoso.com' });
    expect(form.command).toBe('request');
  });

  test.each([
    ['R-INV-07', 'fixed_by_cloud', 'a partner cannot leave them out'],
    ['R-DAP-09', 'absent', 'your programme does not entitle you'],
  ] as const)('%s: with no choice (%s) there is no box, and the reason is shown', (_, dapChoice, reason) => {
    const form = requestForm(words, { ...present, dapChoice });
    expect(field(form, 'dap')).toBeUndefined();
    expect(said(form)).toContain(reason);
  });

  test('R-TYPE-08: offers each type with its meaning, in no more than an option has room for', () => {
    const form = requestForm(words, { ...present, dapChoice: 'free' });
    expect(optionsOf(form, 'type')).toEqual(
      relationshipTypes.filter((type) => type !== 'reseller_and_delegated_administrator'),
    );
    const types = field(form, 'type');
    for (const { label } of types?.kind === 'choice' ? types.options : []) {
      expect(label.length).toBeLessThanOrEqual(75);
    }
  });

  test('R-IND-02: a provider reads what the reseller will grant it', () => {
    const form = providerInviteForm(words, { reseller: 'proseware.com', note: '' });
    expect(form.command).toBe('provider invite');
    expect(said(form)).toMatch(/submit orders and add subscriptions.*administrator access/);
  });
});

describe('R-INV-05: the draft e-mail', () => {
  const draft = {
    purpose: 'send',
    invitationId: asked.id,
    to: 'ada@contoso.com',
    subject: 'Subject',
    text: 'Text',
    mailto: 'mailto:ada@contoso.com?subject=Subject',
    mayMail: true,
  } as const;

  test('can be edited, opened in the own mail program, or sent from here', () => {
    const form = draftForm(words, draft);
    expect(form.command).toBe(`send ${asked.id}`);
    expect(form.fields.map(({ name }) => name)).toEqual(['subject', 'text', 'way']);
    expect(optionsOf(form, 'way')).toEqual(['system', 'own_mail']);
    expect(said(form)).toContain('ada@contoso.com');
    expect(JSON.stringify(form.blocks)).toContain(draft.mailto);
  });

  test('is not sent from here where neither mail nor chat reaches the recipient', () => {
    expect(optionsOf(draftForm(words, { ...draft, mayMail: false }), 'way')).toEqual(['own_mail']);
  });

  test('is sent from here by chat where the recipient is known there', () => {
    const form = draftForm(words, { ...draft, to: '', mayMail: false, recipientName: 'Contoso' });
    expect(optionsOf(form, 'way')).toEqual(['system', 'own_mail']);
    expect(said(form)).toContain('Contoso already uses Accord');
    expect(said(form)).not.toContain('The e-mail goes to');
  });
});

describe('the review before accepting', () => {
  const command = `accept ${asked.id} --agreement "2026-10"`;
  const review = { command, agreement: mca, replaces: null, several: [] };

  test('R-AGR-01: shows the document’s link and version, with a box that is not ticked', () => {
    const form = reviewForm(words, details(), review);
    expect(form.command).toBe(command);
    expect(field(form, 'agreement')).toMatchObject({
      kind: 'tick',
      tick: 'I have read the agreement',
      value: false,
    });
    expect(JSON.stringify(form.blocks)).toContain(mca.url);
    expect(said(form)).toContain('2026-10');
    expect(form.submit).toBe('Accept & authorize');
  });

  test('R-AGR-03: asks for no agreement that is accepted already', () => {
    expect(reviewForm(words, details(), { ...review, agreement: null }).fields).toEqual([]);
  });

  test('R-INV-08, R-INV-09: says what is granted, and that declining grants nothing', () => {
    const form = reviewForm(words, details(), review);
    expect(said(form)).toMatch(/Roles asked for: Global admin.*Helpdesk admin/);
    expect(said(form)).toContain('Nothing is granted then.');
  });

  test('R-DAP-05: replacing the present delegated administrator is a box of its own, which names it', () => {
    const form = reviewForm(words, details(), { ...review, replaces: northwind });
    expect(field(form, 'replace')).toMatchObject({
      kind: 'tick',
      tick: 'Replace Northwind with Fabrikam',
      value: false,
    });
    expect(said(form)).toContain('Northwind has these roles now.');
  });

  test('R-DAP-05: others who keep the roles are named, and there is nothing to replace', () => {
    const form = reviewForm(words, details(), { ...review, several: [northwind] });
    expect(field(form, 'replace')).toBeUndefined();
    expect(said(form)).toContain('Northwind has these roles too, and keeps them.');
  });

  test('R-IND-01, R-IND-02: a provider is authorized by a box and "Authorize indirect provider"', () => {
    const form = reviewForm(words, provider, { ...review, agreement: null });
    expect(form.fields.map(({ name }) => name)).toEqual(['understood']);
    expect(form.submit).toEqual({ long: 'Authorize indirect provider', short: 'Authorize provider' });
    expect(said(form)).toContain('Administrator access to the work account of Contoso');
  });
});

test('R-CARD-05, R-INV-09: declining asks for a reason that may stay empty', () => {
  const form = declineForm(words, details());
  expect(form.command).toBe(`decline ${asked.id}`);
  expect(field(form, 'reason')).toMatchObject({ kind: 'long_text', optional: true });
  expect(form.intent).toBe('stop');
});

test('R-INV-13: redeeming a link for an unknown organization registers it with the invited domain', () => {
  const form = registerForm(words, {
    command: 'redeem abc',
    domain: 'contoso.com',
    senderName: 'Fabrikam',
    tenantId: undefined,
    name: 'Ada Lovelace',
  });
  expect(form.fields.map(({ name }) => name)).toEqual([
    'name',
    'country',
    'cloud',
    'tenant_id',
    'your_name',
    'your_email',
  ]);
  expect(said(form)).toMatch(/Fabrikam has invited you.*contoso\.com/s);
  expect(field(form, 'your_name')).toMatchObject({ value: 'Ada Lovelace' });
  const vouched = registerForm(words, {
    command: 'redeem abc',
    domain: 'contoso.com',
    senderName: 'Fabrikam',
    tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47',
  });
  expect(vouched.fields.some(({ name }) => name === 'tenant_id')).toBe(false);
  expect(said(vouched)).toContain('72f988bf-86f1-41af-91ab-2d7cd011db47');
});

describe('the agreement', () => {
  test('R-AGR-04: alone it is accepted with "Accept", after the same box', () => {
    const form = agreementForm(words, mca);
    expect(form.submit).toBe('Accept');
    expect(form.fields.map(({ name }) => name)).toEqual(['agreement']);
    expect(JSON.stringify(form.blocks)).toContain(mca.url);
  });

  test('R-AGR-02: an accepted one shows version, who, when and from which chat, and no button', () => {
    const card = agreementCard(words, accepted, { mayAccept: true, customerName: 'Contoso' });
    expect(fact(card, 'Accepted so far')).toBe(
      'Version 2026-10, by Ada Lovelace (ada@contoso.com) on 2026-11-12T10:00:00.000Z, in Slack',
    );
    expect(buttonsOf(card)).toEqual([]);
  });

  test('R-ROLE-04: only somebody who may accept it gets the button', () => {
    const card = (mayAccept: boolean) => agreementCard(words, needed, { mayAccept, customerName: 'Contoso' });
    expect(pressable(card(true))).toEqual([['Review & accept', 'agreement accept']]);
    expect(buttonsOf(card(false))).toEqual([]);
  });

  test('R-AGR-05: a partner reads what is forbidden without it', () => {
    expect(agreementGap(words, contoso, needed)).toMatch(/neither buy nor manage subscriptions/);
    expect(agreementGap(words, contoso, accepted)).toBeNull();
  });

  test('R-AGR-06: a partner sees which version is required and which was accepted', () => {
    expect(agreementGap(words, contoso, outdated)).toMatch(/version 2025-04.*version 2026-10/);
    expect(plain(agreementStatusText(words, outdated))).toMatch(/version 2026-10.*Version 2025-04/);
  });

  test('R-AGR-06: while none is published, nothing has to be accepted', () => {
    const none = { current: null, acceptance: null, latest: null };
    expect(said(agreementCard(words, none, { mayAccept: true, customerName: 'Contoso' }))).toContain(
      'Nothing has to be accepted',
    );
    expect(plain(agreementStatusText(words, none))).toContain('Not needed');
  });
});

describe('R-INV-04: the e-mail of an invitation', () => {
  const link = 'https://accord.example.com/i/0123456789abcdef0123456789abcdef';

  test('says who asks, what for, what is granted, how long, where, and has the link on its own line', () => {
    const { subject, text } = invitationMail(words, details(), link, 90);
    expect(subject).toBe('Fabrikam invites you to a reseller relationship with delegated administration');
    expect(text).toContain('Finn Fabri of Fabrikam (fabrikam.com)');
    expect(text).toMatch(/Roles asked for: Global admin.*Helpdesk admin/);
    expect(text).toContain('90 days');
    expect(text).toContain('Microsoft 365 admin center');
    expect(text).toContain('We met in Lisbon.');
    expect(text.split('\n')).toContain(link);
  });

  test('stays under 1,200 characters for any names, and keeps the link', () => {
    const long = { ...fabrikam, name: 'Long\nname '.repeat(40), domain: `${'sub.'.repeat(50)}example.com` };
    for (const one of [
      ...relationshipTypes.map((type) => details({ type })),
      details({ kind: 'delegated_administration' }),
      provider,
    ]) {
      const odd: InvitationDetails = {
        ...one,
        sender: long,
        recipient: long,
        invitation: {
          ...one.invitation,
          note: '🙂'.repeat(500),
          draftedBy: { ...asked.draftedBy, name: '李'.repeat(300) },
        },
      };
      const { subject, text } = invitationMail(words, odd, link, 365);
      expect(text.length).toBeLessThan(1200);
      expect(text.split('\n')).toContain(link);
      expect(subject).not.toContain('\n');
      expect(subject.length).toBeLessThanOrEqual(150);
    }
  });

  test('R-INV-05: opens in a mail program as RFC 6068 says', () => {
    const url = mailtoLink('ada+x@contoso.com', 'A & B', `Hello,\n(see)\n${link}`, link);
    expect(url).toMatch(
      /^mailto:ada%2Bx@contoso\.com\?subject=A%20%26%20B&body=Hello%2C%0D%0A%28see%29%0D%0A/,
    );
    const parsed = new URL(url);
    expect(parsed.searchParams.get('body')).toBe(`Hello,\r\n(see)\r\n${link}`);
  });

  test.each([
    ['a long text', 'Subject', 'x'.repeat(3000)],
    ['a long subject too', '主'.repeat(200), '文'.repeat(1000)],
    ['half a character', 'Subject', '\uD83D'.repeat(1000)],
  ])('R-INV-05: %s gives way, and the link stays', (_, subject, text) => {
    const url = mailtoLink('ada@contoso.com', subject, `${text}\n${link}`, link);
    expect(url.length).toBeLessThanOrEqual(1900);
    expect(new URL(url).searchParams.get('body')).toBe(link);
  });

  test('R-INV-05: of a text that is too long the longest paragraphs give way first', () => {
    const text = ['Здравствуйте,', 'очень длинно '.repeat(30), `Ваша ссылка:\n${link}`, 'Спасибо'].join(
      '\n\n',
    );
    const url = mailtoLink('ada@contoso.com', 'Приглашение', text, link);
    expect(url.length).toBeLessThanOrEqual(1900);
    expect(new URL(url).searchParams.get('body')?.replaceAll('\r', '')).toBe(
      ['Здравствуйте,', `Ваша ссылка:\n${link}`, 'Спасибо'].join('\n\n'),
    );
  });
});

test.each(['well', 'lost', 'busy'] as const)(
  'R-CARD-07 R-SEC-10: a fault (the database is %s) is one sentence with its reference',
  (database) => {
    const card = faultCard(words, { reference: 'K7Q2', database });
    expect(card.summary).toContain('K7Q2');
    expect(card.summary.includes('cannot say whether this was done')).toBe(database === 'lost');
    expect(card.summary.includes('nothing was changed')).toBe(database === 'busy');
  },
);
