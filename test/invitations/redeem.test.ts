import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Registration } from '../../src/invitations/model/registration.ts';
import type { Draft } from '../../src/invitations/service/draft.ts';
import { offeredAbout } from '../kit/offers.ts';
import {
  codeOf,
  consent,
  countOf,
  createScene,
  everything,
  must,
  type Scene,
  version,
} from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;
let scene: Scene;

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({
    name: 'Fabrikam',
    programme: 'direct_reseller',
    people: { Ana: ['admin_agent'], Gina: ['global_admin'] },
  });
  await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
  await stage.publishAgreement(version);
});

afterAll(() => stage?.close());

// Nobody's wrong tries of one test count in the next.
beforeEach(() => stage.wait({ hours: 2 }));

let addresses = 0;

/** An invitation that was sent to an address at a domain that nobody knows yet. */
async function sentToAddress(change: { domain?: string; from?: string } = {}) {
  addresses += 1;
  const domain = change.domain ?? `unknown${addresses}.example`;
  const ask = change.from ? { from: change.from } : {};
  const draft = await scene.draft(`boss@${domain}`, ask);
  await scene.send(draft, ask);
  return { domain, draft, id: draft.details.invitation.id };
}

const registration = (domain: string, change: Partial<Registration> = {}): Registration => ({
  name: 'Unknown Ltd',
  country: 'US',
  cloud: 'public',
  language: 'en',
  tenantId: crypto.randomUUID(),
  memberName: 'Boss',
  memberEmail: `boss@${domain}`,
  ...change,
});

const redeem = (caller: ReturnType<Scene['stranger']>, { link }: Draft) =>
  stage.service.invitations.redeem(caller, link);

describe('redeeming in a connected organization', () => {
  test('R-INV-13 R-INV-03: redeeming the link binds it to the person’s organization, and nobody can redeem it after that', async () => {
    const { draft, id } = await sentToAddress();
    const customer = await scene.customer();
    expect(await redeem(scene.visitor(customer.rob), draft)).toEqual({
      ok: true,
      value: { kind: 'invitation', invitationId: id },
    });
    const shown = must(await stage.service.invitations.show(stage.as(customer.gil), id));
    expect(shown.details.recipient?.id).toBe(customer.id);
    expect(offeredAbout(shown, stage.env.now())).toEqual(['accept', 'decline']);
    // Again by the same organization it is shown; by another it is not its own.
    expect((await redeem(scene.visitor(customer.gil, 'teams'), draft)).ok).toBe(true);
    const other = await scene.customer();
    expect(await redeem(scene.visitor(other.gil), draft)).toMatchObject({
      problem: { code: 'wrong_organization_for_link', organization: { id: other.id } },
    });
    expect(
      await countOf(stage, 'audit_entries', `kind = 'invitation.redeemed' and subject_id = '${id}'`),
    ).toBe(1);
    await scene.accept(customer.gil, id);
  });

  test.each([
    ['the link', (link: string) => link],
    ['the code alone', (link: string) => link.slice(-32)],
    ['the code in capitals', (link: string) => link.slice(-32).toUpperCase()],
    ['the code in groups', (link: string) => link.slice(-26).replace(/(.{8})(?=.)/g, '$1-')],
    ['the link in a sentence', (link: string) => `Open ${link}.`],
  ])('R-INV-03: %s opens it', async (_, typed) => {
    const { draft } = await sentToAddress();
    const customer = await scene.customer();
    expect((await stage.service.invitations.redeem(scene.visitor(customer.rob), typed(draft.link))).ok).toBe(
      true,
    );
  });

  test('R-INV-13 R-ORG-04 R-ORG-05: region and cloud are checked when it is bound, and nothing is bound otherwise', async () => {
    const { draft, id } = await sentToAddress();
    for (const [change, code] of [
      [{ country: 'FR' }, 'other_region'],
      [{ cloud: 'germany' }, 'other_cloud'],
      [{ cloud: 'china' }, 'partner_features_unavailable'],
    ] as const) {
      const customer = await scene.customer(change);
      expect(codeOf(await redeem(scene.visitor(customer.gil), draft))).toBe(code);
    }
    expect(codeOf(await redeem(scene.visitor('gina@fabrikam.com'), draft))).toBe('own_organization');
    const [row] = await stage.rows(sql`select recipient_id, redeemed_at from invitations where id = ${id}`);
    expect(row).toEqual({ recipient_id: null, redeemed_at: null });
  });

  test('R-INV-11: an organization with an open invitation of the kind is shown that one', async () => {
    const { draft } = await sentToAddress();
    const customer = await scene.customer();
    const open = await scene.invite(customer.domain);
    expect(await redeem(scene.visitor(customer.gil), draft)).toMatchObject({
      problem: { code: 'invitation_already_open', invitation: { id: open } },
    });
  });

  test('R-REL-06: from then on the two know each other, and before not', async () => {
    const { draft } = await sentToAddress();
    const customer = await scene.customer();
    const seen = async () =>
      must(await stage.service.overview.showOrganization(stage.as('ana@fabrikam.com'), customer.domain))
        .situation.known;
    expect(await seen()).toBe(false);
    must(await redeem(scene.visitor(customer.rob), draft));
    expect(await seen()).toBe(true);
  });

  test('R-ID-02: the person’s own organization counts, not the workspace’s', async () => {
    const { draft, id } = await sentToAddress();
    const customer = await scene.customer();
    const caller = { ...scene.visitor(customer.rob), workspace: 'slack-fabrikam.com' };
    must(await redeem(caller, draft));
    expect(must(await stage.service.invitations.show(stage.as(customer.rob), id)).details.recipient?.id).toBe(
      customer.id,
    );
  });
});

