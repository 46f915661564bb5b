import type { Seat } from './page.ts';

/** What to try; said on the first page and where the sandbox was started. */
export interface Step {
  readonly title: string;
  readonly text: string;
  readonly link: string;
  readonly href: string;
}

/** Three steps through the main job, by whoever in this world can take them. */
export function stepsFor(seats: readonly Seat[]): readonly Step[] {
  const asker = seats.find(
    ({ platform, member, organization }) =>
      platform === 'Slack' &&
      organization.programme?.endsWith('reseller') &&
      member.roles.includes('admin_agent'),
  );
  const approvers = seats.filter(
    ({ member, organization }) =>
      organization.programme === undefined && member.roles.includes('global_admin'),
  );
  const approver = approvers.find(({ platform }) => platform === 'Teams') ?? approvers[0];
  if (!asker || !approver) return [];
  const sees = approvers.find((one) => one !== approver) ?? approver;
  return [
    {
      title: 'Ask',
      text: `${asker.member.name} of ${asker.organization.name} types /partner request ${approver.member.email}, fills in the form, looks at the draft e-mail and sends it from here. The mail box has it then.`,
      ...leading(asker),
    },
    {
      title: 'Review and accept',
      text: `${approver.member.name} of ${approver.organization.name} presses “Review & accept” on the card, ticks the box and authorizes. Typing home shows what waits.`,
      ...leading(approver),
    },
    {
      title: 'See it everywhere, and take it back',
      text: `${sees.member.name} sees the same card changed, with no buttons left. Try /partner partners, then /partner roles remove ${asker.organization.domain}.`,
      ...leading(sees),
    },
  ];
}

const leading = ({ member, platform, href }: Seat) => ({ link: `Be ${member.name} in ${platform}`, href });
