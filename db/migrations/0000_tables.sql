CREATE TABLE "acquaintances" (
	"viewer_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	CONSTRAINT "acquaintances_viewer_id_organization_id_pk" PRIMARY KEY("viewer_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "agreement_acceptances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"locale" text NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"conversation" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agreement_requests" (
	"partner_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"asked_by_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "agreement_requests_partner_id_customer_id_kind_version_pk" PRIMARY KEY("partner_id","customer_id","kind","version")
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"locale" text NOT NULL,
	"url" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "agreements_kind_version_locale_pk" PRIMARY KEY("kind","version","locale"),
	CONSTRAINT "agreements_kind" CHECK ("kind" in ('microsoft_customer_agreement')),
	CONSTRAINT "agreements_url" CHECK ("agreements"."url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"organization_id" uuid NOT NULL,
	"counterpart_id" uuid,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"platform" text,
	"workspace" text,
	"conversation" text,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "audit_entries_kind" CHECK ("kind" in ('invitation.drafted', 'invitation.sent', 'invitation.redeemed', 'invitation.accepted', 'invitation.declined', 'invitation.withdrawn', 'invitation.reminded', 'invitation.expiring', 'invitation.expired', 'agreement.accepted', 'agreement.asked', 'roles.granted', 'roles.removed', 'relationship.started', 'relationship.changed', 'relationship.end_asked', 'relationship.end_refused', 'relationship.ended', 'partnership.started', 'partnership.access_removed', 'organization.registered', 'organization.changed', 'mail.failed', 'member.code_created', 'member.joined', 'member.added', 'notification.subscribed', 'notification.unsubscribed', 'conversation.paused')),
	CONSTRAINT "audit_entries_subject_kind" CHECK ("subject_kind" in ('invitation', 'relationship', 'partnership', 'organization', 'member'))
);
--> statement-breakpoint
CREATE TABLE "chat_identities" (
	"platform" text NOT NULL,
	"tenant" text NOT NULL,
	"user" text NOT NULL,
	"member_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"address" text,
	"locale" text,
	"time_zone" text,
	"linked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chat_identities_platform_tenant_user_pk" PRIMARY KEY("platform","tenant","user"),
	CONSTRAINT "chat_identities_platform" CHECK ("platform" in ('slack', 'teams'))
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"external_id" text,
	"member_id" uuid,
	"user" text,
	"service_url" text,
	"not_before" timestamp with time zone,
	"paused_at" timestamp with time zone,
	"paused_because" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversations_platform" CHECK ("platform" in ('slack', 'teams')),
	CONSTRAINT "conversations_kind" CHECK ("kind" in ('channel', 'direct')),
	CONSTRAINT "conversations_shape" CHECK (("kind" = 'channel' and "external_id" is not null) or ("kind" = 'direct' and "member_id" is not null and "user" is not null))
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"conversation_id" uuid NOT NULL,
	"entry_id" bigint NOT NULL,
	"tells" boolean NOT NULL,
	"because" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "deliveries_state" CHECK ("state" in ('waiting', 'done', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"conversation_id" uuid NOT NULL,
	"ref" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"because" text,
	"posted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "posts_conversation_id_ref_pk" PRIMARY KEY("conversation_id","ref"),
	CONSTRAINT "posts_subject_kind" CHECK ("subject_kind" in ('invitation', 'relationship', 'partnership', 'organization', 'member'))
);
--> statement-breakpoint
CREATE TABLE "handled_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"sender_id" uuid NOT NULL,
	"recipient_id" uuid,
	"recipient_email" text,
	"type" text,
	"includes_dap" boolean NOT NULL,
	"note" text,
	"drafted_by_id" uuid,
	"drafted_by_name" text NOT NULL,
	"drafted_by_email" text NOT NULL,
	"drafted_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"sent_by" text,
	"expires_at" timestamp with time zone,
	"token_hash" "bytea",
	"redeemed_at" timestamp with time zone,
	"reminded_at_days" integer,
	"reminded_at" timestamp with time zone,
	"answered_by_id" uuid,
	"answered_by_name" text,
	"answered_by_email" text,
	"answered_on" text,
	"answered_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "invitations_kind" CHECK ("kind" in ('reseller', 'delegated_administration', 'indirect_provider')),
	CONSTRAINT "invitations_state" CHECK ("state" in ('draft', 'sent', 'accepted', 'declined', 'withdrawn', 'expired')),
	CONSTRAINT "invitations_type" CHECK ("type" in ('reseller', 'delegated_administrator', 'reseller_and_delegated_administrator', 'partner', 'advisor', 'mpsa', 'line_of_business')),
	CONSTRAINT "invitations_sent_by" CHECK ("sent_by" in ('own_mail', 'system')),
	CONSTRAINT "invitations_recipient_known" CHECK ("recipient_id" is not null or "recipient_email" is not null),
	CONSTRAINT "invitations_recipient_other" CHECK ("recipient_id" is distinct from "sender_id"),
	CONSTRAINT "invitations_typed" CHECK (("kind" = 'indirect_provider') = ("type" is null)),
	CONSTRAINT "invitations_dates" CHECK (("state" = 'draft') = ("sent_at" is null) and ("sent_at" is null) = ("expires_at" is null) and ("sent_at" is null) = ("sent_by" is null) and ("state" in ('draft', 'sent')) = ("answered_at" is null))
);
--> statement-breakpoint
CREATE TABLE "code_tries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "link_codes" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"invitation_id" uuid,
	"content" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"failed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"agent_role" text NOT NULL,
	"admin_roles" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_agent_role" CHECK ("agent_role" in ('admin_agent', 'helpdesk_agent', 'not_an_agent')),
	CONSTRAINT "members_admin_roles" CHECK ("admin_roles" <@ array['global_admin', 'billing_admin', 'user_management_admin']::text[])
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"domain" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"country" char(2) NOT NULL,
	"cloud" text NOT NULL,
	"language" text NOT NULL,
	"programme" text,
	"mpn_id" text,
	"may_ask_for_dap" boolean DEFAULT false NOT NULL,
	"delegated_administrators" text DEFAULT 'single' NOT NULL,
	"invitation_days" integer DEFAULT 90 NOT NULL,
	"reminder_days" integer[] DEFAULT '{30,7,1}' NOT NULL,
	"shares_mpsa_purchases" boolean DEFAULT false NOT NULL,
	"approvals_conversation_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_domain_spelling" CHECK ("organizations"."domain" = lower("organizations"."domain")),
	CONSTRAINT "organizations_country" CHECK ("organizations"."country" ~ '^[A-Z]{2}$'),
	CONSTRAINT "organizations_cloud" CHECK ("cloud" in ('public', 'us_government', 'germany', 'china')),
	CONSTRAINT "organizations_programme" CHECK ("programme" in ('direct_reseller', 'indirect_reseller', 'indirect_provider', 'advisor')),
	CONSTRAINT "organizations_delegated_administrators" CHECK ("delegated_administrators" in ('single', 'several')),
	CONSTRAINT "organizations_invitation_days" CHECK ("organizations"."invitation_days" between 1 and 365)
);
--> statement-breakpoint
CREATE TABLE "partnerships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider_id" uuid NOT NULL,
	"reseller_id" uuid NOT NULL,
	"state" text NOT NULL,
	"admin_access" boolean NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "partnerships_state" CHECK ("state" in ('active', 'ended')),
	CONSTRAINT "partnerships_other" CHECK ("provider_id" <> "reseller_id")
);
--> statement-breakpoint
CREATE TABLE "admin_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"relationship_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"role" text NOT NULL,
	"exclusive" boolean NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "admin_grants_role" CHECK ("role" in ('global_admin', 'helpdesk_admin'))
);
--> statement-breakpoint
CREATE TABLE "relationships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"partner_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"state" text NOT NULL,
	"type" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_asked_at" timestamp with time zone,
	CONSTRAINT "relationships_state" CHECK ("state" in ('active', 'ended')),
	CONSTRAINT "relationships_type" CHECK ("type" in ('reseller', 'delegated_administrator', 'reseller_and_delegated_administrator', 'partner', 'advisor', 'mpsa', 'line_of_business')),
	CONSTRAINT "relationships_other" CHECK ("partner_id" <> "customer_id"),
	CONSTRAINT "relationships_ended" CHECK (("state" = 'ended') = ("ended_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"kinds" text[] NOT NULL,
	"filter" jsonb,
	"expression" text NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subscriptions_kinds" CHECK (cardinality("kinds") > 0 and "kinds" <@ array['invitations', 'agreements', 'roles', 'relationships', 'partnerships', 'members']::text[])
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"platform" text NOT NULL,
	"id" text NOT NULL,
	"organization_id" uuid NOT NULL,
	"bot_token" text,
	"connected_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "workspaces_platform_id_pk" PRIMARY KEY("platform","id"),
	CONSTRAINT "workspaces_platform" CHECK ("platform" in ('slack', 'teams'))
);
--> statement-breakpoint
ALTER TABLE "acquaintances" ADD CONSTRAINT "acquaintances_viewer_id_organizations_id_fk" FOREIGN KEY ("viewer_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acquaintances" ADD CONSTRAINT "acquaintances_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_acceptances" ADD CONSTRAINT "agreement_acceptances_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_requests" ADD CONSTRAINT "agreement_requests_partner_id_organizations_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_requests" ADD CONSTRAINT "agreement_requests_customer_id_organizations_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_counterpart_id_organizations_id_fk" FOREIGN KEY ("counterpart_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_identities" ADD CONSTRAINT "chat_identities_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_identities" ADD CONSTRAINT "chat_identities_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_entry_id_audit_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."audit_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_sender_id_organizations_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_recipient_id_organizations_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_codes" ADD CONSTRAINT "link_codes_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_codes" ADD CONSTRAINT "link_codes_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_provider_id_organizations_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_reseller_id_organizations_id_fk" FOREIGN KEY ("reseller_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admin_grants" ADD CONSTRAINT "admin_grants_relationship_id_relationships_id_fk" FOREIGN KEY ("relationship_id") REFERENCES "public"."relationships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relationships" ADD CONSTRAINT "relationships_partner_id_organizations_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relationships" ADD CONSTRAINT "relationships_customer_id_organizations_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "acquaintances_organization" ON "acquaintances" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "agreement_acceptances_version" ON "agreement_acceptances" USING btree ("organization_id","kind","version");--> statement-breakpoint
CREATE INDEX "agreement_acceptances_latest" ON "agreement_acceptances" USING btree ("organization_id","kind","at");--> statement-breakpoint
CREATE INDEX "agreement_requests_customer" ON "agreement_requests" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject_kind","subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_organization" ON "audit_entries" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_counterpart" ON "audit_entries" USING btree ("counterpart_id","id");--> statement-breakpoint
CREATE INDEX "chat_identities_member" ON "chat_identities" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "chat_identities_organization" ON "chat_identities" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_channel" ON "conversations" USING btree ("platform","workspace","external_id") WHERE "conversations"."kind" = 'channel';--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_direct" ON "conversations" USING btree ("platform","workspace","user") WHERE "conversations"."kind" = 'direct';--> statement-breakpoint
CREATE INDEX "conversations_organization" ON "conversations" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "conversations_member" ON "conversations" USING btree ("member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once" ON "deliveries" USING btree ("conversation_id","entry_id");--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "deliveries" USING btree ("conversation_id","id") WHERE "deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "deliveries_waiting_entry" ON "deliveries" USING btree ("entry_id") WHERE "deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "posts_subject" ON "posts" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "handled_requests_at" ON "handled_requests" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open_between" ON "invitations" USING btree ("sender_id","recipient_id","kind") WHERE "invitations"."state" in ('draft', 'sent') and "invitations"."recipient_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open_to_address" ON "invitations" USING btree ("sender_id",lower("recipient_email"),"kind") WHERE "invitations"."state" in ('draft', 'sent') and "invitations"."recipient_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "invitations_sender" ON "invitations" USING btree ("sender_id","drafted_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invitations_recipient" ON "invitations" USING btree ("recipient_id","drafted_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invitations_waiting" ON "invitations" USING btree ("expires_at") WHERE "invitations"."state" = 'sent';--> statement-breakpoint
CREATE INDEX "code_tries_person" ON "code_tries" USING btree ("person","at");--> statement-breakpoint
CREATE INDEX "link_codes_member" ON "link_codes" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "mails_invitation" ON "mails" USING btree ("invitation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "members_email" ON "members" USING btree ("organization_id",lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "organizations_domain" ON "organizations" USING btree ("domain");--> statement-breakpoint
CREATE UNIQUE INDEX "organizations_tenant" ON "organizations" USING btree ("tenant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "partnerships_active" ON "partnerships" USING btree ("provider_id","reseller_id") WHERE "partnerships"."state" = 'active';--> statement-breakpoint
CREATE INDEX "partnerships_provider" ON "partnerships" USING btree ("provider_id","since" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "partnerships"."state" = 'active';--> statement-breakpoint
CREATE INDEX "partnerships_reseller" ON "partnerships" USING btree ("reseller_id","since" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "partnerships"."state" = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "admin_grants_in_place" ON "admin_grants" USING btree ("relationship_id","role") WHERE "admin_grants"."removed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "admin_grants_exclusive" ON "admin_grants" USING btree ("customer_id","role") WHERE "admin_grants"."removed_at" is null and "admin_grants"."exclusive";--> statement-breakpoint
CREATE INDEX "admin_grants_customer" ON "admin_grants" USING btree ("customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "relationships_active" ON "relationships" USING btree ("partner_id","customer_id") WHERE "relationships"."state" = 'active';--> statement-breakpoint
CREATE INDEX "relationships_partner" ON "relationships" USING btree ("partner_id","since" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "relationships"."state" = 'active';--> statement-breakpoint
CREATE INDEX "relationships_customer" ON "relationships" USING btree ("customer_id","since" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "relationships"."state" = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_expression" ON "subscriptions" USING btree ("conversation_id","expression");--> statement-breakpoint
CREATE INDEX "subscriptions_organization" ON "subscriptions" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "workspaces_organization" ON "workspaces" USING btree ("organization_id");