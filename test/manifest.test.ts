import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { placeholder } from '../manifest/app-address.ts';
import { manifestFiles } from '../manifest/files.ts';
import { offeredCommands } from '../manifest/offered.ts';
import { withCommands } from '../manifest/readme.ts';
import { slackManifest } from '../manifest/slack.ts';
import { methodsWithoutScope, slackScopes } from '../manifest/slack-scopes.ts';
import { teamsManifest } from '../manifest/teams.ts';
import { commands } from '../src/subjects.ts';

const root = join(import.meta.dirname, '..');
const real = { appId: '0192f0c1-7d3a-4b1e-9c4d-2f6a8e5b3c10', publicUrl: 'https://accord.example.com' };
const files = manifestFiles(placeholder);

/** What the Slack adapter's own files say. */
const slackSources = readdirSync(join(root, 'adapters/slack'))
  .map((name) => readFileSync(join(root, 'adapters/slack', name), 'utf8'))
  .join('\n');
const saidBy = (pattern: RegExp) => [
  ...new Set([...slackSources.matchAll(pattern)].map(([, word]) => word ?? '')),
];

describe('the manifests', () => {
  test.each(Object.keys(files))(
    'R-CMD-01: %s as it is checked in is in step with the registry',
    async (name) => {
      const present = await readFile(join(root, 'manifest', name));
      expect(present.equals(files[name] ?? Buffer.alloc(0))).toBe(true);
    },
  );

  test('R-CMD-01: the README lists every command', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    expect(withCommands(readme)).toBe(readme);
    for (const { verb } of commands) expect(readme).toMatch(new RegExp(`\\| \`${verb}[ \`]`));
    expect(() => withCommands('# A README without the marks')).toThrow('README.md has to have');
  });

  test('R-CMD-01: what platforms offer are commands of the registry that need nothing more', () => {
    const verbs = offeredCommands.map(({ verb }) => verb);
    expect(commands.map(({ verb }) => verb)).toEqual(expect.arrayContaining(verbs));
    expect(verbs).toEqual(expect.arrayContaining(['home', 'help', 'request']));
    expect(verbs).not.toContain('accept');
  });
});

describe('the Teams app', () => {
  test.each([placeholder, real])('is what Microsoft takes, for $publicUrl', async (place) => {
    const manifest = teamsManifest(place);
    expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
    expect(manifest.bots?.[0]?.botId).toBe(place.appId);
    expect(manifest.validDomains).toEqual([place.publicUrl.slice('https://'.length)]);
  });

  test('offers at most ten commands of the length that Teams shows', () => {
    const lists = teamsManifest(real).bots?.[0]?.commandLists ?? [];
    expect(lists.flatMap(({ scopes }) => scopes).sort()).toEqual(['groupChat', 'personal', 'team']);
    for (const { commands: listed } of lists) {
      expect(listed.length).toBeLessThanOrEqual(10);
      for (const { title, description = '' } of listed) {
        expect(title.length).toBeLessThanOrEqual(32);
        expect(description.length).toBeLessThanOrEqual(128);
      }
    }
  });

  test('is packed with its icons, the same bytes each time', () => {
    const packed = unzipSync(files['teams.zip'] ?? new Uint8Array());
    expect(Object.keys(packed).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(Buffer.from(packed['manifest.json'] ?? []).equals(files['teams.json'] ?? Buffer.alloc(0))).toBe(
      true,
    );
    expect(manifestFiles(placeholder)).toEqual(files);
  });

  test.each([
    ['color.png', 192],
    ['outline.png', 32],
  ])('has %s as a PNG of %i pixels each way', (name, side) => {
    const bytes = Buffer.from(files[name] ?? []);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([side, side]);
  });
});

describe('the Slack app', () => {
  const manifest = slackManifest(placeholder);
  const { display_information: display, features, settings, oauth_config: oauth } = manifest;

  test("is within Slack's limits", () => {
    expect(display.name.length).toBeLessThanOrEqual(35);
    expect(display.description.length).toBeLessThanOrEqual(140);
    expect(display.long_description.length).toBeGreaterThanOrEqual(174);
    expect(display.long_description.length).toBeLessThanOrEqual(4000);
    expect(display.background_color).toMatch(/^#[0-9a-f]{6}$/);
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    for (const command of features.slash_commands) {
      expect(command.command.length).toBeLessThanOrEqual(32);
      expect(command.description.length).toBeLessThanOrEqual(2000);
      expect(command.usage_hint.length).toBeLessThanOrEqual(1000);
    }
  });

  test('R-CMD-06: has Slack say who is mentioned in a command, and which channel, by their ids', () => {
    expect(features.slash_commands.map(({ should_escape }) => should_escape)).toEqual(
      features.slash_commands.map(() => true),
    );
  });

  test('sends everything to the one address, and nothing by Socket Mode', () => {
    const url = 'https://YOUR-HOST/slack/events';
    expect(features.slash_commands.map((command) => [command.command, command.url])).toEqual([
      ['/partner', url],
    ]);
    expect(settings.event_subscriptions.request_url).toBe(url);
    expect(settings.interactivity).toEqual({ is_enabled: true, request_url: url });
    expect(settings.socket_mode_enabled).toBe(false);
    // So that a person who is named arrives as an id (R-SEC-01, R-CMD-06).
    expect(features.slash_commands.map((command) => command.should_escape)).toEqual([true]);
    expect(features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true });
  });

  test('subscribes to the events that the adapter listens to, and to no other', () => {
    expect(settings.event_subscriptions.bot_events.toSorted()).toEqual(
      saidBy(/case '((?:app|tokens)_[a-z_]+)'/g).sort(),
    );
  });

  test('asks for scopes with a reason each, for every method that the adapter calls, and for no more', () => {
    const called = saidBy(/\bclient\.([a-z]+(?:\.[a-zA-Z]+)+)\(/g);
    expect(called).toEqual(expect.arrayContaining(['chat.postMessage', 'views.open']));
    const granted = slackScopes.flatMap(({ methods }) => methods);
    expect([...granted, ...methodsWithoutScope].sort()).toEqual(called.sort());
    expect(oauth.scopes.bot).toEqual(slackScopes.map(({ scope }) => scope));
    for (const { scope, reason, methods } of slackScopes) {
      expect(reason).toMatch(/^[A-Z].{20,}\.$/);
      expect(methods.length > 0 || scope === 'commands').toBe(true);
    }
  });
});
