import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SubgraphDefinition } from './define-subgraph.js';
import { testSubgraph } from './testing/testing.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
// Inside the tree, so that packages are found, and in the folder that git and the other suites pass by.
const folder = `${root}.local/template-${randomUUID().slice(0, 8)}`;
const run = promisify(execFile);

beforeAll(async () => {
  await mkdir(`${root}.local`, { recursive: true });
  const { fillTemplate } = await import('../../../infra/launch/fill-template.mjs' as string) as { fillTemplate(from: string, to: string, name: string): void };
  fillTemplate(`${root}subgraphs/kit/template`, folder, 'pantry');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const filesOf = async (): Promise<string[]> => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);

test('a new domain is less than sixty lines, and no placeholder is left in it', async () => {
  const texts = await Promise.all((await filesOf()).map(async (file) => `${file}\n${await readFile(file, 'utf8')}`));
  expect(texts.filter((text) => text.includes('__'))).toEqual([]);
  expect(texts.reduce((lines, text) => lines + text.split('\n').length - 2, 0)).toBeLessThan(60);
});

test('it compiles under the house\'s own rules', async () => {
  const config = { extends: `${root}tsconfig.json`, compilerOptions: { types: ['node', 'jest'], typeRoots: [`${root}node_modules/@types`] }, include: [`${folder}/src`] };
  await writeFile(`${folder}/tsconfig.json`, JSON.stringify(config));
  const compiled = await run(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', `${folder}/tsconfig.json`, '--pretty', 'false'], { cwd: root }).then(() => '', (error: { stdout: string; stderr: string }) => error.stdout + error.stderr);
  expect(compiled).toBe('');
}, 150_000); // the compiler reads the whole kit: half a minute alone, more on a busy machine

test('it passes the house\'s lint', async () => {
  const linted = await run(process.execPath, [`${root}node_modules/eslint/bin/eslint.js`, '--no-ignore', `${folder}/src`], { cwd: root }).then(() => '', (error: { stdout: string; stderr: string }) => error.stdout + error.stderr);
  expect(linted).toBe('');
});

test('its migration runs and its operations answer behind their permissions', async () => {
  const { default: pantry } = await import(`${folder}/src/subgraph.ts`) as { default: SubgraphDefinition };
  const h = await testSubgraph(pantry, { ownSchema: true });
  try {
    const written = await h.as(h.staff()).run('mutation { writePantryNote(text: "Flour") { id version text } }');
    expect(written).toEqual({ data: { writePantryNote: { id: expect.stringMatching(/^nte_/), version: 1, text: 'Flour' } } });
    const { id } = (written.data as { writePantryNote: { id: string } }).writePantryNote;
    const read = (actor = h.staff()) => h.as(actor).run('query($id: ID!) { pantryNote(id: $id) { text } }', { id });
    expect((await read()).data).toEqual({ pantryNote: { text: 'Flour' } });
    expect((await read(h.staff(['*'], h.otherFirm.id))).data).toEqual({ pantryNote: null });
    expect((await read(h.staff([]))).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect((await h.events()).map((fact) => fact.type)).toEqual(['pantry.audit.recorded']);
  } finally { await h.stop(); }
});
