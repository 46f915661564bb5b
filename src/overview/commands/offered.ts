import type { Button } from '../../kernel/card.ts';
import type { CommandContext } from '../../kernel/command.ts';
import { offerButtons, offersTo } from '../../kernel/offer.ts';
import type { MemberNow } from '../model.ts';
import type { OverviewKey } from '../words.en.ts';

/** The buttons that the whole product offers on a kind of card to the member who looks at it. */
export const buttonsOn = (
  { words, product }: CommandContext<unknown, OverviewKey>,
  on: 'home' | 'organization',
  situation: MemberNow,
): readonly Button[] => {
  const { member, organization } = situation;
  const offers = offersTo(product.offers, on, situation, member, organization);
  return offerButtons(words, offers, situation);
};
