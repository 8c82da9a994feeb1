import tseslint from 'typescript-eslint'

const clockAndChance = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'A rule is given the day; it does not read the clock.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'A rule is given the day; it does not read the clock.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'A rule gives the same answer every time.',
  },
  {
    selector: "MemberExpression[object.name='process']",
    message: 'A rule is given its settings; it does not read the environment.',
  },
  { selector: 'AwaitExpression', message: 'A rule waits for nothing. Load first, decide after.' },
]

export default tseslint.config(
  { ignores: ['node_modules', 'data', 'src/db/schema.ts'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', 'trials/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'after', 'before'] }] },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off', // `return reply.send(…)` says: and stop here
      '@typescript-eslint/switch-exhaustiveness-check': 'error', // a new outcome must be shown before it can be returned
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-misused-spread': 'off', // a text is counted by its characters, which the spread does
      '@typescript-eslint/no-generated-empty-object-type': 'off', // an address without places has none
      '@typescript-eslint/unbound-method': 'off', // Fastify's decorators are functions, not methods
      '@typescript-eslint/no-unnecessary-type-parameters': 'off', // a schema's type is named once, to be given back
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['src/*/rules.ts', 'src/*/rules/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clockAndChance] },
  },
)
