import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Person, SeenCard } from '../kit/person.ts';
import { createSlack } from '../kit/slack/client.ts';
import type { Sandbox } from './sandbox.ts';
import { acts, type Cast } from './tour-acts.ts';

/** What somebody has come to see of a step, in a line. */
export type Seen = (who: string, what: string) => void;

/** Something that was to be seen, and was not. */
export class NotSeen extends Error {
  override readonly name = 'NotSeen';
}

const PATIENCE = 30_000;
const LINE = 180;

/**
 * Walks the main job by the doors that people have, and says of each step what each side sees. False when something was
 * not seen to happen.
 */
export async function walk(sandbox: Sandbox, say: (text: string) => void): Promise<boolean> {
  await Promise.all(sandbox.teams.map((seat) => seat.open()));
  const cast = castOf(sandbox);
  const seen: Seen = (who, what) => say(`     ${who}: ${shortened(what)}`);
  for (const [at, { title, go }] of acts.entries()) {
    say(`\n${`${at + 1}.`.padStart(3)} ${title}`);
    try {
      await go(cast, seen);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      say(`     NOT SEEN: ${error instanceof NotSeen ? error.message : (error.stack ?? error.message)}`);
      return false;
    }
  }
  say('\nEvery step was seen to happen.');
  return true;
}

function castOf({ bot, front, signingSecret, teams, mail }: Sandbox): Cast {
  const slack = createSlack({ eventsUrl: `${bot.url}/slack/events`, signingSecret, front });
  const inSlack = (user: string) => {
    const member = front.workspaces.member(user);
    if (!member) throw new Error(`The world has nobody with the Slack id ${user}`);
    return slack.person({ name: member.name, team: member.team.name });
  };
  const inTeams = (email: string) => {
    const seat = teams.find(({ user }) => user.member.email === email);
    if (!seat) throw new Error(`The world has nobody in Teams with the address ${email}`);
    return seat.person;
  };
  return {
    inSlack,
    inTeams,
    front,
    letters: mail.letters,
    violations: () => teams.flatMap((seat) => seat.violations),
  };
}

const shortened = (text: string): string => {
  const line = text.replace(/\s*\n\s*/g, ' · ').trim();
  return line.length > LINE ? `${line.slice(0, LINE - 1).trimEnd()}…` : line;
};

/** Looks until it is there. */
export async function until<Thing>(
  what: string,
  look: () => Promise<Thing | undefined> | Thing | undefined,
): Promise<Thing> {
  const last = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > last) throw new NotSeen(`${what}, within ${PATIENCE / 1000} seconds`);
    await wait(100);
  }
}

/** The answer, if it says that; else what it said instead. */
export function says<Given extends Answer | SeenCard>(given: Given, pattern: RegExp): Given {
  if (pattern.test(given.text)) return given;
  throw new NotSeen(`something like ${pattern}; there was: ${shortened(given.text) || 'nothing'}`);
}

/** The form of an answer; a Teams form may have come as a card with inputs. */
export function formOf(answer: Answer): NonNullable<Answer['form']> {
  if (answer.form) return answer.form;
  throw new NotSeen(`a form; there was: ${shortened(answer.text) || 'nothing'}`);
}

export function cardOf(answer: Answer): SeenCard {
  if (answer.card) return answer.card;
  throw new NotSeen(`a card; there was: ${shortened(answer.text) || 'nothing'}`);
}

/** The newest card of the chat with the bot that says that. */
export const inChat = (person: Person, pattern: RegExp, buttons?: RegExp | 'none'): Promise<SeenCard> =>
  until(`${person.name} sees ${pattern} in the chat with the bot`, async () =>
    (await person.direct()).findLast((card) => fits(card, pattern, buttons)),
  );

/** The same in a channel. */
export const inChannel = (
  person: Person,
  id: string,
  pattern: RegExp,
  buttons?: RegExp | 'none',
): Promise<SeenCard> =>
  until(`${person.name} sees ${pattern} in the channel`, async () =>
    (await person.channel(id)).findLast((card) => !card.private && fits(card, pattern, buttons)),
  );

function fits({ text, buttons }: SeenCard, pattern: RegExp, wanted: RegExp | 'none' | undefined): boolean {
  if (!pattern.test(text)) return false;
  if (wanted === undefined) return true;
  return wanted === 'none' ? buttons.length === 0 : buttons.some((label) => wanted.test(label));
}
