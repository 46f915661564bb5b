import { describe, expect, test } from 'vitest';
import type { AgreementStatus } from '../../src/agreements/model.ts';
import type { InvitationDetails } from '../../src/invitations/model/invitation.ts';
import type { OnOrganization } from '../../src/invitations/model/request-rules.ts';
import type { Button } from '../../src/kernel/card.ts';
import { offerButtons, offersTo } from '../../src/kernel/offer.ts';
import type { Organization } from '../../src/kernel/organization.ts';
import { organizationCard } from '../../src/overview/views/organization.ts';
import { offers, subjects, wordsOf } from '../../src/subjects.ts';
import { buttonsOf, commandsOf, linesOf } from '../kit/card-text.ts';
import { adminOf, contoso, fabrikam, partnership, relationship, tailspin } from '../kit/two-sides.ts';

const words = wordsOf('en');
const now = new Date('2026-03-10T12:00:00Z');

/** What one organization knows of another: nothing, unless a test adds it. */
const overviewOf = (
  organization: Organization,
  other: Organization,
  {
    relationships,
    ...known
  }: Partial<Omit<OnOrganization, 'relationships'>> & {
    readonly relationships?: Partial<OnOrganization['relationships']>;
  },
): OnOrganization => ({
  member: adminOf(organization),
  organization,
  other,
  known: true,
  own: false,
  relationships: { asCustomer: null, asPartner: null, agreement: null, ...relationships },
  partnerships: { partnership: null },
  invitations: { open: [] },
  ...known,
});

/** The card with what every subject has on it, for somebody with every role. */
function draw(situation: OnOrganization) {
  const { member, organization } = situation;
  const buttons = offerButtons(
    words,
    offersTo(offers, 'organization', situation, member, organization),
    situation,
  );
  // Subjects of which a test says nothing are not on it.
  const shown = subjects.filter(({ name }) => name in situation);
  const overview = {
    situation,
    draw: () => shown.flatMap((subject) => subject.organizationPart?.draw(words, situation, now) ?? []),
  };
  return organizationCard(words, overview, buttons, now);
}

const confirmOf = (button: Button | undefined) =>
  button && 'confirm' in button ? button.confirm : undefined;

const lacking: AgreementStatus = {
  current: {
    kind: 'microsoft_customer_agreement',
    version: '2026-01',
    locale: 'en',
    url: 'https://example.com/mca',
  },
  acceptance: null,
  latest: null,
};

describe('the card of an organization', () => {
  const withRoles = overviewOf(contoso, fabrikam, {
    relationships: { asPartner: relationship({ hasDap: true }) },
  });

  test('R-REL-04: a partner is shown with type, roles and what the customer can do', () => {
    const card = draw(withRoles);
    expect(linesOf(card)).toEqual(
      expect.arrayContaining([
        'Domain: fabrikam.com',
        'Country: France',
        'Cloud: Public cloud',
        'Fabrikam is your partner',
        expect.stringMatching(/^Works as: Reseller & delegated administrator\. It can sell/),
      ]),
    );
    for (const command of ['roles remove fabrikam.com --yes', 'end fabrikam.com', 'history fabrikam.com']) {
      expect(commandsOf(card)).toContain(command);
    }
  });

  test('R-DAP-03: removing roles asks "Remove roles?" first, names both, and only "Yes" removes', () => {
    const confirm = confirmOf(buttonsOf(draw(withRoles)).find(({ label }) => label === 'Remove roles'));
    expect(confirm).toMatchObject({ title: 'Remove roles?', yes: 'Yes', no: 'No' });
    expect(confirm?.text).toContain('Fabrikam');
    expect(confirm?.text).toContain('Contoso');
  });

  test('R-CARD-05: only what cannot be undone asks first, naming both', () => {
    const everything = overviewOf(contoso, fabrikam, {
      relationships: { asCustomer: relationship({}), asPartner: relationship({ hasDap: true }) },
      partnerships: { partnership: partnership({}) },
    });
    const all = offers.filter(({ on }) => on === 'organization');
    const asking = offerButtons(words, all, everything).filter((button) => confirmOf(button));
    expect(asking.map(({ label }) => label).toSorted()).toEqual([
      'End relationship',
      'Remove administrator access',
      'Remove roles',
    ]);
    for (const button of asking) {
      expect(confirmOf(button)?.text).toMatch(/(?=.*Fabrikam)(?=.*Contoso)/);
    }
  });

  test('R-AGR-05: a customer without the agreement is shown with what that forbids, and can be asked', () => {
    const card = draw(
      overviewOf(fabrikam, contoso, {
        relationships: { asCustomer: relationship({}), agreement: lacking },
      }),
    );
    expect(linesOf(card).join(' ')).toMatch(/neither buy nor manage/);
    expect(commandsOf(card)).toContain('agreement ask contoso.com');
  });

  test('R-IND-03: a provider is shown with its access, and open invitations from either side', () => {
    const invitation: InvitationDetails = {
      invitation: {
        id: '0192f0c1-7d3a-7b1e-9c4d-2f6a8e5b3c10',
        kind: 'indirect_provider',
        state: 'sent',
        senderId: tailspin.id,
        recipientId: fabrikam.id,
        recipientEmail: null,
        type: null,
        includesDap: false,
        note: null,
        draftedBy: { memberId: null, name: 'Tara', email: 'tara@tailspin.com' },
        draftedAt: now,
        sentAt: now,
        sentBy: 'system',
        expiresAt: new Date('2026-06-08T12:00:00Z'),
        answer: null,
      },
      sender: tailspin,
      recipient: fabrikam,
      agreement: null,
      delegation: null,
    };
    const card = draw(
      overviewOf(fabrikam, tailspin, {
        partnerships: { partnership: partnership({ adminAccess: false }) },
        invitations: { open: [invitation] },
      }),
    );
    expect(linesOf(card)).toEqual(
      expect.arrayContaining([
        'Tailspin is your indirect provider',
        'Administrator access: None',
        'Open invitations between you',
        'From Tailspin / Indirect provider · sent through Accord less than a day ago · expires 2026-06-08',
      ]),
    );
  });
});
