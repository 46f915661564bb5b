import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { HttpRefusal } from '../shared/http.ts';
import { TimedOut, within } from '../shared/time-limit.ts';

/** The app's registration in Microsoft Entra, as the operator gives it. */
export interface Registration {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  readonly appType: 'SingleTenant' | 'MultiTenant';
  /** `off` only for the Playground, which signs nothing; the composition allows it on loopback alone (R-SEC-02). */
  readonly auth: 'on' | 'off';
}

/** The Bot Framework's name for Teams. */
export const teamsChannel = 'msteams';
/** Who signs what Teams sends, and whom the bot's own tokens are for. */
export const botFramework = 'https://api.botframework.com';

type Identity = Parameters<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>[0];
type ConnectorFactory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;

/** Who is calling, and how the bot itself calls. */
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
   * Checks that a request comes from Teams and is for this bot (R-SEC-01). Refused with 401; with 503 when Microsoft's
   * keys cannot be had, because nothing can be told about the request then. It is botbuilder's own check without its
   * HTTP adapter, which answers 500 to half of the forgeries and tells the caller what was wrong.
   */
  async check(activity: Readonly<Record<string, unknown>>, authorization: string): Promise<void> {
    if (this.appId === '') return;
    // Botbuilder compares the token's service URL with the activity's only if the activity has one, and accepts other
    // channels and bots, which do not vouch for people as Teams does.
    const { serviceUrl, channelId } = activity;
    if (typeof serviceUrl !== 'string' || serviceUrl === '' || channelId !== teamsChannel)
      throw new HttpRefusal(401, 'not from Teams');
    const request = activity as unknown as Activity;
    // Any other error is a no: forged tokens make botbuilder throw all sorts of them. Its sentences quote the token.
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
  error instanceof TimedOut ||
  (error instanceof Error &&
    (error.name === 'FetchError' || ('statusCode' in error && Number(error.statusCode) >= 500)));

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** Where the connector client keeps what it does around each request. */
interface Pipeline {
  removePolicy(policy: { name: string }): unknown;
  addPolicy(policy: {
    readonly name: string;
    sendRequest(request: { timeout: number }, next: (request: unknown) => Promise<unknown>): unknown;
  }): void;
}

/**
 * The connector client repeats what was throttled or failed, up to four times, without saying so: a POST whose answer was
 * lost is then posted twice, and our own queue, which knows the pace, waits in vain. It has no setting for that, nor for
 * a time-out, so both are changed in its pipeline.
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
