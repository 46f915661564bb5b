import { type CommandArgs, commandsWith, type PageFlags, pageFlags } from '../kernel/command.ts';
import { refused } from '../kernel/refuse.ts';
import { reply } from '../kernel/request.ts';
import { memberAdd } from './forms.ts';
import type { MemberServices } from './service/index.ts';
import { codeCard, joinedCard, membersCard, strangerCard, whoamiCard } from './views.ts';
import type { MembersKey } from './words.en.ts';

const { member, open } = commandsWith<MemberServices, MembersKey>();

export const commands = [
  /** `whoami`: organization, roles and linked identities; tells a stranger how to join. */
  open({
    verb: 'whoami',
    topic: 'start',
    shownTo: 'anyone',
    async run(context) {
      const { actor } = context.caller;
      if (!actor) return reply.card(strangerCard(context.words));
      const self = await context.service.members.self(actor);
      return self.ok ? reply.card(whoamiCard(context.words, self.value)) : refused(context, self.problem);
    },
  }),

  /** `members [words]`: the members of the own organization. */
  member<PageFlags>({
    verb: 'members',
    topic: 'people',
    shownTo: 'member',
    flags: pageFlags,
    async run(context, { text, flags }) {
      const searched = text === '' ? null : text;
      const list = { text: searched, after: flags.after ?? null };
      const found = await context.service.members.list(context.actor, list);
      if (!found.ok) return refused(context, found.problem);
      const { page, mayManage } = found.value;
      const listing = { command: 'members', searched };
      return reply.card(membersCard(context.words, page, listing, { mayManage }));
    },
  }),

  /**
   * `member add [@person]`: adds a member with both role levels, linked at once to a person of this chat (R-ID-04).
   */
  member({ verb: 'member add', topic: 'people', shownTo: ['manage_members'], ...memberAdd }),

  /** `member code <e-mail>`: a one-time code for a member to join with, shown once and privately (R-ID-04). */
  member({
    verb: 'member code',
    topic: 'people',
    takes: 'email',
    shownTo: ['manage_members'],
    async run(context, { text }: CommandArgs) {
      const made = await context.service.members.createCode(context.actor, text);
      if (!made.ok) return refused(context, made.problem);
      const { code, expiresAt, member: owner } = made.value;
      return reply.card(codeCard(context.words, { code, expiresAt, name: owner.name }));
    },
  }),

  /** `join <code>`: links this chat identity to the member of the code (R-ID-04, R-ID-05). */
  open({
    verb: 'join',
    topic: 'people',
    takes: 'code',
    shownTo: 'anyone',
    async run(context, { text }) {
      const joined = await context.service.members.join(context.caller, text);
      return joined.ok
        ? reply.card(joinedCard(context.words, joined.value))
        : refused(context, joined.problem);
    },
  }),
];
