import { faultOf } from '../kernel/log.ts';
import type { Config } from '../runtime/config.ts';
import { openStore, type Store } from '../runtime/store.ts';
import { checkDatabase, checkWorker } from './check-database.ts';
import { checkDeliveries } from './check-deliveries.ts';
import { checkSlack } from './check-slack.ts';
import { checkTeams } from './check-teams.ts';
import type { Call, OperatorCommand } from './command.ts';
import { type Finding, finding } from './finding.ts';
import { table } from './table.ts';

/**
 * `doctor`: checks everything that the bot needs, and says how to fix it. Changes nothing, except that it opens the
 * embedded database and creates it if there is none.
 */
export const doctor: OperatorCommand = {
  name: 'doctor',
  does: 'Checks configuration, database, worker, Slack and Teams, and says what to do.',
  async run(call) {
    const findings = await examine(call);
    return {
      ok: findings.every(({ state }) => state !== 'wrong'),
      lines: table(findings.map(({ state, of, says }) => [state, of, says])),
      data: { findings },
    };
  },
};

async function examine(call: Call): Promise<readonly Finding[]> {
  const { config } = call;
  if (!config.ok) {
    return config.problem.map(({ variable, fault }) =>
      finding('wrong', 'configuration', `${variable} ${fault}`),
    );
  }
  return [
    ofConfiguration(config.value),
    ...(await examineStore(config.value, call)),
    ...(await checkTeams(config.value.teams)),
  ];
}

function ofConfiguration({ publicUrl, slack, teams }: Config): Finding {
  if (!slack && !teams) {
    const says = 'No platform is configured: set the variables of Slack or of Teams, see .env.example.';
    return finding('wrong', 'configuration', says);
  }
  return finding('ok', 'configuration', `people reach it at ${publicUrl}`);
}

async function examineStore(config: Config, { log, now }: Call): Promise<readonly Finding[]> {
  let store: Store | undefined;
  try {
    store = await openStore(config, log);
    const database = await checkDatabase(store);
    const isReady = database.every(({ state }) => state === 'ok');
    return [
      ...database,
      ...(isReady ? await checkWorker(store, now()) : []),
      ...(isReady ? await checkDeliveries(store, now()) : []),
      ...(await checkSlack(config.slack, isReady ? store : undefined)),
    ];
  } catch (error) {
    const says = `${faultOf(error)}. Is it up, and is DATABASE_URL right?`;
    return [finding('wrong', 'database', says), ...(await checkSlack(config.slack, undefined))];
  } finally {
    await store?.close();
  }
}
