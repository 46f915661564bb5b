import { type Transaction, transaction } from '../../../db/driver/client.ts';
import type { ServiceContext } from '../../kernel/act.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { ChatIdentity } from '../../kernel/member.ts';
import { confirmMember } from '../../kernel/recognition.ts';
import { type Acted, ActRefusal, refusalAsValue } from '../../kernel/refusal.ts';
import { refuse } from '../../kernel/result.ts';
import { codesIn, hashOf } from '../../kernel/tokens.ts';
import { problems } from '../problems.ts';
import { insertWrongTry, wrongTries } from '../store/codes.ts';
import { memberOfIdentity, organizationOfIdentity } from '../store/members.ts';

/** Ten wrong codes an hour for each person (R-SEC-08). */
const maxTries = 10;
const hourMs = 3_600_000;

/**
 * Runs an act that takes a code, as the system, and counts wrong codes (R-SEC-08): the count is kept even when the act
 * is rolled back. A person's tries run one after the other, so tries at the same time are all counted. Refuses with
 * `too_many_tries`.
 */
export async function countedTry<T>(
  context: ServiceContext,
  { identity, actor }: Caller,
  work: (tx: Transaction, now: Date) => Promise<T>,
): Acted<T> {
  const now = context.now();
  const { platform, tenant, user } = identity;
  const person = `${platform}:${tenant}:${user}`;
  const result = await transaction(context.db, { system: 'redeem' }, async (tx): Acted<T> => {
    const tries = await wrongTries(tx, person, new Date(now.getTime() - hourMs));
    const oldest = tries.at(-maxTries);
    if (oldest) {
      const minutes = Math.ceil((oldest.at.getTime() + hourMs - now.getTime()) / 60_000);
      return refuse(problems.too_many_tries({ minutes }));
    }
    const outcome = await refusalAsValue(async () => {
      if (actor?.recognition) confirmMember(actor.recognition, await memberOfIdentity(tx, identity));
      return tx.transaction((inner) => work(inner, now));
    });
    if (!outcome.ok && problems.code_not_valid.is(outcome.problem)) {
      await insertWrongTry(tx, { id: context.newId(), person, at: now });
    }
    return outcome;
  });
  if (result.ok) context.announce();
  return result;
}

/**
 * The hash of the only code in a pasted text. Refuses with `several_codes`, and with `no_code`, which does not count as
 * a wrong try (R-INV-19).
 */
export function requireCode(pasted: string): Buffer {
  const [code, second] = codesIn(pasted);
  if (code === undefined) throw new ActRefusal(problems.no_code());
  if (second !== undefined) throw new ActRefusal(problems.several_codes());
  return hashOf(code);
}

/** Refuses with `already_a_member`, and names the organization, unless the person is unknown (R-ID-01). */
export async function requireStranger(tx: Transaction, identity: ChatIdentity): Promise<void> {
  const organization = await organizationOfIdentity(tx, identity);
  if (organization) throw new ActRefusal(problems.already_a_member({ organization }));
}
