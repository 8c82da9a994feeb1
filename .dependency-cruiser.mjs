// The direction of imports. Each rule says why; `npm run check` fails on the first breach.
//
// Four traps, kept here so that nobody falls into them again:
// 1. It can pass by seeing nothing (a TypeScript it cannot read): scripts/check-imports.ts holds a floor on the modules read.
// 2. Arrays of patterns are joined with `|`, so `\1` in the second points at the wrong group: WORDS uses a named one.
// 3. `scope: 'folder'` finds slices in a circle when no single file is in one.
// 4. Without `tsPreCompilationDeps` type-only imports are invisible.
const FOUNDATION = 'lib|calendar|db|access|audit|web|documents|jobs'
const WORDS = '^src/(?<slice>[^/]+)/\\k<slice>[.]ts$'
const test = '[.]test[.]ts$'

export default {
  forbidden: [
    {
      name: 'rules-are-pure',
      comment:
        'A rule is a function of its arguments. It may know other rules, words and calendar days: no database, page, package or Node module.',
      severity: 'error',
      from: { path: '^src/[^/]+/rules([.]ts$|/)', pathNot: test },
      to: {
        pathNot: ['^src/(lib|calendar)/', '^src/[^/]+/rules([.]ts$|/)', WORDS, '^src/access/(actor|audience)[.]ts$'],
      },
    },
    {
      name: 'words-know-only-words',
      comment:
        'The vocabulary file of a slice is types, constants and the shape of its forms, so anything may import it.',
      severity: 'error',
      from: { path: WORDS, pathNot: '^src/(audit|access|case-file)/' },
      to: { pathNot: ['^src/lib/', WORDS, '^src/access/(actor|audience)[.]ts$', '^node_modules/zod/'] },
    },
    {
      name: 'sql-lives-in-stores',
      comment: 'Only a store speaks to the database, so a question about access is answered in one kind of file.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/[^/]+/store([.]ts$|/)', '^src/db/', test] },
      to: { path: '^node_modules/(@types/)?(pg|kysely)/' },
    },
    {
      name: 'stores-know-no-pages',
      comment: 'Stores and actions serve pages and jobs alike, so they know nothing of HTTP.',
      severity: 'error',
      from: { path: '^src/[^/]+/(store|actions)([.]ts$|/)', pathNot: [test, '^src/(web|demonstration)/'] },
      to: {
        path: [
          '^src/[^/]+/(pages|present)([.]ts$|/)',
          '^src/web/',
          '^node_modules/(@types/)?(fastify|@fastify|nunjucks|zod)/',
        ],
      },
    },
    {
      name: 'pages-are-leaves',
      comment: 'Only src/pages.ts gathers pages. A slice that needs another asks its actions, its store or its rules.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: test },
      to: { path: '^src/[^/]+/pages([.]ts$|/)', pathNot: '^src/$1/' },
    },
    {
      name: 'foundation-knows-no-slice',
      comment: 'lib, calendar, db, access, audit, web, documents and jobs are beneath every slice.',
      severity: 'error',
      from: { path: `^src/(${FOUNDATION})/`, pathNot: test },
      to: { path: '^src/', pathNot: `^src/(${FOUNDATION})/` },
    },
    {
      name: 'foundation-looks-down',
      comment: 'Who may read, what happened and where it is kept know nothing of pages, documents and timers.',
      severity: 'error',
      from: { path: '^src/(lib|calendar|db|access|audit)/', pathNot: test },
      to: { path: '^src/(web|documents|jobs)/' },
    },
    {
      name: 'slices-form-no-circle',
      comment:
        'If two slices need each other, one concept is missing or two are one. Folder scope catches circles no single file shows.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/', pathNot: `^src/(${FOUNDATION})$` },
      to: { circular: true },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: [test, '[.]d[.]ts$'] },
      to: {},
    },
    {
      name: 'no-test-from-source',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { path: ['^test/', test] },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: test }, // a test may use every slice to make its world
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
