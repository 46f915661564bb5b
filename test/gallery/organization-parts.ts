import { join } from 'node:path';
import type { AnySubject } from '../../src/kernel/subject.ts';
import { subjects } from '../../src/subjects.ts';
import { root } from '../house/source.ts';
import type { World } from './world.ts';

type Part = (world: World) => object;

/** What each subject knows about two organizations, by its name: its samples export `organizationPart`. */
const parts: readonly (readonly [name: string, part: Part])[] = await Promise.all(
  subjects
    .filter((subject: AnySubject) => subject.organizationPart)
    .map(async ({ name }) => {
      const samples = (await import(join(root, `test/gallery/subjects/${name}.ts`))) as {
        readonly organizationPart?: Part;
      };
      if (!samples.organizationPart)
        throw new Error(`the samples of ${name} does not say what stands between two organizations`);
      return [name, samples.organizationPart] as const;
    }),
);

export const partsBetween = (world: World): Readonly<Record<string, object>> =>
  Object.fromEntries(parts.map(([name, part]) => [name, part(world)]));
