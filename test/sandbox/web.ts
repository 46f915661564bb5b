import { fileURLToPath } from 'node:url';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type Folder, WHERE } from './folder.ts';

/** The server of the pages, with nothing on it yet but what all of them need. */
export function createPages(folder: Folder): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(fromThisMachine);
  app.get(WHERE, (_request, response) => void response.type('text').send(folder.root));
  app.use('/client', express.static(fileURLToPath(new URL('client', import.meta.url))));
  app.use(express.json({ limit: '2mb' }));
  return app;
}

/** No page from elsewhere may act here, by whatever name it knows this server. */
function fromThisMachine({ headers }: Request, response: Response, next: NextFunction): void {
  const { host = '', origin } = headers;
  const local = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host);
  if (local && (origin === undefined || origin === `http://${host}`)) next();
  else response.status(403).type('text').send('Only from this machine.\n');
}
