import { commandsWith } from '../../kernel/command.ts';
import type { Offer } from '../../kernel/offer.ts';
import { refused } from '../../kernel/refuse.ts';
import { reply } from '../../kernel/request.ts';
import { draftToReview } from '../forms/mail.ts';
import { providerInvite as providerInviteForm } from '../forms/provider-invite.ts';
import { type RequestFlags, requestFlags, request as requestForm } from '../forms/request.ts';
import { type OnHome, type OnOrganization, offerRules, providerRule } from '../model/request-rules.ts';
import type { InvitationServices } from '../service/index.ts';
import type { InvitationsKey } from '../words.en.ts';

const { member } = commandsWith<InvitationServices, InvitationsKey>();

const requestOffer: Offer<OnOrganization, InvitationsKey> = {
  on: 'organization',
  rule: offerRules.request,
  label: 'act.request',
  line: ({ other }) => `request ${other.domain}`,
  intent: 'go',
};

const requestAtHome: Offer<OnHome, InvitationsKey> = {
  on: 'home',
  rule: offerRules.requestAtHome,
  label: 'act.request',
  line: () => 'request',
  intent: 'go',
};

/** `request [customer]`: opens a form with the typed values, then the draft e-mail (R-INV-02, R-INV-06). */
export const request = member<RequestFlags>({
  verb: 'request',
  topic: 'ask',
  shownTo: ['request_relationship'],
  flags: requestFlags,
  offers: [requestOffer, requestAtHome],
  ...requestForm,
});

const inviteOffer: Offer<OnOrganization, InvitationsKey> = {
  on: 'organization',
  rule: offerRules.providerInvite,
  label: 'act.invite_reseller',
  line: ({ other }) => `provider invite ${other.domain}`,
  intent: 'go',
};

const inviteAtHome: Offer<OnHome, InvitationsKey> = {
  on: 'home',
  rule: providerRule,
  label: 'act.invite_reseller',
  line: () => 'provider invite',
};

/** `provider invite [reseller]`: a provider asks a reseller to authorize it (R-IND-01). */
export const providerInvite = member({
  verb: 'provider invite',
  topic: 'ask',
  shownTo: ['request_relationship'],
  programmes: ['indirect_provider'],
  offers: [inviteOffer, inviteAtHome],
  ...providerInviteForm,
});

const rolesOffer: Offer<OnOrganization, InvitationsKey> = {
  on: 'organization',
  rule: offerRules.rolesAsk,
  label: 'act.ask_roles',
  line: ({ other }) => `roles ask ${other.domain}`,
};

/** `roles ask <customer>`: asks for the admin roles that were removed or never granted (R-DAP-07). */
export const rolesAsk = member({
  verb: 'roles ask',
  topic: 'ask',
  takes: 'organization',
  shownTo: ['request_relationship'],
  offers: [rolesOffer],
  async run(context, { text }) {
    const drafted = await context.service.invitations.draftRolesRequest(context.actor, text);
    return drafted.ok ? reply.form(draftToReview(context, drafted.value)) : refused(context, drafted.problem);
  },
});
