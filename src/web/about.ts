import { type Html, html } from './html.ts';
import { type Page, page } from './page.ts';
import type { Words } from './words.en.ts';

/**
 * The page at the root, the Teams app's website: what Accord is and where to continue. Its links also work under a
 * path.
 */
export const aboutPage = (words: Words): Page =>
  page(words, 200, words.text('about.title'), [
    paragraph(words.text('about.what')),
    paragraph(words.text('about.begin')),
    paragraph(words.text('about.invited')),
    html`<p><a href="privacy">${words.text('privacy.title')}</a> · <a href="terms">${words.text('terms.title')}</a></p>`,
  ]);

/** What is stored and how, who sees it, and for how long (R-AUD-01, R-AUD-02, R-SEC-04, R-REL-06). */
export const privacyPage = (words: Words): Page =>
  page(words, 200, words.text('privacy.title'), [
    paragraph(words.text('privacy.who_runs')),
    heading(words.text('privacy.kept')),
    bullets([
      words.text('privacy.kept.organizations'),
      words.text('privacy.kept.members'),
      words.text('privacy.kept.invitations'),
      words.text('privacy.kept.relationships'),
      words.text('privacy.kept.history'),
    ]),
    paragraph(words.text('privacy.kept.nothing_else')),
    heading(words.text('privacy.protected')),
    paragraph(words.text('privacy.protected.how')),
    heading(words.text('privacy.seen')),
    bullets([
      words.text('privacy.seen.own'),
      words.text('privacy.seen.counterpart'),
      words.text('privacy.seen.link'),
      words.text('privacy.seen.domain'),
      words.text('privacy.seen.operator'),
    ]),
    heading(words.text('privacy.long')),
    paragraph(words.text('privacy.long.how')),
  ]);

/** Who is responsible for what. */
export const termsPage = (words: Words): Page =>
  page(words, 200, words.text('terms.title'), [
    paragraph(words.text('terms.tool')),
    paragraph(words.text('terms.who_runs')),
    paragraph(words.text('terms.for_organization')),
  ]);

const heading = (text: string): Html => html`<h2>${text}</h2>`;
const paragraph = (text: string): Html => html`<p>${text}</p>`;
const bullets = (texts: readonly string[]): Html => html`<ul>
${texts.map((text) => html`<li>${text}</li>\n`)}</ul>`;
