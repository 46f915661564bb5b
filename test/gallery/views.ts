import { join } from 'node:path';
import { codeOf, root, sourcesIn } from '../house/source.ts';
import type { Views } from './frame.ts';
import type { World } from './world.ts';

/** The samples of a subject: its cards and forms, and its refusals with their details. */
interface SubjectSamples {
  readonly views?: Views;
  readonly problems?: (world: World) => Readonly<Record<string, readonly object[]>>;
}

const load = async <Module>(path: string): Promise<Module> => (await import(join(root, path))) as Module;

/** Each file of `subjects` exports the samples of one subject. */
const samples = await Promise.all(
  sourcesIn('test/gallery/subjects').map(({ path }) => load<SubjectSamples>(path)),
);

/** Every view, from the data of one world. */
export const gallery: Views = Object.assign({}, ...samples.map(({ views }) => views));

/** Every refusal by code, with every kind of details. */
export const problemSamples = (world: World): Readonly<Record<string, readonly object[]>> =>
  Object.assign({}, ...samples.map(({ problems }) => problems?.(world)));

/** These take a function that draws a form, or answer with a form, but draw none. */
const drawsNothing = ['defineForm', 'refusedForm'];

/** Where cards and forms are drawn: the views and forms of every subject, and their frames in the kernel. */
const draws = /^src\/(?:kernel\/[\w-]+|\w+\/(?:views|forms)(?:\/[\w-]+)?)\.ts$/;

/** The name of every function that draws a card or a form, read from the sources. */
export const drawn: readonly string[] = sourcesIn('src')
  .filter(({ path }) => draws.test(path))
  .flatMap((source) => [
    ...codeOf(source).matchAll(/\bexport (?:const|function|async function) (\w+(?:Card|Form))\b/g),
  ])
  .map(([, name = '']) => name)
  .filter((name) => !drawsNothing.includes(name));
