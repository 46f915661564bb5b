import { createHash } from 'node:crypto';

/** The style of our pages: light or dark as the reader prefers, readable on a phone and in print. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f3f4f8; --sheet: #fff; --ink: #1c1f2a; --quiet: #5b6072; --line: #dfe2ea;
  --accent: #3b46c4; --on-accent: #fff; --band: #6b74e6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12141c; --sheet: #1c1f2a; --ink: #eceef5; --quiet: #a5abbd; --line: #343949;
    --accent: #aab1ff; --on-accent: #14172a; --band: #5660d8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: clamp(1rem, 5vw, 4rem) 1rem; background: var(--page); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main {
  max-width: 40rem; margin: 0 auto; padding: clamp(1.25rem, 4vw, 2.5rem); background: var(--sheet);
  border: 1px solid var(--line); border-top: .375rem solid var(--band); border-radius: .75rem;
  overflow-wrap: anywhere;
}
.name { margin: 0 0 1.5rem; font-weight: 600; color: var(--quiet); letter-spacing: .02em; }
h1 { margin: 0 0 1rem; font-size: clamp(1.5rem, 4.5vw, 2rem); line-height: 1.2; text-wrap: balance; }
h2 { margin: 2rem 0 .75rem; font-size: 1.1875rem; }
p { margin: .75rem 0; }
ul { margin: .75rem 0; padding-left: 1.25rem; }
li { margin: .375rem 0; }
a { color: var(--accent); }
.quiet { color: var(--quiet); font-size: .9375rem; }
dl { margin: 1.5rem 0; border-top: 1px solid var(--line); }
dl > div { padding: .75rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); font-size: .9375rem; }
dd { margin: 0; }
section { margin-top: 1.25rem; }
.button {
  display: inline-block; padding: .625rem 1.25rem; border-radius: .5rem; background: var(--accent);
  color: var(--on-accent); font-weight: 600; text-decoration: none;
}
.button:hover { text-decoration: underline; }
.button:focus-visible { outline: .1875rem solid var(--ink); outline-offset: .1875rem; }
code {
  display: block; padding: .625rem .875rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--page); font: .9375rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
  user-select: all; -webkit-user-select: all;
}
@media (min-width: 36rem) {
  dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: 1rem; }
}
@media print {
  body, main { background: none; border: 0; padding: 0; }
}
`;

/** What the browser may do with our pages: show them with this style, and nothing else (R-SEC-07). */
export const contentSecurityPolicy = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');
