import type { Actor } from '../../kernel/act.ts';
import type { CommandArgs, CommandContext } from '../../kernel/command.ts';
import { defineForm } from '../../kernel/define-form.ts';
import type { Form } from '../../kernel/form.ts';
import type { Acted } from '../../kernel/refusal.ts';
import { ok, refuse } from '../../kernel/result.ts';
import { problems as memberProblems } from '../../members/index.ts';
import type { ShownInvitation } from '../model/invitation.ts';
import { type Invited, verifiedTenantId } from '../model/registration.ts';
import type { InvitationServices } from '../service/index.ts';
import { invitationReply } from '../views/reply.ts';
import type { InvitationsKey } from '../words.en.ts';
import { registerForm, registrationIn } from './register.ts';

type Context = CommandContext<InvitationServices, InvitationsKey>;

/** The result of a code: the invitation, or the registration that must come first. */
type Opened =
  | { readonly kind: 'invitation'; readonly shown: ShownInvitation }
  | ({ readonly kind: 'register' } & Invited);

async function open(context: Context, code: string): Acted<Opened> {
  const { service, caller } = context;
  const redeemed = await service.invitations.redeem(caller, code);
  if (!redeemed.ok) return redeemed;
  const { value } = redeemed;
  if (value.kind === 'register') return ok(value);
  const found = await shownTo(context, caller.actor, value.invitationId);
  return found.ok ? ok({ kind: 'invitation', shown: found.value }) : found;
}

const shownTo = async (
  { service }: Context,
  actor: Actor | null,
  invitationId: string,
): Acted<ShownInvitation> =>
  actor ? service.invitations.show(actor, invitationId) : refuse(memberProblems.code_not_valid());

/** The registration form for the customer whose link was mailed, filled in with what the platform has verified. */
const registerFormOf = (
  { words, caller, request }: Context,
  code: string,
  { domain, senderName }: Invited,
): Form =>
  registerForm(words, {
    command: `redeem ${code}`,
    domain,
    senderName,
    tenantId: verifiedTenantId(caller),
    name: request.who.displayName,
  });

/** `redeem <code>`: opens the invitation behind a personal link; a new customer registers first (R-INV-13). */
export const redeem = defineForm({
  prepare: (context: Context, { text }: CommandArgs) => open(context, text),
  draw: (context, opened, { text }) =>
    opened.kind === 'invitation'
      ? invitationReply(context, opened.shown)
      : registerFormOf(context, text, opened),
  async submit(context, { text }, values) {
    const { service, caller } = context;
    const read = registrationIn(context, values);
    const registered = read.ok ? await service.invitations.register(caller, text, read.value) : read;
    if (registered.ok) return shownTo(context, registered.value.actor, registered.value.invitationId);
    // Registered in the meantime by this same form, which was submitted twice (R-SEC-03).
    const opened = caller.actor ? await open(context, text) : registered;
    return opened.ok && opened.value.kind === 'invitation' ? ok(opened.value.shown) : registered;
  },
  done: invitationReply,
});
