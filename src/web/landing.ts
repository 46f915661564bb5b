import { grantFacts, type Landing } from '../invitations/index.ts';
import { organizationWithDomain, portalName } from '../organizations/index.ts';
import { type Html, html } from './html.ts';
import { type Page, page } from './page.ts';
import type { Words } from './words.en.ts';

/** Links from the page to the chats; none for a platform that is off. */
export interface ChatLinks {
  readonly slack?: { readonly url: string };
  /** Has no URL if the bot's id is unknown. */
  readonly teams?: { readonly url?: string };
}

interface Row {
  readonly label: string;
  readonly value: string | Html;
}

/**
 * The page of a personal link: who asks, for what, until when, and how to answer in chat; or why it can no longer be
 * answered and since when, but not who answered (R-SEC-07, R-ORG-03). It has no inputs and no scripts.
 */
export function landingPage(words: Words, landing: Landing, token: string, chatLinks: ChatLinks): Page {
  const names = { sender: landing.sender.name };
  switch (landing.state) {
    case 'open':
      return page(words, 200, words.text('landing.title', names), [
        rows([
          ...askRows(words, landing),
          { label: words.text('landing.until'), value: day(words, landing.until) },
        ]),
        portalNote(words, landing),
        html`<h2>${words.text('landing.next')}</h2>`,
        wayToSlack(words, token, chatLinks.slack),
        wayToTeams(words, token, chatLinks.teams),
        html`<p class="quiet">${words.text('landing.explain')}</p>`,
        html`<p class="quiet">${words.text('landing.not_there', names)}</p>`,
      ]);
    case 'unsent':
      return notice(words, 200, words.text('landing.unsent.title'), words.text('landing.unsent.text', names));
    case 'replaced':
      return notice(
        words,
        410,
        words.text('landing.replaced.title'),
        words.text('landing.replaced.text', names),
      );
    case 'over':
      return page(words, 410, words.text('landing.dead.title'), [
        html`<p>${words.text(`landing.dead.${landing.ending}`, names)}</p>`,
        rows([
          senderRow(words, landing),
          { label: words.text(`landing.dead.on.${landing.ending}`), value: day(words, landing.at) },
        ]),
      ]);
  }
}

/** The page for a link that was mistyped, cut, replaced, or never existed. */
export const unknownLinkPage = (words: Words): Page =>
  notice(words, 404, words.text('landing.not_found.title'), words.text('landing.not_found.text'));

/** For an address that opens links more often than people do (R-SEC-08). */
export const busyPage = (words: Words): Page =>
  notice(words, 429, words.text('landing.busy.title'), words.text('landing.busy.text'));

/** Shown when the database cannot be reached. */
export const faultPage = (words: Words): Page =>
  notice(words, 503, words.text('landing.fault.title'), words.text('landing.fault.text'));

const senderRow = (words: Words, { sender }: Landing): Row => ({
  label: words.text('landing.who'),
  value: organizationWithDomain(words, sender),
});

const askRows = (words: Words, landing: Landing): readonly Row[] => [
  senderRow(words, landing),
  ...grantFacts(words, landing),
];

/** The portal of the customer's cloud (R-ORG-03); while the customer is not known, of the sender's cloud. */
const portalNote = (words: Words, landing: Landing): Html | undefined =>
  landing.invitation.kind === 'indirect_provider'
    ? undefined
    : html`<p class="quiet">${words.text('mail.portal', {
        portal: portalName(words, (landing.recipient ?? landing.sender).cloud),
      })}</p>`;

const wayToSlack = (words: Words, token: string, way: ChatLinks['slack']): Html | undefined =>
  way &&
  html`<section>
${button(way.url, words.text('landing.open_slack'))}
<p>${words.text('landing.command_slack')}</p>
<code>/partner redeem ${token}</code>
</section>`;

const wayToTeams = (words: Words, token: string, way: ChatLinks['teams']): Html | undefined =>
  way &&
  html`<section>
${way.url ? button(way.url, words.text('landing.open_teams')) : undefined}
<p>${words.text('landing.command_teams')}</p>
<code>redeem ${token}</code>
</section>`;

const button = (url: string, label: string): Html => html`<a class="button" href="${url}">${label}</a>`;

const day = (words: Words, at: Date): Html =>
  html`<time datetime="${at.toISOString()}">${words.date(at, 'date')}</time>`;

/** Isolated, because a name may change the writing direction. */
const rows = (all: readonly Row[]): Html =>
  html`<dl>
${all.map(({ label, value }) => html`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>\n`)}</dl>`;

const notice = (words: Words, status: number, title: string, text: string): Page =>
  page(words, status, title, [html`<p>${text}</p>`]);
