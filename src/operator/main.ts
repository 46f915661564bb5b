import { environmentIn } from '../runtime/config.ts';
import { operatorCommands } from './index.ts';
import { operate } from './operate.ts';

process.exitCode = await operate(operatorCommands, process.argv.slice(2), {
  environment: environmentIn(process.cwd()),
  now: () => new Date(),
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
