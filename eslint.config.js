// Only what a compiler cannot say and a reader should not have to: the clock, chance and the environment come in through
// a few rooms, files and functions stay small, nothing is `any`.
import tseslint from 'typescript-eslint';

const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The time comes from ctx.now (or the clock that was passed in).' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'The time comes from ctx.now (or the clock that was passed in).' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Chance comes from ctx.randomBytes (or the source that was passed in).' },
];
const environment = { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'The environment is read once, in the config of the kit or of a main file.' };
const names = { selector: 'ExportDefaultDeclaration', message: 'Exports are named; subgraph.ts alone has a default.' };

export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/dist/**', '.local/**', 'coverage/**', 'web/src/gql/**', 'schema/contracts/**', 'schema/subgraphs/**', '**/*.d.ts'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaVersion: 'latest', sourceType: 'module' } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 25, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...clock, environment, names],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  // The rooms where time, chance and the environment come in.
  {
    files: ['**/main.ts', '**/config.ts', 'subgraphs/kit/src/**/*.ts', 'web/src/lib/**', 'gateway/src/run.ts'],
    rules: { 'no-restricted-syntax': ['error', names] },
  },
  { files: ['**/subgraph.ts'], rules: { 'no-restricted-syntax': ['error', ...clock, environment] } },
  // The browser's own clock is all it has; components are read as a whole.
  { files: ['web/**/*.{ts,tsx}'], rules: { 'no-restricted-syntax': 'off', 'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }] } },
  { files: ['**/migrations/*.ts'], rules: { 'max-lines-per-function': ['error', { max: 200 }] } },
  // Tests and the launcher live outside the house's time; a test's story may be long.
  {
    files: ['tests/**/*.ts', '**/*.test.ts', '**/*.test.tsx', '**/*.fixture.ts', '**/test/**/*.ts', '**/testing/**/*.ts', 'infra/**/*.ts', 'schema/*.ts'],
    rules: { 'no-restricted-syntax': 'off', 'no-console': 'off' },
  },
  { files: ['tests/**/*.ts', '**/*.test.ts', '**/*.test.tsx', '**/*.fixture.ts'], rules: { 'max-lines-per-function': 'off', 'max-lines': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } },
);
