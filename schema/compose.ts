import { composeSchemaContract, composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import type { GraphQLError } from 'graphql';

/** One domain's part of the graph, as text. */
export interface SubgraphText { readonly name: string; readonly sdl: string }

/** The doors of the house. Each sees its own contract of the one supergraph. */
export const AUDIENCES = ['staff', 'portal', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What a door admits: staff see all but the gateway's own operations, the others only what is marked for them. */
export const CONTRACTS: Readonly<Record<Audience, { readonly include: readonly string[]; readonly exclude: readonly string[] }>> = {
  staff: { include: [], exclude: ['internal'] },
  portal: { include: ['portal'], exclude: ['internal'] },
  public: { include: ['public'], exclude: ['internal'] },
};

/** A composed schema: what the gateway plans with, and what a client may read of it. */
export interface Composed { readonly supergraph: string; readonly api: string }

/** The whole composition, or the reasons in words why there is none. */
export type Composition =
  | { readonly ok: true; readonly base: Composed; readonly contracts: Partial<Record<Audience, Composed>> }
  | { readonly ok: false; readonly problems: readonly string[] };

interface ServiceDefinition { name: string; typeDefs: ReturnType<typeof parse>; url: string }

/** Composes the subgraphs' texts into the supergraph and its contracts. Text in, text out; knows no domain. */
export function compose(subgraphs: readonly SubgraphText[]): Composition {
  const services = subgraphs.map(serviceOf);
  const base = composeServices(services);
  if (base.errors) return { ok: false, problems: inWords(base.errors, 'the supergraph') };
  const contracts: Partial<Record<Audience, Composed>> = {};
  const problems: string[] = [];
  for (const audience of AUDIENCES) {
    if (!hasAnything(subgraphs, audience)) continue;
    const { include, exclude } = CONTRACTS[audience];
    // An empty include means «everything»; services are parsed anew because the filter rewrites them.
    const made = composeSchemaContract(subgraphs.map(serviceOf), { include: new Set(include), exclude: new Set(exclude) }, true);
    if (made.errors) problems.push(...inWords(made.errors, `the contract «${audience}»`));
    else contracts[audience] = { supergraph: made.supergraphSdl, api: made.publicSdl };
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, base: { supergraph: base.supergraphSdl, api: base.publicSdl }, contracts };
}

function serviceOf({ name, sdl }: SubgraphText): ServiceDefinition {
  // The address is only a name here: the gateway puts its own source behind every subgraph.
  return { name, typeDefs: parse(sdl), url: `subgraph://${name}` };
}

/** A contract that nothing is marked for yet is no contract (a graph needs at least one query). */
function hasAnything(subgraphs: readonly SubgraphText[], audience: Audience): boolean {
  const tags = CONTRACTS[audience].include;
  return tags.length === 0 || subgraphs.some(({ sdl }) => tags.some((tag) => sdl.includes(`@tag(name: "${tag}")`)));
}

function inWords(errors: readonly GraphQLError[], what: string): string[] {
  return errors.map((error) => {
    const code = typeof error.extensions?.code === 'string' ? ` (${error.extensions.code})` : '';
    return `${what} cannot be composed: ${error.message}${code}`;
  });
}
