import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

test('a process whose standard error nobody reads any more says once why it ends, and ends', async () => {
  const program = `
    import { once } from 'node:events';
    import { setImmediate as turn } from 'node:timers/promises';
    import { createLog, live } from './src/life.ts';
    await live(createLog('info'), async (leaving) => {
      process.stdin.once('end', () => { throw new Error('out of order'); }).resume();
      await once(leaving, 'abort');
      for (let turns = 0; turns < 100; turns += 1) await turn();
    });`;
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'pipe'] });
  const said = text(child.stdout);
  child.stderr.destroy();
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect((await said).match(/ending because of a fault/g)).toHaveLength(1);
});
