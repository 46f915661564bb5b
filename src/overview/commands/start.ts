import { type CommandContext, commandsWith } from '../../kernel/command.ts';
import { unknownCommand } from '../../kernel/nearest.ts';
import { refused } from '../../kernel/refuse.ts';
import { type Reply, reply } from '../../kernel/request.ts';
import { rolesWith } from '../../kernel/rights.ts';
import { strangerCard } from '../../members/index.ts';
import { isShownTo } from '../model.ts';
import type { OverviewServices } from '../service.ts';
import { helpCard, verbHelp, verbHelpCard } from '../views/help.ts';
import { homeCard } from '../views/home.ts';
import type { OverviewKey } from '../words.en.ts';
import { buttonsOn } from './offered.ts';

const { open } = commandsWith<OverviewServices, OverviewKey>();

/** `home`: what needs an answer, then own requests, then recent activity; also Slack's App Home. */
export const home = open({
  verb: 'home',
  topic: 'start',
  // A greeting is answered with what there is to do (R-CMD-07).
  aliases: ['hi', 'hello', 'hey', 'good morning', 'good afternoon', 'start'],
  shownTo: 'anyone',
  async run(context) {
    const { words, service, product, now, caller } = context;
    if (!caller.actor) return reply.card(strangerCard(words));
    const found = await service.overview.home(caller.actor);
    if (!found.ok) return refused(context, found.problem);
    const begin = buttonsOn(context, 'home', found.value);
    return reply.card(homeCard(words, found.value, { begin, events: product.events, now }));
  },
});

/** `help [verb]`: the verbs that this person may use, each with an example (R-CMD-01). */
export const help = open({
  verb: 'help',
  topic: 'start',
  shownTo: 'anyone',
  async run(context, { text }) {
    const { words, service, product, caller } = context;
    if (text !== '') return helpOf(context, text.toLowerCase());
    const found = caller.actor && (await service.members.current(caller.actor));
    if (found && !found.ok) return refused(context, found.problem);
    const person = found?.value ?? null;
    const shown = product.commands.filter((command) => isShownTo(command, person));
    return reply.card(
      helpCard(words, {
        person: person?.member ?? null,
        verbs: shown.map((command) => verbHelp(words, command)),
      }),
    );
  },
});

function helpOf(
  context: CommandContext<OverviewServices, OverviewKey>,
  verb: string,
): Reply | Promise<Reply> {
  const { words, product } = context;
  const command = product.commands.find((one) => one.verb === verb || one.aliases?.includes(verb));
  if (!command) return refused(context, unknownCommand(product.commands, verb));
  const { shownTo } = command;
  const roles = typeof shownTo === 'string' ? [] : [...new Set(shownTo.flatMap(rolesWith))];
  const who = roles.length > 0 ? words.list(roles.map((role) => words.text(`role.${role}`))) : null;
  return reply.card(verbHelpCard(words, verbHelp(words, command), who));
}
