import { eq } from 'drizzle-orm';
import { invitations } from '../../../db/schema/invitations.ts';
import { personalLinks } from '../../../db/schema/personal-links.ts';
import {
  type ActContext,
  type Actor,
  ActRefusal,
  act,
  query,
  type ServiceContext,
  unwrap,
} from '../../kernel/act.ts';
import type { Cloud } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { hashOf, linkOf } from '../../kernel/tokens.ts';
import { type Recipient, resolveInvitee, resolveRecipient } from '../../overview/resolve.ts';
import { type RelationshipType, typeWithDap } from '../../relationships/model/types.ts';
import { activePartnership, activeRelationship } from '../../relationships/store.ts';
import { type DapChoice, dapChoiceOf, mayAsk, settleType } from '../model/asking.ts';
import { type InvitationDetails, type InvitationKind, isOpen } from '../model/invitation.ts';
import { invitationOf, lockInvitation, openInvitation } from '../store.ts';
import { about, maxNote, requireLength } from './invitation.ts';

/** What a partner asks a customer for. */
export interface Asking {
  /** Domain, name, id or mail address, as typed. */
  readonly customer: string;
  readonly type: RelationshipType;
  /** Undefined: the partner left the choice to the rules. */
  readonly includesDap: boolean | undefined;
  readonly note: string | null;
}

/** A draft with its personal link, which is shown now and kept nowhere (R-INV-03). */
export interface Draft {
  readonly details: InvitationDetails;
  readonly link: string;
  /** How many days the invitation will be open once it is sent. */
  readonly days: number;
}

/** What a partner asks others for: each begins as a draft. */
export const asking = (context: ServiceContext) => ({
  /** What the form of a request has to know; refused at once for somebody who may not ask (R-ROLE-01, R-ORG-02). */
  prepareRequest: (
    actor: Actor,
  ): Promise<Result<{ readonly dapChoice: DapChoice; readonly cloud: Cloud }, Problem>> =>
    query(context, actor, 'request_relationship', async ({ organization }) => ({
      dapChoice: dapChoiceOf(organization),
      cloud: organization.cloud,
    })),

  /** The same for a provider's request; refused with `providers_only`. */
  prepareProviderInvitation: (actor: Actor): Promise<Result<void, Problem>> =>
    query(context, actor, 'request_relationship', async ({ organization }) => {
      if (organization.programme !== 'indirect_provider') {
        throw new ActRefusal({ code: 'providers_only', organization });
      }
    }),

  /**
   * Drafts a request of a relationship (R-INV-02, `reseller`): the type and the privileges are settled, the customer is
   * found, region and cloud are checked. Asking again rewrites the draft, or shows the open invitation with
   * `invitation_already_open` (R-INV-11). Refused also with what `settleType` and `mayAsk` say, `already_related`,
   * and what `resolveInvitee` says. Keeps R-ORG-04, R-ORG-05, R-INV-03, R-INV-06, R-INV-07, R-DAP-09.
   */
  draftRequest: (actor: Actor, input: Asking): Promise<Result<Draft, Problem>> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const settled = unwrap(settleType(acting.organization, input.type, input.includesDap));
      const recipient = unwrap(await resolveInvitee(acting.tx, 'customer', input.customer));
      if (recipient.organization) {
        const customer = recipient.organization;
        unwrap(mayAsk(acting.organization, customer));
        const present = await activeRelationship(acting.tx, acting.organization.id, customer.id);
        // Roles in place stay in place, whatever else is asked for.
        const { type, hasDap } = present?.relationship ?? { type: null, hasDap: false };
        if (type !== null && type === typeWithDap(settled.type, settled.includesDap || hasDap)) {
          throw new ActRefusal({ code: 'already_related', organization: customer, type });
        }
      }
      return draft(context, acting, { kind: 'relationship', recipient, ...settled, note: noted(input.note) });
    }),

  /**
   * Drafts a request for the admin roles that a customer removed, or never granted (R-DAP-07). Refused with
   * `not_related`, `dap_not_entitled`, `roles_already_in_place`.
   */
  draftRolesRequest: (actor: Actor, customer: string): Promise<Result<Draft, Problem>> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const recipient = unwrap(await resolveRecipient(acting.tx, customer));
      const organization = recipient.organization;
      if (!organization) throw new ActRefusal({ code: 'organization_not_found', typed: customer });
      unwrap(mayAsk(acting.organization, organization));
      if (!acting.organization.mayAskForDap) throw new ActRefusal({ code: 'dap_not_entitled' });
      const present = await activeRelationship(acting.tx, acting.organization.id, organization.id);
      if (!present) throw new ActRefusal({ code: 'not_related', organization });
      if (present.relationship.hasDap) throw new ActRefusal({ code: 'roles_already_in_place', organization });
      return draft(context, acting, {
        kind: 'delegated_administration',
        recipient,
        type: typeWithDap(present.relationship.type, true),
        includesDap: true,
        note: null,
      });
    }),

  /**
   * Drafts a provider's request that a reseller authorizes it (R-IND-01). Refused with `providers_only`,
   * `not_a_reseller`, `already_partnered`, and what `mayAsk` and `resolveInvitee` say.
   */
  draftProviderInvitation: (
    actor: Actor,
    input: { readonly reseller: string; readonly note: string | null },
  ): Promise<Result<Draft, Problem>> =>
    act(context, actor, 'request_relationship', async (acting) => {
      if (acting.organization.programme !== 'indirect_provider') {
        throw new ActRefusal({ code: 'providers_only', organization: acting.organization });
      }
      const recipient = unwrap(await resolveInvitee(acting.tx, 'reseller', input.reseller));
      if (recipient.organization) {
        const reseller = recipient.organization;
        unwrap(mayAsk(acting.organization, reseller));
        if (reseller.programme !== 'indirect_reseller') {
          throw new ActRefusal({ code: 'not_a_reseller', organization: reseller });
        }
        const present = await activePartnership(acting.tx, acting.organization.id, reseller.id);
        if (present?.partnership.adminAccess) {
          throw new ActRefusal({ code: 'already_partnered', organization: reseller });
        }
      }
      return draft(context, acting, {
        kind: 'indirect_provider',
        recipient,
        type: null,
        includesDap: false,
        note: noted(input.note),
      });
    }),
});

