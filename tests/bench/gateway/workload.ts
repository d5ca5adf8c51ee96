import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { compose } from '../../../schema/compose.js';

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<never, unknown> | ((root: never) => unknown)>>;
interface Domain { readonly name: string; readonly sdl: string; readonly resolvers: Resolvers }
interface Key { id: string }

const HEAD = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires"])\n';
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const people = numbers(6).map((n) => ({ id: `p${n}`, name: `Person number ${n}`, email: `person.${n}@harbour-vale.test` }));
const projects = numbers(12).map((n) => ({ id: `j${n}`, title: `Project number ${n}`, status: n % 3 ? 'RUNNING' : 'DONE', budget: 1_000 * n, hours: 10 * n }));
const tasks = numbers(36).map((n) => ({ id: `t${n}`, title: `Task number ${n}`, assignee: { id: `p${n % 6}` }, project: { id: `j${n % 12}` } }));
const clients = numbers(6).map((n) => ({ id: `c${n}`, name: `Client number ${n}`, owner: { id: `p${n % 6}` } }));
const found = <T extends Key>(rows: readonly T[]): ReadonlyMap<string, T> => new Map(rows.map((row) => [row.id, row]));
const [peopleById, projectsById, clientsById] = [found(people), found(projects), found(clients)];
const itself = (key: Key): Key => key;

/** Five small domains. Their resolvers cost next to nothing, so that what is timed is the way between them. */
export const DOMAINS: readonly Domain[] = [
  {
    name: 'identity', sdl: `${HEAD}type Person @key(fields: "id") { id: ID! name: String! email: String! } type Query { people: [Person!]! person(id: ID!): Person }`,
    resolvers: { Query: { people: () => people, person: (_root, { id }) => peopleById.get(id as string) ?? null }, Person: { __resolveReference: ({ id }: Key) => peopleById.get(id) ?? null } },
  },
  {
    name: 'crm', sdl: `${HEAD}type Client @key(fields: "id") { id: ID! name: String! owner: Person! } type Person @key(fields: "id", resolvable: false) { id: ID! } type Query { clients(first: Int = 50): [Client!]! }`,
    resolvers: { Query: { clients: (_root, { first }) => clients.slice(0, first as number) }, Client: { __resolveReference: ({ id }: Key) => clientsById.get(id) ?? null } },
  },
  {
    name: 'projects', sdl: `${HEAD}type Project @key(fields: "id") { id: ID! title: String! status: String! budget: Int! hours: Int! } type Client @key(fields: "id") { id: ID! projects: [Project!]! }`,
    resolvers: {
      Project: { __resolveReference: ({ id }: Key) => projectsById.get(id) ?? null },
      Client: { __resolveReference: itself, projects: ({ id }: Key) => projects.filter((_, index) => `c${index % 6}` === id) },
    },
  },
  {
    name: 'work',
    sdl: `${HEAD}type Task @key(fields: "id") { id: ID! title: String! assignee: Person! project: Project! } type Person @key(fields: "id") { id: ID! tasks(first: Int = 50): [Task!]! } type Project @key(fields: "id") { id: ID! tasks: [Task!]! }`,
    resolvers: {
      Task: { __resolveReference: ({ id }: Key) => tasks.find((task) => task.id === id) ?? null },
      Person: { __resolveReference: itself, tasks: ({ id }: Key, { first }) => tasks.filter((task) => task.assignee.id === id).slice(0, first as number) },
      Project: { __resolveReference: itself, tasks: ({ id }: Key) => tasks.filter((task) => task.project.id === id) },
    },
  },
  {
    name: 'revenue', sdl: `${HEAD}type Project @key(fields: "id") { id: ID! budget: Int! @external hours: Int! @external outstanding: Int! @requires(fields: "budget hours") }`,
    resolvers: { Project: { __resolveReference: itself, outstanding: ({ budget, hours }: { budget: number; hours: number }) => budget - 40 * hours } },
  },
];

const PROJECT = 'id title status budget hours outstanding';
const TASK = `id title assignee { id name email tasks { id title project { ${PROJECT} } } }`;

/** The two questions: a page that holds a whole firm, and one that a click asks for. */
export const QUESTIONS = {
  large: `{ clients { id name owner { id name email } projects { ${PROJECT} tasks { ${TASK} } } } people { id name email } }`,
  small: '{ person(id: "p1") { id name tasks(first: 2) { id title project { title outstanding } } } }',
} as const;
export type QuestionName = keyof typeof QUESTIONS;

/** What both gateways plan with. */
export function supergraph(): string {
  const made = compose(DOMAINS);
  if (!made.ok) throw new Error(made.problems.join('\n'));
  return made.base.supergraph;
}

export function schemaOf({ sdl, resolvers }: Domain): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
}
