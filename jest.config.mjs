// All suites of the house. `npm test` runs them with their servers; while you work:
//   npx jest --selectProjects unit subgraphs/crm
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const root = fileURLToPath(new URL('.', import.meta.url));

// Jest runs ES modules only under a flag that must be there when Node starts, so a plain `npx jest` starts itself again.
if (!vm.SourceTextModule) {
  const pinned = `${root}node_modules/.bin/node`;
  const node = existsSync(pinned) ? pinned : process.execPath;
  const flags = ['--experimental-vm-modules', '--conditions=source', '--disable-warning=ExperimentalWarning'];
  const again = spawnSync(node, [...flags, ...pathsFirst(process.argv.slice(1))], { stdio: 'inherit' });
  process.exit(again.status ?? 1);
}

/** Jest would take every word after --selectProjects for a project's name; words with a slash are paths. */
function pathsFirst([jest, ...words]) {
  const from = words.indexOf('--selectProjects') + 1;
  if (from === 0) return [jest, ...words];
  const paths = words.slice(from).filter((word) => !word.startsWith('-') && word.includes('/'));
  return [jest, ...paths, ...words.filter((word) => !paths.includes(word))];
}

const project = (displayName, testMatch, extra = {}) => ({
  displayName,
  rootDir: root,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.local/', '/kit/template/'],
  modulePathIgnorePatterns: ['/dist/', '/.local/'],
  watchPathIgnorePatterns: ['/dist/', '/.local/'],
  testEnvironment: 'node',
  // The workspace packages answer this condition with their sources: no build is needed before a test.
  testEnvironmentOptions: { customExportConditions: ['source', 'node'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts', '$1.tsx'] },
  transform: {
    '\\.tsx?$': ['@swc/jest', {
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript', tsx: false, decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
        target: 'es2022',
        keepClassNames: true,
        experimental: { keepImportAttributes: true },
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    }],
  },
  transformIgnorePatterns: ['/node_modules/', '/dist/'],
  ...extra,
});

const servers = { globalSetup: '<rootDir>/infra/test/servers-setup.mjs', globalTeardown: '<rootDir>/infra/test/teardown.mjs' };
const house = { globalSetup: '<rootDir>/infra/test/house-setup.mjs', globalTeardown: '<rootDir>/infra/test/teardown.mjs' };
const services = { globalSetup: '<rootDir>/infra/test/services-setup.mjs', globalTeardown: '<rootDir>/infra/test/teardown.mjs' };

// One seed for all fault tests of a run: workers inherit it, and whoever wants the same faults again sets it.
process.env.FIRMAMENT_FAULT_SEED ??= String(randomInt(2 ** 31));

export default {
  rootDir: root,
  testTimeout: 120_000,
  reporters: ['default'],
  projects: [
    project('unit', ['{events,gateway,workflow-engine,schema,infra,subgraphs}/**/*.test.ts', 'web/{src,test}/**/*.test.ts', 'tests/bench/**/*.test.ts'], servers),
    project('house', ['tests/house/**/*.test.ts'], servers),
    project('journeys', ['tests/journeys/**/*.test.ts'], house),
    project('walls', ['tests/walls/**/*.test.ts'], services),
    project('faults', ['tests/faults/*.test.ts'], house),
    // What takes minutes is no part of a usual run and no skipped test in it either.
    project('storms', ['tests/faults/storms/**/*.test.ts', ...(process.env.FIRMAMENT_TEST_LONG === '1' ? ['tests/faults/storms/**/*.long.ts'] : [])], servers),
    project('browser', ['tests/browser/**/*.test.ts'], house),
  ],
};
