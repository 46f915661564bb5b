/** The address and id of the app. */
export interface AppAddress {
  /** The bot's Microsoft App ID. */
  readonly appId: string;
  /** The public address of the bot, without a trailing slash. */
  readonly publicUrl: string;
}

/** The values in the checked-in files; `npm run manifest -- --app-id … --public-url …` inserts real ones. */
export const placeholder: AppAddress = {
  appId: '00000000-0000-0000-0000-000000000000',
  publicUrl: 'https://YOUR-HOST',
};