describe('dead and unknown codes', () => {
  test('R-SEC-08 R-INV-03: an unknown code and dead ones get the same answer', async () => {
    const customer = await scene.customer();
    const links: string[] = ['f'.repeat(32)];
    const withdrawn = await sentToAddress();
    must(await stage.service.invitations.withdraw(stage.as('ana@fabrikam.com'), withdrawn.id));
    links.push(withdrawn.draft.link);
    const declined = await scene.draft(customer.domain);
    const id = await scene.send(declined);
    must(await stage.service.invitations.decline(stage.as(customer.gil), id, null));
    links.push(declined.link);
    const accepted = await scene.draft(customer.domain);
    await scene.accept(customer.gil, await scene.send(accepted));
    links.push(accepted.link, (await scene.draft(`boss@draft.example`)).link);
    const expired = await sentToAddress();
    stage.wait({ days: 90 });
    links.push(expired.draft.link);
    for (const link of links) {
      expect(await stage.service.invitations.redeem(scene.visitor(customer.gil), link)).toEqual({
        ok: false,
        problem: { code: 'code_not_valid' },
      });
      const caller = scene.stranger(`s${links.indexOf(link)}`);
      const registered = await stage.service.invitations.register(
        caller,
        link,
        registration('unknown.example'),
      );
      expect(registered).toEqual({ ok: false, problem: { code: 'code_not_valid' } });
      expect(codeOf(await stage.service.members.join(caller, link))).toBe('code_not_valid');
    }
  });

  test('R-SEC-08: after ten wrong tries an hour even the right code has to wait, for this person alone', async () => {
    const { draft } = await sentToAddress();
    const customer = await scene.customer();
    const gil = scene.visitor(customer.gil);
    for (let tries = 0; tries < 10; tries += 1) {
      const typed = `${tries}`.repeat(32);
      const answer =
        tries % 2 === 0
          ? await stage.service.invitations.redeem(gil, typed)
          : await stage.service.members.join(gil, typed);
      expect(codeOf(answer)).toBe('code_not_valid');
      if (tries === 4) stage.wait({ hours: 0.5 });
    }
    const waiting = { ok: false, problem: { code: 'too_many_tries', minutes: 30 } };
    expect(await redeem(gil, draft)).toEqual(waiting);
    expect(await stage.service.members.join(gil, 'x')).toEqual(waiting);
    expect((await redeem(scene.visitor(customer.rob), draft)).ok).toBe(true);
    stage.wait({ hours: 0.51 });
    expect((await redeem(gil, draft)).ok).toBe(true);
  });

  test('R-INV-19: text without a code is refused as such, and does not count as a wrong try', async () => {
    const { draft } = await sentToAddress();
    const customer = await scene.customer();
    const gil = scene.visitor(customer.gil);
    for (let tries = 0; tries < 11; tries += 1) {
      const pasted = ['', 'nonsense', 'https://accord.example/'][tries % 3] ?? '';
      expect(codeOf(await stage.service.invitations.redeem(gil, pasted))).toBe('no_code');
      expect(codeOf(await stage.service.members.join(gil, pasted))).toBe('no_code');
    }
    const wrapped = `https://eur05.safelinks.protection.outlook.com/?url=${encodeURIComponent(draft.link)}&data=05`;
    expect((await stage.service.invitations.redeem(gil, wrapped)).ok).toBe(true);
  });

  test('R-SEC-08: tries at the same moment are counted too', async () => {
    const caller = scene.stranger('eve');
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        stage.service.invitations.redeem(caller, `${at + 10}`.repeat(16)),
      ),
    );
    expect(answers.filter((answer) => codeOf(answer) === 'code_not_valid')).toHaveLength(10);
    expect(answers.filter((answer) => codeOf(answer) === 'too_many_tries')).toHaveLength(20);
  });

  test('R-SEC-08: other refusals are no guesses', async () => {
    const { draft } = await sentToAddress();
    const customer = await scene.customer({ country: 'FR' });
    for (let tries = 0; tries < 11; tries += 1) {
      expect(codeOf(await redeem(scene.visitor(customer.gil), draft))).toBe('other_region');
    }
  });
});

