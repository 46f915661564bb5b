import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { HttpRefusal } from '../shared/http.ts';
import { TimedOut, within } from '../shared/time-limit.ts';

/** The app's registration in Microsoft Entra, from the operator's configuration. */
export interface Registration {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  readonly appType: 'SingleTenant' | 'MultiTenant';
  /** `off` is for the Playground, which signs nothing; the process allows it on loopback only (R-SEC-02). */
  readonly auth: 'on' | 'off';
}

/** The Bot Framework's name for Teams. */
export const teamsChannel = 'msteams';
/** The issuer of Teams' tokens, and the audience of the bot's own tokens. */
export const botFramework = 'https://api.botframework.com';

type Identity = Parameters<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>[0];
type ConnectorFactory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;

/** Checks incoming requests and makes the clients for outgoing calls. */
export class Authentication extends ConfigurationBotFrameworkAuthentication {
  readonly appId: string;
  readonly #timeoutMs: number;

  constructor(registration: Registration, timeoutMs: number) {
    const settings = settingsOf(registration);
    super(settings);
    this.appId = settings.MicrosoftAppId;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Checks that a request comes from Teams and is for this bot (R-SEC-01). Rejects with 401, or with 503 if
   * Microsoft's keys cannot be fetched. This is botbuilder's check without its HTTP adapter, which answers 500 to
   * many forgeries and tells the caller what was wrong.
   */
  async check(activity: Readonly<Record<string, unknown>>, authorization: string): Promise<void> {
    if (this.appId === '') return;
    // Botbuilder compares the token's service URL with the activity's only if the activity has one. It also accepts
    // other channels and bots, which do not verify people as Teams does.
    const { serviceUrl, channelId } = activity;
    if (typeof serviceUrl !== 'string' || serviceUrl === '' || channelId !== teamsChannel)
      throw new HttpRefusal(401, 'not from Teams');
    const request = activity as unknown as Activity;
    // Any other error counts as a forgery: forged tokens make botbuilder throw many kinds of errors. Their messages
    // quote the token, so they are not passed on.
    const { claimsIdentity } = await within(
      this.#timeoutMs,
      this.authenticateRequest(request, authorization),
    ).catch((error) => Promise.reject(new HttpRefusal(isOutage(error) ? 503 : 401, nameOf(error))));
    if (claimsIdentity.getClaimValue('iss') !== botFramework) throw new HttpRefusal(401, 'another issuer');
  }

  override createConnectorFactory(identity: Identity): ConnectorFactory {
    const factory = super.createConnectorFactory(identity);
    const create = factory.create.bind(factory);
    factory.create = async (serviceUrl, audience) =>
      tryingOnce(await create(serviceUrl, audience), this.#timeoutMs);
    return factory;
  }
}

/** An empty app id turns botbuilder's authentication off, so it must never be passed by accident (R-SEC-02). */
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
  error instanceof TimedOut ||
  (error instanceof Error &&
    (error.name === 'FetchError' || ('statusCode' in error && Number(error.statusCode) >= 500)));

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** The connector client's list of steps around each request. */
interface Pipeline {
  removePolicy(policy: { name: string }): unknown;
  addPolicy(policy: {
    readonly name: string;
    sendRequest(request: { timeout: number }, next: (request: unknown) => Promise<unknown>): unknown;
  }): void;
}

/**
 * The connector client silently retries throttled or failed requests up to four times. A POST whose answer was lost
 * is then posted twice, and our own queue, which controls the pace, does not learn of it. It has no setting for
 * retries or a time limit, so both are changed in its pipeline.
 */
function tryingOnce<T>(client: T, timeoutMs: number): T {
  const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.addPolicy({
    name: 'timeout',
    sendRequest(request, next) {
      request.timeout = timeoutMs;
      return next(request);
    },
  });
  return client;
}
