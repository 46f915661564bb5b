import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { ProblemCode } from '../../src/subjects.ts';
import { ownPid, untilBlockedBy } from '../kit/locks.ts';
import type { Person, SeenForm } from '../kit/person.ts';
import { cardOf, codeIn, directions, draft, formOf, withBot } from '../kit/scenario.ts';
import { type Sides, type Stage, stageOf } from '../kit/stage.ts';

// Every refusal that there is, reached as a person reaches it: the table is as long as the list of refusals.

/** Here the system cannot send mail. */
const scene = withBot({}, false);

/** The stage, and how the customer comes to be registered. */
interface Situation extends Stage, Sides {
  /** What registers Newcorp where the customer is. */
  readonly newcorp: Parameters<Person['submit']>[1] & object;
  /** The code of an invitation that was sent to the address. */
  mailed(address: string, from?: string): Promise<string>;
}

const situationOf = (sides: Sides): Situation => {
  const stage = stageOf(scene, sides)();
  return {
    ...stage,
    ...sides,
    newcorp: sides.customer === 'slack' ? { ...registering, ...inSlack } : registering,
    mailed: async (to, from = 'Ana') => codeIn((await stage.sent({ to, from, way: 'own_mail' })).link),
  };
};

/** What registers Newcorp; in Slack nobody vouches for its tenant, so it is typed. */
const registering = {
  Name: 'Newcorp',
  Country: 'United States',
  'Your name': 'Sam',
  'Your e-mail address': 'sam@newcorp.example',
};

const inSlack = { 'Tenant ID': '11111111-2222-4333-8444-555555555555' };

/** Types a line that opens a form, and submits it as it is filled in. */
const asked = async (person: Person, line: string, values: Parameters<Person['submit']>[1] = {}) =>
  (await person.submit(formOf(await person.type(line)), values)).text;
const typed = async (person: Person, line: string, where?: string) => (await person.type(line, where)).text;

/** A form as it stood before something that it offers was taken away. */
const staleWith = (form: SeenForm, offered: string, taken: string): SeenForm => ({
  ...form,
  raw: JSON.parse(JSON.stringify(form.raw).replaceAll(`"${taken}"`, `"${offered}"`)),
});

/** A form that Slack's client sends although a box in it must be ticked: nobody has to use that client. */
const unheld = (form: SeenForm): SeenForm => ({
  ...form,
  raw: JSON.parse(JSON.stringify(form.raw).replaceAll('"optional":false', '"optional":true')),
});

