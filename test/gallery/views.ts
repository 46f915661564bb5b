import { join } from 'node:path';
import { codeOf, root, sourcesIn } from '../house/source.ts';
import type { Views } from './frame.ts';
import type { World } from './world.ts';

/** What a room hangs: its cards and forms, and its refusals with their details. */
interface Room {
  readonly views?: Views;
  readonly problems?: (world: World) => Readonly<Record<string, readonly object[]>>;
}

const load = async <Module>(path: string): Promise<Module> => (await import(join(root, path))) as Module;

/** Each file of `rooms` hangs what one room of the product draws. */
const rooms = await Promise.all(sourcesIn('test/gallery/rooms').map(({ path }) => load<Room>(path)));

/** Every view, from the data of one world. */
export const gallery: Views = Object.assign({}, ...rooms.map(({ views }) => views));

/** Every refusal, by its code, with details of every kind. */
export const problemSamples = (world: World): Readonly<Record<string, readonly object[]>> =>
  Object.assign({}, ...rooms.map(({ problems }) => problems?.(world)));

/** Takes what draws a form, or answers with one; draws none itself. */
const drawsNothing = ['defineForm', 'refusedForm'];

/** Where cards and forms are drawn: the views and forms of every subject, and what frames them in the kernel. */
const draws = /^src\/(?:kernel\/[\w-]+|\w+\/(?:views|forms)(?:\/[\w-]+)?)\.ts$/;

/** The name of every function that draws a card or a form, as the sources have them. */
export const drawn: readonly string[] = sourcesIn('src')
  .filter(({ path }) => draws.test(path))
  .flatMap((source) => [
    ...codeOf(source).matchAll(/\bexport (?:const|function|async function) (\w+(?:Card|Form))\b/g),
  ])
  .map(([, name = '']) => name)
  .filter((name) => !drawsNothing.includes(name));
