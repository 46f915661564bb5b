import { Html, html } from '../../src/web/html.ts';
import type { Member, Organization, World } from './world.ts';
import { rolesInWords } from './world.ts';

/** The pages' common frame: who one is at the moment, and how to become somebody else. */
export interface Frame {
  readonly title: string;
  /** The id of whoever sits here; a name of a page where nobody does. */
  readonly who: string;
  readonly body: Html;
  /** Where the page hears of what changes. */
  readonly live?: string;
  readonly script?: string;
}

/** Everybody of the world with the page of their client. */
export interface Seat {
  readonly id: string;
  readonly platform: 'Slack' | 'Teams';
  readonly href: string;
  readonly member: Member;
  readonly organization: Organization;
}

export function page({ title, who, body, live, script }: Frame, seats: readonly Seat[]): string {
  const attribute = live ? html` data-live="${live}"` : '';
  const { text } = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/client/style.css">
<script type="module" src="/client/live.js"></script>
${script && html`<script type="module" src="/client/${script}"></script>`}
</head>
<body${attribute}>
<header class="bar">
<a class="brand" href="/">Accord sandbox</a>
${switcher(who, seats)}
<a href="/mail"${who === 'mail' ? html` aria-current="page"` : ''}>Mail</a>
</header>
${body}
</body>
</html>`;
  return `<!doctype html>\n${text}`;
}

function switcher(who: string, seats: readonly Seat[]): Html {
  const me = seats.find(({ id }) => id === who);
  const label = me
    ? html`<span class="as">You are</span> ${me.member.name}, ${me.organization.name}`
    : 'Be somebody';
  const organizations = [...new Set(seats.map(({ organization }) => organization))];
  return html`<details class="menu switcher"><summary>${label}</summary><div>${organizations.map(
    (organization) =>
      html`<section><h2>${organization.name}</h2><ul>${seats
        .filter((seat) => seat.organization === organization)
        .map((seat) => html`<li>${seatLink(seat, seat.id === who)}</li>`)}</ul></section>`,
  )}</div></details>`;
}

/** The Playground is a page of its own, which is left open beside this one. */
export const seatLink = ({ platform, href, member }: Seat, current = false): Html =>
  html`<a class="seat" href="${href}"${platform === 'Teams' ? html` target="teams-${member.email}"` : ''}${current ? html` aria-current="page"` : ''}><strong>${member.name}</strong> <span class="platform ${platform.toLowerCase()}">${platform}</span><small>${rolesInWords(member)}</small></a>`;

/** One part of a page that is drawn anew when it changes. */
export type Regions = Readonly<Record<string, Html>>;

export const region = (name: string, inside: Html, tag = 'div', attributes: Html = new Html('')): Html =>
  html`${new Html(`<${tag} id="${name}"`)}${attributes}>${inside}${new Html(`</${tag}>`)}`;

/** What the organizations of a world are to one another, in words. */
export const kindOf = ({ programme }: Organization): string =>
  programme === undefined
    ? 'Customer'
    : programme.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());

export const seatsOf = (world: World, hrefs: ReadonlyMap<string, string>): readonly Seat[] =>
  world.organizations.flatMap((organization) =>
    organization.members.flatMap((member): Seat[] => {
      const { slack, teams } = member;
      const at = (id: string | undefined, platform: Seat['platform']): Seat[] => {
        const href = id && hrefs.get(id);
        return id && href ? [{ id, platform, href, member, organization }] : [];
      };
      return [...at(slack?.user, 'Slack'), ...at(teams?.user, 'Teams')];
    }),
  );
