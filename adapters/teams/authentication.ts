import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';

/** The app's registration in Microsoft Entra, as the operator gives it. */
export interface Registration {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  readonly appType: 'SingleTenant' | 'MultiTenant';
  /** `off` only for the Playground, which signs nothing: whoever composes the product allows it on loopback alone (R-SEC-02). */
  readonly auth: 'on' | 'off';
}

/** The channel that Teams is to the Bot Framework. */
export const TEAMS = 'msteams';
/** Who signs what Teams sends, and whom the bot's own tokens are for. */
export const BOT_FRAMEWORK = 'https://api.botframework.com';
const TIMEOUT_MS = 15_000;

/** The request is not from Teams, or not for this bot: 401, and nothing is processed (R-SEC-01). */
export class NotAuthentic extends Error {
  override name = 'NotAuthentic';
}

/** Microsoft's keys cannot be had just now, so nothing can be told about the request: 503. */
export class KeysUnavailable extends Error {
  override name = 'KeysUnavailable';
}

type Identity = Parameters<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>[0];
type ConnectorFactory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;

/** Who is calling, and how the bot itself calls. */
export class Authentication extends ConfigurationBotFrameworkAuthentication {
  readonly appId: string;

  constructor(registration: Registration) {
    const settings = settingsOf(registration);
    super(settings);
    this.appId = settings.MicrosoftAppId;
  }

  /**
   * Throws where a request is not from Teams or not for this bot. It is botbuilder's own check without its adapter's
   * HTTP, which answers 500 to half of the forgeries and tells the caller what was wrong.
   */
  async prove(activity: Readonly<Record<string, unknown>>, authorization: string): Promise<void> {
    if (this.appId === '') return;
    // Botbuilder compares the token's service URL with the activity's only where the activity has one, and lets in
    // other channels and bots, whose word for who somebody is is not Teams'.
    const { serviceUrl, channelId } = activity;
    if (typeof serviceUrl !== 'string' || serviceUrl === '' || channelId !== TEAMS) {
      throw new NotAuthentic('not from Teams');
    }
    const { claimsIdentity } = await this.authenticateRequest(activity as unknown as Activity, authorization)
      // Whatever else goes wrong on the way to a yes is a no: forged tokens make it throw all sorts of errors.
      .catch((error) =>
        Promise.reject(
          isOutage(error) ? new KeysUnavailable(nameOf(error)) : new NotAuthentic(nameOf(error)),
        ),
      );
    if (claimsIdentity.getClaimValue('iss') !== BOT_FRAMEWORK) throw new NotAuthentic('another issuer');
  }

  override createConnectorFactory(identity: Identity): ConnectorFactory {
    const factory = super.createConnectorFactory(identity);
    const create = factory.create.bind(factory);
    factory.create = async (serviceUrl, audience) => tryingOnce(await create(serviceUrl, audience));
    return factory;
  }
}

/** An empty app id turns botbuilder's authentication off, so it is never given by accident (R-SEC-02). */
function settingsOf({ appId, appPassword, tenantId, appType, auth }: Registration) {
  if (auth === 'off') return { MicrosoftAppId: '' };
  const needed = { appId, appPassword, ...(appType === 'SingleTenant' ? { tenantId } : {}) };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value.trim() === '' ? [name] : []));
  if (missing.length > 0) throw new Error(`Teams cannot be authenticated without ${missing.join(' and ')}`);
  return {
    MicrosoftAppId: appId,
    MicrosoftAppPassword: appPassword,
    MicrosoftAppType: appType,
    MicrosoftAppTenantId: tenantId,
  };
}

const isOutage = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'FetchError' || ('statusCode' in error && Number(error.statusCode) >= 500));

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** Where the connector client keeps what it does around each request. */
interface Pipeline {
  removePolicy(policy: { name: string }): unknown;
  addPolicy(policy: Policy): void;
}
interface Policy {
  readonly name: string;
  sendRequest(request: { timeout: number }, next: (request: unknown) => Promise<unknown>): Promise<unknown>;
}

/**
 * The connector client repeats what was throttled or failed, up to four times, behind our back: a POST of which only
 * the answer was lost is then posted twice, and our own queue, which knows the pace, waits in vain. It has no setting
 * for that, nor for a time-out, so both are changed where it keeps them.
 */
function tryingOnce<T>(client: T): T {
  const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.addPolicy({
    name: 'timeout',
    sendRequest(request, next) {
      request.timeout = TIMEOUT_MS;
      return next(request);
    },
  });
  return client;
}
