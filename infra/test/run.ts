import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from '../house/build.js';
import { explain } from '../servers/problem.js';
import { houseRoot } from '../servers/servers.js';
import { ensureChromium } from './chromium.js';

/** One run of Jest. */
interface Suite {
  name: string;
  project: string;
  env?: Record<string, string>;
  /** Only files whose path fits. */
  paths?: string;
}

/** A suite that takes longer stands still: it is ended and counts as failed, and the ones after it have their turn. Far more than the longest one needs. */
const limitMs = (suite: Suite): number => (suite.name === 'faults, long' ? 120 : 40) * 60_000;

/** What one run of Jest answered. */
interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const full = process.argv.includes('--full');
const long = process.argv.includes('--long');
const only = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const journeys = (mode: string): Suite => ({ name: `journeys, ${mode}`, project: 'journeys', env: { FIRMAMENT_TEST_MODE: mode, FIRMAMENT_TEST_BARE: '1' } });
const both = [journeys('house'), journeys('services')];
/** A usual run takes one signing service, another each time; a full one takes them all, in both modes. */
const signingServices = ['BUILT_IN', 'DOCUSIGN', 'DROPBOX_SIGN', 'PANDADOC'];
const matrix = both.flatMap((suite) => signingServices.map((service): Suite => ({ ...suite, name: `${suite.name.replace('journeys', 'signing')}, ${service.toLowerCase()}`, env: { ...suite.env, FIRMAMENT_SIGNING_SERVICE: service }, paths: 'agreement' })));
/** As with signing services: a usual run takes one ledger, a full one both. */
const ledgers = both.flatMap((suite) => ['QUICKBOOKS', 'XERO'].map((ledger): Suite => ({ ...suite, name: `${suite.name.replace('journeys', 'ledger')}, ${ledger.toLowerCase()}`, env: { ...suite.env, FIRMAMENT_LEDGER: ledger }, paths: '(billed-milestone|paid-invoice|approved-bill)' })));
const all: Suite[] = [
  { name: 'unit', project: 'unit' }, { name: 'house rules', project: 'house' }, ...both, ...(full ? [...both, ...matrix, ...ledgers] : []),
  { name: 'walls', project: 'walls', env: { FIRMAMENT_TEST_MODE: 'services', FIRMAMENT_TEST_BARE: '1' } },
  { name: 'faults', project: 'faults', env: { FIRMAMENT_TEST_MODE: 'services', FIRMAMENT_TEST_BARE: '1', ...(full ? { FIRMAMENT_TEST_FULL: '1' } : {}) } },
  { name: long ? 'faults, long' : 'faults, small', project: 'storms', env: long ? { FIRMAMENT_TEST_LONG: '1' } : {} }, { name: 'browser', project: 'browser', env: { FIRMAMENT_TEST_MODE: 'house' } },
];
const results = join(houseRoot, '.local', 'test');

/** Runs Jest for one suite; its own words go straight to the terminal, its numbers to a file. */
async function runSuite(suite: Suite, number: number): Promise<Count> {
  const file = join(results, `${number}.json`);
  await rm(file, { force: true });
  const args = ['--experimental-vm-modules', '--conditions=source', '--disable-warning=ExperimentalWarning', join(houseRoot, 'node_modules/jest/bin/jest.js'),
    // A test that failed may leave something open behind it; that must not hold up the suites after it.
    '--forceExit', '--selectProjects', suite.project, '--passWithNoTests', '--json', '--outputFile', file, ...(suite.paths ? ['--testPathPatterns', suite.paths] : []), ...(suite.project === 'unit' ? ['--maxWorkers', '2'] : ['--runInBand'])];
  // The report goes to the file and to stdout; what people read is on stderr.
  const child = spawn(process.execPath, args, { cwd: houseRoot, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_OPTIONS: '', ...suite.env } });
  const limit = setTimeout(() => {
    console.error(`\n  ✖ ${suite.name} did not end within ${limitMs(suite) / 60_000} minutes and is ended.`);
    child.kill('SIGKILL');
  }, limitMs(suite));
  const code = await new Promise<number>((resolve) => child.once('exit', (value) => resolve(value ?? 1)).once('error', () => resolve(1)));
  clearTimeout(limit);
  return count(file, code);
}

/** A suite that could not even be loaded counts as one failure, and so does a run that broke without saying why. */
function count(file: string, code: number): Count {
  if (!existsSync(file)) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Record<'numPassedTests' | 'numFailedTests' | 'numRuntimeErrorTestSuites' | 'numPendingTests' | 'numTodoTests', number>;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: report.numPendingTests + report.numTodoTests };
}

async function main(): Promise<number> {
  const suites = only.length ? all.filter((suite) => only.includes(suite.project)) : all;
  await mkdir(results, { recursive: true });
  const say = (line: string) => console.log(`  · ${line}`);
  if (suites.some((suite) => suite.project === 'browser')) await ensureChromium(say);
  if (suites.some((suite) => !['unit', 'storms'].includes(suite.project))) await build(say, { web: suites.some((suite) => suite.project === 'browser') });
  const lines: string[] = [];
  const total: Count = { passed: 0, failed: 0, skipped: 0 };
  for (const [number, suite] of suites.entries()) {
    console.log(`\n━━ ${suite.name}`);
    const began = performance.now();
    const found = await runSuite(suite, number);
    for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += found[key];
    lines.push(`  ${suite.name.padEnd(32)}${String(found.passed).padStart(6)} passed ${String(found.failed).padStart(4)} failed ${String(found.skipped).padStart(4)} skipped  ${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s`);
  }
  console.log(`\n${lines.join('\n')}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

process.on('disconnect', () => process.exit(1));
process.exit(await main().catch((error: unknown) => {
  console.error(`\n  ✖ ${explain(error)}\n`);
  console.log('0 passed, 1 failed');
  return 1;
}));
