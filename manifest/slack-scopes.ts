/** A permission that the Slack app needs, and why. */
export interface SlackScope {
  readonly scope: string;
  readonly reason: string;
  /** The Web API methods that need it. */
  readonly methods: readonly string[];
}

/** Everything that the app asks for at installation; a test compares it with the adapter's calls. */
export const slackScopes: readonly SlackScope[] = [
  {
    scope: 'commands',
    reason: 'Adds the slash command /partner, by which people talk to the bot.',
    methods: [],
  },
  {
    scope: 'chat:write',
    reason:
      'Posts cards to the channels that the bot was invited to and in direct messages, and changes them when somebody has answered.',
    methods: ['chat.postMessage', 'chat.update'],
  },
  {
    scope: 'im:write',
    reason: 'Opens a direct message with somebody who has to decide and has never written to the bot.',
    methods: ['conversations.open'],
  },
];

/** Methods that every bot token may call. */
export const methodsWithoutScope: readonly string[] = [
  'auth.test',
  'views.open',
  'views.publish',
  'views.push',
  'views.update',
];
