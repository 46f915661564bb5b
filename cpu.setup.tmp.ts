import { appendFileSync, readFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';
const from = performance.now();
const at0 = process.cpuUsage();
const children = () => { const f = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' '); return (Number(f[13]) + Number(f[14])) * 10; };
const c0 = children();
afterAll(() => {
  const { user, system } = process.cpuUsage();
  appendFileSync('/tmp/cpu.jsonl', `${JSON.stringify({ file: expect.getState().testPath?.split('/tests/').pop(), life: Math.round((user + system) / 1000), cpu: Math.round((user + system - at0.user - at0.system) / 1000), children: children() - c0, wall: Math.round(performance.now() - from) })}\n`);
});
