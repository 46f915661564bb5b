import { asString, type Fields, newId } from './kit.ts';
import type { Member, Team, Workspaces } from './workspace.ts';

/** Installations by OAuth. */
export interface Grants {
  /** A person of the team allows the installation; returns the code that the browser brings back. */
  grant(team: Team, person?: Member): string;
  /** `oauth.v2.access` */
  exchange(body: Fields): Fields;
}

/** A code is valid once; exchanging it installs the app. */
export function createGrants({ app }: Workspaces): Grants {
  const codes = new Map<string, { readonly team: Team; readonly person: Member | undefined }>();
  return {
    grant(team, person = team.people[0]) {
      const code = newId('G');
      codes.set(code, { team, person });
      return code;
    },
    exchange({ client_id, client_secret, code }) {
      if (client_id !== app.clientId) return { ok: false, error: 'invalid_client_id' };
      if (client_secret !== app.clientSecret) return { ok: false, error: 'bad_client_secret' };
      const granted = codes.get(asString(code));
      if (!granted) return { ok: false, error: 'invalid_code' };
      codes.delete(asString(code));
      const { team, person } = granted;
      team.installed = true;
      return {
        ok: true,
        app_id: app.id,
        authed_user: { id: person?.id },
        scope: team.bot.scopes.join(','),
        token_type: 'bot',
        access_token: team.bot.token,
        bot_user_id: team.bot.userId,
        team: { id: team.id, name: team.name },
        enterprise: team.enterprise ?? null,
        is_enterprise_install: false,
      };
    },
  };
}
