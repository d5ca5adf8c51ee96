import { getMetadataStorage } from 'type-graphql';
import type { SubgraphDefinition } from './define-subgraph.js';

/** The permission above an operation's signature; null when there is none. */
export function permissionOf(def: SubgraphDefinition, kind: 'query' | 'mutation', name: string): string | null {
  const metadata = getMetadataStorage();
  const list = kind === 'query' ? metadata.queries : metadata.mutations;
  const owners = new Set<unknown>(def.resolvers);
  const found = list.find((one) => one.schemaName === name && owners.has(one.target));
  const roles = (found?.roles ?? []) as string[];
  return roles[0] ?? null;
}
