import { type Command, type CommandContext, defineCommand, refused } from '../../kernel/command.ts';
import { unknownCommand } from '../../kernel/nearest.ts';
import { reply } from '../../kernel/request.ts';
import { may, rolesWith } from '../../kernel/rights.ts';
import { roleName } from '../../kernel/terms.ts';
import type { MessageKey } from '../../kernel/words.ts';
import { strangerCard } from '../../members/views.ts';
import { helpCard, verbHelpCard } from '../views/help.ts';
import { homeCard } from '../views/home.ts';

/** `home`: what waits for me first, then what I asked for, then recent history; also Slack's App Home. */
export const home = defineCommand({
  verb: 'home',
  topic: 'start',
  for: 'anyone',
  shownTo: 'anyone',
  async run(context) {
    const { actor } = context.caller;
    if (!actor) return reply.card(strangerCard(context.words));
    const found = await context.service.showHome(actor);
    return found.ok
      ? reply.card(homeCard(context.words, found.value, context.now))
      : refused(context, found.problem);
  },
});

type Described<Prefix extends string> =
  Extract<MessageKey, `${Prefix}.${string}`> extends `${Prefix}.${infer Name}` ? Name : never;

/** The key of a verb in the catalogue. A test holds registry and catalogue in step (R-CMD-01). */
export const verbKey = (command: Command) => command.verb.replaceAll(' ', '_') as Described<'verb'>;

/** A command as help tells of it. */
export const described = (context: CommandContext, command: Command) => ({
  verb: command.verb,
  topic: command.topic,
  summary: context.words.text(`verb.${verbKey(command)}`),
  example: context.words.text(`example.${verbKey(command)}`),
});

/** `help [verb]`: the verbs that this person may use, with an example each (R-CMD-01). */
export const help = defineCommand({
  verb: 'help',
  topic: 'start',
  for: 'anyone',
  shownTo: 'anyone',
  async run(context, { text }) {
    if (text !== '') return helpOf(context, text.toLowerCase());
    const self = context.caller.actor && (await context.service.showStanding(context.caller.actor));
    if (self && !self.ok) return refused(context, self.problem);
    const shown = context.commands.filter(({ shownTo, programmes }) => {
      if (shownTo === 'anyone') return true;
      if (!self) return false;
      const { member, organization } = self.value;
      if (programmes && !programmes.some((one) => one === organization.programme)) return false;
      return shownTo === 'member' || shownTo.some((ability) => may(member, organization, ability));
    });
    return reply.card(
      helpCard(context.words, {
        person: self ? { name: self.value.member.name } : null,
        verbs: shown.map((command) => described(context, command)),
      }),
    );
  },
});

function helpOf(context: CommandContext, verb: string) {
  const command = context.commands.find((one) => one.verb === verb || one.also?.includes(verb));
  if (!command) return refused(context, unknownCommand(context.commands, verb));
  const { shownTo } = command;
  const roles = typeof shownTo === 'string' ? [] : [...new Set(shownTo.flatMap(rolesWith))];
  const who =
    roles.length > 0 ? context.words.list(roles.map((role) => roleName(context.words, role))) : null;
  return reply.card(
    verbHelpCard(context.words, {
      ...described(context, command),
      usage: context.words.text(`usage.${verbKey(command)}`),
      who,
    }),
  );
}
