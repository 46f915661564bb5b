import type { AdaptiveCard } from '../../adapters/teams/adaptive-card.ts';
import { messageOf } from '../../adapters/teams/render.ts';
import type { Button } from '../../src/kernel/card.ts';
import { findCommand, parseRest } from '../../src/kernel/line.ts';
import { normalizeLine } from '../../src/kernel/normal-form.ts';
import { adapterWords } from '../../src/runtime/adapter-words.ts';
import { commands } from '../../src/subjects.ts';
import { pingsOf } from '../kit/slack/content.ts';
import { blockKitFaults, houseFaults } from '../kit/slack/limits.ts';
import { seeForm, seeMessage } from '../kit/slack/seen.ts';
import type { Activity } from '../kit/teams/activity.ts';
import { readCard } from '../kit/teams/card.ts';
import { checkMessage } from '../kit/teams/check.ts';
import type { Drawn, DrawnCard } from './drawn.ts';
import {
  addressesOf,
  buttonsOf,
  differences,
  letters,
  rowButtons,
  type Writing,
  wordsOfBlocks,
  wordsOfField,
} from './reading.ts';

/** The faults of a drawn view; each line names the view. */
export type Check = (drawn: Drawn) => readonly string[];

const said = (drawn: Drawn, where: string, faults: readonly string[]): readonly string[] =>
  faults.map((fault) => `${drawn.at}: ${where}: ${fault}`);

const slackViews = (drawn: Drawn) => (drawn.kind === 'card' ? [drawn.home, drawn.modal] : [drawn.modal]);
/** Everything sent to Slack. */
const slackPayloads = (drawn: Drawn): readonly (readonly [string, Record<string, unknown>])[] => [
  ...(drawn.kind === 'card' ? [['chat.postMessage', { ...drawn.message }] as const] : []),
  ...slackViews(drawn).map((view) => ['views.open', { view }] as const),
];
const teamsMessage = ({ teams }: Drawn): Activity =>
  messageOf(teams as unknown as AdaptiveCard) as unknown as Activity;

/** R-CARD-09: what the platforms would refuse. */
export const limits: Check = (drawn) => [
  ...slackPayloads(drawn).flatMap(([method, payload]) =>
    said(drawn, method, [
      ...blockKitFaults(method, payload),
      ...(method === 'chat.postMessage' ? houseFaults(payload) : []),
    ]),
  ),
  ...said(
    drawn,
    'Teams',
    checkMessage(teamsMessage(drawn), Buffer.byteLength(JSON.stringify(teamsMessage(drawn)))),
  ),
];

const slackTime: Writing = (at, style) =>
  style === 'date' ? at.toISOString().slice(0, 10) : `${at.toISOString().slice(0, 16)}UTC`.replace('T', ' ');
