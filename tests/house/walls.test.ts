import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { houseRoot, runTool } from './run.js';

interface Violation { from: string; to: string; rule: { name: string } }
const config = createRequire(import.meta.url)(`${houseRoot}.dependency-cruiser.cjs`) as { forbidden: { name: string }[] };
const rooms = ['events', 'subgraphs', 'gateway', 'workflow-engine', 'schema', 'infra', 'web', 'tests'];

async function violationsIn(folder: string): Promise<Violation[]> {
  const said = await runTool('dependency-cruiser/bin/dependency-cruiser.mjs', ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms.filter((room) => existsSync(join(folder, room)))], folder);
  return (JSON.parse(said.text) as { summary: { violations: Violation[] } }).summary.violations;
}

/** A small house: each file with what it imports. */
async function toyHouse(files: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'walls-'));
  await copyFile(`${houseRoot}.dependency-cruiser.cjs`, join(folder, '.dependency-cruiser.cjs'));
  await writeFile(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "module": "NodeNext", "moduleResolution": "NodeNext" } }');
  for (const [file, imports] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${imports.map((from, i) => `import * as i${i} from '${from}';`).join('\n')}\nexport const here = [${imports.map((_, i) => `i${i}`).join()}];\n`);
  }
  return folder;
}

/** What may be imported: one file of each room, all in order. */
const sound: Record<string, string[]> = {
  'events/src/events.ts': ['./contracts/crm.js'], 'events/src/define-event.ts': [], 'events/src/contracts/crm.ts': ['../define-event.js'],
  'subgraphs/kit/src/kit.ts': ['../../../events/src/events.js'],
  'subgraphs/crm/src/subgraph.ts': ['./client/client.entity.js', '../../kit/src/kit.js'], 'subgraphs/crm/src/client/client.entity.ts': ['./client.rules.js', '../errors.js', '../../../kit/src/kit.js'],
  'subgraphs/crm/src/client/client.rules.ts': ['./client.types.js'], 'subgraphs/crm/src/client/client.types.ts': [], 'subgraphs/crm/src/errors.ts': ['../../kit/src/kit.js'],
  'subgraphs/crm/src/client/client.resolver.ts': ['./client.entity.js', '../../../../events/src/events.js'],
  'subgraphs/files/src/subgraph.ts': ['../../kit/src/kit.js'], 'subgraphs/workflow/src/journal.ts': [], 'subgraphs/workflow/src/subgraph.ts': ['./journal.js'],
  'gateway/src/in-process.ts': ['../../subgraphs/crm/src/subgraph.js'], 'gateway/src/server.ts': ['./in-process.js'],
  'workflow-engine/src/pump.ts': ['../../subgraphs/workflow/src/journal.js', '../../events/src/events.js'], 'schema/generate.ts': ['../subgraphs/crm/src/subgraph.js'],
  'web/src/app/staff/main.tsx': ['../../features/clients/page.js', '../../ui/button.js'], 'web/src/app/portal/main.tsx': ['../../ui/button.js'],
  'web/src/features/clients/page.tsx': ['../../ui/button.js', '../../lib/format.js'], 'web/src/features/runs/page.tsx': [], 'web/src/ui/button.tsx': [], 'web/src/lib/format.ts': [],
  'tests/journeys/a.test.ts': ['../../subgraphs/crm/src/client/client.resolver.js'],
};

/** Each wall, and a brick laid across it. */
const planted: [wall: string, file: string, imports: string][] = [
  ['subgraph-never-imports-subgraph', 'subgraphs/crm/src/client/client.resolver.ts', '../../../files/src/subgraph.js'],
  ['kit-knows-no-domain', 'subgraphs/kit/src/kit.ts', '../../crm/src/subgraph.js'],
  ['events-stand-alone', 'events/src/events.ts', '../../subgraphs/kit/src/kit.js'],
  ['contracts-import-only-define-event', 'events/src/contracts/crm.ts', '../events.js'],
  ['rules-are-pure', 'subgraphs/crm/src/client/client.rules.ts', 'node:fs'],
  ['entities-stay-inside', 'subgraphs/crm/src/client/client.entity.ts', './client.resolver.js'],
  ['front-door-only', 'gateway/src/in-process.ts', '../../subgraphs/crm/src/client/client.resolver.js'],
  ['only-in-process-assembles', 'gateway/src/server.ts', '../../subgraphs/crm/src/subgraph.js'],
  ['engine-is-a-client', 'workflow-engine/src/pump.ts', '../../gateway/src/server.js'],
  ['web-is-a-client', 'web/src/lib/format.ts', '../../../events/src/events.js'],
  ['features-do-not-know-each-other', 'web/src/features/clients/page.tsx', '../runs/page.js'],
  ['features-do-not-know-the-app', 'web/src/ui/button.tsx', '../app/staff/main.js'],
  ['staff-and-portal-are-apart', 'web/src/app/portal/main.tsx', '../staff/main.js'],
  ['no-circular', 'events/src/define-event.ts', './contracts/crm.js'],
];

test('there is a brick for every wall', () => {
  expect(planted.map(([wall]) => wall).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort());
  expect(planted).toHaveLength(14);
});

test('a sound house breaks no wall', async () => {
  const folder = await toyHouse(sound);
  try { expect(await violationsIn(folder)).toEqual([]); } finally { await rm(folder, { recursive: true }); }
});

describe('with every brick laid', () => {
  let bitten: Violation[];
  beforeAll(async () => {
    const files: Record<string, string[]> = structuredClone(sound);
    for (const [, file, imports] of planted) files[file]?.push(imports);
    const folder = await toyHouse(files);
    try { bitten = await violationsIn(folder); } finally { await rm(folder, { recursive: true }); }
  });

  test.each(planted)('%s bites: %s may not import %s', (wall, file, imports) => {
    const to = imports.startsWith('.') ? join(dirname(file), imports).replace(/\.js$/, '') : imports.replace('node:', '');
    const ends = bitten.filter((violation) => violation.rule.name === wall).flatMap((violation) => [`${violation.from} → ${violation.to}`, `${violation.to} → ${violation.from}`]);
    expect(ends.map((line) => line.replaceAll(/\.tsx?(?=$| )/g, ''))).toContain(`${file.replace(/\.tsx?$/, '')} → ${to}`);
  });
});

test('the house itself breaks no wall', async () => {
  expect((await violationsIn(houseRoot)).map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
}, 180_000);
