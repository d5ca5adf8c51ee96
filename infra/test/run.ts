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
/** Whoever shares the machine with another suite waits longer for what must come true. */
const patience = { FIRMAMENT_TEST_PATIENCE: process.env['FIRMAMENT_TEST_PATIENCE'] ?? '3' };
const journeys = (mode: string): Suite => ({ name: `journeys, ${mode}`, project: 'journeys', env: { FIRMAMENT_TEST_MODE: mode, FIRMAMENT_TEST_BARE: '1', ...patience } });
const both = [journeys('house'), journeys('services')];
/** A usual run takes one signing service, another each time; a full one takes them all, in both modes. */
const signingServices = ['BUILT_IN', 'DOCUSIGN', 'DROPBOX_SIGN', 'PANDADOC'];
const matrix = both.flatMap((suite) => signingServices.map((service): Suite => ({ ...suite, name: `${suite.name.replace('journeys', 'signing')}, ${service.toLowerCase()}`, env: { ...suite.env, FIRMAMENT_SIGNING_SERVICE: service }, paths: 'agreement' })));
/** As with signing services: a usual run takes one ledger, a full one both. */
const ledgers = both.flatMap((suite) => ['QUICKBOOKS', 'XERO'].map((ledger): Suite => ({ ...suite, name: `${suite.name.replace('journeys', 'ledger')}, ${ledger.toLowerCase()}`, env: { ...suite.env, FIRMAMENT_LEDGER: ledger }, paths: '(billed-milestone|paid-invoice|approved-bill|bill-in-trouble|money-in-trouble)' })));
const services = { FIRMAMENT_TEST_MODE: 'services', FIRMAMENT_TEST_BARE: '1' };
const inBrowser = { FIRMAMENT_TEST_MODE: 'house', ...patience };
const every: Record<'unit' | 'rules' | 'walls' | 'faults' | 'storms' | 'pages' | 'browser', Suite> = {
  unit: { name: 'unit', project: 'unit' }, rules: { name: 'house rules', project: 'house' }, walls: { name: 'walls', project: 'walls', env: services },
  faults: { name: 'faults', project: 'faults', env: { ...services, ...(full ? { FIRMAMENT_TEST_FULL: '1' } : {}) } },
  storms: { name: long ? 'faults, long' : 'faults, small', project: 'storms', env: long ? { FIRMAMENT_TEST_LONG: '1' } : {} },
  pages: { name: 'browser, every page', project: 'browser', env: inBrowser, paths: 'tests/browser/every-page' }, browser: { name: 'browser, stories', project: 'browser', env: inBrowser, paths: 'tests/browser/(?!every-page)' },
};
const inMode = (mode: string): Suite[] => (full ? [...both, ...both, ...matrix, ...ledgers] : both).filter(({ env }) => env?.['FIRMAMENT_TEST_MODE'] === mode);
/** Rounds one after another; the rows of a round run at the same time, each with servers of its own. A story waits more than it reckons, so two of them share a machine; unit tests fill it alone, and what kills processes by the clock has it for itself. */
const rounds: readonly (readonly Suite[])[][] = [[[every.unit]], [inMode('house'), inMode('services')], [[every.pages, every.rules], [every.browser, every.walls]], [[every.faults, every.storms]]];
const results = join(houseRoot, '.local', 'test');

/** Runs Jest for one suite; its numbers go to a file. Its own words go straight to the terminal, or there in one piece at its end when others run beside it. */
async function runSuite(suite: Suite, alone: boolean): Promise<Count> {
  const file = join(results, `${suite.name.replaceAll(/\W+/g, '-')}.json`);
  await rm(file, { force: true });
  const args = ['--experimental-vm-modules', '--conditions=source', '--disable-warning=ExperimentalWarning', join(houseRoot, 'node_modules/jest/bin/jest.js'),
    // A test that failed may leave something open behind it; that must not hold up the suites after it.
    '--forceExit', '--selectProjects', suite.project, '--passWithNoTests', '--json', '--outputFile', file, ...(suite.paths ? ['--testPathPatterns', suite.paths] : []), ...(suite.project === 'unit' ? ['--maxWorkers', '2'] : ['--runInBand'])];
  // The report goes to the file and to stdout; what people read is on stderr.
  const child = spawn(process.execPath, args, { cwd: houseRoot, stdio: ['ignore', 'ignore', alone ? 'inherit' : 'pipe'], env: { ...process.env, NODE_OPTIONS: '', ...suite.env } });
  const words: Buffer[] = [];
  child.stderr?.on('data', (piece: Buffer) => { words.push(piece); });
  const limit = setTimeout(() => {
    console.error(`\n  ✖ ${suite.name} did not end within ${limitMs(suite) / 60_000} minutes and is ended.`);
    child.kill('SIGKILL');
  }, limitMs(suite));
  const code = await new Promise<number>((resolve) => child.once('exit', (value) => resolve(value ?? 1)).once('error', () => resolve(1)));
  clearTimeout(limit);
  if (!alone) process.stderr.write(`\n━━ ${suite.name}\n${Buffer.concat(words).toString('utf8')}`);
  return count(file, code);
}

/** A suite that could not even be loaded counts as one failure, and so does a run that broke without saying why. */
function count(file: string, code: number): Count {
  if (!existsSync(file)) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Record<'numPassedTests' | 'numFailedTests' | 'numRuntimeErrorTestSuites' | 'numPendingTests' | 'numTodoTests', number>;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: report.numPendingTests + report.numTodoTests };
}

const total: Count = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];

/** One suite after another, each counted. */
async function runRow(row: readonly Suite[], alone: boolean): Promise<void> {
  for (const suite of row) {
    console.log(alone ? `\n━━ ${suite.name}` : `  · ${suite.name} begins`);
    const began = performance.now();
    const found = await runSuite(suite, alone);
    for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += found[key];
    lines.push(`  ${suite.name.padEnd(32)}${String(found.passed).padStart(6)} passed ${String(found.failed).padStart(4)} failed ${String(found.skipped).padStart(4)} skipped  ${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s`);
  }
}

async function main(): Promise<number> {
  const wanted = rounds.map((rows) => rows.map((row) => row.filter(({ project }) => only.length === 0 || only.includes(project))).filter((row) => row.length > 0)).filter((rows) => rows.length > 0);
  const suites = wanted.flat(2);
  await mkdir(results, { recursive: true });
  const say = (line: string) => console.log(`  · ${line}`);
  if (suites.some((suite) => suite.project === 'browser')) await ensureChromium(say);
  if (suites.some((suite) => !['unit', 'storms'].includes(suite.project))) await build(say, { web: suites.some((suite) => suite.project === 'browser') });
  for (const rows of wanted) await Promise.all(rows.map((row) => runRow(row, rows.length === 1)));
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
