import type { ServiceContext } from '../../kernel/act.ts';
import type { Caller } from '../../kernel/caller.ts';
import { type Acted, ActRefusal } from '../../kernel/refusal.ts';
import { loadMember } from '../../kernel/store/people.ts';
import { countedTry, problems as memberProblems } from '../../members/index.ts';
import type { Invited } from '../model/registration.ts';
import { problems } from '../problems.ts';
import { bindInvitation, lockLinked, requireRegistration } from './link.ts';

/** The result of redeeming a link: the invitation, now bound to the person's organization, or a registration. */
export type Redeemed =
  | { readonly kind: 'invitation'; readonly invitationId: string }
  /** The workspace has no owner: the customer registers first (R-ID-04, R-INV-13). */
  | ({ readonly kind: 'register' } & Invited);

/**
 * Redeems a personal link for an identified person (R-SEC-07, R-INV-13): binds an invitation that was sent to an
 * address to the person's organization, after checking region and cloud. Refuses with `code_not_valid` for an unknown
 * or expired code, `too_many_tries` (R-SEC-08), `wrong_organization_for_link`, `not_a_member` for a stranger in a
 * workspace with an owner, and like `mayAsk`.
 */
export const redeemLink =
  (context: ServiceContext) =>
  (caller: Caller, typed: string): Acted<Redeemed> =>
    countedTry(context, caller, async (tx, now): Promise<Redeemed> => {
      const invitation = await lockLinked(tx, typed, now);
      const { actor } = caller;
      if (!actor) return { kind: 'register', ...(await requireRegistration(tx, caller, invitation)) };
      const known = await loadMember(tx, actor.memberId);
      if (!known) throw new ActRefusal(memberProblems.code_not_valid());
      const { member, organization } = known;
      if (invitation.recipientId === null) {
        await bindInvitation(tx, now, { ...actor, name: member.name }, organization, invitation);
      } else if (invitation.recipientId !== organization.id) {
        const { domain } = organization;
        throw new ActRefusal(problems.wrong_organization_for_link({ domain, organization }));
      }
      return { kind: 'invitation', invitationId: invitation.id };
    });
