import { join } from 'node:path';
import type { AnySubject } from '../../src/kernel/subject.ts';
import { subjects } from '../../src/subjects.ts';
import { root } from '../house/source.ts';
import type { World } from './world.ts';

type Part = (world: World) => object;

/** What each subject knows between two organizations, by its name: its room hangs it as `organizationPart`. */
const parts: readonly (readonly [name: string, part: Part])[] = await Promise.all(
  subjects
    .filter((subject: AnySubject) => subject.organizationPart)
    .map(async ({ name }) => {
      const room = (await import(join(root, `test/gallery/rooms/${name}.ts`))) as {
        readonly organizationPart?: Part;
      };
      if (!room.organizationPart)
        throw new Error(`the room of ${name} does not say what stands between two organizations`);
      return [name, room.organizationPart] as const;
    }),
);

export const partsBetween = (world: World): Readonly<Record<string, object>> =>
  Object.fromEntries(parts.map(([name, part]) => [name, part(world)]));
