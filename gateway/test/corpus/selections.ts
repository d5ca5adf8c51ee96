import { federated } from './corpus.js';
import type { World } from './corpus.js';

interface Key { id: string }
interface Filter { states?: string[] | null; text?: string; range?: { from: number; to?: number | null } }

const tasks = [{ id: 't1', state: 'OPEN' }, { id: 't2', state: 'DONE' }, { id: 't3', state: 'OPEN' }].map((task) => ({ ...task, owner: { id: task.id === 't2' ? 'u2' : 'u1' } }));
const said = (value: unknown): string => JSON.stringify(value) ?? 'left out';

export const selections: World = {
  title: 'aliases, fragments, variables, @skip and @include',
  subgraphs: [
    {
      name: 'tasks',
      sdl: federated(`
        enum State { OPEN DONE }
        input Range { from: Int! to: Int = 9 }
        input Filter { states: [State!] text: String = "any" range: Range }
        type Task @key(fields: "id") { id: ID! state: State! owner: User! other: User title(lang: String = "en", loud: Boolean): String! sub(first: Int = 1): [Task!]! }
        type User @key(fields: "id", resolvable: false) { id: ID! }
        type Query { tasks(filter: Filter, first: Int = 2): [Task!]! task(id: ID!): Task echo(filter: Filter, ids: [ID], n: Float): String }
        type Mutation { move(id: ID!, to: State!): Task! }`),
      resolvers: {
        Query: {
          tasks: (_root, { filter, first }) => tasks.filter((t) => (filter as Filter | undefined)?.states?.includes(t.state) ?? true).slice(0, first as number),
          task: (_root, { id }) => tasks.find((t) => t.id === id) ?? null,
          echo: (_root, args) => said(args),
        },
        Mutation: { move: (_root, { id, to }) => ({ ...tasks.find((t) => t.id === id), state: to as string }) },
        Task: {
          __resolveReference: ({ id }: Key) => tasks.find((t) => t.id === id) ?? null,
          other: () => null, sub: (_root: Key, { first }) => tasks.slice(0, first as number),
          title: ({ id }: Key, { lang, loud }) => `${id} ${lang as string}${loud ? '!' : ''}`,
        },
      },
    },
    {
      name: 'users',
      sdl: federated(`
        type User @key(fields: "id") { id: ID! name(style: String = "short"): String avatar(size: Int!): String boss: User tags(with: [String!] = ["a"]): [String!]! }
        type Query { me: User }`),
      resolvers: {
        Query: { me: () => ({ id: 'u1' }) },
        User: {
          __resolveReference: (key: Key) => key, name: ({ id }: Key, { style }) => `${id} ${style as string}`, avatar: ({ id }: Key, { size }) => `${id}@${size as number}`,
          boss: ({ id }: Key) => (id === 'u1' ? { id: 'u2' } : null), tags: (_root: Key, args) => args.with as string[],
        },
      },
    },
    {
      name: 'hours',
      sdl: federated('type Task @key(fields: "id") { id: ID! hours(unit: String = "h"): String } type User @key(fields: "id") { id: ID! booked(task: ID): [Task!]! }'),
      resolvers: {
        Task: { __resolveReference: (key: Key) => key, hours: ({ id }: Key, { unit }) => `${id.slice(1)}${unit as string}` },
        User: { __resolveReference: (key: Key) => key, booked: (_root: Key, { task }) => [{ id: (task as string | undefined) ?? 't1' }] },
      },
    },
  ],
  cases: [
    { title: 'other names at every level', query: '{ list: tasks { key: id who: owner { called: name } } }' },
    { title: 'one field twice with other arguments', query: '{ tasks { owner { short: name long: name(style: "long") small: avatar(size: 1) large: avatar(size: 9) } } }' },
    { title: 'one entity under two names', query: '{ task(id: "t1") { a: owner { name } b: owner { avatar(size: 2) } } }' },
    { title: 'one root twice', query: '{ a: tasks(first: 1) { hours } b: tasks(first: 3) { hours(unit: "min") } }' },
    { title: 'a name that is a key elsewhere', query: '{ tasks { id: state owner { id: name } } }' },
    { title: 'fragments inside fragments', query: '{ tasks { ...T } me { ...U } } fragment T on Task { id owner { ...U } } fragment U on User { name boss { ...B } } fragment B on User { name id }' },
    { title: 'one fragment in many places', query: '{ me { ...U boss { ...U } } task(id: "t2") { owner { ...U } } } fragment U on User { name tags booked { hours } }' },
    { title: 'inline fragments with and without a kind', query: '{ tasks { ... { id } ... on Task { hours } ... @include(if: true) { state } } }' },
    { title: 'overlapping selections are merged', query: '{ tasks { owner { name } } tasks { owner { boss { name } } id } }' },
    { title: '@skip and @include of fields, both ways', query: 'query ($yes: Boolean!, $no: Boolean!) { tasks { id @skip(if: $yes) state @include(if: $yes) hours @include(if: $no) owner { name @skip(if: $no) } } }', variables: { yes: true, no: false } },
    { title: '@skip of a whole domain', query: 'query ($no: Boolean!) { tasks { id hours @include(if: $no) owner @include(if: $no) { name } } }', variables: { no: false } },
    { title: '@include of a fragment', query: 'query ($with: Boolean = true) { tasks { ...H @include(if: $with) id } } fragment H on Task { hours owner { name } }' },
    { title: '@skip and @include together', query: 'query ($a: Boolean!, $b: Boolean!) { tasks { id hours @skip(if: $a) @include(if: $b) state @skip(if: $b) @include(if: $b) } }', variables: { a: false, b: true } },
    { title: 'nothing is left to select', query: 'query ($no: Boolean!) { tasks { id owner { name @include(if: $no) } } }', variables: { no: false } },
    { title: 'variables of other domains', query: 'query ($size: Int!, $unit: String, $lang: String!) { tasks { title(lang: $lang) hours(unit: $unit) owner { avatar(size: $size) } } }', variables: { size: 5, unit: 'd', lang: 'de' } },
    { title: 'a variable left out takes the default', query: 'query ($unit: String, $lang: String = "fr") { tasks { title(lang: $lang) hours(unit: $unit) } }' },
    { title: 'a variable that is null', query: 'query ($f: Filter, $ids: [ID], $n: Float) { echo(filter: $f, ids: $ids, n: $n) }', variables: { f: null, ids: null, n: null } },
    { title: 'inputs inside inputs', query: 'query ($f: Filter) { echo(filter: $f) tasks(filter: $f) { id } }', variables: { f: { states: ['OPEN'], range: { from: 1 } } } },
    { title: 'inputs written in the question', query: '{ echo(filter: { states: [DONE], text: null, range: { from: 1, to: null } }, ids: ["a", null, 3], n: 1) }' },
    { title: 'a part of an input as variable', query: 'query ($s: [State!], $from: Int!) { echo(filter: { states: $s, range: { from: $from } }) }', variables: { s: 'OPEN', from: 2 } },
    { title: 'a list as variable in another domain', query: 'query ($t: [String!]) { me { tags(with: $t) boss { tags } } }', variables: { t: ['x', 'y'] } },
    { title: 'letters of every kind', query: 'query ($s: String) { me { name(style: $s) } echo(filter: { text: "a\\"b\\n\\u00e9 🜁" }) }', variables: { s: '\\ "quoted" \u2028 ü 🜁' } },
    { title: 'a mutation and what hangs on it', query: 'mutation ($to: State!) { move(id: "t2", to: $to) { state hours owner { name } } again: move(id: "t1", to: DONE) { state hours } }', variables: { to: 'OPEN' } },
    { title: 'the schema itself', query: '{ __type(name: "Task") { name fields { name args { name defaultValue } } } tasks { id hours } }' },
    { title: 'a variable of the wrong kind', query: 'query ($n: Int!) { tasks(first: $n) { id } }', variables: { n: 'many' }, errors: 1 },
    { title: 'a variable that is missing', query: 'query ($size: Int!) { me { avatar(size: $size) } }', errors: 1 },
  ],
};
