import type { Request, Response } from 'express';
import type { Regions } from './page.ts';

/** Something that tells when it has changed, until the returned function is called. */
export type Follow = (listener: () => void) => () => void;

/** What is drawn after several changes at once is drawn once. */
const TOGETHER = 30;

/** Server-sent events: each part of a page as HTML, whenever it has become another. */
export function stream(
  request: Request,
  response: Response,
  follow: Follow,
  draw: () => Promise<Regions>,
): void {
  response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.flushHeaders();
  const sent = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let drawing: Promise<void> = Promise.resolve();

  async function send(): Promise<void> {
    const regions = await draw();
    const changed = Object.entries(regions).filter(([name, { text }]) => sent.get(name) !== text);
    for (const [name, { text }] of changed) sent.set(name, text);
    const data = Object.fromEntries(changed.map(([name, { text }]) => [name, text]));
    if (changed.length > 0) response.write(`data: ${JSON.stringify(data)}\n\n`);
  }
  const later = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      // A sandbox that is being stopped has nothing to draw any more.
      drawing = drawing.then(send).catch(() => undefined);
    }, TOGETHER);
  };

  const stop = follow(later);
  request.on('close', () => {
    stop();
    clearTimeout(timer);
  });
  later();
}
