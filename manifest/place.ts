/** Where the app is to run, and as what. */
export interface Place {
  /** The bot's Microsoft App ID. */
  readonly appId: string;
  /** Where the platforms reach the bot, without a slash at the end. */
  readonly publicUrl: string;
}

/** What stands in the files that are checked in: `npm run manifest -- --app-id … --public-url …` puts real ones. */
export const placeholder: Place = {
  appId: '00000000-0000-0000-0000-000000000000',
  publicUrl: 'https://YOUR-HOST',
};
