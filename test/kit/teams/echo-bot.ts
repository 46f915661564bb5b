import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
} from 'botbuilder';
import express from 'express';

export const app = {
  appId: '11111111-2222-3333-4444-555555555555',
  password: 'not a secret',
  tenantId: 'aaaaaaaa-2222-3333-4444-555555555555',
};

type Turn = (context: TurnContext, adapter: CloudAdapter) => Promise<void>;

/** The smallest real bot: botbuilder's adapter with authentication on, for one tenant. */
export async function startBot(turn: Turn): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const authentication = new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: app.appId,
    MicrosoftAppPassword: app.password,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: app.tenantId,
  });
  const adapter = new CloudAdapter(authentication);
  const web = express().use(express.json());
  web.post('/api/messages', (request, response) =>
    adapter.process(request, response, (context) => turn(context, adapter)),
  );
  const server = await new Promise<Server>((listening) => {
    const opened: Server = web.listen(0, '127.0.0.1', () => listening(opened));
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

interface Turns {
  readonly message?: (context: TurnContext) => Promise<unknown>;
  /** By verb: the answer to an `Action.Execute`. */
  readonly [verb: string]: ((context: TurnContext, data: unknown) => Promise<unknown>) | undefined;
}

/** A bot that does one thing for messages, and one for each verb of a card. */
export function turnsOf(turns: Turns = {}): Turn {
  return async (context) => {
    const { type, value } = context.activity;
    if (type === ActivityTypes.Message) await turns.message?.(context);
    if (type !== ActivityTypes.Invoke) return;
    const body = await turns[value.action.verb]?.(context, value.action.data);
    await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
  };
}

/** A card as the product's might be: a state, a moment, a link, and what can be done. */
export function agreement(state: string) {
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: `Agreement: ${state}`,
    body: [
      { type: 'TextBlock', text: '**Agreement**', wrap: true },
      { type: 'FactSet', facts: [{ title: 'State', value: state || 'none' }] },
      { type: 'TextBlock', text: 'Until {{DATE(2026-11-21T09:00:00Z)}}' },
      { type: 'TextBlock', text: '[Read it](https://accord.example/7)' },
    ] as object[],
    actions: [
      { type: 'Action.Execute', title: 'Accept', verb: 'accept', data: { id: 7 } },
      {
        type: 'Action.ShowCard',
        title: 'Decline',
        card: {
          type: 'AdaptiveCard',
          body: [{ type: 'Input.Text', id: 'reason', label: 'Reason', value: 'price' }],
          actions: [{ type: 'Action.Execute', title: 'Yes, decline', verb: 'decline', data: { id: 7 } }],
        },
      },
      { type: 'Action.Execute', title: 'Later', verb: 'later' },
    ] as object[],
  };
}

/** A message with a card. */
export function message(card: object): Partial<Activity> {
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: ActivityTypes.Message, summary: 'Agreement', attachments: [{ contentType, content: card }] };
}
