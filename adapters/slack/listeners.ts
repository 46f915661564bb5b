import type { BlockAction, App as Bolt, ButtonAction, ViewSubmitAction } from '@slack/bolt';
import type { Answers } from './answer.ts';

/** What Slack sends us, each handed on as it is. Any command name will do: the app's manifest decides it. */
export function listen(
  bolt: Bolt,
  answers: Answers,
  uninstalled: (workspace: string) => Promise<void>,
): void {
  bolt.command(/./, ({ body, ack, respond }) => answers.command(body, ack, respond));

  bolt.action<BlockAction<ButtonAction>>(
    { type: 'block_actions' },
    async ({ body, action, ack, respond }) => {
      await ack();
      // A link button tells of its click, but it is no command.
      if (action.value !== undefined) await answers.click(body, action.value, respond);
    },
  );

  bolt.view<ViewSubmitAction>({ type: 'view_submission' }, ({ body, ack }) => answers.submission(body, ack));

  bolt.event('app_home_opened', async ({ event, body }) => {
    if (event.tab === 'home') await answers.home({ ...body, event });
  });

  bolt.event('app_uninstalled', ({ body }) => uninstalled(body.team_id));

  bolt.event('tokens_revoked', async ({ event, body }) => {
    if ((event.tokens.bot ?? []).length > 0) await uninstalled(body.team_id);
  });
}
