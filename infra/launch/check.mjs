// npm run check: types, lint, import walls, generated files. Needs no server. Every step runs; the end says which failed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { prepare, root, step } from './prepare.mjs';

const node = prepare();
const bin = (name) => `${root}node_modules/.bin/${name}`;
const failed = [];

function check(name, work) {
  const began = performance.now();
  const code = work();
  console.log(`  ${code ? '✖' : '✔'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  if (code) failed.push(name);
}

check('types', () => step(bin('tsc'), ['-p', 'tsconfig.json', '--pretty', 'false']));
if (existsSync(`${root}web/tsconfig.json`)) check('types of the web', () => step(bin('tsc'), ['-p', 'web/tsconfig.json', '--noEmit', '--pretty', 'false']));
check('lint', () => step(bin('eslint'), ['.', '--max-warnings', '0']));
check('import walls', () => step(bin('depcruise'), ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...rooms()]));
check('generated files', drift);

console.log(failed.length ? `\n  ✖ ${failed.join(', ')}` : '\n  ✔ everything');
process.exit(failed.length ? 1 : 0);

function rooms() {
  return ['events', 'subgraphs', 'gateway', 'workflow-engine', 'schema', 'infra', 'web', 'tests'].filter((folder) => existsSync(`${root}${folder}`));
}

/** Generates everything again; a file that changes by it was not what its sources say. */
function drift() {
  const before = fingerprint();
  const code = step(node, ['infra/launch/codegen.mjs']);
  if (code) return code;
  const after = fingerprint();
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file));
  for (const file of changed) console.log(`    ${file} was not what its sources generate; it is now. Commit it.`);
  return changed.length ? 1 : 0;
}

function fingerprint() {
  const found = new Map();
  const walk = (path) => {
    if (!existsSync(`${root}${path}`) || /node_modules|\.test\.ts$/.test(path)) return;
    if (statSync(`${root}${path}`).isDirectory()) readdirSync(`${root}${path}`).forEach((name) => walk(`${path}/${name}`));
    else found.set(path, createHash('sha256').update(readFileSync(`${root}${path}`)).digest('hex'));
  };
  ['schema', 'web/src/gql', 'docs/events', 'docs/generated'].forEach(walk);
  return found;
}
