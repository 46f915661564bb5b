import { type Html, html } from '../../../src/web/html.ts';
import type { SeenCard } from '../../kit/person.ts';
import type { Message, View } from '../../kit/slack/kit.ts';
import { wordsOf } from '../../kit/slack/mrkdwn.ts';
import { blocksOf } from '../../kit/slack/seen.ts';
import type { Regions } from '../page.ts';
import { COMMAND } from './acts.ts';
import { type Drawing, drawBlocks } from './blocks.ts';
import { type Desk, HOME, type Place, tsOf, type Viewer } from './desk.ts';
import { drawMrkdwn, type Reader } from './text.ts';
import { slackTime } from './time.ts';

/** Where somebody is looking. */
export interface Sight {
  readonly place: string;
  /** The thread that is open beside it. */
  readonly thread?: string;
}

/** Slack's window as one person has it, part by part. */
export async function drawRegions(desk: Desk, viewer: Viewer, sight: Sight): Promise<Regions> {
  const places = await viewer.places();
  const all = new Map(
    await Promise.all(places.map(async ({ id }) => [id, await viewer.messages(id)] as const)),
  );
  const here = all.get(sight.place) ?? [];
  viewer.read(sight.place, here);
  const drawing = drawingOf(desk, viewer);
  const group = (title: string, inside: readonly Place[]) =>
    html`<h2>${title}</h2><ul>${inside.map((place) => placeLink(viewer, place, sight, all.get(place.id) ?? []))}</ul>`;
  return {
    places: html`${groups.map(([title, kinds]) =>
      group(
        title,
        places.filter(({ kind }) => kinds.includes(kind)),
      ),
    )}`,
    stage: sight.place === HOME ? home(viewer, drawing) : messages(desk, here, sight, drawing),
    thread: sight.thread === undefined ? html`` : thread(desk, here, sight.thread, drawing),
    modal: modal(viewer, drawing),
    faults: faults(desk),
  };
}

const groups: readonly (readonly [string, readonly Place['kind'][]])[] = [
  ['Channels', ['channel', 'private']],
  ['Apps', ['app']],
];

function drawingOf(desk: Desk, { member }: Viewer): Omit<Drawing, 'prefix'> & Reader {
  return {
    timeZone: member.tz,
    nameOf: desk.nameOf,
    people: member.team.people.map(({ id, realName }) => ({ id, name: realName })),
  };
}

export const hrefOf = ({ member }: Viewer, place: string, thread?: string): string =>
  `/slack/${member.id}/${place}${thread ? `?thread=${thread}` : ''}`;

export const SIGNS = { channel: '#', private: '🔒', home: '', app: '🤝' } as const;

function placeLink(viewer: Viewer, place: Place, sight: Sight, messages: readonly SeenCard[]): Html {
  const current = place.id === sight.place || (place.kind === 'app' && sight.place === HOME);
  const count = current ? 0 : viewer.unread(place.id, messages);
  return html`<li id="place-${place.id}"><a href="${hrefOf(viewer, place.id)}"${current ? html` aria-current="page"` : ''} class="${count > 0 ? 'news' : ''}"><span class="sign" aria-hidden="true">${SIGNS[place.kind]}</span> ${place.name}${count > 0 ? html` <span class="count">${String(count)}<span class="unseen"> new</span></span>` : ''}</a></li>`;
}

function messages(
  desk: Desk,
  all: readonly SeenCard[],
  sight: Sight,
  drawing: Omit<Drawing, 'prefix'>,
): Html {
  const top = all.filter(({ thread }) => thread === undefined);
  if (top.length === 0)
    return html`<p class="empty" id="nothing">Nothing here yet. Type <kbd>${COMMAND}</kbd> and a space to see what there is to say.</p>`;
  return html`${top.map((card, at) => {
    const day = dayOf(card, drawing);
    const above = top[at - 1];
    const divider =
      above && dayOf(above, drawing) === day ? '' : html`<h2 class="day" id="day-${tsOf(card)}">${day}</h2>`;
    return html`${divider}${message(desk, card, sight.place, drawing)}${repliesTo(all, card, sight)}`;
  })}`;
}

const dayOf = (card: SeenCard, { timeZone }: Reader): string => {
  const day = slackTime(Number(tsOf(card)), '{date_long_pretty}', timeZone);
  return day.replace(/^./, (first) => first.toUpperCase());
};

