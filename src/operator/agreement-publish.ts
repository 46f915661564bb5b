import { publishAgreement } from '../agreements/index.ts';
import { asOperator } from './as-operator.ts';
import { failed, type OperatorCommand, withStore } from './command.ts';
import { parseBy } from './world/faults.ts';
import { agreement } from './world/file.ts';

/** `agreement publish`: publishes a new version, which is required from then on (R-AGR-06). */
export const agreementPublish: OperatorCommand = {
  name: 'agreement publish',
  options: {
    kind: { takes: 'microsoft_customer_agreement', isNeeded: true },
    version: { takes: '<version>', isNeeded: true },
    locale: { takes: '<language>', isNeeded: true },
    url: { takes: '<https://…>', isNeeded: true },
  },
  does: 'Publishes a version of the agreement; customers have to accept it from then on.',
  async run(call) {
    const wanted = parseBy(agreement, call.options);
    if (!wanted.ok) {
      const faults = wanted.problem.map(({ path, message }) => `--${path} ${message}`);
      return { ...failed(faults.join('\n')), isMistyped: true };
    }
    const { kind, version, locale, url } = wanted.value;
    return withStore(call, async ({ db }) => {
      const published = await asOperator(db, (tx) => publishAgreement(tx, call.now(), wanted.value));
      if (!published.ok) {
        return failed(
          `Version ${version} (${locale}) was published at ${published.problem.url}, and customers may have accepted it: publish a new version instead.`,
        );
      }
      const isNew = published.value === 'published';
      return {
        ok: true,
        lines: [`${isNew ? 'Published' : 'Was published already:'} ${kind} ${version} (${locale}) at ${url}`],
        data: { outcome: isNew ? 'created' : 'left', agreement: wanted.value },
      };
    });
  },
};
