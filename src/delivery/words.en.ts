/** Why a conversation hears of something that it did not subscribe to; ends “You see this here because …”. */
export const deliveries = {
  'reason.approvals': 'your organization’s approvals are asked for here',
  'reason.approver': 'you may answer for your organization',
  'reason.sender': 'you drafted the invitation',
  'reason.concerned': 'you work with partner relationships',
  'reason.admin': 'you manage the members of your organization',
  'reason.subscription': 'this channel gets notifications about {what}',
} as const satisfies Record<string, string>;
