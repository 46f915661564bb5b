import type { Button } from '../../kernel/card.ts';
import type { CommandContext } from '../../kernel/command.ts';
import { offerButtons, offersTo } from '../../kernel/offer.ts';
import type { MemberNow } from '../model.ts';
import type { OverviewKey } from '../words.en.ts';

/** The buttons of the whole product on a kind of card, for this viewer. */
export const buttonsOn = (
  { words, product }: CommandContext<unknown, OverviewKey>,
  on: 'home' | 'organization',
  situation: MemberNow,
): readonly Button[] => {
  const { member, organization } = situation;
  const offers = offersTo(product.offers, on, situation, member, organization);
  return offerButtons(words, offers, situation);
};
