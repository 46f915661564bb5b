import type { ActContext } from '../../kernel/act.ts';
import { chatColumns } from '../../kernel/origin.ts';
import type { Answered } from '../store/invitation.ts';

/** The act's member as the one who answered, in the columns of the invitation. */
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
