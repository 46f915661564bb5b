import type postgres from 'postgres';
import { codeOf } from './errors.ts';
import { type ConnectionState, sender, withMethods } from './sender.ts';

type Work<T> = (client: postgres.Sql) => Promise<T>;

/** One transaction, or the part after a savepoint. */
interface Scope {
  readonly client: postgres.Sql;
  /** The first statement that failed, whether or not the work has noticed. */
  failure(): unknown;
  /** Refuses further statements. */
  end(): void;
}

/**
 * Runs work in a transaction. Commits when the work resolves and all its statements have succeeded; otherwise rolls
 * back. If the connection is lost, rejects at once and ignores the work's result. Statements that the work sends after
 * its end are refused.
 */
export function runTransaction<T>(client: postgres.Sql, state: ConnectionState, work: Work<T>): Promise<T> {
  let savepoints = 0;
  const send = sender(client, state, state.isLost);
  const control = (text: string): Promise<unknown> => send(text);

  function open(isOuterOver: () => boolean): Scope {
    let hasEnded = false;
    let failure: unknown;
    const isOver = () => hasEnded || isOuterOver();
    const sendInside = sender(client, state, isOver);
    const unsafe = (...statement: Parameters<typeof sendInside>) => {
      const query = sendInside(...statement);
      query.catch((error: unknown) => {
        failure ??= error;
      });
      return query;
    };
    const savepoint = async <Inner>(inner: Work<Inner>): Promise<Inner> => {
      savepoints += 1;
      const name = `s${savepoints}`;
      await unsafe(`savepoint ${name}`);
      return finish(open(isOver), inner, undefined, `rollback to ${name}`);
    };
    return {
      client: withMethods(client, { unsafe, savepoint }),
      failure: () => failure,
      end() {
        hasEnded = true;
      },
    };
  }

  async function finish<Value>(scope: Scope, inner: Work<Value>, keep: string | undefined, undo: string) {
    try {
      const value = await inner(scope.client);
      scope.end();
      if (scope.failure()) throw scope.failure();
      if (keep) await control(keep);
      return value;
    } catch (error) {
      scope.end();
      // Sending on a lost connection would end the process, and the server has already rolled back.
      if (!state.isLost()) await control(undo);
      // Statements after the failed one are refused only because of it.
      throw codeOf(error) === inFailedTransaction ? (scope.failure() ?? error) : error;
    }
  }

  const run = async (): Promise<T> => {
    const beginning = control('begin');
    if (!state.isRestricted) await beginning;
    // Also if the begin failed: the connection is returned only when nothing is sent on it any more.
    const [begun, done] = await Promise.allSettled([
      beginning,
      finish(open(state.isLost), work, 'commit', 'rollback'),
    ]);
    if (begun.status === 'rejected') throw begun.reason;
    if (done.status === 'rejected') throw done.reason;
    return done.value;
  };
  return Promise.race([run(), state.lost]);
}

/** SQLSTATE: an earlier statement has failed. */
const inFailedTransaction = '25P02';
