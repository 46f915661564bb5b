import { environmentIn } from '../runtime/config.ts';
import { operatorCommands } from './index.ts';
import { operate } from './operate.ts';

const environment = environmentIn(process.cwd());
if (environment.ok) {
  process.exitCode = await operate(operatorCommands, process.argv.slice(2), {
    environment: environment.value,
    now: () => new Date(),
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
  });
} else {
  process.stderr.write(`${environment.problem}\n`);
  process.exitCode = 1;
}
