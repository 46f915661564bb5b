import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { relationships } from '../../db/schema/relationships.ts';
import { agreementStatus } from '../agreements/store.ts';
import type { InvitationListItem } from '../invitations/model/invitation.ts';
import type { InvitationQuery } from '../invitations/store.ts';
import { listInvitations } from '../invitations/store.ts';
import { type Actor, query, type ServiceContext, unwrap } from '../kernel/act.ts';
import type { AuditEntry } from '../kernel/audit.ts';
import { isPartner } from '../kernel/organization.ts';
import type { Page } from '../kernel/page.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Result } from '../kernel/result.ts';
import { may } from '../kernel/rights.ts';
import { listAuditEntries } from '../kernel/store/audit.ts';
import { isUuid } from '../organizations/store.ts';
import { activeRelationship } from '../relationships/store.ts';
import { type Home, homeRows } from './model.ts';
import { resolveInvitation, resolveOrganization } from './resolve.ts';

/** What a history is of, with a name for its title. */
export interface History {
  readonly of: string;
  readonly page: Page<AuditEntry>;
}

const everything = { text: null, after: null };

/** Whoever has one of these has something to say to an invitation (R-ROLE-02, R-ROLE-03, R-IND-01). */
const answering = ['accept_relationship', 'accept_partnership', 'work_with_partners'] as const;

export const overviews = (context: ServiceContext) => ({
  /** What waits for a member to answer, what its organization asked for, what happened lately. */
  showHome: (actor: Actor): Promise<Result<Home, Problem>> =>
    query(context, actor, 'self', async ({ tx, organization, member }) => {
      const [received, sent, drafts, recent, asking] = await Promise.all([
        listInvitations(tx, organization.id, { ...everything, direction: 'received', state: 'sent' }),
        listInvitations(tx, organization.id, { ...everything, direction: 'sent', state: 'sent' }),
        listInvitations(tx, organization.id, { ...everything, direction: 'sent', state: 'draft' }),
        listAuditEntries(tx, { organization: organization.id, with: null }, null),
        tx
          .select({ customerId: relationships.customerId })
          .from(relationships)
          .where(
            and(
              eq(relationships.partnerId, organization.id),
              eq(relationships.state, 'active'),
              isNotNull(relationships.endAskedAt),
            ),
          )
          .orderBy(desc(relationships.endAskedAt))
          .limit(homeRows),
      ]);
      const endAsked = await Promise.all(
        asking.map(({ customerId }) => activeRelationship(tx, organization.id, customerId)),
      );
      const requests = organization.cloud !== 'china' && may(member, organization, 'request_relationship');
      const provides = organization.programme === 'indirect_provider';
      const answers = answering.some((ability) => may(member, organization, ability));
      const accepts = !isPartner(organization) && may(member, organization, 'accept_agreement');
      return {
        member,
        organization,
        toAnswer: answers
          ? { items: received.items.slice(0, homeRows), total: received.total }
          : { items: [], total: 0 },
        agreement: accepts ? await agreementStatus(tx, organization.id) : null,
        endAsked: may(member, organization, 'view_customers')
          ? endAsked.filter((found) => found !== undefined)
          : [],
        asked: {
          items: [...drafts.items, ...sent.items].slice(0, homeRows),
          total: drafts.total + sent.total,
        },
        recent: recent.items.slice(0, homeRows),
        acts: requests ? (provides ? ['invite_reseller'] : ['request']) : [],
      };
    }),

  /** Invitations sent and received, drafts of the own organization included (R-INV-15, R-CMD-05). */
  listInvitations: (
    actor: Actor,
    list: InvitationQuery,
  ): Promise<Result<Page<InvitationListItem>, Problem>> =>
    query(context, actor, 'read', ({ tx, organization }) => listInvitations(tx, organization.id, list)),

  /**
   * The audit of an invitation, of all between the own organization and another, or with nothing typed of the own
   * organization (R-AUD-01). Each side sees the entries that concern it alone.
   */
  showHistory: (actor: Actor, typed: string, after: string | null): Promise<Result<History, Problem>> =>
    query(context, actor, 'read', async ({ tx, organization }) => {
      const name = typed.trim();
      if (isUuid(name)) {
        const invitation = await resolveInvitation(tx, name, organization.id);
        if (invitation.ok) {
          const page = await listAuditEntries(tx, { kind: 'invitation', id: invitation.value.id }, after);
          return { of: name, page };
        }
      }
      const other = name === '' ? organization : unwrap(await resolveOrganization(tx, name));
      const own = other.id === organization.id;
      const page = await listAuditEntries(
        tx,
        { organization: organization.id, with: own ? null : other.id },
        after,
      );
      return { of: other.name, page };
    }),
});
