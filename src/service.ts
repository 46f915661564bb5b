import { agreements } from './agreements/service.ts';
import { presence } from './conversations/service.ts';
import { answering } from './invitations/service/answer.ts';
import { asking } from './invitations/service/ask.ts';
import { redeeming } from './invitations/service/redeem.ts';
import { sending } from './invitations/service/send.ts';
import type { ServiceContext } from './kernel/act.ts';
import { people } from './members/service.ts';
import { notifications } from './notifications/service.ts';
import { overviews } from './overview/service.ts';
import { partnerOfRecord } from './relationships/service/record.ts';
import { relations } from './relationships/service/relationships.ts';

export type { Actor, ServiceContext } from './kernel/act.ts';

/** The relationship service: every act that there is, one transaction each. Both chat adapters reach it by commands. */
export const createService = (env: ServiceContext) => ({
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
