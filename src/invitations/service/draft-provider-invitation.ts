import { type Actor, act, query, type ServiceContext } from '../../kernel/act.ts';
import { type Acted, unwrap } from '../../kernel/refusal.ts';
import { requireRule } from '../../kernel/rule.ts';
import { resolveInvitee } from '../../organizations/index.ts';
import { activePartnership } from '../../partnerships/index.ts';
import { providerInviteRule, providerRule } from '../model/request-rules.ts';
import { checkedNote, type Draft, writeDraft } from './draft.ts';

/** Refuses with `providers_only` if the organization may not ask resellers. */
export const prepareProviderInvitation =
  (context: ServiceContext) =>
  (actor: Actor): Acted<void> =>
    query(context, actor, 'request_relationship', async ({ organization }) =>
      requireRule(providerRule, { organization }),
    );

/**
 * Drafts a provider's request for a reseller's authorization (R-IND-01). Refuses with `providers_only`,
 * `not_a_reseller`, `already_partnered`, and like `mayAsk` and `resolveInvitee`.
 */
export const draftProviderInvitation =
  (context: ServiceContext) =>
  (actor: Actor, input: { readonly reseller: string; readonly note: string | null }): Acted<Draft> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const { tx, organization } = acting;
      requireRule(providerRule, { organization });
      const recipient = unwrap(await resolveInvitee(tx, 'reseller', input.reseller));
      if (recipient.organization) {
        const other = recipient.organization;
        const partnership = (await activePartnership(tx, organization.id, other.id)) ?? null;
        requireRule(providerInviteRule, { organization, other, partnerships: { partnership } });
      }
      return writeDraft(context, acting, {
        kind: 'indirect_provider',
        recipient,
        type: null,
        includesDap: false,
        note: checkedNote(input.note),
      });
    });
