import type { types, webApi } from '@slack/bolt';
import type { Request } from '../../src/app.ts';
import { faultOf, type Log } from './log.ts';

export interface ViewsParts {
  readonly client: webApi.WebClient;
  readonly botTokenOf: (workspace: string) => Promise<string | undefined>;
  readonly log: Log;
}

/** Each says whether it worked; why not is noted. */
export interface Views {
  open(request: Request, trigger: string, view: types.ModalView): Promise<boolean>;
  push(request: Request, trigger: string, view: types.ModalView): Promise<boolean>;
  update(request: Request, id: string, view: types.ModalView): Promise<boolean>;
  publish(request: Request, view: types.HomeView): Promise<boolean>;
}

/** Slack's modals and homes. The bot's token is looked up only here: answers in messages need none. */
export function createViews({ client, botTokenOf, log }: ViewsParts): Views {
  const call = (request: Request, what: string, run: (token: string) => Promise<unknown>) =>
    attempt(log, `slack ${what} failed`, async () => {
      const token = await botTokenOf(request.where.workspace);
      if (token === undefined) throw new Error('no bot token for the workspace');
      await run(token);
    });
  return {
    open: (request, trigger_id, view) =>
      call(request, 'views.open', (token) => client.views.open({ token, trigger_id, view })),
    push: (request, trigger_id, view) =>
      call(request, 'views.push', (token) => client.views.push({ token, trigger_id, view })),
    update: (request, view_id, view) =>
      call(request, 'views.update', (token) => client.views.update({ token, view_id, view })),
    publish: (request, view) =>
      call(request, 'views.publish', (token) =>
        client.views.publish({ token, user_id: request.who.user, view }),
      ),
  };
}

/** What Slack did not take at this late point cannot be said to the person any more: it is noted. */
export async function attempt(log: Log, what: string, run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    log.warn({ fault: faultOf(error) }, what);
    return false;
  }
}
