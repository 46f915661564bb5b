import { describe, expect, it } from 'vitest';
import type { AgreementStatus } from '../../src/agreements/model.ts';
import type { InvitationDetails } from '../../src/invitations/model/invitation.ts';
import { maxNote } from '../../src/invitations/service/invitation.ts';
import { wordsOf } from '../../src/kernel/words.ts';
import type { OrganizationOverview } from '../../src/overview/model.ts';
import { organizationCard } from '../../src/overview/views/organization.ts';
import { endRefusalForm, partnershipCard, relationshipCard } from '../../src/relationships/views/card.ts';
import { buttonsOf, commandsOf, linesOf } from '../support/card-text.ts';
import { contoso, fabrikam, partnership, relationship, tailspin } from '../support/two-sides.ts';

const words = wordsOf('en');
const now = new Date('2026-03-10T12:00:00Z');
const customer = { organizationId: contoso.id };
const partner = { organizationId: fabrikam.id };

describe('the card of a relationship', () => {
  it('R-REL-01: says what the partner is, what that means, its roles and since when', () => {
    const card = relationshipCard(words, relationship({ hasDap: true }), partner);
    expect(card.title).toBe('Fabrikam works with Contoso');
    expect(card.subject).toEqual({ kind: 'relationship', id: relationship({}).relationship.id });
    expect(linesOf(card).join('\n')).toMatch(/^Works as: Reseller & delegated administrator\. It can sell/m);
    expect(linesOf(card)).toContain('Admin roles: Global admin and Helpdesk admin, since 2026-01-15');
    expect(linesOf(card)).toContain('Since: 2026-01-15');
  });

  it('R-DAP-02: after the roles were removed it says that the partner stays', () => {
    const card = relationshipCard(words, relationship({}), { ...customer, rolesRemoved: true });
    expect(card.title).toBe('The admin roles of Fabrikam at Contoso were removed');
    expect(linesOf(card)).toContain('Fabrikam stays a partner: Reseller.');
    expect(linesOf(card)).toContain('Admin roles: None in place');
  });

  it('R-DAP-04: both sides read who is responsible for support then, and who can ask the vendor', () => {
    const removed = relationship({});
    const ofPartner = linesOf(relationshipCard(words, removed, { ...partner, rolesRemoved: true })).join(' ');
    expect(ofPartner).toContain('You stay responsible for supporting Contoso');
    expect(ofPartner).toContain('you can open a support request with Microsoft for Contoso');
    const ofCustomer = linesOf(relationshipCard(words, removed, { ...customer, rolesRemoved: true })).join(
      ' ',
    );
    expect(ofCustomer).toContain('Fabrikam stays responsible for supporting you');
    expect(ofCustomer).toContain('can open a support request with Microsoft for you');
  });

  it('R-DAP-08: with roles in place the customer reads that it can still ask the vendor itself', () => {
    const card = relationshipCard(words, relationship({ hasDap: true }), customer);
    expect(linesOf(card).join(' ')).toContain('you can still ask Microsoft for support yourself');
  });

  it('R-REL-02: when the customer asks to end it, the partner may end it or answer why not', () => {
    const card = relationshipCard(words, relationship({ endAskedAt: now }), {
      ...partner,
      acts: ['end', 'refuse_end'],
    });
    expect(card.title).toBe('Contoso asks Fabrikam to end their relationship');
    expect(commandsOf(card)).toEqual(['end contoso.com --yes', 'end refuse contoso.com']);
    const form = endRefusalForm(words, { command: 'end refuse contoso.com', customer: 'Contoso' });
    // As much as the service takes, and no more.
    expect(form.fields).toMatchObject([{ name: 'reason', most: maxNote }]);
  });

  it('R-REL-03: when it has ended it says when, and that the history stays', () => {
    const card = relationshipCard(words, relationship({ state: 'ended', endedAt: now }), customer);
    expect(linesOf(card)[0]).toBe('Ended on 2026-03-10T12:00. The history stays.');
    expect(buttonsOf(card)).toEqual([]);
  });

  it('R-CARD-06: the card for everybody asks what the viewer may do, and is drawn anew for those who may', () => {
    const personal = {
      command: 'show contoso.com',
      viewers: [{ platform: 'teams', user: '29:ada' } as const],
    };
    const card = relationshipCard(words, relationship({}), {
      ...partner,
      acts: [],
      showButton: true,
      personal,
      reason: 'relationships',
    });
    expect(commandsOf(card)).toEqual(['show contoso.com']);
    expect(card.personal).toEqual(personal);
    expect(linesOf(card).at(-1)).toBe('You see this here because relationships.');
  });
});

