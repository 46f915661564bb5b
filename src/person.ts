import { ReaderChanged } from '../db/driver/run-read.ts';
import { isAsRemembered } from './conversations/index.ts';
import type { RecentValues } from './kernel/recent-values.ts';
import { nameOf, type Recognition } from './kernel/recognition.ts';
import type { Request } from './kernel/request.ts';
import type { IdentityKey, KnownIdentity } from './kernel/store/people.ts';
import type { Services } from './subjects.ts';

/** What recognizing a person needs. */
interface Recognizer {
  readonly service: Pick<Services, 'members' | 'conversations'>;
  /** The members that this process has recognized last. */
  readonly seen: RecentValues<KnownIdentity>;
}

/**
 * The member behind a request; undefined for a stranger. A person recognized recently is assumed to be the same member,
 * because every transaction recognizes the person again; so a read has one round trip instead of two.
 * @param mayAssume false: reads who it is now
 */
export async function personBehind(
  { service, seen }: Recognizer,
  request: Request,
  mayAssume: boolean,
): Promise<Recognition | undefined> {
  const key = keyOf(request);
  const assumed = mayAssume ? seen.get(nameOf(key)) : undefined;
  if (assumed && isAsRemembered(assumed, chatProfileIn(request))) return { key, assumed };
  const known = await service.members.recognize(key);
  seen.set(nameOf(key), known);
  if (!known) return undefined;
  await remember({ service, seen }, request, key, known);
  return { key, assumed: known, found: known };
}

/**
 * Recognizes the person now if no transaction of the request has. Throws `ReaderChanged` if it is another member than
 * assumed.
 */
export async function confirmPerson(
  recognizer: Recognizer,
  request: Request,
  recognition: Recognition,
): Promise<void> {
  const { key, assumed } = recognition;
  const found = recognition.found ?? (await recognizer.service.members.recognize(key));
  if (found?.memberId !== assumed.memberId) throw new ReaderChanged();
  if (found === assumed) return;
  recognizer.seen.set(nameOf(key), found);
  await remember(recognizer, request, key, found);
}

/** Stores what the platform says about the person now. */
async function remember(
  { service, seen }: Recognizer,
  request: Request,
  key: IdentityKey,
  known: KnownIdentity,
): Promise<void> {
  const profile = chatProfileIn(request);
  if (isAsRemembered(known, profile)) return;
  seen.set(nameOf(key), undefined);
  await service.conversations.remember({ ...key, tenant: known.tenant }, known, profile);
}

const keyOf = ({ who, where }: Request): IdentityKey => ({
  platform: who.platform,
  tenant: who.tenant,
  enterprise: who.enterprise ?? null,
  user: who.user,
  workspace: where.workspace,
});

const chatProfileIn = ({ who, where, locale, timeZone }: Request) => ({
  address: who.address ?? null,
  locale: locale ?? null,
  timeZone: timeZone ?? null,
  direct:
    where.kind === 'personal' && !where.mayBeOutside
      ? {
          workspace: where.workspace,
          conversation: where.conversation,
          serviceUrl: where.serviceUrl ?? null,
        }
      : null,
});
