import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges } from 'graphql';
import { AUDIENCES } from './compose.js';
import { generateFiles } from './generated-files.js';

// Two questions: are the committed files what the declarations say (drift), and does the graph still keep what it
// promised its callers (breaking changes, against `--against <git ref>`, by default the last commit).
const here = new URL('./', import.meta.url);

/** Differences between the committed files and the declarations, in words. */
function drift(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) => {
    const file = new URL(path, here);
    if (!existsSync(file)) return [`schema/${path} is missing`];
    return readFileSync(file, 'utf8') === text ? [] : [`schema/${path} differs from the declarations`];
  });
}

/** What callers of a contract would lose compared with the given commit, in words. */
function broken(audience: string, files: ReadonlyMap<string, string>, ref: string): string[] {
  const path = `contracts/${audience}.graphql`;
  const before = committed(`schema/${path}`, ref);
  const after = files.get(path);
  if (before === undefined) return [];
  if (after === undefined) return [`the contract «${audience}» is gone`];
  const changes = findBreakingChanges(buildSchema(before, { assumeValid: true }), buildSchema(after, { assumeValid: true }));
  return changes.map((change) => `${audience}: ${change.description}`);
}

function committed(path: string, ref: string): string | undefined {
  try {
    return execFileSync('git', ['show', `${ref}:${path}`], { cwd: here, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined; // not in that commit, or no repository at all: nothing was promised yet
  }
}

const flag = process.argv.indexOf('--against');
const ref = flag > 0 ? process.argv[flag + 1] ?? 'HEAD' : 'HEAD';
const generated = await generateFiles();
const faults = generated.ok ? drift(generated.files) : [...generated.problems];
const breaks = generated.ok ? AUDIENCES.flatMap((audience) => broken(audience, generated.files, ref)) : [];
for (const fault of faults) process.stderr.write(`schema: ${fault}\n`);
for (const change of breaks) process.stderr.write(`schema, breaking: ${change}\n`);
if (faults.length > 0) process.stderr.write('schema: run `npm run codegen` and commit the result\n');
process.exit(faults.length > 0 || breaks.length > 0 ? 1 : 0);
