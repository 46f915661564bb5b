ALTER TABLE "agreement_acceptances" ALTER COLUMN "platform" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "agreement_acceptances" ALTER COLUMN "workspace" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "agreement_acceptances" ALTER COLUMN "conversation" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "origin" text;