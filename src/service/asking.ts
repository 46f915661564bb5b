import { eq } from 'drizzle-orm';
import { invitationOf, lockInvitation, openInvitation } from '../../db/invitations.ts';
import { activePartnership, activeRelationship } from '../../db/relationships.ts';
import { invitations } from '../../db/schema/invitations.ts';
import { personalLinks } from '../../db/schema/personal-links.ts';
import { type DapChoice, dapChoiceOf, mayAsk, settleType } from '../domain/asking.ts';
import { type InvitationDetails, type InvitationKind, isOpen } from '../domain/invitation.ts';
import type { Cloud } from '../domain/organization.ts';
import type { Problem } from '../domain/problem.ts';
import { type RelationshipType, typeWithDap } from '../domain/relationship-types.ts';
import type { Result } from '../result.ts';
import { about, mostOfNote, requireLength } from './invitation.ts';
import { hashOf, linkOf } from './links.ts';
import { type Recipient, resolveInvitee, resolveRecipient } from './resolve.ts';
import { type Act, type Actor, look, orRefuse, Refused, type Surroundings, transact } from './transact.ts';

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
export const asking = (env: Surroundings) => ({
  /** What the form of a request has to know; refused at once for somebody who may not ask (R-ROLE-01, R-ORG-02). */
  prepareRequest: (
    actor: Actor,
  ): Promise<Result<{ readonly dapChoice: DapChoice; readonly cloud: Cloud }, Problem>> =>
    look(env, actor, 'request_relationship', async ({ organization }) => ({
      dapChoice: dapChoiceOf(organization),
      cloud: organization.cloud,
    })),

  /** The same for a provider's request; refused with `providers_only`. */
  prepareProviderInvitation: (actor: Actor): Promise<Result<void, Problem>> =>
    look(env, actor, 'request_relationship', async ({ organization }) => {
      if (organization.programme !== 'indirect_provider') {
        throw new Refused({ code: 'providers_only', organization });
      }
    }),

  /**
   * Drafts a request of a relationship (R-INV-02, `reseller`): the type and the privileges are settled, the customer is
   * found, region and cloud are checked. Asking again rewrites the draft, or shows the open invitation with
   * `invitation_already_open` (R-INV-11). Refused also with what `settleType` and `mayAsk` say, `already_related`,
   * and what `resolveInvitee` says. Keeps R-ORG-04, R-ORG-05, R-INV-03, R-INV-06, R-INV-07, R-DAP-09.
   */
  draftRequest: (actor: Actor, input: Asking): Promise<Result<Draft, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      const settled = orRefuse(settleType(act.organization, input.type, input.includesDap));
      const recipient = orRefuse(await resolveInvitee(act.tx, 'customer', input.customer));
      if (recipient.organization) {
        const customer = recipient.organization;
        orRefuse(mayAsk(act.organization, customer));
        const present = await activeRelationship(act.tx, act.organization.id, customer.id);
        // Roles in place stay in place, whatever else is asked for.
        const { type, hasDap } = present?.relationship ?? { type: null, hasDap: false };
        if (type !== null && type === typeWithDap(settled.type, settled.includesDap || hasDap)) {
          throw new Refused({ code: 'already_related', organization: customer, type });
        }
      }
      return draft(env, act, { kind: 'reseller', recipient, ...settled, note: noted(input.note) });
    }),

  /**
   * Drafts a request for the admin roles that a customer removed, or never granted (R-DAP-07). Refused with
   * `not_related`, `dap_not_entitled`, `roles_already_in_place`.
   */
  draftRolesRequest: (actor: Actor, customer: string): Promise<Result<Draft, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      const recipient = orRefuse(await resolveRecipient(act.tx, customer));
      const organization = recipient.organization;
      if (!organization) throw new Refused({ code: 'organization_not_found', typed: customer });
      orRefuse(mayAsk(act.organization, organization));
      if (!act.organization.mayAskForDap) throw new Refused({ code: 'dap_not_entitled' });
      const present = await activeRelationship(act.tx, act.organization.id, organization.id);
      if (!present) throw new Refused({ code: 'not_related', organization });
      if (present.relationship.hasDap) throw new Refused({ code: 'roles_already_in_place', organization });
      return draft(env, act, {
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
    transact(env, actor, 'request_relationship', async (act) => {
      if (act.organization.programme !== 'indirect_provider') {
        throw new Refused({ code: 'providers_only', organization: act.organization });
      }
      const recipient = orRefuse(await resolveInvitee(act.tx, 'reseller', input.reseller));
      if (recipient.organization) {
        const reseller = recipient.organization;
        orRefuse(mayAsk(act.organization, reseller));
        if (reseller.programme !== 'indirect_reseller') {
          throw new Refused({ code: 'not_a_reseller', organization: reseller });
        }
        const present = await activePartnership(act.tx, act.organization.id, reseller.id);
        if (present?.partnership.adminAccess) {
          throw new Refused({ code: 'already_partnered', organization: reseller });
        }
      }
      return draft(env, act, {
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
  requireLength('note', text, mostOfNote);
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
async function draft(env: Surroundings, act: Act, input: NewDraft): Promise<Draft> {
  const { organization, email } = input.recipient;
  const to = organization ? { recipientId: organization.id } : { email: email ?? '' };
  const open = await openInvitation(act.tx, input.kind, act.organization.id, to);
  const earlier = open && (await lockInvitation(act.tx, open.id));
  if (earlier?.state === 'sent') throw new Refused({ code: 'invitation_already_open', invitation: earlier });
  const values = {
    type: input.type,
    includesDap: input.includesDap,
    note: input.note,
    recipientEmail: email,
    draftedById: act.member.id,
    draftedByName: act.member.name,
    draftedByEmail: act.member.email,
    draftedAt: act.now,
  };
  const [row] =
    earlier && isOpen(earlier.state)
      ? await act.tx.update(invitations).set(values).where(eq(invitations.id, earlier.id)).returning()
      : await act.tx
          .insert(invitations)
          .values({
            ...values,
            id: env.newId(),
            kind: input.kind,
            state: 'draft',
            senderId: act.organization.id,
            recipientId: organization?.id ?? null,
          })
          .onConflictDoNothing()
          .returning();
  if (!row) {
    const winner = await openInvitation(act.tx, input.kind, act.organization.id, to);
    if (winner) throw new Refused({ code: 'invitation_already_open', invitation: winner });
    throw new Error('a draft was refused by the database although no open invitation stands');
  }
  const invitation = invitationOf(row);
  if (earlier) await act.tx.delete(personalLinks).where(eq(personalLinks.invitationId, invitation.id));
  const link = await addLink(env, act, invitation.id);
  act.record({
    kind: 'invitation.drafted',
    ...about(invitation, act.organization.id),
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
      sender: act.organization,
      recipient: organization,
      agreement: null,
      delegation: null,
    },
    link,
    days: act.organization.invitationDays,
  };
}

/** A new personal link of the invitation, which is shown now and kept as a hash alone (R-INV-03). */
export async function addLink(env: Surroundings, act: Act, invitationId: string): Promise<string> {
  const token = env.newToken();
  await act.tx
    .insert(personalLinks)
    .values({ tokenHash: hashOf(token), invitationId, senderId: act.organization.id });
  return linkOf(env.publicUrl, token);
}