describe('registering by a link', () => {
  test('R-ID-04 R-INV-13: a stranger in a workspace of nobody’s registers the customer and is its first Global admin', async () => {
    const { domain, draft, id } = await sentToAddress();
    const caller = scene.stranger('boss');
    expect(await redeem(caller, draft)).toEqual({
      ok: true,
      value: { kind: 'register', domain, senderName: 'Fabrikam' },
    });
    const { actor, invitationId } = must(
      await stage.service.invitations.register(caller, draft.link, registration(domain)),
    );
    expect(invitationId).toBe(id);
    const { member, organization, identities } = must(await stage.service.members.self(actor));
    expect(member).toMatchObject({ name: 'Boss', agentRole: 'not_an_agent', adminRoles: ['global_admin'] });
    expect(organization).toMatchObject({ name: 'Unknown Ltd', domain, programme: null, mayAskForDap: false });
    expect(identities).toEqual([caller.identity]);
    expect(await stage.service.organizations.ownerOf('slack', caller.workspace)).toMatchObject({ domain });
    const accepted = await stage.service.invitations.accept({ ...actor, deliveryId: 'a1' }, id, consent);
    expect(accepted.ok).toBe(true);
    expect(must(await stage.service.relationships.partners(actor, everything)).total).toBe(1);
    // Once is enough.
    const again = await stage.service.invitations.register(caller, draft.link, registration(domain));
    expect(again).toMatchObject({ problem: { code: 'already_a_member', organization: { domain } } });
  });

  test('R-ID-04: only for the domain that the e-mail went to', async () => {
    const { domain, draft } = await sentToAddress();
    const caller = scene.stranger('mallory');
    const elsewhere = registration(domain, { memberEmail: 'mallory@elsewhere.example' });
    expect(await stage.service.invitations.register(caller, draft.link, elsewhere)).toEqual({
      ok: false,
      problem: { code: 'domain_not_invited', typed: 'mallory@elsewhere.example', domain },
    });
    expect(await countOf(stage, 'organizations', `domain = '${domain}'`)).toBe(0);
  });

  test('R-ID-04: a consumer mail domain is nobody’s organization', async () => {
    const draft = await scene.draft('boss@gmail.com');
    await scene.send(draft);
    const caller = scene.stranger('webmailer');
    expect(await redeem(caller, draft)).toEqual({
      ok: false,
      problem: { code: 'webmail_domain', domain: 'gmail.com' },
    });
    const registered = await stage.service.invitations.register(
      caller,
      draft.link,
      registration('gmail.com'),
    );
    expect(codeOf(registered)).toBe('webmail_domain');
    // Whoever has an organization may have been written to there.
    expect((await redeem(scene.visitor((await scene.customer()).gil), draft)).ok).toBe(true);
  });

  test('R-ID-02 R-ID-03: a stranger in a workspace that belongs to somebody changes nothing', async () => {
    const { domain, draft, id } = await sentToAddress();
    for (const caller of [
      scene.stranger('eve', 'slack-litware.com'),
      { ...scene.stranger('eve'), workspace: 'slack-litware.com' },
    ]) {
      const refusal = {
        problem: { code: 'not_a_member', platform: 'slack', organization: { domain: 'litware.com' } },
      };
      expect(await redeem(caller, draft)).toMatchObject(refusal);
      expect(
        await stage.service.invitations.register(caller, draft.link, registration(domain)),
      ).toMatchObject(refusal);
    }
    expect(await countOf(stage, 'invitations', `id = '${id}' and recipient_id is null`)).toBe(1);
    expect(await countOf(stage, 'organizations', `domain = '${domain}'`)).toBe(0);
  });

  test('R-ID-04: an organization with the domain or the tenant is there once', async () => {
    const { domain, draft } = await sentToAddress();
    await scene.customer({ domain });
    expect(codeOf(await redeem(scene.stranger('late'), draft))).toBe('organization_exists');
    const other = await sentToAddress();
    const [taken] = await stage.rows(sql`select tenant_id from organizations where domain = 'litware.com'`);
    const sameTenant = registration(other.domain, { tenantId: String(taken?.tenant_id) });
    const refused = await stage.service.invitations.register(
      scene.stranger('late'),
      other.draft.link,
      sameTenant,
    );
    expect(codeOf(refused)).toBe('tenant_taken');
  });

  test('R-ID-01 R-ID-03: in Teams the tenant is Microsoft’s word, whatever the form says', async () => {
    const { domain, draft } = await sentToAddress();
    const tenant = crypto.randomUUID();
    const caller = scene.stranger('boss', tenant, 'teams');
    must(await stage.service.invitations.register(caller, draft.link, registration(domain)));
    const [row] = await stage.rows(sql`select tenant_id from organizations where domain = ${domain}`);
    expect(row?.tenant_id).toBe(tenant);
    // Who is asked later, and claims that tenant from a chat that vouches for none, is another.
    const other = await sentToAddress();
    const claim = registration(other.domain, { tenantId: tenant });
    const claimed = await stage.service.invitations.register(
      scene.stranger('claimant'),
      other.draft.link,
      claim,
    );
    expect(codeOf(claimed)).toBe('tenant_taken');
  });

  test('R-ID-03: a tenant is its organization’s also where nobody has connected it', async () => {
    const home = crypto.randomUUID();
    const customer = await scene.customer();
    await stage.rows(sql`update organizations set tenant_id = ${home} where id = ${customer.id}`);
    const { domain, draft } = await sentToAddress();
    const caller = scene.stranger('colleague', home, 'teams');
    const refusal = { problem: { code: 'not_a_member', organization: { domain: customer.domain } } };
    expect(await redeem(caller, draft)).toMatchObject(refusal);
    expect(await stage.service.invitations.register(caller, draft.link, registration(domain))).toMatchObject(
      refusal,
    );
    expect(await stage.service.organizations.ownerOf('teams', home)).toMatchObject({
      domain: customer.domain,
    });
    expect(await countOf(stage, 'workspaces', `id = '${home}'`)).toBe(0);
    // Its own channels there are told, too.
    const gil = stage.as(customer.gil, 'teams');
    const there = { ...gil, origin: { ...gil.origin, workspace: home } };
    must(
      await stage.service.notifications.subscribe(
        there,
        { kind: 'channel', serviceUrl: null },
        'invitations',
      ),
    );
    const elsewhere = {
      ...there,
      origin: { ...there.origin, workspace: crypto.randomUUID() },
      deliveryId: 'elsewhere',
    };
    expect(
      codeOf(
        await stage.service.notifications.subscribe(
          elsewhere,
          { kind: 'channel', serviceUrl: null },
          'invitations',
        ),
      ),
    ).toBe('channel_of_other_organization');
  });

  test('R-ID-04 R-ORG-04: what is refused after all leaves nothing behind', async () => {
    const { domain, draft, id } = await sentToAddress();
    const caller = scene.stranger('boss', 'nobodys-at-all');
    for (const [change, code] of [
      [{ country: 'FR' }, 'other_region'],
      [{ cloud: 'us_government' }, 'other_cloud'],
      [{ cloud: 'china' }, 'partner_features_unavailable'],
    ] as const) {
      const answer = await stage.service.invitations.register(
        caller,
        draft.link,
        registration(domain, change),
      );
      expect(codeOf(answer)).toBe(code);
    }
    expect(await countOf(stage, 'organizations', `domain = '${domain}'`)).toBe(0);
    expect(await countOf(stage, 'workspaces', `id = 'nobodys-at-all'`)).toBe(0);
    expect(await countOf(stage, 'chat_identities', `tenant = 'nobodys-at-all'`)).toBe(0);
    expect((await stage.service.invitations.register(caller, draft.link, registration(domain))).ok).toBe(
      true,
    );
    expect(
      await countOf(stage, 'audit_entries', `subject_id = '${id}' and kind = 'invitation.redeemed'`),
    ).toBe(1);
  });

  test('R-INV-13: a link that was bound already registers nobody', async () => {
    const draft = await scene.draft((await scene.customer()).domain);
    await scene.send(draft);
    expect(codeOf(await redeem(scene.stranger('eve'), draft))).toBe('code_not_valid');
  });

  test('R-ID-01: a member of one organization does not register another', async () => {
    const { domain, draft } = await sentToAddress();
    const leo = { ...scene.visitor('leo@litware.com'), workspace: 'nobodys' };
    expect(await stage.service.invitations.register(leo, draft.link, registration(domain))).toMatchObject({
      problem: { code: 'already_a_member', organization: { domain: 'litware.com' } },
    });
  });
});

