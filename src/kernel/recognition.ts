import { ReaderChanged } from '../../db/driver/run-read.ts';
import { problems } from './problems.ts';
import { ActRefusal } from './refusal.ts';
import { type IdentityKey, type KnownIdentity, knownIdentityOf } from './store/people.ts';

/**
 * The person behind a request. `supposed` is who it was when last seen, perhaps some time ago: what reads begins with
 * that, and every transaction looks again before anything comes of it (R-ROLE-07).
 */
export interface Recognition {
  readonly key: IdentityKey;
  readonly supposed: KnownIdentity;
  /** What the last transaction of this request has found; undefined before there was one. */
  found?: KnownIdentity;
}

/**
 * The member as the transaction has found it. Where it is another one than supposed, the request starts over
 * (`ReaderChanged`), unless something of it has been done already: then the person is no member any more.
 */
export function confirm(recognition: Recognition, text: string | null): KnownIdentity {
  const { supposed } = recognition;
  const found = text === supposed.text ? supposed : text === null ? undefined : knownIdentityOf(text);
  confirmMember(recognition, found?.memberId);
  recognition.found = found ?? supposed;
  return recognition.found;
}

/** The same where only the member is known; undefined: nobody. */
export function confirmMember({ supposed, found, key }: Recognition, memberId: string | undefined): void {
  if (memberId === supposed.memberId) return;
  if (!found) throw new ReaderChanged();
  throw new ActRefusal(problems.not_a_member({ platform: key.platform, organization: null }));
}

/** A chat identity as one text. */
export const nameOf = ({ platform, tenant, enterprise, user, workspace }: IdentityKey): string =>
  JSON.stringify([platform, tenant, enterprise, user, workspace]);
