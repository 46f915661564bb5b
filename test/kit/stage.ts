import type { SendingWay } from '../../src/invitations/model/invitation.ts';
import type { Draft } from '../../src/invitations/service/draft.ts';
import type { ChatActor } from '../../src/kernel/act.ts';
import type { RelationshipType } from '../../src/relationships/index.ts';
import type { Bot } from './bot.ts';
import type { Organization } from './cast.ts';
import type { Person, PlatformName } from './person.ts';
import { consent, must } from './scene.ts';

/** The platforms of the two sides of a scenario. */
export interface Sides {
  readonly partner: PlatformName;
  readonly customer: PlatformName;
}

/** A request: by default Ana asks Contoso for a reseller relationship without privileges. */
interface Ask {
  readonly from?: string;
  readonly to?: string;
  readonly type?: RelationshipType;
  readonly dap?: boolean;
  readonly note?: string;
  readonly way?: SendingWay;
}

/**
 * The people of a scenario at their clients, and the situations it may start with. Situations are made through the
 * service, so that a scenario uses the wire only for its own step.
 */
export interface Stage {
  readonly bot: Bot;
  readonly ana: Person;
  readonly hugo: Person;
  readonly gina: Person;
  readonly leo: Person;
  readonly nora: Person;
  readonly gil: Person;
  readonly bea: Person;
  readonly rob: Person;
  /** A stranger on the customer's platform. */
  readonly sam: Person;
  /** Contoso's channel, and Fabrikam's, on their platforms. */
  readonly approvals: string;
  readonly alliances: string;
  drafted(ask?: Ask): Promise<Draft>;
  sent(ask?: Ask): Promise<Draft>;
  /** The sender and Contoso are related: Gil has accepted. */
  related(ask?: Ask): Promise<void>;
  /** Nora has asked Fabrikam to authorize Northwind as its provider. */
  providerSent(ask?: Pick<Ask, 'note'>): Promise<Draft>;
  /** Northwind provides for Fabrikam: Gina has authorized it. */
  partnered(): Promise<void>;
}

/**
 * @param elsewhere the side of an organization; by default Contoso is the customer and all others are on the partner's
 * side
 */
export const stageOf =
  (
    scene: { readonly bot: Bot },
    sides: Sides,
    elsewhere: Partial<Record<Organization, keyof Sides>> = {},
  ): (() => Stage) =>
  () => {
    const { bot } = scene;
    const platformOf = (organization: Organization): PlatformName =>
      sides[elsewhere[organization] ?? (organization === 'Contoso' ? 'customer' : 'partner')];
    const person = (name: string) => bot.person(name, platformOf(bot.organizationOf(name)));
    const actor = (name: string) => bot.actor(name, platformOf(bot.organizationOf(name)));
    return {
      bot,
      ana: person('Ana'),
      hugo: person('Hugo'),
      gina: person('Gina'),
      leo: person('Leo'),
      nora: person('Nora'),
      gil: person('Gil'),
      bea: person('Bea'),
      rob: person('Rob'),
      sam: bot.stranger(sides.customer),
      approvals: bot.channel('Contoso', platformOf('Contoso')),
      alliances: bot.channel('Fabrikam', platformOf('Fabrikam')),
      ...situations(bot, actor),
    };
  };

function situations(bot: Bot, actor: (name: string) => Promise<ChatActor>) {
  const { invitations } = bot.service;
  const drafted = async ({
    from = 'Ana',
    to = 'contoso.com',
    type = 'reseller',
    dap = false,
    note,
  }: Ask = {}) => {
    const input = { customer: to, type, includesDap: dap, note: note ?? null };
    return must(await invitations.draftRequest(await actor(from), input));
  };
  const send = async (draft: Draft, by: string, way: SendingWay = 'system'): Promise<Draft> => {
    const mail = { subject: 'Hello', text: `Please look: ${draft.link}`, way };
    must(await invitations.send(await actor(by), draft.details.invitation.id, mail));
    return draft;
  };
  const sent = async (ask: Ask = {}) => send(await drafted(ask), ask.from ?? 'Ana', ask.way);
  const accept = async (by: string, { details }: Draft) =>
    void must(await invitations.accept(await actor(by), details.invitation.id, consent));
  const providerSent = async ({ note }: Pick<Ask, 'note'> = {}) => {
    const input = { reseller: 'fabrikam.com', note: note ?? null };
    return send(must(await invitations.draftProviderInvitation(await actor('Nora'), input)), 'Nora');
  };
  return {
    drafted,
    sent,
    related: async (ask?: Ask) => accept('Gil', await sent(ask)),
    providerSent,
    partnered: async () => accept('Gina', await providerSent()),
  };
}
