import { Router } from 'express';
import { type Html, html } from '../../../src/web/html.ts';
import { stream } from '../live.ts';
import { page, type Regions, region, type Seat } from '../page.ts';
import type { MailBox } from './box.ts';
import type { Letter } from './letter.ts';

/** The mail box of everybody, below `/mail`. */
export function mailRoutes(box: MailBox, seats: readonly Seat[]): Router {
  const router = Router();

  router.get('/live', (request, response) => {
    const at = typeof request.query.letter === 'string' ? request.query.letter : undefined;
    stream(request, response, box.follow, async () => draw(box, at));
  });

  router.get(['/', '/:letter'], (request, response) => {
    const at = typeof request.params.letter === 'string' ? request.params.letter : undefined;
    const { letters, letter } = draw(box, at);
    const body = html`<div class="mails"><nav aria-label="Letters"><h1>Mail</h1>${region('letters', letters ?? html``, 'ul')}</nav><main>${region('letter', letter ?? html``, 'article')}</main></div>`;
    const live = `/mail/live${at ? `?letter=${at}` : ''}`;
    response.type('html').send(page({ title: 'Mail – sandbox', who: 'mail', body, live }, seats));
  });

  return router;
}

function draw(box: MailBox, at: string | undefined): Regions {
  const letters = box.letters();
  const open = letters.find(({ id }) => id === at) ?? letters[0];
  return {
    letters: html`${letters.map(
      ({ id, to, subject }) =>
        html`<li id="letter-${id}"><a href="/mail/${id}"${id === open?.id ? html` aria-current="page"` : ''}>${subject}<small>${to}</small></a></li>`,
    )}`,
    letter: open
      ? drawLetter(open)
      : html`<p class="empty">No mail yet. Ask a customer that the bot does not know, by its e-mail address, or send an invitation “from here”: what the bot mails arrives here and goes nowhere else.</p>`,
  };
}

const drawLetter = ({ from, to, subject, date, text }: Letter): Html =>
  html`<h2>${subject}</h2><dl><dt>From</dt><dd>${from}</dd><dt>To</dt><dd>${to}</dd><dt>Date</dt><dd>${date}</dd></dl><div class="letter">${linked(text)}</div>`;

/** Mail programs make links of what looks like one. */
const linked = (text: string): readonly (Html | string)[] =>
  text
    .split(/(https?:\/\/[^\s<>]+)/)
    .map((part, index) =>
      index % 2 === 0 ? part : html`<a href="${part}" target="_blank" rel="noreferrer">${part}</a>`,
    );
