import { agreementPublish } from './agreement-publish.ts';
import type { OperatorCommand } from './command.ts';
import { databaseMigrate } from './database-migrate.ts';
import { deliveriesDrop, deliveriesList, deliveriesRetry } from './deliveries.ts';
import { doctor } from './doctor.ts';
import { memberCode } from './member-code.ts';
import { organizationList } from './organization-list.ts';
import { organizationShow } from './organization-show.ts';
import { worldApply } from './world-apply.ts';

/** Every operator command, in the order of the help. */
export const operatorCommands: readonly OperatorCommand[] = [
  worldApply,
  organizationList,
  organizationShow,
  agreementPublish,
  memberCode,
  deliveriesList,
  deliveriesRetry,
  deliveriesDrop,
  doctor,
  databaseMigrate,
];
