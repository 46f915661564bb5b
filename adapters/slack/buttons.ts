import type { types } from '@slack/bolt';
import type { Button, Confirmation } from '../../src/kernel/card.ts';
import { addressOf, plain } from './text.ts';

/** Slack's limits, in characters. */
export const maxLabel = 75;
const maxCommand = 2000;

/** Slack's buttons open web pages only. */
export const webAddress = (url: string): string | undefined => {
  const address = addressOf(url);
  return address && address.protocol !== 'mailto:' ? address.href : undefined;
};

/**
 * Undefined if Slack cannot show the button. A command line over Slack's limit (very long search words) is left out:
 * a card without that button is better than no card, and every button can also be typed (R-CMD-04).
 */
export function elementOf(button: Button, drawing: { nextId(): string }): types.Button | undefined {
  const text = plain(button.label, maxLabel);
  if ('url' in button) {
    const url = webAddress(button.url);
    return url === undefined ? undefined : { type: 'button', action_id: drawing.nextId(), text, url };
  }
  if (button.command.length > maxCommand) return undefined;
  return {
    type: 'button',
    action_id: drawing.nextId(),
    text,
    value: button.command,
    ...(button.intent ? { style: styleOf(button.intent) } : {}),
    ...(button.confirm ? { confirm: confirmOf(button.confirm, button.intent) } : {}),
  };
}

const styleOf = (intent: 'go' | 'stop') => (intent === 'go' ? 'primary' : 'danger');

const confirmOf = (
  { title, text, yes, no }: Confirmation,
  intent: 'go' | 'stop' | undefined,
): types.ConfirmationDialog => ({
  title: plain(title, 100),
  text: plain(text, 300),
  confirm: plain(yes, 30),
  deny: plain(no, 30),
  ...(intent ? { style: styleOf(intent) } : {}),
});
