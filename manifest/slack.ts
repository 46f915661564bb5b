import type { AppAddress } from './app-address.ts';
import { accent } from './icons.ts';
import { offeredCommands } from './offered.ts';
import { slackScopes } from './slack-scopes.ts';
import { texts } from './texts.ts';

/** The manifest for Slack's "Create an app from a manifest". */
export function slackManifest({ publicUrl }: Pick<AppAddress, 'publicUrl'>) {
  const requestUrl = `${publicUrl}/slack/events`;
  return {
    display_information: {
      name: texts.name,
      description: texts.short,
      long_description: texts.long,
      background_color: accent,
    },
    features: {
      // Lets people write there, because slash commands are typed in the message box.
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: texts.name.toLowerCase(), always_online: true },
      slash_commands: [
        {
          command: '/partner',
          url: requestUrl,
          description: texts.slashCommand,
          usage_hint: offeredCommands.map(({ verb }) => verb).join(' | '),
          // A mentioned person arrives as an id.
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: slackScopes.map(({ scope }) => scope) } },
    settings: {
      event_subscriptions: {
        request_url: requestUrl,
        bot_events: ['app_home_opened', 'app_uninstalled', 'tokens_revoked'],
      },
      interactivity: { is_enabled: true, request_url: requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}
