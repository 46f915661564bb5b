import type { Button } from './card.ts';
import type { Member } from './member.ts';
import type { Organization } from './organization.ts';
import type { Ability } from './rights.ts';
import { abilityFor, isAllowed, problemIn, type Rule } from './rule.ts';
import type { MessageValues, Words } from './words.ts';

/**
 * A button that a command offers on a kind of card, and the rule that allows it. The situation is the data of that kind
 * of card.
 */
export interface Offer<Situation, Key extends string> {
  /** The kind of card, e.g. `organization`. */
  readonly on: string;
  readonly rule: Rule<Situation>;
  readonly label: Key | ((situation: Situation) => Key);
  /** The button's command line. */
  readonly line: (situation: Situation) => string;
  readonly intent?: 'go' | 'stop';
  /**
   * The question before an act that cannot be undone; it names both organizations. The line then ends in `--yes`
   * (R-CARD-05).
   */
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

/** The offers for a kind of card whose conditions hold, for any viewer. */
export const offersOn = (offers: readonly AnyOffer[], on: string, situation: unknown): readonly AnyOffer[] =>
  offers.filter((offer) => offer.on === on && problemIn(offer.rule, situation) === null);

/** The offers that this member may use now. */
export const offersTo = (
  offers: readonly AnyOffer[],
  on: string,
  situation: unknown,
  member: Pick<Member, 'agentRole' | 'adminRoles'>,
  organization: Pick<Organization, 'programme'>,
): readonly AnyOffer[] =>
  offers.filter((offer) => offer.on === on && isAllowed(offer.rule, situation, member, organization));

/** The abilities that the offers need, to find the people who get a personal card. */
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