const noted = (note: string | null): string | null => {
  const text = note?.trim() ?? '';
  requireLength('note', text, maxNote);
  return text === '' ? null : text;
};

interface NewDraft {
  readonly kind: InvitationKind;
  readonly recipient: Recipient;
  readonly type: RelationshipType | null;
  readonly includesDap: boolean;
  readonly note: string | null;
}

/** Writes the draft, over an earlier one to the same recipient. The unique indexes hold R-INV-11 in a race. */
async function draft(context: ServiceContext, acting: ActContext, input: NewDraft): Promise<Draft> {
  const { organization, email } = input.recipient;
  const to = organization ? { recipientId: organization.id } : { email: email ?? '' };
  const open = await openInvitation(acting.tx, input.kind, acting.organization.id, to);
  const earlier = open && (await lockInvitation(acting.tx, open.id));
  if (earlier?.state === 'sent')
    throw new ActRefusal({ code: 'invitation_already_open', invitation: earlier });
  const values = {
    type: input.type,
    includesDap: input.includesDap,
    note: input.note,
    recipientEmail: email,
    draftedById: acting.member.id,
    draftedByName: acting.member.name,
    draftedByEmail: acting.member.email,
    draftedAt: acting.now,
  };
  const [row] =
    earlier && isOpen(earlier.state)
      ? await acting.tx.update(invitations).set(values).where(eq(invitations.id, earlier.id)).returning()
      : await acting.tx
          .insert(invitations)
          .values({
            ...values,
            id: context.newId(),
            kind: input.kind,
            state: 'draft',
            senderId: acting.organization.id,
            recipientId: organization?.id ?? null,
          })
          .onConflictDoNothing()
          .returning();
  if (!row) {
    const winner = await openInvitation(acting.tx, input.kind, acting.organization.id, to);
    if (winner) throw new ActRefusal({ code: 'invitation_already_open', invitation: winner });
    throw new Error('a draft was refused by the database although no open invitation stands');
  }
  const invitation = invitationOf(row);
  if (earlier) await acting.tx.delete(personalLinks).where(eq(personalLinks.invitationId, invitation.id));
  const link = await addLink(context, acting, invitation.id);
  acting.record({
    kind: 'invitation.drafted',
    ...about(invitation, acting.organization.id),
    // A draft is nobody's business but the sender's.
    counterpartId: null,
    after: {
      kind: input.kind,
      type: input.type,
      includesDap: input.includesDap,
      to: organization?.name ?? email,
    },
  });
  return {
    details: {
      invitation,
      sender: acting.organization,
      recipient: organization,
      agreement: null,
      delegation: null,
    },
    link,
    days: acting.organization.invitationDays,
  };
}

/** A new personal link of the invitation, which is shown now and kept as a hash alone (R-INV-03). */
export async function addLink(
  context: ServiceContext,
  acting: ActContext,
  invitationId: string,
): Promise<string> {
  const token = context.newToken();
  await acting.tx
    .insert(personalLinks)
    .values({ tokenHash: hashOf(token), invitationId, senderId: acting.organization.id });
  return linkOf(context.publicUrl, token);
}
