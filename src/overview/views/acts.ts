import type { Block, Button, Card } from '../../kernel/card.ts';
import { reasonBlock } from '../../kernel/event-card.ts';
import { buttons } from '../../kernel/list.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { Words } from '../../kernel/words.ts';
import type { OrganizationAct } from '../model.ts';

/** Whose eyes a card is for, and what they may press. */
export interface OrganizationViewer {
  readonly organizationId: string;
  /** What this viewer may do now; each is a button. */
  readonly acts?: readonly OrganizationAct[];
  /** Why a channel got the card, in words (R-NOTE-01). */
  readonly reason?: string;
  readonly personal?: NonNullable<Card['personal']>;
  /** The card for everybody, without buttons that need a role: one button that asks what the viewer may do. */
  readonly showButton?: boolean;
}

/** The two sides of an act, by name and domain. */
interface Between {
  readonly mine: Pick<OrganizationSummary, 'name'>;
  readonly other: Pick<OrganizationSummary, 'name' | 'domain'>;
}

interface ActFacts {
  readonly command: (domain: string) => string;
  readonly intent?: 'go' | 'stop';
  /** What cannot be undone asks first (R-CARD-05, R-DAP-03). */
  readonly confirm?: 'remove_roles' | 'remove_access' | 'end';
}

const acts: Readonly<Record<OrganizationAct, ActFacts>> = {
  request: { command: (domain) => `request ${domain}`, intent: 'go' },
  invite_reseller: { command: (domain) => `provider invite ${domain}`, intent: 'go' },
  remove_roles: { command: (domain) => `roles remove ${domain}`, intent: 'stop', confirm: 'remove_roles' },
  ask_roles: { command: (domain) => `roles ask ${domain}` },
  remove_access: { command: (domain) => `access remove ${domain}`, intent: 'stop', confirm: 'remove_access' },
  name_record: { command: (domain) => `record set ${domain}` },
  remove_record: { command: (domain) => `record remove ${domain}` },
  ask_agreement: { command: (domain) => `agreement ask ${domain}` },
  shared: { command: (domain) => `shared ${domain}` },
  end: { command: (domain) => `end ${domain}`, intent: 'stop', confirm: 'end' },
  ask_end: { command: (domain) => `end ${domain}` },
  refuse_end: { command: (domain) => `end refuse ${domain}` },
  history: { command: (domain) => `history ${domain}` },
};

/**
 * The buttons for acts about another organization. A confirmation names both (R-CARD-05), and the line behind it says
 * with `--yes` that it was asked for: typed without, the line asks the same question.
 */
export const actButtons = (
  words: Words,
  offered: readonly OrganizationAct[],
  { mine, other }: Between,
): Button[] =>
  offered.map((act) => {
    const { command, intent, confirm } = acts[act];
    return {
      label: words.text(`act.${act}`),
      command: confirm ? `${command(other.domain)} --yes` : command(other.domain),
      ...(intent ? { intent } : {}),
      ...(confirm
        ? {
            confirm: {
              title: words.text(`act.${confirm}.title`),
              text: words.text(`act.${confirm}.text`, { mine: mine.name, other: other.name }),
              yes: words.text('act.yes'),
              no: words.text('act.no'),
            },
          }
        : {}),
    };
  });

/** The end of a card: what can be done, and why it is here. */
export const closing = (words: Words, viewer: OrganizationViewer, between: Between): readonly Block[] => [
  ...buttons(
    viewer.showButton
      ? [{ label: words.text('act.show_mine'), command: `show ${between.other.domain}` }]
      : actButtons(words, viewer.acts ?? [], between),
  ),
  ...reasonBlock(words, viewer.reason),
];
