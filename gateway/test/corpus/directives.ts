import { federated } from './corpus.js';
import type { World } from './corpus.js';

interface Parcel { id: string; weight: number | null; size: { width: number; height: number } | null; labels: string[] }

const parcels: readonly Parcel[] = [
  { id: 'a', weight: 10, size: { width: 2, height: 3 }, labels: ['glass', 'up'] },
  { id: 'b', weight: null, size: { width: 1, height: 1 }, labels: [] },
  { id: 'c', weight: 4, size: null, labels: ['up'] },
];

export const directives: World = {
  title: '@requires, @provides, @override, @shareable and @inaccessible',
  subgraphs: [
    {
      name: 'parcels',
      sdl: federated(`
        type Parcel @key(fields: "id") { id: ID! weight: Int size: Size labels: [String!]! state: String origin: String @shareable secret: String @inaccessible }
        type Size { width: Int! height: Int! }
        type Query { parcels: [Parcel!]! parcel(id: ID!): Parcel }`),
      resolvers: {
        Query: { parcels: () => parcels, parcel: (_root, { id }) => parcels.find((p) => p.id === id) ?? null },
        Parcel: {
          __resolveReference: ({ id }: Parcel) => parcels.find((p) => p.id === id) ?? null,
          state: () => 'told by the old owner', origin: () => 'here', secret: ({ id }: Parcel) => `secret of ${id}`,
        },
      },
    },
    {
      name: 'rates',
      sdl: federated(`
        type Parcel @key(fields: "id") {
          id: ID! weight: Int @external size: Size @external labels: [String!]! @external secret: String @external
          rate(zone: Int = 1): Int @requires(fields: "weight size { width height }")
          care: String! @requires(fields: "labels")
          seal: String @requires(fields: "secret")
          state: String @override(from: "parcels")
        }
        type Size { width: Int! @external height: Int! @external }`),
      resolvers: {
        Parcel: {
          __resolveReference: (key: Parcel) => key,
          rate: ({ weight, size }: Parcel, { zone }) => (weight === null || size === null ? null : weight * size.width * size.height * (zone as number)),
          care: ({ labels }: Parcel) => (labels.includes('glass') ? 'fragile' : 'plain'),
          seal: ({ secret }: { secret?: string }) => (secret ? secret.length.toString() : null),
          state: ({ id }: Parcel) => `told of ${id} by the new owner`,
        },
      },
    },
    {
      name: 'bills',
      sdl: federated(`
        type Parcel @key(fields: "id") { id: ID! rate(zone: Int = 1): Int @external origin: String @shareable total: Int @requires(fields: "rate(zone: 2)") bearer: Person }
        type Bill @key(fields: "id") { id: ID! parcel: Parcel payer: Person @provides(fields: "name") holder: Person }
        type Person @key(fields: "id") { id: ID! name: String @external }
        type Query { bills: [Bill!]! }`),
      resolvers: {
        Query: {
          bills: () => [
            { id: 'b1', parcel: { id: 'a' }, payer: { id: 'u1', name: 'Anne, as the bill has it' }, holder: { id: 'u1' } },
            { id: 'b2', parcel: { id: 'b' }, payer: { id: 'u2', name: null }, holder: null },
            { id: 'b3', parcel: null, payer: null, holder: { id: 'u2' } },
          ],
        },
        Parcel: {
          __resolveReference: (key: object) => key, origin: () => 'here', bearer: () => ({ id: 'u2' }),
          total: ({ rate }: { rate: number | null }) => (rate === null ? null : rate + 1),
        },
      },
    },
    {
      name: 'persons',
      sdl: federated('type Person @key(fields: "id") { id: ID! name: String born: Int } type Query { persons: [Person!]! }'),
      resolvers: {
        Query: { persons: () => [{ id: 'u1', name: 'Anne', born: 1980 }] },
        Person: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Person ${id}`, born: id === 'u1' ? 1980 : null }) },
      },
    },
  ],
  cases: [
    { title: '@requires of plain and inner fields, with nulls among them', query: '{ parcels { id rate } }' },
    { title: '@requires with an argument beside it', query: 'query ($z: Int) { parcels { near: rate far: rate(zone: 9) given: rate(zone: $z) } }', variables: { z: 3 } },
    { title: '@requires of a list', query: '{ parcels { care } }' },
    { title: '@requires of what callers cannot see', query: '{ parcels { seal } }' },
    { title: '@requires upon @requires', query: '{ parcels { total } }' },
    { title: '@requires upon @requires, asked together with both', query: '{ parcels { weight rate total care bearer { name } } }' },
    { title: '@requires from another domain\'s key', query: '{ bills { id parcel { rate total care } } }' },
    { title: '@provides where it is provided, and not beside it', query: '{ bills { payer { id name } holder { id name } } }' },
    { title: '@provides and a field that is not provided', query: '{ bills { payer { name born } } }' },
    { title: '@override: the new owner speaks', query: '{ parcels { id state } }' },
    { title: '@override from a third domain', query: '{ bills { parcel { state weight } } }' },
    { title: '@shareable from either', query: '{ bills { parcel { origin } } parcels { origin } }' },
    { title: 'a hidden field is not asked for', query: '{ parcels { secret } }', errors: 1 },
  ],
};