describe('the card of a partnership', () => {
  it('R-IND-04: after the access was removed it says that the partnership stays', () => {
    const active = partnershipCard(words, partnership({}), { ...partner, acts: ['remove_access'] });
    expect(active.title).toBe('Tailspin is indirect provider of Fabrikam');
    expect(commandsOf(active)).toEqual(['access remove tailspin.com --yes']);
    const removed = partnershipCard(words, partnership({ adminAccess: false }), partner);
    expect(removed.title).toBe('The administrator access of Tailspin at Fabrikam was removed');
    expect(linesOf(removed)[0]).toMatch(/^The partnership stays/);
  });
});

const accepted: AgreementStatus = {
  current: {
    kind: 'microsoft_customer_agreement',
    version: '2026-01',
    locale: 'en',
    url: 'https://example.com/mca',
  },
  acceptance: null,
  latest: null,
};

const overview = (change: Partial<OrganizationOverview>): OrganizationOverview => ({
  viewer: contoso,
  organization: fabrikam,
  related: true,
  asCustomer: null,
  asPartner: null,
  partnership: null,
  agreement: null,
  openInvitations: [],
  acts: [],
  ...change,
});

describe('the card of an organization', () => {
  it('R-REL-06: one that is not related shows its name and country alone', () => {
    const card = organizationCard(words, overview({ related: false }), now);
    expect(card.title).toBe('Fabrikam');
    expect(linesOf(card)).toEqual([
      'Country: France',
      'You do not work with Fabrikam yet, so you see only its name and country.',
    ]);
  });

  it('R-REL-04: a partner is shown with type, roles and what the customer can do', () => {
    const card = organizationCard(
      words,
      overview({ asPartner: relationship({ hasDap: true }), acts: ['remove_roles', 'ask_end', 'history'] }),
      now,
    );
    expect(linesOf(card)).toEqual(
      expect.arrayContaining([
        'Domain: fabrikam.com',
        'Country: France',
        'Cloud: Public cloud',
        'Fabrikam is your partner',
        expect.stringMatching(/^Works as: Reseller & delegated administrator\. It can sell/),
      ]),
    );
    expect(commandsOf(card)).toEqual([
      'roles remove fabrikam.com --yes',
      'end fabrikam.com',
      'history fabrikam.com',
    ]);
  });

  it('R-DAP-03: removing roles asks "Remove roles?" first, names both, and only "Yes" removes', () => {
    const card = organizationCard(
      words,
      overview({ asPartner: relationship({ hasDap: true }), acts: ['remove_roles'] }),
      now,
    );
    const [button] = buttonsOf(card);
    const confirm = button && 'confirm' in button ? button.confirm : undefined;
    expect(confirm).toMatchObject({ title: 'Remove roles?', yes: 'Yes', no: 'No' });
    expect(confirm?.text).toContain('Fabrikam');
    expect(confirm?.text).toContain('Contoso');
  });

  it('R-CARD-05: only what cannot be undone asks first, naming both', () => {
    const card = organizationCard(
      words,
      overview({
        acts: [
          'request',
          'invite_reseller',
          'remove_roles',
          'ask_roles',
          'remove_access',
          'ask_agreement',
          'end',
          'ask_end',
          'refuse_end',
          'history',
        ],
      }),
      now,
    );
    const asking = buttonsOf(card).flatMap((button) =>
      'confirm' in button && button.confirm ? [button] : [],
    );
    expect(asking.map(({ label }) => label)).toEqual([
      'Remove roles',
      'Remove administrator access',
      'End relationship',
    ]);
    for (const { confirm } of asking) expect(confirm?.text).toMatch(/(?=.*Fabrikam)(?=.*Contoso)/);
  });

  it('R-AGR-05: a customer without the agreement is shown with what that forbids, and can be asked', () => {
    const card = organizationCard(
      words,
      overview({
        viewer: fabrikam,
        organization: contoso,
        asCustomer: relationship({}),
        agreement: accepted,
        acts: ['ask_agreement'],
      }),
      now,
    );
    expect(linesOf(card).join(' ')).toMatch(/neither buy nor manage/);
    expect(commandsOf(card)).toEqual(['agreement ask contoso.com']);
  });

  it('R-IND-03: a provider is shown with its access, and open invitations from either side', () => {
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
    const card = organizationCard(
      words,
      overview({
        viewer: fabrikam,
        organization: tailspin,
        partnership: partnership({ adminAccess: false }),
        openInvitations: [invitation],
      }),
      now,
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
