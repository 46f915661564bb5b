import { type Html, html } from '../../src/web/html.ts';
import { kindOf, page, type Seat, seatLink } from './page.ts';
import type { Step } from './steps.ts';
import type { World } from './world.ts';

/** The first page: what to try, and everybody whom one can be. */
export function homePage(
  world: World,
  seats: readonly Seat[],
  steps: readonly Step[],
  faults: readonly string[],
): string {
  const body = html`<main class="sheet">
<h1>Partner relationships, agreed in chat</h1>
<p class="lead">The real bot with a small world around it, on this machine alone. Be anybody, in Slack or in Teams, and see what the others see.</p>
<ol class="steps">${steps.map(({ title, text, href, link }) => html`<li><h2>${title}</h2><p>${text}</p><p><a href="${href}"${outside(href)}>${link}</a></p></li>`)}</ol>
<div class="cards">${world.organizations.map(
    (organization) =>
      html`<section><h2>${organization.name}</h2><p class="kind">${kindOf(organization)}, ${organization.domain}</p><ul>${seats
        .filter((seat) => seat.organization === organization)
        .map((seat) => html`<li>${seatLink(seat)}</li>`)}</ul></section>`,
  )}</div>
${faults.length > 0 ? html`<div class="faults"><h2>The bot broke rules of Teams</h2><ul>${faults.map((fault) => html`<li>${fault}</li>`)}</ul></div>` : ''}
<h2>What is what</h2>
<ul class="notes">
<li>Slack is a page of this sandbox. It treats the bot as Slack’s servers do and says so when the bot breaks their rules.</li>
<li>Teams is Microsoft’s own Agents Playground, one for each person. Its page shows messages from the moment it is opened; the sandbox brings back the bot’s earlier ones.</li>
<li>Mail goes to <a href="/mail">the mail box</a> and nowhere else.</li>
</ul>
</main>`;
  return page({ title: 'Accord sandbox', who: 'home', body }, seats);
}

const outside = (href: string): Html | undefined =>
  href.startsWith('http') ? html` target="_blank"` : undefined;
