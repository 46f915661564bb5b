import type { Transaction } from '../../db/driver/client.ts';
import { publish } from '../kernel/act.ts';
import { newToken } from '../kernel/tokens.ts';
import { issueLinkCode, events as memberEvents } from '../members/index.ts';
import { asOperator, operatorFor } from './as-operator.ts';
import { type Call, failed, type OperatorCommand, type Outcome, withStore } from './command.ts';
import { membersAt } from './store/organizations.ts';

/** `member code <e-mail>`: a one-time code for a member to link a chat identity (R-ID-04). */
export const memberCode: OperatorCommand = {
  name: 'member code',
  operand: '<e-mail>',
  options: { organization: { takes: '<domain>', isNeeded: false } },
  does: 'Makes a one-time code with which the member joins from a chat; it is shown once.',
  run: (call) => withStore(call, ({ db }) => asOperator(db, (tx) => makeCode(tx, call))),
};

async function makeCode(tx: Transaction, { operand, options, now }: Call): Promise<Outcome> {
  const found = await membersAt(tx, operand, options.organization);
  const [only] = found;
  if (!only) return failed(`Nobody has the address ${operand}. Add the person by: world apply.`);
  if (found.length > 1) {
    const domains = found.map(({ domain }) => domain).join(', ');
    return failed(
      `${operand} is a member of several organizations; add --organization and one of: ${domains}`,
    );
  }
  const { member, domain } = only;
  const { code, expiresAt } = await issueLinkCode({ newToken }, tx, now(), member);
  await publish(tx, now(), operatorFor(member.organizationId), [
    {
      event: memberEvents['member.code_created'],
      subject: { kind: 'member', id: member.id },
      counterpartId: null,
      after: { name: member.name, expiresAt: expiresAt.toISOString() },
    },
  ]);
  return {
    ok: true,
    lines: [
      `${member.name} of ${domain} sends this line to the bot, once and until ${expiresAt.toISOString()}:`,
      `join ${code}`,
      'It is not shown again. Give it to nobody else.',
    ],
    data: { code, expiresAt, member: { name: member.name, email: member.email, organization: domain } },
  };
}
