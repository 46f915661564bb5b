import type { TeamsManifestLatest } from '@microsoft/app-manifest';
import program from '../package.json' with { type: 'json' };
import type { AppAddress } from './app-address.ts';
import { accent } from './icons.ts';
import { offeredCommands } from './offered.ts';
import { texts } from './texts.ts';

const scopes: ('personal' | 'team' | 'groupChat')[] = ['personal', 'team', 'groupChat'];

/** The manifest of the Teams app; its package also contains the two icons. */
export const teamsManifest = ({ appId, publicUrl }: AppAddress): TeamsManifestLatest => ({
  $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json',
  manifestVersion: '1.30',
  version: program.version,
  id: appId,
  developer: {
    name: texts.developer,
    websiteUrl: `${publicUrl}/`,
    privacyUrl: `${publicUrl}/privacy`,
    termsOfUseUrl: `${publicUrl}/terms`,
  },
  name: { short: texts.name, full: `${texts.name}: partner relationships in chat` },
  description: { short: texts.short, full: texts.long },
  icons: { color: 'color.png', outline: 'outline.png' },
  accentColor: accent,
  bots: [
    {
      botId: appId,
      scopes,
      isNotificationOnly: false,
      supportsFiles: false,
      commandLists: [
        {
          scopes,
          commands: offeredCommands.map(({ verb, summary }) => ({ title: verb, description: summary })),
        },
      ],
    },
  ],
  permissions: ['identity', 'messageTeamMembers'],
  validDomains: [publicUrl.replace(/^https:\/\/|\/.*$/g, '')],
});