const teamsViewer = { locale: 'en-US', timeZone: 'UTC' };
const written = (parts: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(teamsViewer.locale, { timeZone: teamsViewer.timeZone, ...parts });
const teamsDate = written({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const teamsHour = written({ hour: 'numeric', minute: '2-digit' });
const teamsTime: Writing = (at, style) =>
  style === 'date' ? teamsDate.format(at) : `${teamsDate.format(at)} ${teamsHour.format(at)}`;
const readTeams = ({ teams }: Drawn) => readCard(teams, teamsViewer, (id) => id);
const nobody = { nameOf: (id: string) => id } as never;

/** No markup in the data is interpreted: the screen shows the words themselves, complete or cut. */
export const reading: Check = (drawn) => [
  ...said(drawn, 'Slack', differences(...slackReading(drawn))),
  ...said(drawn, 'Slack', JSON.stringify(slackPayloads(drawn)).match(/"emoji":true/g) ?? []),
  ...said(drawn, 'Teams', differences(...teamsReading(drawn))),
];

/** What is on the screen, and what should be there. */
type Reading = readonly [screen: string, pieces: readonly string[]];

function slackReading(drawn: Drawn): Reading {
  if (drawn.kind === 'card') {
    const { title, blocks } = drawn.card;
    const { text } = seeMessage({ ts: '1', ...drawn.message } as never, 'C1', false);
    return [text, [title, ...wordsOfBlocks(blocks, slackTime)]];
  }
  const { title, blocks, fields } = drawn.form;
  const seen = seeForm(drawn.modal, nobody);
  // A title that does not fit the modal is shown above the rest.
  const above = letters(seen.title) === letters(title) ? [] : [title];
  const errors = fields.flatMap(({ label, error }) => (error === undefined ? [] : [label, error]));
  return [seen.text, [...above, ...errors, ...wordsOfBlocks(blocks, slackTime)]];
}

function teamsReading(drawn: Drawn): Reading {
  const { title, blocks } = drawn.kind === 'card' ? drawn.card : drawn.form;
  const fields = drawn.kind === 'card' ? [] : drawn.form.fields;
  return [
    readTeams(drawn).lines.join('\n'),
    [
      title,
      ...wordsOfBlocks(blocks, teamsTime),
      ...fields.flatMap((field) => wordsOfField(field, adapterWords('en').optional)),
    ],
  ];
}

/** Mentions nobody, and links only to the card's own addresses. */
export const pings: Check = (drawn) => {
  // A button's data are not displayed, and the text of an input is plain.
  const teams = JSON.stringify(teamsMessage(drawn), (_, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value, command: undefined, ...(isInput(value) ? { value: undefined } : {}) }
      : value,
  );
  const links = [
    ...(drawn.kind === 'card'
      ? seeMessage({ ts: '1', ...drawn.message } as never, 'C1', false).links
      : seeForm(drawn.modal, nobody).links),
    ...readTeams(drawn).links,
  ];
  const known = new Set(addressesOf(drawn.kind === 'card' ? drawn.card : drawn.form).map(addressed));
  return [
    ...slackPayloads(drawn).flatMap(([method, payload]) =>
      said(drawn, method, pingsOf((payload.view ?? payload) as Record<string, unknown>)),
    ),
    ...said(drawn, 'Teams', teams.match(/<at[ >]|"(?:entities|msteams|mentioned)"/g) ?? []),
    ...said(
      drawn,
      'links',
      links.map(({ url }) => url).filter((url) => !known.has(addressed(url))),
    ),
  ];
};

const isInput = ({ type }: { readonly type?: unknown }): boolean => /^Input\./.test(String(type));

/** The canonical form of an address, whatever is percent-encoded. */
function addressed(url: string): string {
  const address = URL.canParse(url) ? new URL(url).href : url;
  return address.replace(/%([0-7][\dA-F])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** A longer command line contains endless search words: its button may be missing. */
const COMMAND = 2000;

const commandsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(commandsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, value: line, data } = value as Record<string, unknown>;
  const own =
    type === 'button' && typeof line === 'string'
      ? [line]
      : type === 'Action.Execute'
        ? [String((data as { command?: unknown }).command)]
        : [];
  return [...own, ...Object.values(value).flatMap(commandsIn)];
};

/** Every button of a row is kept, however long the rest is, with its command line unchanged. */
export const buttons: Check = (drawn) => {
  if (drawn.kind === 'form') {
    const { form, modal } = drawn;
    const sends = commandsIn(drawn.teams).includes(form.command);
    const keeps = modal.private_metadata.endsWith(`\n${form.command}`);
    return [
      ...said(drawn, 'Teams', sends ? [] : ['nothing sends the form']),
      ...said(drawn, 'Slack', keeps && modal.submit ? [] : ['nothing sends the form']),
    ];
  }
  const wanted = lines(rowButtons(drawn.card.blocks)).filter((line) => line.length <= COMMAND);
  const offered = lines(buttonsOf(drawn.card.blocks));
  return [drawn.message, drawn.home, drawn.modal, drawn.teams].flatMap((surface, at) => {
    const there = commandsIn(surface);
    const where = ['message', 'home', 'modal', 'Teams'][at] ?? '';
    return said(drawn, where, [
      ...wanted.filter((line) => !there.includes(line)).map((line) => `no button does “${line}”`),
      ...there.filter((line) => !offered.includes(line)).map((line) => `a button does “${line}”`),
    ]);
  });
};

const lines = (all: readonly Button[]): readonly string[] =>
  all.flatMap((button) => ('command' in button ? [button.command] : []));

/** R-CMD-04: a person can type the line of each button and form. */
export const typed: Check = (drawn) => {
  const all = drawn.kind === 'card' ? lines(buttonsOf(drawn.card.blocks)) : [drawn.form.command];
  return said(
    drawn,
    'command',
    all.filter((line) => {
      const found = findCommand(commands, normalizeLine(line));
      if (!found || !parseRest(found.rest, found.command.flags).ok) return true;
      // A form for a missing argument continues with the line.
      const isLeftOut = found.command.takes !== undefined && found.rest === '';
      return drawn.kind === 'form' && found.command.submit === undefined && !isLeftOut;
    }),
  );
};

/** R-CARD-10: every input has a label and its error, and keeps its value. */
export const fields: Check = (drawn) => {
  if (drawn.kind === 'card') return [];
  const slack = seeForm(drawn.modal, nobody).fields;
  const teams = readTeams(drawn).fields;
  return drawn.form.fields.flatMap((field) => {
    const inputs = [slack, teams].map((all) => all.find(({ name }) => name === field.name));
    return inputs.flatMap((input, at) => {
      const where = `${['Slack', 'Teams'][at]}, ${field.name}`;
      if (!input) return said(drawn, where, ['there is no such input']);
      return said(drawn, where, [
        ...(input.label.trim() === '' ? ['it has no label'] : []),
        ...differences(input.label, [field.kind === 'tick' && at === 1 ? field.tick : field.label]),
        ...(field.error && at === 1 && !input.error ? ['its error does not stand at it'] : []),
        ...('maxLength' in field ? differences(String(input.value ?? ''), [field.value]) : []),
      ]);
    });
  });
};

/** R-CARD-08: a notification without the card has words, if the variant has any. */
export const summaries: Check = (drawn) => {
  const texts = [
    ...(drawn.kind === 'card' ? [['Slack', drawn.message.text] as const] : []),
    ['Teams', drawn.teams.fallbackText ?? ''] as const,
    ['Teams', teamsMessage(drawn).summary ?? ''] as const,
  ];
  const isFree = drawn.variant.bare || drawn.variant.name !== 'plain';
  return texts.flatMap(([where, text]) =>
    said(drawn, where, [
      ...(text.trim() === '' ? ['nothing is said'] : []),
      ...(!isFree && !/\S\s\S/.test(text) ? [`“${text}” is one word`] : []),
    ]),
  );
};

/** R-CARD-11: a status has words; its sign or colour is only an addition. */
export const tones: Check = (drawn) =>
  drawn.kind === 'form'
    ? []
    : drawn.card.blocks.flatMap((block) => {
        if (block.kind !== 'status') return [];
        const [text = ''] = wordsOfBlocks([block], slackTime);
        return said(drawn, 'status', /\p{L}{2}/u.test(text) ? [] : [`“${text}” has no words`]);
      });

/** R-CARD-03: nothing can be pressed once everything is decided. */
export const overs: Check = (drawn) =>
  drawn.kind === 'card' && drawn.isOver
    ? said(drawn, 'over', [drawn.message, drawn.home, drawn.modal, drawn.teams].flatMap(commandsIn))
    : [];

/** A card of ordinary length is shown complete. */
export const wholes: Check = (drawn) => {
  if (drawn.variant.name !== 'plain') return [];
  const own = JSON.stringify(drawn.kind === 'card' ? drawn.card : drawn.form);
  const surfaces = [...slackPayloads(drawn).map(([, payload]) => payload), drawn.teams];
  return own.includes('…')
    ? []
    : surfaces.flatMap((surface) => said(drawn, 'cut', JSON.stringify(surface).match(/[^"]{0,40}…/g) ?? []));
};

/** R-CARD-01: an open question has three to six facts. */
export const facts = ({ card }: DrawnCard): number =>
  card.blocks.reduce((sum, block) => sum + (block.kind === 'facts' ? block.facts.length : 0), 0);
