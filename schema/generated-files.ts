import { existsSync } from 'node:fs';
import { operationsOf, printSubgraphSdl } from '@firmament/kit';
import type { OperationRow, SubgraphDefinition } from '@firmament/kit';
import { AUDIENCES, compose } from './compose.js';
import type { SubgraphText } from './compose.js';
import { clashingTypeNames, vanishedParts } from './rules.js';

/** The twelve domains. A domain is part of the graph as soon as its declaration exists. */
export const DOMAINS = [
  'identity', 'crm', 'projects', 'files', 'communications', 'scheduling',
  'portal', 'agreements', 'revenue', 'workflow', 'timeline', 'search',
] as const;

const root = new URL('../', import.meta.url);
const NOTE = '# Generated from the domains\' declarations. Do not edit: run `npm run codegen`.\n';

/** Every generated file of this folder (path inside it → text), or what stands in the way, in words. */
export type Generated =
  | { readonly ok: true; readonly files: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the declarations that exist and derives every file from them. */
export async function generateFiles(): Promise<Generated> {
  const definitions = await declaredDomains();
  const subgraphs = definitions.map((definition) => ({ name: definition.name, sdl: printSubgraphSdl(definition) }));
  const clashes = clashingTypeNames(subgraphs);
  if (clashes.length > 0) return { ok: false, problems: clashes };
  const files = new Map<string, string>();
  for (const { name, sdl } of subgraphs) files.set(`subgraphs/${name}.graphql`, NOTE + withNewline(sdl));
  files.set('operations.json', json(definitions.flatMap(operationsOf).sort(byName)));
  files.set('permissions.json', json(permissionsOf(definitions)));
  const hooks = definitions.flatMap((definition) => Object.keys(definition.hooks ?? {}).map((hook) => [hook, definition.name] as const));
  const twice = hooks.filter(([hook], i) => hooks.findIndex(([other]) => other === hook) < i).map(([hook, domain]) => `the hook «${hook}» of ${domain} is another domain's already`);
  if (twice.length > 0) return { ok: false, problems: twice };
  files.set('hooks.json', json(Object.fromEntries(hooks.sort())));
  const problems = addComposition(files, subgraphs);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, files };
}

/** The declarations of the domains that exist, in the order of the list above. */
export async function declaredDomains(): Promise<SubgraphDefinition[]> {
  const found: SubgraphDefinition[] = [];
  for (const name of DOMAINS) {
    const file = new URL(`subgraphs/${name}/src/subgraph.ts`, root);
    if (!existsSync(file)) continue;
    found.push(await declaration(name, file));
  }
  return found;
}

async function declaration(name: string, file: URL): Promise<SubgraphDefinition> {
  try {
    return (await import(file.href) as { default: SubgraphDefinition }).default;
  } catch (error) {
    throw new Error(`The declaration of ${name} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Adds supergraph, contracts and their readable schemas; answers with what went wrong. */
function addComposition(files: Map<string, string>, subgraphs: readonly SubgraphText[]): readonly string[] {
  const composition = compose(subgraphs);
  if (!composition.ok) return composition.problems;
  files.set('supergraph.graphql', NOTE + withNewline(composition.base.supergraph));
  const problems: string[] = [];
  for (const audience of AUDIENCES) {
    const contract = composition.contracts[audience];
    if (!contract) continue;
    files.set(`contracts/${audience}.supergraph.graphql`, NOTE + withNewline(contract.supergraph));
    files.set(`contracts/${audience}.graphql`, NOTE + withNewline(contract.api));
    const lost = vanishedParts(composition.base.api, contract.api);
    problems.push(...lost.map((part) => `the contract «${audience}» silently lost the ${part}: mark it for that audience too`));
  }
  return problems;
}

/** What an actor without roles of its own may do: the union over all domains. */
function permissionsOf(definitions: readonly SubgraphDefinition[]): Record<'public' | 'portal', string[]> {
  const union = (lists: (readonly string[] | undefined)[]) => [...new Set(lists.flatMap((list) => list ?? []))].sort();
  return {
    public: union(definitions.map((definition) => definition.publicPermissions)),
    portal: union(definitions.map((definition) => definition.portalPermissions)),
  };
}

function byName(left: OperationRow, right: OperationRow): number {
  return left.operation === right.operation ? left.subgraph.localeCompare(right.subgraph) : left.operation < right.operation ? -1 : 1;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function withNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
