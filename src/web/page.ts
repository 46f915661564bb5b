import { Html, html } from './html.ts';
import { style } from './style.ts';
import type { Words } from './words.en.ts';

/** A page and its status. */
export interface Page {
  readonly status: number;
  readonly text: string;
}

/** A complete page with its title. */
export const page = (
  words: Words,
  status: number,
  title: string,
  content: readonly (Html | undefined)[],
): Page => ({
  status,
  text: html`<!doctype html>
<html lang="${words.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<p class="name">Accord</p>
<h1><bdi>${title}</bdi></h1>
${content}
</main>
</body>
</html>
`.text,
});
