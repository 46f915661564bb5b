import type { ActContext } from '../../kernel/act.ts';
import { chatColumns } from '../../kernel/origin.ts';
import type { Answered } from '../store/invitation.ts';

/** The acting member as the one who answered, as column values. */
export const answeredBy = (
  { member, actor, now }: ActContext,
  reason: string | null = null,
): Omit<Answered, 'id' | 'state'> => ({
  answeredById: member.id,
  answeredByName: member.name,
  answeredByEmail: member.email,
  answeredOn: chatColumns(actor.origin).platform,
  answeredAt: now,
  reason,
});
