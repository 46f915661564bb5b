import { describe, expect, it } from 'vitest';
import { offerButtons, offersOn } from '../../src/kernel/offer.ts';
import { endRefusalForm } from '../../src/relationships/forms.ts';
import { maxReason } from '../../src/relationships/model/relationship.ts';
import type { OnRelationship } from '../../src/relationships/model/rules.ts';
import { relationshipCard } from '../../src/relationships/views/card.ts';
import { customersCard, partnersCard } from '../../src/relationships/views/lists.ts';
import { offers, wordsOf } from '../../src/subjects.ts';
import { buttonsOf, commandsOf, linesOf } from '../kit/card-text.ts';
import { contoso, fabrikam, relationship } from '../kit/two-sides.ts';

const words = wordsOf('en');
const now = new Date('2026-03-10T12:00:00Z');
const customer = { organizationId: contoso.id, buttons: [], rolesRemoved: false };
const partner = { organizationId: fabrikam.id, buttons: [], rolesRemoved: false };

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
    const asked = relationship({ endAskedAt: now });
    const situation: OnRelationship = {
      organization: fabrikam,
      other: contoso,
      relationships: { asCustomer: asked, asPartner: null },
    };
    const buttons = offerButtons(words, offersOn(offers, 'relationship', situation), situation);
    const card = relationshipCard(words, asked, { ...partner, buttons });
    expect(card.title).toBe('Contoso asks Fabrikam to end their relationship');
    for (const command of ['end contoso.com --yes', 'end refuse contoso.com']) {
      expect(commandsOf(card)).toContain(command);
    }
    const form = endRefusalForm(words, contoso);
    expect(form.command).toBe('end refuse contoso.com');
    // As much as the service takes, and no more.
    expect(form.fields).toMatchObject([{ name: 'reason', maxLength: maxReason }]);
  });

  it('R-REL-03: when it has ended it says when, and that the history stays', () => {
    const card = relationshipCard(words, relationship({ state: 'ended', endedAt: now }), customer);
    expect(linesOf(card)[0]).toBe('Ended on 2026-03-10T12:00. The history stays.');
    expect(buttonsOf(card)).toEqual([]);
  });

  it('R-CARD-06: the card for everybody asks what the viewer may do, and is refreshed for those who may', () => {
    const personal = {
      command: 'show contoso.com',
      viewers: [{ platform: 'teams', user: '29:ada' } as const],
    };
    const card = relationshipCard(words, relationship({}), {
      ...partner,
      buttons: [{ label: 'Show what I can do', command: 'show contoso.com' }],
      personal,
      reason: 'relationships',
    });
    expect(commandsOf(card)).toEqual(['show contoso.com']);
    expect(card.personal).toEqual(personal);
    expect(linesOf(card).at(-1)).toBe('You see this here because relationships.');
  });
});

describe('the lists of customers and partners', () => {
  const listing = { command: 'x', searched: null };
  const of = <T>(...items: T[]) => ({ items, next: null, total: items.length });

  it('R-REL-04 R-AGR-06: each shows the other side, what it is, its roles, since when, and opens it', () => {
    const row = (lacksAgreement: boolean) => of({ ...relationship({ hasDap: true }), lacksAgreement });
    const customers = customersCard(words, row(false), listing);
    expect(linesOf(customers)[1]).toBe(
      'Contoso / contoso.com · Reseller & delegated administrator · admin roles in place · since 2026-01-15',
    );
    expect(commandsOf(customers)).toEqual(['show contoso.com']);
    expect(linesOf(customersCard(words, row(true), listing))[1]).toMatch(/ · agreement not accepted$/);

    const partners = partnersCard(words, of(relationship({ endAskedAt: now })), listing);
    expect(linesOf(partners)[1]).toBe(
      'Fabrikam / fabrikam.com · Reseller · no admin roles · since 2026-01-15 · end asked for',
    );
    expect(commandsOf(partners)).toEqual(['show fabrikam.com']);
  });

  it('R-CMD-05: the summary counts them', () => {
    const page = { items: [{ ...relationship({}), lacksAgreement: true }], next: null };
    const summaryOf = (total: number) => customersCard(words, { ...page, total }, listing).summary;
    expect([summaryOf(0), summaryOf(1), summaryOf(1000), summaryOf(1001)]).toEqual([
      'You have no customers yet',
      'You have 1 customer',
      'You have 1,000 customers',
      'You have more than 1,000 customers',
    ]);
  });
});
