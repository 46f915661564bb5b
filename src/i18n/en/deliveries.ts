/** Why a conversation hears of something that it did not subscribe to; ends “You see this here because …”. */
export const deliveries = {
  'because.approvals': 'your organization’s approvals are asked for here',
  'because.approver': 'you may answer for your organization',
  'because.sender': 'you drafted the invitation',
  'because.concerned': 'you work with partner relationships',
  'because.admin': 'you manage the members of your organization',
  'because.subscription': 'this channel gets notifications about {what}',
} as const satisfies Record<string, string>;
