import { ReaderChanged } from '../../db/driver/run-read.ts';
import { problems } from './problems.ts';
import { ActRefusal } from './refusal.ts';
import { type IdentityKey, type KnownIdentity, knownIdentityOf } from './store/people.ts';

/**
 * The person behind a request. `assumed` is the member that the person was when last recognized. Reads start with it,
 * and every transaction recognizes the person again before its result counts (R-ROLE-07).
 */
export interface Recognition {
  readonly key: IdentityKey;
  readonly assumed: KnownIdentity;
  /** The member that the request's last transaction found; undefined before the first. */
  found?: KnownIdentity;
}

/**
 * The member that the transaction has found. If it is not the assumed one, the request starts over (`ReaderChanged`);
 * if an earlier transaction of the request had found it, the person is no longer this member and the act is refused.
 */
export function confirm(recognition: Recognition, text: string | null): KnownIdentity {
  const { assumed } = recognition;
  const found = text === assumed.text ? assumed : text === null ? undefined : knownIdentityOf(text);
  confirmMember(recognition, found?.memberId);
  recognition.found = found ?? assumed;
  return recognition.found;
}

/** The same if only the member's id is known; undefined: nobody. */
export function confirmMember({ assumed, found, key }: Recognition, memberId: string | undefined): void {
  if (memberId === assumed.memberId) return;
  if (!found) throw new ReaderChanged();
  throw new ActRefusal(problems.not_a_member({ platform: key.platform, organization: null }));
}

/** A chat identity as one text. */
export const nameOf = ({ platform, tenant, enterprise, user, workspace }: IdentityKey): string =>
  JSON.stringify([platform, tenant, enterprise, user, workspace]);