function repliesTo(all: readonly SeenCard[], parent: SeenCard, { thread }: Sight): Html {
  const ts = tsOf(parent);
  const replies = all.filter((card) => card.thread === ts).length;
  if (replies === 0) return html``;
  const words = `${replies} ${replies === 1 ? 'reply' : 'replies'}`;
  return html`<p class="replies" id="replies-${ts}"><a href="?thread=${ts}"${thread === ts ? html` aria-current="true"` : ''}>${words}</a></p>`;
}

function message(
  desk: Desk,
  card: SeenCard,
  place: string,
  drawing: Omit<Drawing, 'prefix'>,
  inThread = false,
): Html {
  const raw = card.raw as Message;
  const ts = tsOf(card);
  const id = `${inThread ? 'reply' : 'message'}-${ts}`.replace('.', '_');
  const bot = desk.front.workspaces.teamOfBot(raw.user) !== undefined;
  const name = bot ? 'Accord' : (desk.nameOf(raw.user ?? '') ?? 'Somebody');
  const blocks = blocksOf(raw);
  const content =
    blocks.length > 0
      ? html`${drawBlocks(blocks, { ...drawing, prefix: id })}`
      : html`<div class="text">${drawMrkdwn(raw.text ?? '', drawing)}</div>`;
  const files = (raw.files ?? []).map(
    (file) => html`<p class="file">📄 ${file.title ?? file.name ?? 'File'}</p>`,
  );
  return html`<article class="message${card.private ? ' private' : ''}" id="${id}" data-place="${place}" data-ts="${ts}" aria-label="${name}">
${avatar(name, bot)}
<div class="said">
<p class="author"><strong>${name}</strong>${bot ? html` <span class="app">App</span>` : ''} ${time(ts, drawing)}</p>
${card.private ? html`<p class="only">Only visible to you</p>` : ''}
<div class="blocks">${content}${files}</div>
</div></article>`;
}

const time = (ts: string, { timeZone }: Reader): Html =>
  html`<time datetime="${new Date(Number(ts) * 1000).toISOString()}">${slackTime(Number(ts), '{time}', timeZone)}</time>`;

/** Initials on a colour of their own. */
function avatar(name: string, bot: boolean): Html {
  const initials = bot
    ? '🤝'
    : name
        .split(' ')
        .map((word) => word[0])
        .join('')
        .slice(0, 2);
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  return html`<span class="avatar${bot ? ' bot' : ''}" aria-hidden="true" style="--hue: ${String(hue)}">${initials}</span>`;
}

function thread(desk: Desk, all: readonly SeenCard[], ts: string, drawing: Omit<Drawing, 'prefix'>): Html {
  const [place = ''] = all.map(({ conversation }) => conversation);
  const inside = all.filter((card) => tsOf(card) === ts || card.thread === ts);
  return html`${inside.map((card) => message(desk, card, place, drawing, true))}`;
}

function home(viewer: Viewer, drawing: Omit<Drawing, 'prefix'>): Html {
  const view = viewer.home();
  if (!view) return html`<p class="empty" id="nothing">The app has not published its home yet.</p>`;
  return html`<div class="home blocks" id="home" data-view="${view.id}">${drawBlocks(view.blocks, { ...drawing, prefix: 'home' })}</div>`;
}

type Closable = View & { readonly close?: { readonly type: string; readonly text: string } | null };

function modal(viewer: Viewer, drawing: Omit<Drawing, 'prefix'>): Html {
  const stack = viewer.modals();
  const view = stack.at(-1) as Closable | undefined;
  if (!view) return html``;
  const { id, title, submit, close } = view;
  const back = stack.length > 1;
  return html`<form id="view-${id}" class="view" data-view="${id}" novalidate aria-labelledby="title-${id}">
<header><h2 id="title-${id}" tabindex="-1">${wordsOf(title)}</h2><button type="button" class="cross" data-close aria-label="${back ? 'Back' : 'Close'}">${back ? '‹' : '✕'}</button></header>
<div class="blocks" id="blocks-${id}">${drawBlocks(view.blocks, { ...drawing, prefix: `in-${id}` })}</div>
<footer><button type="button" class="button plain" data-close>${close ? wordsOf(close) : 'Cancel'}</button>${submit ? html`<button class="button primary" type="submit">${wordsOf(submit)}</button>` : ''}</footer>
</form>`;
}

/** What real Slack would not have taken, or what the bot was too slow for. */
function faults({ front: { violations, pings } }: Desk): Html {
  const all = [...violations, ...pings.map((ping) => `A message would have called ${ping}`)];
  if (all.length === 0) return html``;
  return html`<details class="faults" id="broken"><summary>The bot broke Slack’s rules ${all.length === 1 ? 'once' : `${all.length} times`}</summary><ul>${all.map((fault) => html`<li>${fault}</li>`)}</ul></details>`;
}
