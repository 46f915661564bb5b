import { may, rolesWith } from '../domain/permissions.ts';
import type { MessageKey } from '../i18n/words.ts';
import { helpCard, verbHelpCard } from '../views/help.ts';
import { homeCard } from '../views/home.ts';
import { strangerCard } from '../views/people.ts';
import { roleName } from '../views/terms.ts';
import { type Command, defineCommand, refused, type Visit } from './define.ts';
import { unknownCommand } from './nearest.ts';
import { reply } from './request.ts';

/** `home`: what waits for me first, then what I asked for, then recent history; also Slack's App Home. */
export const home = defineCommand({
  verb: 'home',
  topic: 'start',
  for: 'anyone',
  shownTo: 'anyone',
  async run(visit) {
    const { actor } = visit.visitor;
    if (!actor) return reply.card(strangerCard(visit.words));
    const found = await visit.service.showHome(actor);
    return found.ok
      ? reply.card(homeCard(visit.words, found.value, visit.now))
      : refused(visit, found.problem);
  },
});

type Described<Prefix extends string> =
  Extract<MessageKey, `${Prefix}.${string}`> extends `${Prefix}.${infer Name}` ? Name : never;

/** The key of a verb in the catalogue. A test holds registry and catalogue in step (R-CMD-01). */
export const verbKey = (command: Command) => command.verb.replaceAll(' ', '_') as Described<'verb'>;

/** A command as help tells of it. */
export const described = (visit: Visit, command: Command) => ({
  verb: command.verb,
  topic: command.topic,
  summary: visit.words.text(`verb.${verbKey(command)}`),
  example: visit.words.text(`example.${verbKey(command)}`),
});

/** `help [verb]`: the verbs that this person may use, with an example each (R-CMD-01). */
export const help = defineCommand({
  verb: 'help',
  topic: 'start',
  for: 'anyone',
  shownTo: 'anyone',
  async run(visit, { text }) {
    if (text !== '') return helpOf(visit, text.toLowerCase());
    const self = visit.visitor.actor && (await visit.service.showStanding(visit.visitor.actor));
    if (self && !self.ok) return refused(visit, self.problem);
    const shown = visit.commands.filter(({ shownTo, programmes }) => {
      if (shownTo === 'anyone') return true;
      if (!self) return false;
      const { member, organization } = self.value;
      if (programmes && !programmes.some((one) => one === organization.programme)) return false;
      return shownTo === 'member' || shownTo.some((ability) => may(member, organization, ability));
    });
    return reply.card(
      helpCard(visit.words, {
        person: self ? { name: self.value.member.name } : null,
        verbs: shown.map((command) => described(visit, command)),
      }),
    );
  },
});

function helpOf(visit: Visit, verb: string) {
  const command = visit.commands.find((one) => one.verb === verb || one.also?.includes(verb));
  if (!command) return refused(visit, unknownCommand(visit.commands, verb));
  const { shownTo } = command;
  const roles = typeof shownTo === 'string' ? [] : [...new Set(shownTo.flatMap(rolesWith))];
  const who = roles.length > 0 ? visit.words.list(roles.map((role) => roleName(visit.words, role))) : null;
  return reply.card(
    verbHelpCard(visit.words, {
      ...described(visit, command),
      usage: visit.words.text(`usage.${verbKey(command)}`),
      who,
    }),
  );
}
