import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations, sdl } from './actions.js';

/** A folder with the composed schema of the actions, as the house's own schema folder holds the real one. */
export function schemaFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-schema-'));
  writeFileSync(join(folder, 'supergraph.graphql'), sdl);
  writeFileSync(join(folder, 'operations.json'), JSON.stringify(operations));
  return folder;
}
