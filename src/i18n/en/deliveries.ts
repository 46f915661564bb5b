/** Why a conversation hears of something that it did not subscribe to; ends "You see this here because of …". */
export const deliveries = {
  'because.approvals': 'your organization’s approvals, which are asked for here',
  'because.approver': 'your right to answer for your organization',
  'because.sender': 'the invitation that you drafted',
  'because.concerned': 'your work with partner relationships',
  'because.admin': 'your right to manage your organization’s members',
  'because.subscription': 'this channel’s subscription to {what}',
} as const satisfies Record<string, string>;
