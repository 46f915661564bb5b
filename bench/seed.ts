import { createHash } from 'node:crypto';
import postgres from 'postgres';

/** A stable id for a row of the benchmark. */
export const idOf = (what: string, index: number): string => {
  const hex = createHash('md5').update(`${what} ${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const slackTeam = 'T0BENCH';
export const partnerUser = 'U0ANA';
const partner = idOf('partner', 0);
export const teamsTenant = (customer: number): string => idOf('tenant', customer);
export const teamsUser = (customer: number): string => idOf('user', customer);

/** Related customers, for the lists. */
export const related = 1000;

/** One partner, `related` customers of it, and `waiting` customers with an invitation to accept. */
export async function seed(url: string, waiting: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const now = new Date();
  const later = new Date(now.getTime() + 90 * 86_400_000);
  const many = (what: string, count: number) =>
    Array.from({ length: count }, (_, index) => idOf(what, index));
  const total = related + waiting;
  const ids = many('customer', total);
  await sql`
    insert into organizations (id, name, domain, tenant_id, country, cloud, language, programme, may_ask_for_dap)
    values (${partner}, 'Fabrikam', 'fabrikam.example', ${idOf('partner-tenant', 0)}, 'US', 'public', 'en', 'direct_reseller', true)`;
  await sql`
    insert into organizations (id, name, domain, tenant_id, country, cloud, language)
    select id, 'Customer ' || n, 'customer' || n || '.example', tenant, 'US', 'public', 'en'
    from unnest(${ids}::uuid[], ${many('tenant', total)}::uuid[]) with ordinality as t(id, tenant, n)`;
  await sql`
    insert into known_organizations (viewer_id, organization_id)
    select ${partner}::uuid, id from unnest(${ids}::uuid[]) as id union all select id, ${partner}::uuid from unnest(${ids}::uuid[]) as id`;
  await sql`
    insert into workspaces (platform, id, organization_id) values ('slack', ${slackTeam}, ${partner})`;
  await sql`
    insert into members (id, organization_id, name, email, agent_role, admin_roles)
    values (${idOf('ana', 0)}, ${partner}, 'Ana', 'ana@fabrikam.example', 'admin_agent', '{}')`;
  await sql`
    insert into chat_identities (platform, tenant, "user", member_id, organization_id)
    values ('slack', ${slackTeam}, ${partnerUser}, ${idOf('ana', 0)}, ${partner})`;
  await sql`
    insert into members (id, organization_id, name, email, agent_role, admin_roles)
    select member, customer, 'Gil', 'gil@customer.example', 'not_an_agent', '{global_admin}'
    from unnest(${many('gil', total)}::uuid[], ${ids}::uuid[]) as t(member, customer)`;
  await sql`
    insert into chat_identities (platform, tenant, "user", member_id, organization_id)
    select 'teams', tenant, chat, member, customer
    from unnest(${many('tenant', total)}::text[], ${many('user', total)}::text[], ${many('gil', total)}::uuid[], ${ids}::uuid[])
      as t(tenant, chat, member, customer)`;
  await sql`
    insert into relationships (id, partner_id, customer_id, state, type, since)
    select relationship, ${partner}, customer, 'active', 'reseller', ${now.toISOString()}::timestamptz - n * interval '1 second'
    from unnest(${many('relationship', related)}::uuid[], ${ids.slice(0, related)}::uuid[]) with ordinality as t(relationship, customer, n)`;
  await sql`
    insert into invitations (id, kind, state, sender_id, recipient_id, type, includes_dap, drafted_by_name,
      drafted_by_email, drafted_at, sent_at, sent_by, expires_at)
    select invitation, 'reseller', 'sent', ${partner}, customer, 'reseller_and_delegated_administrator', true, 'Ana',
      'ana@fabrikam.example', ${now.toISOString()}, ${now.toISOString()}, 'own_mail', ${later.toISOString()}
    from unnest(${many('invitation', waiting)}::uuid[], ${ids.slice(related)}::uuid[]) as t(invitation, customer)`;
  await sql`
    insert into agreements (kind, version, locale, url, published_at)
    values ('microsoft_customer_agreement', '2026-01', 'en', 'https://agreements.example/2026-01', ${now.toISOString()})`;
  await sql`vacuum analyze`;
  await sql.end();
}
