import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endWithParent } from '../kit/end-with-parent.ts';

/** A program of the product, running as a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** What it has written so far, the last of it. */
  output(): string;
  /** Fulfilled with its exit code when it has ended. */
  readonly ended: Promise<number | null>;
  /** Ends it; at once when it does not listen. */
  stop(): Promise<void>;
}

/** What is told of a program that does not start. */
const LAST = 4000;
/** The product finishes what is running within ten seconds. */
const PATIENCE = 12_000;

/** What programs need to know of the machine. */
const MACHINE = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'TZ',
  'LANG',
  'SystemRoot',
  'APPDATA',
  'LOCALAPPDATA',
];

const machine = () =>
  Object.fromEntries(MACHINE.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

/**
 * Starts a program of the product with that environment and no other, in a folder where no `.env` of a real
 * installation lies.
 */
export function startProgram(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd: string,
  log: (text: string) => void = () => undefined,
): Child {
  const file = fileURLToPath(new URL(`../../${program}`, import.meta.url));
  const flags = ['--import', endWithParent('SIGTERM', 'process'), '--import', import.meta.resolve('tsx')];
  const child = spawn(process.execPath, [...flags, file, ...args], {
    cwd,
    env: { ...machine(), ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C reaches the sandbox alone, which then ends everything in order.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-LAST);
      log(text);
    });
  }
  const kill = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  };
  const onExit = () => kill('SIGKILL');
  process.once('exit', onExit);
  const ended = once(child, 'close').then(([code]) => {
    process.off('exit', onExit);
    return code as number | null;
  });
  return {
    process: child,
    output: () => output,
    ended,
    async stop() {
      kill('SIGTERM');
      const slow = setTimeout(() => kill('SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(slow);
    },
  };
}
