import type { SeenCard } from '../../kit/person.ts';
import { createSlack, type Slack } from '../../kit/slack/client.ts';
import type { Front } from '../../kit/slack/front.ts';
import type { Message, View } from '../../kit/slack/kit.ts';
import type { SlackPerson } from '../../kit/slack/slack-person.ts';
import type { Channel, Member, Team } from '../../kit/slack/workspace.ts';
import type { Follow } from '../live.ts';

/** A conversation as somebody's sidebar has it. */
export interface Place {
  /** Slack's id of it; `home` is the app's home. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'private' | 'app' | 'home';
}

/** Somebody who sits at the page. */
export interface Viewer {
  readonly member: Member;
  readonly person: SlackPerson;
  /** Channels, then the chat with the app. */
  places(): Promise<readonly Place[]>;
  messages(place: string): Promise<readonly SeenCard[]>;
  home(): View | undefined;
  /** The modals on top of one another, the topmost last. */
  modals(): readonly View[];
  forgetModals(): void;
  /** How many messages are new to this person there; those in sight are none. */
  unread(place: string, messages: readonly SeenCard[]): number;
  read(place: string, messages: readonly SeenCard[]): void;
}

/** All clients of the sandbox's Slack, behind one page. */
export interface Desk {
  readonly front: Front;
  viewer(user: string): Viewer | undefined;
  /** Everybody in a workspace. */
  readonly people: readonly Member[];
  nameOf(id: string): string | undefined;
  /** Tells of everything that may be another on somebody's screen. */
  readonly follow: Follow;
  /** Tells of something that Slack's side does not tell of itself. */
  stir(): void;
}

export const HOME = 'home';

/** People at Slack clients. Nobody waits for answers here: what comes is shown when it comes. */
export function createDesk(front: Front, eventsUrl: string, signingSecret: string): Desk {
  const slack = createSlack({ eventsUrl, signingSecret, front, patience: 0 });
  const { workspaces } = front;
  const people = workspaces.teams.flatMap((team) => team.people);
  const viewers = new Map(people.map((member) => [member.id, createViewer(front, slack, member)]));
  const followers = new Set<() => void>();
  return {
    front,
    people,
    follow(listener) {
      followers.add(listener);
      const stop = front.ledger.follow(listener);
      return () => {
        followers.delete(listener);
        stop();
      };
    },
    stir() {
      for (const follower of followers) follower();
    },
    viewer: (user) => viewers.get(user),
    nameOf: (id) =>
      workspaces.member(id)?.realName ?? workspaces.channel(id)?.name ?? botName(workspaces.teams, id),
  };
}

const botName = (teams: readonly Team[], id: string) =>
  teams.some(({ bot }) => bot.userId === id) ? 'Accord' : undefined;

function createViewer({ workspaces, views }: Front, slack: Slack, member: Member): Viewer {
  const { team } = member;
  const person = slack.person({ name: member.name, team: team.name });
  /** What was the last in sight, by place. */
  const seen = new Map<string, string>();
  const isNew = (place: string) => (card: SeenCard) => tsOf(card) > (seen.get(place) ?? '') && !isOwn(card);
  const isOwn = ({ raw }: SeenCard) => (raw as Message).user === member.id;

  return {
    member,
    person,
    async places() {
      const channels = workspaces.teams.flatMap((one) => one.channels);
      const open = await Promise.all(
        channels.map(async (channel) => ((await isIn(channel)) ? [placeOf(channel)] : [])),
      );
      return [...open.flat(), { id: await team.directOf(member), name: 'Accord', kind: 'app' }];
    },
    messages: (place) => person.channel(place),
    home: () => views.homeOf(team, member.id),
    modals: () => views.stackOf(member.id),
    forgetModals() {
      for (const { id } of views.stackOf(member.id)) views.dismiss(id);
    },
    unread: (place, messages) => messages.filter(isNew(place)).length,
    read(place, messages) {
      const last = messages.map(tsOf).sort().at(-1);
      if (last !== undefined) seen.set(place, last);
    },
  };

  async function isIn(channel: Channel): Promise<boolean> {
    if (channel.guests.includes(member)) return true;
    return channel.team === team && (await team.membersOf(channel.id)).includes(member.id);
  }
}

const placeOf = ({ id, name, private: isPrivate }: Channel): Place => ({
  id,
  name,
  kind: isPrivate ? 'private' : 'channel',
});

export const tsOf = ({ raw }: SeenCard): string => (raw as Message).ts;
