import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** A file of ours: its path from the root, and what it says. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** What a file imports or exports from elsewhere. */
export interface Import {
  /** A path from the root, or the name of a package. */
  readonly from: string;
  readonly isPackage: boolean;
  /** Gone when the program runs. */
  readonly isType: boolean;
}

/** The TypeScript files below some folders. */
export const sourcesIn = (...folders: readonly string[]): readonly Source[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => sourceAt(join(folder, name))),
  );

export const sourceAt = (path: string): Source => ({ path, text: readFileSync(join(root, path), 'utf8') });

const comments = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

/** What the program says, without what is said about it. */
export const codeOf = ({ text }: Source): string =>
  text.replace(comments, (_, literal: string | undefined) => literal ?? '');

const imports = /(?:^|[\s;}])(?:(?:import|export)\s+(type\s)?[^'"`;]*?from\s*|import\s*\(?\s*)'([^']+)'/g;

export const importsOf = (source: Source): readonly Import[] =>
  [...codeOf(source).matchAll(imports)].map(([, type, name = '']) => {
    const isPackage = !name.startsWith('.');
    const from = isPackage ? name : relative(root, resolve(root, dirname(source.path), name));
    return { from, isPackage, isType: type !== undefined };
  });

/** So many lines a file has, as an editor counts them. */
export const linesOf = ({ text }: Source): number => text.trimEnd().split('\n').length;

/** The folders of the subjects in their order, as `src/subjects.ts` lists them. */
export function orderOf(compositionRoots: Source): readonly string[] {
  const code = codeOf(compositionRoots);
  const listed = /export const subjects = \[([^\]]*)\]/.exec(code)?.[1] ?? '';
  return listed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      const folder = new RegExp(`import \\{ ${name} \\} from '\\./([\\w-]+)/index\\.ts'`).exec(code)?.[1];
      if (folder === undefined)
        throw new Error(`src/subjects.ts lists ${name}, but imports it from no subject`);
      return folder;
    });
}
