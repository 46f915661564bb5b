import { randomUUID } from 'node:crypto';
import type { Database } from '../db/driver/client.ts';
import { createServices } from '../src/subjects.ts';

/** The product's services on a database, as the benchmark calls them: no mail, and nobody is notified. */
export const servicesOn = (db: Database) =>
  createServices({
    db,
    now: () => new Date(),
    newId: randomUUID,
    newToken: randomUUID,
    seal: (text) => text,
    publicUrl: 'https://accord.example',
    sendsMail: false,
    announce: () => {},
  });
