import { describe, expect, test } from 'vitest';
import { dapChoiceOf, settleType } from '../../src/invitations/model/asking.ts';
import type { Cloud, OrganizationSummary } from '../../src/kernel/organization.ts';
import { cspRegions } from '../../src/organizations/data/csp-regions.ts';
import { mayAsk } from '../../src/organizations/index.ts';
import { mayTradeBetween, regionOfCountry } from '../../src/organizations/model/region.ts';
import { type RelationshipType, relationshipTypes } from '../../src/relationships/model/types.ts';

const organization = (
  id: string,
  country: string,
  cloud: Cloud = 'public',
  programme: OrganizationSummary['programme'] = null,
): OrganizationSummary => ({ id, name: id, domain: `${id}.com`, country, cloud, programme });

describe('where a partner may ask', () => {
  test('R-ORG-04: every country is in one region at most', () => {
    const countries: readonly string[] = Object.values(cspRegions.regions).flat();
    expect(new Set(countries).size).toBe(countries.length);
    expect(countries.every((country) => /^[A-Z]{2}$/.test(country))).toBe(true);
  });

  test('R-ORG-04: in one region partners ask across borders, between regions not', () => {
    expect(mayTradeBetween('FR', 'DE')).toBe(true);
    expect(mayTradeBetween('fr', 'de')).toBe(true);
    expect(mayTradeBetween('FR', 'US')).toBe(false);
    expect(mayAsk(organization('a', 'FR'), organization('b', 'DE')).ok).toBe(true);
  });

  test('R-ORG-04: the refusal says which region each side is in', () => {
    expect(mayAsk(organization('a', 'FR'), organization('b', 'US'))).toEqual({
      ok: false,
      problem: {
        code: 'other_region',
        mine: regionOfCountry('FR'),
        theirs: regionOfCountry('US'),
        myCountry: 'FR',
        theirCountry: 'US',
      },
    });
    expect(regionOfCountry('FR')).not.toBe(regionOfCountry('US'));
  });

  test('R-ORG-04: a country in no region has its own customers and nobody else’s', () => {
    expect(regionOfCountry('CU')).toBeUndefined();
    expect(mayAsk(organization('a', 'CU'), organization('b', 'CU')).ok).toBe(true);
    expect(mayAsk(organization('a', 'CU'), organization('b', 'US'))).toMatchObject({
      problem: { code: 'other_region', mine: null },
    });
    expect(mayTradeBetween('CU', 'CU')).toBe(false);
  });

  test.each<[Cloud, Cloud]>([
    ['public', 'us_government'],
    ['us_government', 'public'],
    ['germany', 'public'],
    ['public', 'china'],
    ['china', 'public'],
  ])(
    'R-ORG-05: a partner of the %s cloud does not ask in the %s cloud, and both are named',
    (mine, theirs) => {
      expect(mayAsk(organization('a', 'DE', mine), organization('b', 'DE', theirs))).toEqual({
        ok: false,
        problem: { code: 'other_cloud', mine, theirs },
      });
    },
  );

  test('nobody asks itself, whatever else would be refused', () => {
    expect(mayAsk(organization('a', 'FR'), organization('a', 'FR'))).toEqual({
      ok: false,
      problem: { code: 'own_organization' },
    });
  });
});

const entitled = (cloud: Cloud) => ({ cloud, mayAskForDap: true });

describe('type and privileges of a request', () => {
  test('R-INV-06: for a reseller the choice decides between the two types', () => {
    expect(settleType(entitled('public'), 'reseller', false)).toEqual({
      ok: true,
      value: { type: 'reseller', includesDap: false },
    });
    expect(settleType(entitled('public'), 'reseller', undefined)).toMatchObject({
      value: { type: 'reseller', includesDap: false },
    });
    expect(settleType(entitled('public'), 'reseller', true)).toEqual({
      ok: true,
      value: { type: 'reseller_and_delegated_administrator', includesDap: true },
    });
    expect(settleType(entitled('public'), 'reseller_and_delegated_administrator', undefined)).toMatchObject({
      value: { type: 'reseller_and_delegated_administrator', includesDap: true },
    });
  });

  test('R-INV-06: privileges that the sender expressly left out are not asked for', () => {
    expect(settleType(entitled('public'), 'reseller_and_delegated_administrator', false)).toEqual({
      ok: true,
      value: { type: 'reseller', includesDap: false },
    });
  });

  test('R-TYPE-02: a delegated administrator is made of the privileges, so they come along', () => {
    for (const choice of [undefined, true, false]) {
      expect(settleType(entitled('public'), 'delegated_administrator', choice)).toEqual({
        ok: true,
        value: { type: 'delegated_administrator', includesDap: true },
      });
    }
  });

  test.each<Cloud>(['us_government', 'germany'])(
    'R-INV-07: in the %s cloud a reseller cannot leave the privileges out, and the refusal says why',
    (cloud) => {
      expect(settleType(entitled(cloud), 'reseller', undefined)).toMatchObject({
        value: { type: 'reseller_and_delegated_administrator', includesDap: true },
      });
      expect(settleType(entitled(cloud), 'reseller', false)).toEqual({
        ok: false,
        problem: { code: 'dap_required_in_cloud', cloud },
      });
      expect(settleType(entitled(cloud), 'advisor', false)).toMatchObject({
        value: { type: 'advisor', includesDap: false },
      });
    },
  );

  test.each<RelationshipType>(['partner', 'advisor', 'mpsa', 'line_of_business'])(
    'R-TYPE-08: the privileges do not go with the type %s',
    (type) => {
      expect(settleType(entitled('public'), type, true)).toEqual({
        ok: false,
        problem: { code: 'dap_not_for_type', type },
      });
      expect(settleType(entitled('public'), type, false)).toEqual({
        ok: true,
        value: { type, includesDap: false },
      });
    },
  );

  test.each(relationshipTypes)(
    'R-DAP-09: without the entitlement no %s comes with the privileges',
    (type) => {
      for (const choice of [undefined, true, false]) {
        const settled = settleType({ cloud: 'public', mayAskForDap: false }, type, choice);
        if (settled.ok) expect(settled.value.includesDap).toBe(false);
        else expect(settled.problem.code).toBe('dap_not_entitled');
      }
    },
  );

  test('R-INV-07 R-DAP-09: what the form offers: a free choice, one that the cloud settles, or none', () => {
    expect(dapChoiceOf(entitled('public'))).toBe('free');
    expect(dapChoiceOf(entitled('germany'))).toBe('fixed_by_cloud');
    expect(dapChoiceOf(entitled('us_government'))).toBe('fixed_by_cloud');
    expect(dapChoiceOf({ cloud: 'public', mayAskForDap: false })).toBe('absent');
    expect(dapChoiceOf({ cloud: 'germany', mayAskForDap: false })).toBe('absent');
  });
});
