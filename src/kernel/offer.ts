import type { Button } from './card.ts';
import type { Member } from './member.ts';
import type { Organization } from './organization.ts';
import type { Ability } from './rights.ts';
import { abilityFor, isAllowed, problemIn, type Rule } from './rule.ts';
import type { MessageValues, Words } from './words.ts';

/**
 * A button that a command offers on a card: the card's kind, what it says, and the rule by which it stands there. The
 * situation is what that kind of card is drawn from.
 */
export interface Offer<Situation, Key extends string> {
  /** The kind of card, e.g. `organization`. */
  readonly on: string;
  readonly rule: Rule<Situation>;
  readonly label: Key | ((situation: Situation) => Key);
  /** The command line behind it. */
  readonly line: (situation: Situation) => string;
  readonly intent?: 'go' | 'stop';
  /** What cannot be undone asks first, naming both organizations; then the line ends in `--yes` (R-CARD-05). */
  readonly confirm?: {
    readonly title: Key;
    readonly text: Key;
    readonly values: (situation: Situation) => MessageValues;
    readonly yes: Key;
    readonly no: Key;
  };
}

// biome-ignore lint/suspicious/noExplicitAny: each card has a situation and words of its own
export type AnyOffer = Offer<any, any>;

/** The offers on a kind of card whose conditions hold, whoever looks at it. */
export const offersOn = (offers: readonly AnyOffer[], on: string, situation: unknown): readonly AnyOffer[] =>
  offers.filter((offer) => offer.on === on && problemIn(offer.rule, situation) === null);

/** Those that this member may press now. */
export const offersTo = (
  offers: readonly AnyOffer[],
  on: string,
  situation: unknown,
  member: Pick<Member, 'agentRole' | 'adminRoles'>,
  organization: Pick<Organization, 'programme'>,
): readonly AnyOffer[] =>
  offers.filter((offer) => offer.on === on && isAllowed(offer.rule, situation, member, organization));

/** The abilities that the offers need, for the people whom a card is drawn for. */
export const abilitiesFor = (offers: readonly AnyOffer[], situation: unknown): readonly Ability[] => [
  ...new Set(
    offers.map(({ rule }) => abilityFor(rule, situation)).filter((need): need is Ability => need !== 'read'),
  ),
];

/** Offers as buttons. */
export const offerButtons = (
  words: Words,
  offers: readonly AnyOffer[],
  situation: unknown,
): readonly Button[] =>
  offers.map(({ label, line, intent, confirm }) => {
    const said = words as Words<string>;
    return {
      label: said.text(typeof label === 'function' ? label(situation) : label),
      command: confirm ? `${line(situation)} --yes` : line(situation),
      ...(intent ? { intent } : {}),
      ...(confirm
        ? {
            confirm: {
              title: said.text(confirm.title),
              text: said.text(confirm.text, confirm.values(situation)),
              yes: said.text(confirm.yes),
              no: said.text(confirm.no),
            },
          }
        : {}),
    };
  });
