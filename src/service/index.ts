import { agreements } from './agreements.ts';
import { answering } from './answering.ts';
import { asking } from './asking.ts';
import { overviews } from './home.ts';
import { people } from './members.ts';
import { notifications } from './notifications.ts';
import { partnerOfRecord } from './partner-of-record.ts';
import { presence } from './presence.ts';
import { redeeming } from './redeeming.ts';
import { relations } from './relationships.ts';
import { sending } from './sending.ts';
import type { Surroundings } from './transact.ts';

export type { Actor, Surroundings } from './transact.ts';

/** The relationship service: every act that there is, one transaction each. Both chat adapters reach it by commands. */
export const createService = (env: Surroundings) => ({
  ...asking(env),
  ...sending(env),
  ...answering(env),
  ...redeeming(env),
  ...agreements(env),
  ...relations(env),
  ...partnerOfRecord(env),
  ...overviews(env),
  ...people(env),
  ...presence(env),
  ...notifications(env),
});

export type Service = ReturnType<typeof createService>;