/** How each is reached, and the words by which a person recognises it. */
const refusals: { readonly [Code in ProblemCode]: readonly [(at: Situation) => Promise<string>, RegExp] } = {
  not_a_member: [({ sam }) => typed(sam, 'customers'), /not connected to an organization/],
  already_a_member: [
    async ({ gil, leo }) => {
      const code = /join ([0-9a-z]+)/.exec(await typed(gil, 'member code rob@contoso.com'))?.[1];
      return typed(leo, `join ${code}`);
    },
    /already a member of Litware/,
  ],
  role_needed: [
    ({ bot, partner }) => typed(bot.person('Hugo', partner), 'request contoso.com'),
    /Admin agent or Global admin/,
  ],
  partners_only: [({ gil }) => typed(gil, 'request fabrikam.com'), /Only partners can do this/],
  resellers_only: [
    ({ leo }) => typed(leo, 'providers'),
    /Only .*resellers can do this, and Litware is not one/,
  ],
  providers_only: [({ ana }) => typed(ana, 'resellers'), /Only indirect providers can do this/],
  partner_features_unavailable: [
    async ({ bot, ana }) => {
      await bot.change('Fabrikam', { cloud: 'china' });
      return typed(ana, 'customers');
    },
    /No partner features are available/,
  ],
  unknown_command: [({ ana }) => typed(ana, 'frobnicate'), /I do not know “frobnicate”/],
  bad_argument: [({ ana }) => typed(ana, 'customers --colour red'), /--colour/],
  missing_argument: [({ ana }) => typed(ana, 'notify on'), /Please add .*For example: notify on/],
  organization_not_found: [
    ({ ana }) => typed(ana, 'show nowhere.example'),
    /I know no organization “nowhere.example”/,
  ],
  recipient_not_found: [
    ({ ana }) => asked(ana, 'request nowhere.example'),
    /I know no organization “nowhere.example”.*e-mail address of somebody there/,
  ],
  several_addresses: [
    ({ ana }) => asked(ana, 'request mary@newcorp.example, bob@newcorp.example'),
    /I see several e-mail addresses: mary@newcorp.example and bob@newcorp.example/,
  ],
  organization_ambiguous: [
    async ({ bot, ana, gil, sent }) => {
      await bot.change('Contoso', { name: 'Same Corp' });
      await bot.change('Litware', { name: 'Same Inc' });
      for (const to of ['contoso.com', 'litware.com']) await sent({ to });
      await gil.type('whoami');
      return typed(ana, 'show Same');
    },
    /Several organizations fit “Same”/,
  ],
  invitation_not_found: [
    ({ ana }) => typed(ana, 'withdraw litware.com'),
    /I find no invitation “litware.com”/,
  ],
  invitation_ambiguous: [
    async ({ ana, gil, related, sent }) => {
      await related({ type: 'advisor' });
      await sent();
      await ana.submit(formOf(await ana.type('roles ask contoso.com')));
      return typed(gil, 'accept fabrikam.com');
    },
    /Several invitations fit “fabrikam.com”/,
  ],
  not_an_email: [({ gil }) => typed(gil, 'member code rob'), /“rob” is not an e-mail address/],
  text_too_long: [
    ({ bot, gil, customer }) =>
      typed(
        gil,
        `notify on invitations where partner = "${'x'.repeat(600)}"`,
        bot.channel('Contoso', customer),
      ),
    /too long.* 500 are allowed/,
  ],
  not_a_country: [
    async ({ sam, mailed, newcorp }) => {
      const form = formOf(await sam.type(`redeem ${await mailed('ceo@newcorp.example')}`));
      return (await sam.submit(staleWith(form, 'DD', 'US'), newcorp)).text;
    },
    /I know no country “DD”/,
  ],
  not_a_tenant: [
    async ({ bot, mailed }) =>
      asked(bot.stranger('slack'), `redeem ${await mailed('ceo@newcorp.example')}`, {
        ...registering,
        'Tenant ID': 'x',
      }),
    /“x” is not a tenant ID/,
  ],
  field_missing: [
    async ({ sam, mailed, newcorp }) =>
      asked(sam, `redeem ${await mailed('ceo@newcorp.example')}`, { ...newcorp, 'Your name': '  ' }),
    /Your name: please fill this in/,
  ],
  own_organization: [({ ana }) => asked(ana, 'request fabrikam.com'), /your own organization/],
  other_region: [
    async ({ bot, ana }) => {
      await bot.change('Contoso', { country: 'JP' });
      return asked(ana, 'request contoso.com');
    },
    /own country or CSP region.*Japan/,
  ],
  other_cloud: [
    async ({ bot, ana }) => {
      await bot.change('Contoso', { cloud: 'germany' });
      return asked(ana, 'request contoso.com');
    },
    /clouds are separate/,
  ],
  dap_not_entitled: [
    async ({ bot, ana }) => {
      await bot.change('Fabrikam', { mayAskForDap: false });
      return asked(ana, 'request contoso.com --type delegated_administrator');
    },
    /does not entitle you/,
  ],
  dap_required_in_cloud: [
    async ({ bot, ana }) => {
      await bot.change('Fabrikam', { cloud: 'us_government' });
      return typed(ana, 'request contoso.com --no-dap');
    },
    /US Government cloud.*cannot be left out/,
  ],
  dap_not_for_type: [
    ({ ana }) =>
      asked(ana, 'request contoso.com', {
        type: 'Advisor: resets passwords, handles support incidents',
        'Delegated administration': true,
      }),
    /do not go with this type: Advisor/,
  ],
  already_related: [
    async ({ ana, related }) => {
      await related();
      return asked(ana, 'request contoso.com');
    },
    /already have a relationship with Contoso: Reseller/,
  ],
  already_partnered: [
    async ({ nora, partnered }) => {
      await partnered();
      return asked(nora, 'provider invite fabrikam.com');
    },
    /already partners with Fabrikam/,
  ],
  not_a_reseller: [
    ({ nora }) => asked(nora, 'provider invite litware.com'),
    /Litware is not an indirect reseller/,
  ],
  not_a_provider: [
    ({ bot, customer }) => typed(bot.person('Gina', customer), 'access remove litware.com'),
    /Litware is not one of your indirect providers/,
  ],
  roles_already_in_place: [
    async ({ ana, related }) => {
      await related({ dap: true });
      return typed(ana, 'roles ask contoso.com');
    },
    /already in place between you and Contoso/,
  ],
  invitation_already_open: [
    async ({ ana, sent }) => {
      await sent();
      return asked(ana, 'request contoso.com');
    },
    /open invitation of this kind already/,
  ],
  link_missing: [
    async ({ ana }) => (await ana.submit(await draft(ana, 'request contoso.com'), { Text: 'Hello' })).text,
    /personal link is not in the text/,
  ],
  mail_not_configured: [
    async ({ ana }) => {
      const form = await draft(ana, 'request ceo@newcorp.example');
      return (await ana.submit(staleWith(form, 'system', 'own_mail'))).text;
    },
    /cannot send e-mail here/,
  ],
  invitation_is_draft: [
    async ({ ana }) => {
      await draft(ana, 'request contoso.com');
      return typed(ana, 'withdraw contoso.com --yes');
    },
    /is a draft/,
  ],
  invitation_answered: [
    async ({ gil, sent }) => {
      await sent();
      await gil.submit(formOf(await gil.type('decline fabrikam.com')));
      return typed(gil, 'accept fabrikam.com');
    },
    /Gil declined this invitation on/,
  ],
  reminded_already: [
    async ({ ana, sent }) => {
      await sent();
      await ana.type('remind contoso.com');
      return typed(ana, 'remind contoso.com');
    },
    /were reminded on/,
  ],
  box_not_ticked: [
    async ({ gil }) =>
      (await gil.submit(unheld(formOf(await gil.type('agreement accept'))), { agreement: false })).text,
    /tick the box/,
  ],
  agreement_changed: [
    async ({ bot, gil }) => {
      const form = formOf(await gil.type('agreement accept'));
      bot.wait({ hours: 1 });
      await bot.publish('2026-07');
      return (await gil.submit(form, { agreement: true })).text;
    },
    /new version of the agreement is required now: 2026-07/,
  ],
  agreement_not_published: [
    async ({ bot, ana, related }) => {
      await bot.db.execute(sql`delete from agreements`);
      await related();
      return typed(ana, 'agreement ask contoso.com');
    },
    /No version of the Microsoft Customer Agreement is published/,
  ],
  agreement_already_accepted: [
    async ({ ana, related }) => {
      await related();
      return typed(ana, 'agreement ask contoso.com');
    },
    /Gil has already accepted version 2026-01/,
  ],
  agreement_already_asked: [
    async ({ bot, ana, related }) => {
      await related();
      bot.wait({ hours: 1 });
      await bot.publish('2026-07');
      await ana.type('agreement ask contoso.com');
      return typed(ana, 'agreement ask contoso.com');
    },
    /You asked for this version/,
  ],
  replacement_needed: [
    async ({ gil, related, sent }) => {
      await related({ dap: true });
      await sent({ from: 'Leo', dap: true });
      return (await gil.submit(unheld(formOf(await gil.type('accept litware.com'))), { replace: false }))
        .text;
    },
    /Fabrikam has delegated administration now/,
  ],
  replacement_outdated: [
    async ({ bot, gil, partner, related, sent }) => {
      await related({ dap: true });
      await sent({ from: 'Leo', dap: true });
      const form = formOf(await gil.type('accept litware.com'));
      const elsewhere = bot.person('Gil', partner);
      await elsewhere.type('roles remove fabrikam.com --yes');
      await bot.change('Northwind', { programme: 'direct_reseller' });
      await sent({ from: 'Nora', dap: true });
      await elsewhere.click(cardOf(await elsewhere.type('accept northwind.com')), 'Accept & authorize');
      return (await gil.submit(form, { replace: true })).text;
    },
    /changed since you opened the form/,
  ],
  code_not_valid: [({ gil }) => typed(gil, `redeem ${'0'.repeat(26)}`), /This code is not valid/],
  no_code: [({ gil }) => typed(gil, 'redeem the link from my mail'), /I see no code in this/],
  several_codes: [
    ({ gil }) => typed(gil, `redeem ${'0'.repeat(26)} ${'1'.repeat(26)}`),
    /more than one code/,
  ],
  too_many_tries: [
    async ({ gil }) => {
      for (let tries = 0; tries < 10; tries += 1) await gil.type(`redeem ${String(tries).repeat(26)}`);
      return typed(gil, `redeem ${'z'.repeat(26)}`);
    },
    /too many wrong codes/,
  ],
  wrong_organization_for_link: [
    async ({ bot, gil, customer, mailed }) => {
      const code = await mailed('somebody@personal.example');
      await gil.type(`redeem ${code}`);
      return typed(bot.person('Leo', customer), `redeem ${code}`);
    },
    /You are a member of Litware, and this invitation is for another organization/,
  ],
  domain_not_invited: [
    async ({ sam, mailed, newcorp }) =>
      asked(sam, `redeem ${await mailed('ceo@newcorp.example')}`, {
        ...newcorp,
        'Your e-mail address': 'sam@evil.example',
      }),
    /for newcorp.example/,
  ],
  webmail_domain: [
    async ({ sam, mailed }) => typed(sam, `redeem ${await mailed('me@gmail.com')}`),
    /consumer mail service/,
  ],
  organization_exists: [
    async ({ bot, leo, sam, partner, mailed, newcorp }) => {
      const form = await draft(leo, 'request cto@newcorp.example');
      await leo.submit(form);
      await asked(sam, `redeem ${await mailed('ceo@newcorp.example')}`, newcorp);
      return typed(
        bot.stranger(partner),
        `redeem ${codeIn(form.fields.find(({ name }) => name === 'text')?.value)}`,
      );
    },
    /domain newcorp.example is here already/,
  ],
  tenant_taken: [
    async ({ bot, mailed }) =>
      asked(bot.stranger('slack'), `redeem ${await mailed('ceo@newcorp.example')}`, {
        ...registering,
        'Tenant ID': bot.teamsPerson('Leo').somebody.tenantId,
      }),
    /This tenant belongs to an organization that is here already/,
  ],
  workspace_taken: [
    async ({ bot, customer, sam, mailed, newcorp }) => {
      const form = formOf(await sam.type(`redeem ${await mailed('ceo@newcorp.example')}`));
      const workspace =
        customer === 'slack' ? bot.workspaces.team('Nobody').id : bot.teamsPerson('Sam').somebody.tenantId;
      let answer: Promise<{ readonly text: string }> | undefined;
      // Somebody else connects the workspace at the same moment, and is first.
      await bot.db.transaction(async (tx) => {
        await tx.execute(sql`insert into workspaces (platform, id, organization_id)
          values (${customer}, ${workspace}, ${bot.organizationId('Litware')})`);
        const pid = await ownPid(tx);
        answer = sam.submit(form, newcorp);
        await untilBlockedBy(bot.db, pid);
      });
      return (await answer)?.text ?? '';
    },
    /This chat belongs to Litware already/,
  ],
  contact_not_a_member: [
    async ({ ana, related }) => {
      await related();
      return typed(ana, 'support assign contoso.com rob@contoso.com');
    },
    /No member of your organization is “rob@contoso.com”/,
  ],
  not_related: [({ ana }) => typed(ana, 'end contoso.com'), /no active relationship between you and Contoso/],
  no_roles_in_place: [
    async ({ gil, related }) => {
      await related();
      return typed(gil, 'roles remove fabrikam.com');
    },
    /no delegated admin roles in place/,
  ],
  not_partner_of_record: [
    ({ gil }) => typed(gil, 'record remove litware.com'),
    /Litware is not your partner of record/,
  ],
  not_partnered: [
    ({ ana }) => typed(ana, 'shared northwind.com'),
    /no active partnership of provider and reseller between you and Northwind/,
  ],
  no_admin_access: [
    async ({ bot, customer, partnered }) => {
      const gina = bot.person('Gina', customer);
      await partnered();
      await gina.type('access remove northwind.com --yes');
      return typed(gina, 'access remove northwind.com');
    },
    /no administrator access to remove/,
  ],
  end_already_asked: [
    async ({ gil, related }) => {
      await related();
      await gil.type('end fabrikam.com');
      return typed(gil, 'end fabrikam.com');
    },
    /You asked to end it on/,
  ],
  end_not_asked: [
    async ({ ana, related }) => {
      await related();
      return typed(ana, 'end refuse contoso.com');
    },
    /Contoso has not asked you to end/,
  ],
  partnership_cannot_end: [
    async ({ nora, partnered }) => {
      await partnered();
      return typed(nora, 'end fabrikam.com');
    },
    /partnership with Fabrikam cannot be ended here/,
  ],
  channel_needed: [({ gil }) => typed(gil, 'notify on invitations'), /Notifications go to a channel/],
  channel_of_other_organization: [
    // Slack hands a command of a guest to the guest’s own workspace; Teams to the channel’s tenant.
    ({ bot }) => typed(bot.person('Gil', 'teams'), 'notify on invitations', bot.sharedChannel('teams')),
    /This channel belongs to another organization/,
  ],
  not_subscribed: [
    ({ bot, gil, customer }) => typed(gil, 'notify off roles', bot.channel('Contoso', customer)),
    /This channel gets no such notifications/,
  ],
  unknown_kind: [
    ({ bot, gil, customer }) => typed(gil, 'notify on sunsets', bot.channel('Contoso', customer)),
    /I do not know the kind “sunsets”/,
  ],
  filter_not_understood: [
    ({ bot, gil, customer }) =>
      typed(gil, 'notify on roles where moon = full', bot.channel('Contoso', customer)),
    /I do not understand the filter here/,
  ],
  email_taken: [
    ({ gil }) => asked(gil, 'member add', { Name: 'X', 'E-mail address': 'rob@contoso.com' }),
    /already the address of a member/,
  ],
  member_unknown: [
    ({ gil }) => typed(gil, 'member code x@contoso.com'),
    /no member with the address x@contoso.com/,
  ],
  identity_taken: [
    ({ gil }) => asked(gil, 'member add', { Person: 'Rob', Name: 'X', 'E-mail address': 'x@contoso.com' }),
    /already linked to a member/,
  ],
  roles_not_fitting: [
    async ({ bot, customer }) => {
      const gina = bot.person('Gina', customer);
      const form = formOf(await gina.type('member add'));
      await bot.change('Fabrikam', { programme: null });
      return (
        await gina.submit(form, {
          Name: 'X',
          'E-mail address': 'x@fabrikam.com',
          'Agent role': 'Admin agent',
        })
      ).text;
    },
    /Agents exist only at partners/,
  ],
  already_handled: [
    async ({ bot }) => {
      const said = bot.teamsPerson('Gil').saying('mpsa on');
      for (let times = 0; times < 2; times += 1) await bot.teams.deliver(said);
      return (await bot.person('Gil', 'teams').direct()).at(-1)?.text ?? '';
    },
    /This was done already. Nothing was done twice/,
  ],
};

describe.each(directions)(
  'every refusal, in words: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    test.each(Object.entries(refusals))('R-CARD-07: %s', async (code, [reach, words]) => {
      const text = await reach(situationOf({ partner, customer }));
      expect(text).toMatch(words);
      expect(text).not.toContain(code);
      expect(text).not.toMatch(/undefined|\[object|NaN|\bnull\b|Invalid Date|Error:|[{}]/);
      expect(scene.bot.log.filter(({ level }) => level === 'error')).toEqual([]);
      await scene.bot.settled();
    });
  },
);
