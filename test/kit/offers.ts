import type { ShownInvitation } from '../../src/invitations/model/invitation.ts';
import type { Member } from '../../src/kernel/member.ts';
import { type AnyOffer, offersTo } from '../../src/kernel/offer.ts';
import type { Organization } from '../../src/kernel/organization.ts';
import type { OrganizationSituation } from '../../src/kernel/subject.ts';
import { commands, offers } from '../../src/subjects.ts';

/** Who looks at a card. */
interface Viewer {
  readonly member: Member;
  readonly organization: Organization;
}

/** The verb behind a button; with `--yes` where the button asks first, because what it does cannot be undone. */
const verbOf = (offer: AnyOffer): string => {
  const command = commands.find((one) => one.offers?.includes(offer));
  if (!command) throw new Error(`no command has the offer ${String(offer.label)}`);
  return offer.confirm ? `${command.verb} --yes` : command.verb;
};

/** What a card of a kind offers a member in a situation: the verbs of its buttons, in their order. */
export const offeredOn = (on: string, situation: unknown, { member, organization }: Viewer): string[] =>
  offersTo(offers, on, situation, member, organization).map(verbOf);

/** What the card of another organization offers who looks at it. */
export const offeredOnOrganization = ({
  situation,
}: {
  readonly situation: OrganizationSituation;
}): string[] => offeredOn('organization', situation, situation);

/** What the card of an invitation offers who looks at it. */
export const offeredAbout = ({ details, viewer }: ShownInvitation, now: Date): string[] =>
  offeredOn('invitation', { ...details, organizationId: viewer.organization.id, now }, viewer);
