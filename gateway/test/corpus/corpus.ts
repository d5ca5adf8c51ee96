import type { GraphQLFieldResolver } from 'graphql';

/** What a subgraph of the corpus answers with; keys are types, then fields. */
export type Resolvers = Record<string, Record<string, GraphQLFieldResolver<never, unknown> | ((root: never) => unknown)>>;

/** One small subgraph: its part of the graph as text, and its answers. */
export interface SmallSubgraph { readonly name: string; readonly sdl: string; readonly resolvers: Resolvers }

/** One question of the corpus. */
export interface Case {
  readonly title: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  /** How many errors stand beside the data: a case that is about data must not pass because both gateways refused it. */
  readonly errors?: number;
}

/** A small supergraph and what is asked of it. */
export interface World { readonly title: string; readonly subgraphs: readonly SmallSubgraph[]; readonly cases: readonly Case[] }

/** Every subgraph of the corpus speaks the same version of the specification. */
export function federated(sdl: string): string {
  const directives = ['@key', '@requires', '@provides', '@external', '@override', '@shareable', '@inaccessible', '@interfaceObject'];
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [${directives.map((name) => `"${name}"`).join(', ')}])\n${sdl}`;
}
