import { allowedBy, delegatedRoles, type RelationshipType } from '../model/types.ts';
import type { Words } from '../words.en.ts';

export const typeName = (words: Words, type: RelationshipType): string => words.text(`type.${type}`);

/** What a type lets the partner do: a sentence or two with the list from the table of types (R-TYPE-08). */
export const typeMeaning = (words: Words, type: RelationshipType): string =>
  words.text(`type_meaning.${type}`, {
    abilities: words.list(allowedBy(type).map((capability) => words.text(`capability.${capability}`))),
  });

/** Both delegated admin roles, always granted together (R-DAP-01): "Global admin and Helpdesk admin". */
export const delegatedRoleNames = (words: Words): string =>
  words.list(delegatedRoles.map((role) => words.text(`delegated_role.${role}`)));

/** Both delegated admin roles, each with what it lets the partner do (R-INV-08). */
export const delegatedRoleMeanings = (words: Words): string =>
  words.list(
    delegatedRoles.map((role) =>
      words.text('delegated_role.with_meaning', {
        role: words.text(`delegated_role.${role}`),
        allows: words.text(`delegated_role_allows.${role}`),
      }),
    ),
  );
