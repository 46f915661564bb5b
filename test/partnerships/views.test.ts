import { describe, expect, it } from 'vitest';
import { offerButtons, offersOn } from '../../src/kernel/offer.ts';
import { partnerships } from '../../src/partnerships/index.ts';
import type { WithPartnership } from '../../src/partnerships/model.ts';
import { partnershipCard, providersCard, resellersCard } from '../../src/partnerships/views.ts';
import { wordsOf } from '../../src/subjects.ts';
import { commandsOf, linesOf } from '../kit/card-text.ts';
import { fabrikam, partnership, tailspin } from '../kit/two-sides.ts';

const words = wordsOf('en');

describe('the card of a partnership', () => {
  const of = (change: { readonly adminAccess?: boolean }) => {
    const details = partnership(change);
    const situation: WithPartnership = {
      organization: fabrikam,
      other: tailspin,
      partnerships: { partnership: details },
    };
    const offers = partnerships.commands.flatMap((command) => command.offers ?? []);
    const buttons = offerButtons(words, offersOn(offers, 'organization', situation), situation);
    return partnershipCard(words, details, { organizationId: fabrikam.id, buttons });
  };

  it('R-IND-04: after the access was removed it says that the partnership stays', () => {
    const active = of({});
    expect(active.title).toBe('Tailspin is indirect provider of Fabrikam');
    expect(commandsOf(active)).toContain('access remove tailspin.com --yes');
    const removed = of({ adminAccess: false });
    expect(removed.title).toBe('The administrator access of Tailspin at Fabrikam was removed');
    expect(linesOf(removed)[0]).toMatch(/^The partnership stays/);
    expect(commandsOf(removed)).not.toContain('access remove tailspin.com --yes');
  });
});

describe('the lists of providers and resellers', () => {
  const listing = { command: 'x', searched: null };
  const of = <T>(...items: T[]) => ({ items, next: null, total: items.length });

  it('R-IND-03: a reseller lists its providers, a provider its resellers', () => {
    const providers = providersCard(words, of(partnership({})), listing);
    expect(linesOf(providers)[1]).toBe('Tailspin / tailspin.com · administrator access · since 2026-01-15');
    const resellers = resellersCard(words, of(partnership({ adminAccess: false })), listing);
    expect(linesOf(resellers)[1]).toBe(
      'Fabrikam / fabrikam.com · no administrator access · since 2026-01-15',
    );
  });
});
