import bolt from '@slack/bolt';

// The lower bound of a slash command: plain Bolt, which checks the signature and acknowledges.
const receiver = new bolt.HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new bolt.App({ receiver, authorize: async () => ({ botToken: 'xoxb-floor' }) });
app.command('/partner', ({ ack }) => ack());
await app.start(Number(process.env.PORT));
process.send?.('ready');
