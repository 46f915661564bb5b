import type { types, webApi } from '@slack/bolt';
import type { Request } from '../../src/app.ts';
import { faultOf, type Log } from './log.ts';

export interface ViewsParts {
  readonly client: webApi.WebClient;
  readonly botTokenOf: (workspace: string) => Promise<string | undefined>;
  readonly log: Log;
}

/** What became of a view. `not_connected`: the bot has no access to the workspace, and trying again changes nothing. */
type Outcome = 'shown' | 'missed' | 'not_connected';

/** Why a view was not shown is noted. */
export interface Views {
  /** Without a trigger that is still good the modal is missed. */
  open(request: Request, trigger: string | undefined, view: types.ModalView): Promise<Outcome>;
  push(request: Request, trigger: string, view: types.ModalView): Promise<Outcome>;
  update(request: Request, id: string, view: types.ModalView): Promise<Outcome>;
  publish(request: Request, view: types.HomeView): Promise<Outcome>;
}

/** Slack's words for a token that is good for nothing any more. */
const useless: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
]);

/** Slack's modals and homes. The bot's token is looked up only here: answers in messages need none. */
export function createViews({ client, botTokenOf, log }: ViewsParts): Views {
  const call = async (
    { where }: Request,
    what: string,
    run: ((token: string) => Promise<unknown>) | undefined,
  ): Promise<Outcome> => {
    const missed = (fault: string): Outcome => {
      log.warn({ fault }, `slack ${what} failed`);
      return fault === 'no_token' || useless.has(fault) ? 'not_connected' : 'missed';
    };
    try {
      const token = await botTokenOf(where.workspace);
      if (token === undefined) return missed('no_token');
      if (!run) return 'missed';
      await run(token);
      return 'shown';
    } catch (error) {
      return missed(faultOf(error));
    }
  };
  return {
    open: (request, trigger_id, view) =>
      call(
        request,
        'views.open',
        trigger_id === undefined ? undefined : (token) => client.views.open({ token, trigger_id, view }),
      ),
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
