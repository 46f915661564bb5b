import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

/** A process that lives and does this meanwhile, in modules of its own. */
const run = (level: string, doing: string) => {
  const program = `
    import { once } from 'node:events';
    import { setImmediate as turn } from 'node:timers/promises';
    import { createLog, runProcess } from './src/runtime/process.ts';
    await runProcess(createLog('${level}'), async (shutdown) => { ${doing} });`;
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', program];
  return spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'pipe'] });
};

test('a process whose standard error nobody reads any more says once why it ends, and ends', async () => {
  const child = run(
    'info',
    `process.stdin.once('end', () => { throw new Error('out of order'); }).resume();
    await once(shutdown, 'abort');
    for (let turns = 0; turns < 100; turns += 1) await turn();`,
  );
  const said = text(child.stdout);
  child.stderr.destroy();
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect((await said).match(/ending because of a fault/g)).toHaveLength(1);
});

// More than are written at once, so that some are still to go when the process ends.
const numbers = Array.from({ length: 300 }, (_, n) => String(n));

test.each([
  ['debug', ['Error: no such key', 'Key 7 is not known', ...numbers]],
  ['info', []],
])(
  'R-SEC-04: what libraries tell the console is a line of the log, at debug, in its order to the last: %s',
  async (level, expected) => {
    const child = run(
      level,
      `console.error(new Error('no such key')); console.trace('Key', 7, 'is not known');
      for (let n = 0; n < 300; n += 1) console.log(n);`,
    );
    const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const lines = out.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line)));
    expect(lines.map(({ msg }) => msg)).toEqual(expected);
    expect(said).toBe('');
  },
);
