import { zipSync } from 'fflate';
import type { AppAddress } from './app-address.ts';
import { colourIcon, outlineIcon } from './icons.ts';
import { slackManifest } from './slack.ts';
import { teamsManifest } from './teams.ts';

/** Every file generated from the commands, by name; always the same bytes. */
export function manifestFiles(app: AppAddress): Readonly<Record<string, Uint8Array>> {
  const teams = jsonOf(teamsManifest(app));
  const icons = { 'color.png': colourIcon(), 'outline.png': outlineIcon() };
  return {
    'slack.json': jsonOf(slackManifest(app)),
    'teams.json': teams,
    ...icons,
    'teams.zip': zipSync({ 'manifest.json': teams, ...icons }, { level: 9, mtime: anyTime }),
  };
}

const jsonOf = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);

/** A zip stores local time, so this date is the same in every time zone. */
const anyTime = new Date(2026, 0, 1);
