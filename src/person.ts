import { ReaderChanged } from '../db/driver/run-read.ts';
import { isAsRemembered } from './conversations/index.ts';
import type { Lately } from './kernel/lately.ts';
import { nameOf, type Recognition } from './kernel/recognition.ts';
import type { Request } from './kernel/request.ts';
import type { IdentityKey, KnownIdentity } from './kernel/store/people.ts';
import type { Services } from './subjects.ts';

/** What finding out who somebody is takes. */
interface Means {
  readonly service: Pick<Services, 'members' | 'conversations'>;
  /** Whom this process has seen lately. */
  readonly seen: Lately<KnownIdentity>;
}

/**
 * The member behind a request; undefined for a stranger. Somebody seen lately is supposed to be who that was, since
 * every transaction recognizes the person anew; so a read has one round trip and not two.
 * @param mayBeSupposed false: looks now.
 */
export async function personBehind(
  { service, seen }: Means,
  request: Request,
  mayBeSupposed: boolean,
): Promise<Recognition | undefined> {
  const key = keyOf(request);
  const supposed = mayBeSupposed ? seen.get(nameOf(key)) : undefined;
  if (supposed && isAsRemembered(supposed, chatProfileIn(request))) return { key, supposed };
  const known = await service.members.recognize(key);
  seen.set(nameOf(key), known);
  if (!known) return undefined;
  await remember({ service, seen }, request, key, known);
  return { key, supposed: known, found: known };
}

/** Where nothing of the request has recognized the person yet, that is done now; throws EnteredAnew for another one. */
export async function confirmPerson(means: Means, request: Request, recognition: Recognition): Promise<void> {
  const { key, supposed } = recognition;
  const found = recognition.found ?? (await means.service.members.recognize(key));
  if (found?.memberId !== supposed.memberId) throw new ReaderChanged();
  if (found === supposed) return;
  means.seen.set(nameOf(key), found);
  await remember(means, request, key, found);
}

/** Keeps what the platform says of the person now. */
async function remember(
  { service, seen }: Means,
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
