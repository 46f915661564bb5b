import postgres from 'postgres';

/** The partner of `seedMany`, and who reads there: an Admin agent, in Slack. */
export const many = {
  partner: '00000000-0000-4000-8000-000000000000',
  member: '00000000-0000-4000-8000-000000000001',
  workspace: 'T0MANY',
  user: 'U0ANA',
  /** How many invitations wait for an answer. */
  waiting: 2000,
} as const;

const idOf = (kind: number, n: string) =>
  `('${String(kind).padStart(8, '0')}-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** The id of a row of `seedMany`: of the n-th customer, its Global admin, or an invitation that waits for its answer. */
export const manyId = (kind: 'customer' | 'admin' | 'invitation', n: number): string =>
  `${String({ customer: 1, admin: 2, invitation: 4 }[kind]).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/**
 * Fills a migrated, empty database: one partner with so many customers, each with a Global admin, an accepted invitation
 * and an entry in the audit; and some more who were asked and have not answered. Written in sets, by the owner.
 */
export async function seedMany(url: string, customers: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const all = customers + many.waiting;
  const { partner, member, workspace, user } = many;
  await sql.unsafe(`
    begin;
    set local accord.system = 'seed';
    set local session_replication_role = replica;
    insert into organizations (id, name, domain, tenant_id, country, cloud, language, programme, may_ask_for_dap)
      values ('${partner}', 'Fabrikam', 'fabrikam.example', '${partner}', 'US', 'public', 'en', 'direct_reseller', true);
    insert into organizations (id, name, domain, tenant_id, country, cloud, language)
      select ${idOf(1, 'n')}, 'Customer ' || n || case when n % 1000 = 0 then ' Rareword' || n else '' end,
        'customer' || n || '.example', ${idOf(5, 'n')}, 'US', 'public', 'en' from generate_series(1, ${all}) n;
    insert into organization_names (organization_id, name, searched)
      select id, lower(name), lower(name) || E'\\n' || domain from organizations;
    insert into known_organizations (viewer_id, organization_id)
      select '${partner}', ${idOf(1, 'n')} from generate_series(1, ${all}) n;
    insert into known_organizations (viewer_id, organization_id)
      select ${idOf(1, 'n')}, '${partner}' from generate_series(1, ${all}) n;
    insert into workspaces (platform, id, organization_id) values ('slack', '${workspace}', '${partner}');
    insert into members (id, organization_id, name, email, agent_role, admin_roles)
      values ('${member}', '${partner}', 'Ana', 'ana@fabrikam.example', 'admin_agent', '{}');
    insert into chat_identities (platform, tenant, "user", member_id, organization_id)
      values ('slack', '${workspace}', '${user}', '${member}', '${partner}');
    insert into members (id, organization_id, name, email, agent_role, admin_roles)
      select ${idOf(2, 'n')}, ${idOf(1, 'n')}, 'Gil', 'gil@customer' || n || '.example', 'not_an_agent', '{global_admin}'
      from generate_series(1, ${all}) n;
    insert into chat_identities (platform, tenant, "user", member_id, organization_id)
      select 'teams', ${idOf(5, 'n')}::text, ${idOf(6, 'n')}::text, ${idOf(2, 'n')}, ${idOf(1, 'n')} from generate_series(1, ${all}) n;
    insert into relationships (id, partner_id, customer_id, state, type, since)
      select ${idOf(3, 'n')}, '${partner}', ${idOf(1, 'n')}, 'active', 'reseller', now() - n * interval '1 second'
      from generate_series(1, ${customers}) n;
    insert into invitations (id, kind, state, sender_id, recipient_id, type, includes_dap, drafted_by_name,
        drafted_by_email, drafted_at, sent_at, sent_by, expires_at, answered_at)
      select ${idOf(4, 'n')}, 'reseller', case when n <= ${customers} then 'accepted' else 'sent' end, '${partner}',
        ${idOf(1, 'n')}, 'reseller', false, 'Ana', 'ana@fabrikam.example', at, at, 'own_mail', at + interval '90 days',
        case when n <= ${customers} then at end
      from generate_series(1, ${all}) n, lateral (select now() - n * interval '1 second' as at) t;
    insert into audit_entries (at, kind, organization_id, counterpart_id, subject_kind, subject_id, actor_name, origin)
      select now() - n * interval '1 second', 'relationship.started', ${idOf(1, 'n')}, '${partner}', 'relationship',
        ${idOf(3, 'n')}, 'Gil', 'chat'
      from generate_series(1, ${customers}) n;
    insert into agreements (kind, version, locale, url, published_at)
      values ('microsoft_customer_agreement', '2026-01', 'en', 'https://agreements.example/2026-01', now());
    commit`);
  await sql`vacuum analyze`;
  await sql.end();
}
