import type { Agreement, AgreementAcceptance, AgreementStatus } from '../../src/agreements/model.ts';
import type {
  Invitation,
  InvitationDetails,
  InvitationListItem,
} from '../../src/invitations/model/invitation.ts';
import type { AuditEntry } from '../../src/kernel/audit.ts';
import type { Member, Person } from '../../src/kernel/member.ts';
import type { Organization, Programme } from '../../src/kernel/organization.ts';
import type { PartnershipDetails } from '../../src/partnerships/model.ts';
import type { RelationshipDetails } from '../../src/relationships/model/relationship.ts';
import type { Variant } from './variants.ts';

/** The time of every view. */
export const now = new Date('2026-11-21T09:00:00Z');
const day = (ago: number) => new Date(now.getTime() - ago * 86_400_000);

const id = (end: string): string => `01990000-0000-7000-8000-${end.padStart(12, '0')}`;

/** The data of all views, with every free text in one variant. */
export type World = ReturnType<typeof createWorld>;

export function createWorld(variant: Variant) {
  const { say, domain, bare } = variant;
  const email = (box: string, at: string): string => `${variant.mailbox(box)}@${domain(at)}`;

  const organization = (
    end: string,
    name: string,
    at: string,
    programme: Programme | null,
  ): Organization => ({
    id: id(end),
    name: say(name),
    domain: domain(at),
    tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47',
    country: 'US',
    cloud: 'public',
    language: 'en',
    programme,
    mpnId: null,
    mayAskForDap: true,
    delegatedAdministrators: 'single',
    invitationDays: 90,
    reminderDays: [7, 1],
  });
  const fabrikam = organization('f0', 'Fabrikam', 'fabrikam.com', 'indirect_reseller');
  const contoso = organization('c0', 'Contoso', 'contoso.com', null);
  const tailspin = organization('d0', 'Tailspin Toys', 'tailspin.com', 'indirect_provider');
  const litware = organization('e0', 'Litware', 'litware.com', 'direct_reseller');
  /** A number of organizations. */
  const others = (few: number, most: number): readonly Organization[] =>
    Array.from({ length: variant.many(few, most) }, (_, at) => ({ ...litware, id: id(`a${at}`) }));

  const ana: Person = { memberId: id('aa'), name: say('Ana Ruiz'), email: email('ana', 'fabrikam.com') };
  const gil: Person = { memberId: id('bb'), name: say('Gil Sanders'), email: email('gil', 'contoso.com') };
  const member: Member = {
    id: id('bb'),
    organizationId: contoso.id,
    name: gil.name,
    email: gil.email,
    agentRole: 'not_an_agent',
    adminRoles: bare ? [] : ['global_admin'],
  };
  const agent: Member = {
    id: id('aa'),
    organizationId: fabrikam.id,
    name: ana.name,
    email: ana.email,
    agentRole: bare ? 'not_an_agent' : 'admin_agent',
    adminRoles: bare ? [] : ['global_admin', 'user_management_admin'],
  };

  const mca: Agreement = {
    kind: 'microsoft_customer_agreement',
    version: say('2026-01'),
    locale: 'en',
    url: bare ? 'https://x.co' : 'https://agreements.example/mca/2026-01/(en)?a=1&b=*2*|3',
  };
  const acceptance: AgreementAcceptance = {
    kind: mca.kind,
    version: mca.version,
    locale: 'en',
    by: gil,
    at: day(3),
    platform: 'teams',
  };
  const older: AgreementAcceptance = { ...acceptance, version: say('2025-04'), at: day(400) };
  const agreements = {
    none: { current: null, acceptance: null, latest: null },
    needed: { current: mca, acceptance: null, latest: null },
    outdated: { current: mca, acceptance: null, latest: older },
    accepted: { current: mca, acceptance, latest: acceptance },
  } as const satisfies Record<string, AgreementStatus>;

  const asked: Invitation = {
    id: id('1'),
    kind: 'relationship',
    state: 'sent',
    senderId: fabrikam.id,
    recipientId: contoso.id,
    recipientEmail: null,
    type: 'reseller_and_delegated_administrator',
    includesDap: true,
    note: bare ? null : say('We met at the fair in Lisbon. This is the relationship that we talked about.'),
    draftedBy: ana,
    draftedAt: day(12),
    sentAt: day(11),
    sentBy: 'system',
    expiresAt: bare ? null : new Date('2027-02-08T09:00:00Z'),
    answer: null,
  };
  const answer = {
    by: bare ? null : gil,
    at: day(1),
    reason: bare ? null : say('We decide on this next year.'),
    platform: bare ? null : ('slack' as const),
  };
  const details = (
    change: Partial<Invitation> = {},
    rest: Partial<InvitationDetails> = {},
  ): InvitationDetails => ({
    invitation: { ...asked, ...change },
    sender: fabrikam,
    recipient: contoso,
    agreement: bare ? null : agreements.needed,
    delegation: bare ? null : { present: [], policy: 'single' },
    ...rest,
  });
  /** The recipient is known by address only. */
  const unknown = (change: Partial<Invitation> = {}): InvitationDetails =>
    details(
      { recipientId: null, recipientEmail: email('hanna', 'northwind.com'), ...change },
      { recipient: null, agreement: null, delegation: null },
    );
  const fromProvider = (change: Partial<Invitation> = {}): InvitationDetails =>
    details(
      {
        kind: 'indirect_provider',
        type: null,
        includesDap: false,
        senderId: tailspin.id,
        recipientId: fabrikam.id,
        ...change,
      },
      { sender: tailspin, recipient: fabrikam, agreement: null, delegation: null },
    );
  const invitationRow = (
    direction: 'sent' | 'received',
    change: Partial<Invitation> = {},
  ): InvitationListItem => ({
    invitation: { ...asked, ...change },
    direction,
    counterpart: direction === 'sent' ? contoso : fabrikam,
  });

  const relationship = (change: Partial<RelationshipDetails['relationship']> = {}): RelationshipDetails => ({
    relationship: {
      id: id('2'),
      partnerId: fabrikam.id,
      customerId: contoso.id,
      state: 'active',
      type: change.hasDap === false ? 'reseller' : 'reseller_and_delegated_administrator',
      hasDap: true,
      since: day(200),
      endedAt: null,
      endAskedAt: null,
      ofRecordSince: null,
      ...change,
    },
    partner: fabrikam,
    customer: contoso,
    roles:
      change.hasDap === false
        ? []
        : [
            { role: 'global_admin', grantedAt: day(200) },
            { role: 'helpdesk_admin', grantedAt: day(200) },
          ],
  });
  const partnership = (change: Partial<PartnershipDetails['partnership']> = {}): PartnershipDetails => ({
    partnership: {
      id: id('3'),
      providerId: tailspin.id,
      resellerId: fabrikam.id,
      state: 'active',
      adminAccess: true,
      since: day(100),
      endedAt: null,
      ...change,
    },
    provider: tailspin,
    reseller: fabrikam,
  });

  const entry = (kind: string): AuditEntry => ({
    id: 17,
    at: day(2),
    kind,
    organizationId: contoso.id,
    counterpartId: bare ? null : fabrikam.id,
    subject: { kind: 'invitation', id: asked.id },
    actorId: bare ? null : (gil.memberId ?? null),
    actorName: gil.name,
    organizationName: contoso.name,
    counterpartName: bare ? null : fabrikam.name,
    platform: bare ? null : 'slack',
    before: null,
    after: bare
      ? null
      : {
          way: 'own_mail',
          expiresAt: '2027-02-08T09:00:00.000Z',
          reason: say('We decide on this next year.'),
          version: mca.version,
          type: 'reseller',
          replaced: litware.name,
          name: say('Rob Young'),
          expression: say('invitations where partner = fabrikam.com'),
          platform: 'slack',
        },
  });

  return {
    variant,
    say,
    email,
    bare,
    fabrikam,
    contoso,
    tailspin,
    litware,
    others,
    ana,
    gil,
    member,
    agent,
    mca,
    acceptance,
    agreements,
    asked,
    answer,
    details,
    unknown,
    fromProvider,
    invitationRow,
    relationship,
    partnership,
    entry,
    /** A page of a list; 1,001 rows are not counted exactly. */
    page: <T>(row: (at: number) => T, few = 3) => {
      const count = variant.many(few, 1001);
      const rows = Array.from({ length: Math.min(count, 30) }, (_, at) => row(at));
      return {
        items: Array.from({ length: count }, (_, at) => rows[at % rows.length] as T),
        next: count > few ? id('99') : null,
        total: count,
      };
    },
  };
}
