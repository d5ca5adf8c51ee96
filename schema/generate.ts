import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { generateFiles } from './generated-files.js';

// Writes every generated file of this folder; says in words what stands in the way and then writes nothing.
const here = new URL('./', import.meta.url);
const generated = await generateFiles();
if (!generated.ok) {
  process.stderr.write(`The schema was not generated:\n${generated.problems.map((problem) => `  - ${problem}\n`).join('')}`);
  process.exit(1);
}
for (const folder of ['subgraphs', 'contracts']) {
  mkdirSync(new URL(`${folder}/`, here), { recursive: true });
  for (const file of readdirSync(new URL(`${folder}/`, here))) {
    if (!generated.files.has(`${folder}/${file}`)) rmSync(new URL(`${folder}/${file}`, here));
  }
}
for (const [path, text] of generated.files) writeFileSync(new URL(path, here), text);
process.stdout.write(`schema: ${generated.files.size} files written\n`);
