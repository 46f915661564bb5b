/** The app's texts in both platforms' app directories. */
export const texts = {
  name: 'Accord',
  developer: 'Accord',
  short: 'Partner relationships, agreed in chat.',
  long: [
    'Accord settles the relationships of Microsoft cloud partners and their customers where people talk.',
    'A partner asks a customer for a relationship, or a provider asks a reseller; the other side sees who asks, for what and which admin roles it would grant, reads the Microsoft Customer Agreement, and accepts or declines.',
    'Both sides see their customers and partners, take roles back at any time, and are told what happens.',
    'Slack and Microsoft Teams show the same, also when the two sides use one each.',
  ].join('\n\n'),
  slashCommand: 'Ask for, accept and look after partner relationships',
} as const;