describe('joining by a code', () => {
  const newCode = async (customer: { gil: string; bea: string }) =>
    must(await stage.service.members.createCode(stage.as(customer.gil), customer.bea)).code;

  test('R-ID-04 R-ID-05: one person is linked on both platforms, and is one member', async () => {
    const customer = await scene.customer();
    const phone = scene.stranger('bea-phone', 'some-tenant', 'teams');
    const joined = must(await stage.service.members.join(phone, await newCode(customer)));
    expect(joined.member).toMatchObject({ name: 'Bea', email: customer.bea });
    const known = await stage.service.members.recognize(phone.identity);
    expect(known).toMatchObject({ memberId: stage.as(customer.bea).memberId, organizationId: customer.id });
    const { identities } = must(await stage.service.members.self(stage.as(customer.bea)));
    expect(identities).toHaveLength(3);
    expect(await countOf(stage, 'members', `organization_id = '${customer.id}'`)).toBe(3);
  });

  test('R-ID-04: a code works once, for a day, and only the last one of a member', async () => {
    const customer = await scene.customer();
    const first = await newCode(customer);
    const second = await newCode(customer);
    expect(codeOf(await stage.service.members.join(scene.stranger('b1'), first))).toBe('code_not_valid');
    expect((await stage.service.members.join(scene.stranger('b2'), second)).ok).toBe(true);
    expect(codeOf(await stage.service.members.join(scene.stranger('b3'), second))).toBe('code_not_valid');
    const old = await newCode(customer);
    stage.wait({ hours: 24 });
    expect(codeOf(await stage.service.members.join(scene.stranger('b4'), old))).toBe('code_not_valid');
  });

  test('R-SEC-03: the same code again from the linked person is no wrong try, and gives the same result', async () => {
    const customer = await scene.customer();
    const code = await newCode(customer);
    const phone = scene.stranger('bea-twice');
    must(await stage.service.members.join(phone, code));
    const entries = await countOf(stage, 'audit_entries');
    const again = must(await stage.service.members.join(phone, code));
    expect(again.member.name).toBe('Bea');
    expect(await countOf(stage, 'audit_entries')).toBe(entries);
    expect(await countOf(stage, 'code_tries', `person like '%bea-twice'`)).toBe(0);
    expect(codeOf(await stage.service.members.join(scene.stranger('eve'), code))).toBe('code_not_valid');
  });

  test('R-ID-01: who is a member already does not become another, and the code stays good', async () => {
    const customer = await scene.customer();
    const code = await newCode(customer);
    expect(await stage.service.members.join(scene.visitor('leo@litware.com'), code)).toMatchObject({
      problem: { code: 'already_a_member', organization: { domain: 'litware.com' } },
    });
    expect((await stage.service.members.join(scene.stranger('bea'), code)).ok).toBe(true);
  });

  test('R-SEC-04: the code is kept as a hash alone', async () => {
    const code = await newCode(await scene.customer());
    const rows = await stage.rows(sql`
      select link_codes::text as text from link_codes
      union all select concat(before::text, after::text) from audit_entries`);
    expect(rows.filter(({ text }) => String(text).includes(code))).toEqual([]);
  });
});
