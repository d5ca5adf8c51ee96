import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AUDIENCES } from './audience.js';
import type { Audience } from './audience.js';
import type { DoorPermissions } from './callers.js';

/** What was generated from the domains' declarations and committed: the gateway knows nothing else of the graph. */
export interface CommittedSchema {
  readonly contracts: Partial<Record<Audience, string>>;
  readonly permissions: DoorPermissions;
  /** The domains that the supergraph is made of. */
  readonly domains: readonly string[];
  /** Operations that run before a firm is known and find it themselves. */
  readonly tenantless: ReadonlySet<string>;
  /** Which domain hears the callbacks whose address begins with `/hooks/<word>/`. */
  readonly hooks: ReadonlyMap<string, string>;
}

const operationsShape = z.array(z.object({ operation: z.string(), kind: z.string(), tenantless: z.boolean() }));
const hooksShape = z.record(z.string(), z.string());
const permissionsShape = z.object({ public: z.array(z.string()), portal: z.array(z.string()) });

/** Reads the committed schema. A door whose contract was not composed stays shut. */
export function readSchema(schemaDir: string): CommittedSchema {
  const base = join(schemaDir, 'supergraph.graphql');
  if (!existsSync(base)) throw new Error(`${base} is missing: run \`npm run codegen\` first`);
  const contracts: Partial<Record<Audience, string>> = {};
  for (const audience of AUDIENCES) {
    const file = join(schemaDir, 'contracts', `${audience}.supergraph.graphql`);
    if (existsSync(file)) contracts[audience] = readFileSync(file, 'utf8');
  }
  return {
    contracts, domains: domainsIn(readFileSync(base, 'utf8')),
    permissions: permissionsShape.parse(readJson(schemaDir, 'permissions.json')),
    tenantless: new Set(operationsShape.parse(readJson(schemaDir, 'operations.json')).filter(({ tenantless }) => tenantless).map(({ operation }) => operation)),
    hooks: new Map(Object.entries(hooksShape.parse(readJson(schemaDir, 'hooks.json')))),
  };
}

/** The names of the subgraphs in a supergraph's text. */
export function domainsIn(supergraphSdl: string): string[] {
  return [...supergraphSdl.matchAll(/@join__graph\(name: "(\w+)"/g)].flatMap((match) => match[1] ?? []);
}

function readJson(schemaDir: string, file: string): unknown {
  return JSON.parse(readFileSync(join(schemaDir, file), 'utf8'));
}
