import { createServer } from 'node:http';
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';

// The lower bound of a click in Teams: plain botbuilder, which checks the token and answers a constant.
class Constant extends ActivityHandler {
  protected override async onInvokeActivity(_context: TurnContext): Promise<InvokeResponse> {
    return {
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'ok' },
    };
  }
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(process.env));
const bot = new Constant();
createServer(async (request, response) => {
  if (request.method !== 'POST') return void response.end();
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body: Record<string, unknown> = JSON.parse(Buffer.concat(chunks).toString());
  const answer = {
    socket: response.socket,
    header: (name: string, value: unknown) => response.setHeader(name, String(value)),
    status: (code: number) => {
      response.statusCode = code;
    },
    send: (content: unknown) =>
      response.write(typeof content === 'string' ? content : JSON.stringify(content)),
    end: () => response.end(),
  };
  await adapter.process({ body, headers: request.headers, method: 'POST' }, answer as never, (context) =>
    bot.run(context),
  );
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));
