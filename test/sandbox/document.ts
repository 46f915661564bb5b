import { createServer, type Server } from 'node:http';
import { html } from '../../src/web/html.ts';
import { style } from '../../src/web/style.ts';

/**
 * The agreement's document, a plain page with an address of its own: what customers have accepted does not move, even
 * when the sandbox does.
 */
export const createDocument = (): Server =>
  createServer((request, response) => {
    const [, version] = /^\/agreement\/([\w.-]+)$/.exec(request.url ?? '') ?? [];
    response.writeHead(version ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(version ? pageOf(version) : 'There is only the agreement here.\n');
  });

const clauses = [
  [
    'What this is',
    'A stand-in for the Microsoft Customer Agreement. It binds nobody to anything and is here so that the link on the card leads somewhere.',
  ],
  [
    'What you agree to',
    'That you have looked at this page. The real document says how products may be used, who is responsible for what, and how data are protected.',
  ],
  [
    'Who agrees',
    'A Global admin or a Billing admin, on behalf of the organization. The bot keeps who it was, when, from which chat, and this version.',
  ],
  ['When it changes', 'A new version is published under a new name, and customers are asked anew.'],
] as const;

function pageOf(version: string): string {
  const { text } =
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Customer agreement ${version}</title><style>`;
  const rest = html`</style></head><body><main><p class="name">Sandbox</p><h1>Customer agreement, version ${version}</h1>${clauses.map(([title, words]) => html`<h2>${title}</h2><p>${words}</p>`)}</main></body></html>`;
  return `<!doctype html>${text}${style}${rest.text}`;
}
