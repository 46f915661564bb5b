import type { types } from '@slack/bolt';
import type { Request } from '../../src/app.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { CallSlack } from './client.ts';
import { codeOf, faultOf, notConnected } from './codes.ts';

/** `not_connected`: the bot has no access to the workspace, so trying again does not help. */
type Outcome = 'shown' | 'missed' | 'not_connected';

export type Views = ReturnType<typeof createViews>;

type Call = Parameters<CallSlack>[1];

/** Logs why a view was not shown; usually its trigger has expired. */
export function createViews(slack: CallSlack, log: Log) {
  const show = async ({ where }: Request, method: string, call: Call): Promise<Outcome> => {
    try {
      await slack(where.workspace, call);
      return 'shown';
    } catch (error) {
      log.warn({ fault: faultOf(error) }, `slack ${method} failed`);
      return notConnected.has(codeOf(error)) ? 'not_connected' : 'missed';
    }
  };
  return {
    open: (on: Request, trigger_id: string, view: types.ModalView) =>
      show(on, 'views.open', (client, token) => client.views.open({ token, trigger_id, view })),
    push: (on: Request, trigger_id: string, view: types.ModalView) =>
      show(on, 'views.push', (client, token) => client.views.push({ token, trigger_id, view })),
    /** `which`: Slack's id or ours. */
    update: (on: Request, which: { view_id: string } | { external_id: string }, view: types.ModalView) =>
      show(on, 'views.update', (client, token) => client.views.update({ token, ...which, view })),
    publish: (on: Request, view: types.HomeView) =>
      show(on, 'views.publish', (client, token) =>
        client.views.publish({ token, user_id: on.who.user, view }),
      ),
  };
}
