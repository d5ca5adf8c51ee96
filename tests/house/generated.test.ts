import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { breakingChanges, catalogue, findContract, shapeOf, type JsonShape } from '@firmament/events';
import { listenersOf } from '@firmament/kit';
import { generate } from '../../events/generate.js';
import { generateFiles } from '../../schema/generated-files.js';
import { allDomains } from './database.js';
import { houseRoot } from './run.js';

test('schema/ is, byte for byte, what the declarations generate', async () => {
  const made = await generateFiles();
  expect(made.ok ? [] : made.problems).toEqual([]);
  if (!made.ok) return;
  const stale = [...made.files].filter(([path, text]) => !existsSync(`${houseRoot}schema/${path}`) || readFileSync(`${houseRoot}schema/${path}`, 'utf8') !== text).map(([path]) => path);
  expect(stale).toEqual([]);
  const extra = ['subgraphs', 'contracts'].flatMap((folder) => readdirSync(`${houseRoot}schema/${folder}`).map((file) => `${folder}/${file}`)).filter((file) => !made.files.has(file));
  expect(extra).toEqual([]);
});

test('the shapes and the page of events are what the contracts generate', async () => {
  expect(await generate(true)).toEqual([]);
});

test('no committed shape is broken or gone, and the comparison would say so', () => {
  const folder = `${houseRoot}events/shapes/`;
  for (const file of readdirSync(folder)) {
    const [, name, version] = /^(.+)\.v(\d+)\.json$/.exec(file) ?? [];
    const contract = findContract(name ?? '', Number(version));
    expect({ file, known: contract !== undefined }).toEqual({ file, known: true });
    const committed = JSON.parse(readFileSync(folder + file, 'utf8')) as JsonShape;
    if (contract) expect({ file, broken: breakingChanges(committed, shapeOf(contract)) }).toEqual({ file, broken: [] });
    const [first, ...rest] = Object.entries((committed.properties ?? {}) as Record<string, JsonShape>);
    if (first) expect(breakingChanges(committed, { ...committed, properties: Object.fromEntries(rest) })).toContain(`data.${first[0]} was removed`);
  }
  expect(readdirSync(folder)).toHaveLength(catalogue.length);
});

test('each domain emits and hears facts of the catalogue only, each in the version that is emitted', async () => {
  for (const def of await allDomains) {
    const named = [...def.emits, ...listenersOf(def).map((listener) => listener.contract)].filter((contract) => contract.name !== '*');
    const strange = named.filter((contract) => findContract(contract.name, contract.version) === undefined).map((contract) => `${contract.name}/${contract.version}`);
    expect({ domain: def.name, strange }).toEqual({ domain: def.name, strange: [] });
  }
});

test('every path that a page of the docs names is there', async () => {
  const pages = ['README.md', 'events/README.md', ...list('docs'), ...list('subgraphs').filter((file) => file.endsWith('README.md') && !file.includes('/template/'))].filter((file) => file.endsWith('.md') && existsSync(houseRoot + file));
  const missing = pages.flatMap((page) => [...readFileSync(houseRoot + page, 'utf8').matchAll(/`((?:docs|events|gateway|infra|schema|subgraphs|tests|web|workflow-engine)\/[\w./-]+)`|\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
    .map(([, named, linked]) => named ?? new URL(linked ?? '', `file:///${page}`).pathname.slice(1)).filter((path) => !existsSync(houseRoot + path)).map((path) => `${page}: ${path}`));
  expect(missing).toEqual([]);
});

const list = (folder: string): string[] => (existsSync(houseRoot + folder) ? readdirSync(houseRoot + folder, { recursive: true }) : []).map((file) => `${folder}/${String(file)}`).filter((file) => !/node_modules|\/dist\//.test(file));

const planted: [file: string, line: string, says: string][] = [
  ['subgraphs/crm/src/planted.ts', 'export const at = new Date();', 'The time comes from ctx.now'], ['subgraphs/crm/src/planted.ts', 'export const at = Date.now();', 'The time comes from ctx.now'],
  ['gateway/src/planted.ts', 'export const chance = Math.random();', 'Chance comes from ctx.randomBytes'], ['subgraphs/crm/src/planted.ts', 'export const url = process.env.URL;', 'The environment is read once'],
  ['workflow-engine/src/planted.ts', 'export const url = process.env.URL;', 'The environment is read once'], ['events/src/planted.ts', 'export default 1;', 'Exports are named'],
  ['subgraphs/crm/src/planted.ts', 'export const any: any = 1;', 'Unexpected any'], ['subgraphs/crm/src/planted.ts', 'console.log(1);', 'Unexpected console statement'],
  ['subgraphs/crm/src/planted.ts', `export function long(): void {\n${'  void 0;\n'.repeat(26)}}`, 'too many lines'], ['subgraphs/crm/src/planted.ts', 'export const one = 1;\n'.repeat(301), 'File has too many lines'],
];

test('the lint bites: clock, chance, environment, any, console, size', async () => {
  const { ESLint } = await import('eslint');
  const eslint = new ESLint({ cwd: houseRoot });
  for (const [filePath, line, says] of planted) {
    const [result] = await eslint.lintText(`${line}\n`, { filePath: houseRoot + filePath });
    expect({ line: line.slice(0, 40), said: result?.messages.map((one) => one.message).join(' ') }).toEqual({ line: line.slice(0, 40), said: expect.stringContaining(says) });
  }
  const [clean] = await eslint.lintText('export const at = process.env.URL ?? new Date();\n', { filePath: `${houseRoot}subgraphs/kit/src/config.ts` });
  expect(clean?.messages).toEqual([]);
});
