import { federated } from './corpus.js';
import type { World } from './corpus.js';

const works = [
  { __typename: 'Drawing', id: 'w1', title: 'Plan', scale: 50 }, { __typename: 'Film', id: 'w2', title: 'Walk', minutes: 12 },
  { __typename: 'Drawing', id: 'w3', title: null, scale: 100 }, { __typename: 'Film', id: 'w2', title: 'Walk', minutes: 12 },
];
const assets = [{ __typename: 'Camera', id: 's1', maker: 'Leitz' }, { __typename: 'Crane', id: 's2', lift: 40 }];
const drawer = { id: 'u1' };

export const abstracts: World = {
  title: 'interfaces and unions',
  subgraphs: [
    {
      name: 'works',
      sdl: federated(`
        interface Work { id: ID! title: String }
        type Drawing implements Work @key(fields: "id") { id: ID! title: String scale: Int }
        type Film implements Work @key(fields: "id") { id: ID! title: String minutes: Int }
        union Found = Drawing | Film | Note
        type Note { text: String }
        type Query { works: [Work]! found: [Found!]! work(id: ID!): Work }`),
      resolvers: {
        Query: { works: () => [...works, null], found: () => [...works, { __typename: 'Note', text: 'loose' }], work: (_root, { id }) => works.find((w) => w.id === id) ?? null },
        Drawing: { __resolveReference: ({ id }: { id: string }) => works.find((w) => w.id === id) ?? null },
        Film: { __resolveReference: ({ id }: { id: string }) => works.find((w) => w.id === id) ?? null },
      },
    },
    {
      name: 'credits',
      sdl: federated(`
        interface Credited { credit: String! }
        type Drawing implements Credited @key(fields: "id") { id: ID! credit: String! drawnBy: Person }
        type Film implements Credited @key(fields: "id") { id: ID! credit: String! shotWith: [Asset!]! }
        interface Asset @key(fields: "id") { id: ID! }
        type Camera implements Asset @key(fields: "id") { id: ID! maker: String }
        type Crane implements Asset @key(fields: "id") { id: ID! lift: Int }
        type Person @key(fields: "id") { id: ID! }
        type Query { credited: [Credited!]! assets: [Asset!]! }`),
      resolvers: {
        Query: { credited: () => works.map(({ __typename, id }) => ({ __typename, id })), assets: () => assets },
        Drawing: { __resolveReference: (key: object) => key, credit: ({ id }: { id: string }) => `drawn: ${id}`, drawnBy: () => drawer },
        Film: { __resolveReference: (key: object) => key, credit: ({ id }: { id: string }) => `shot: ${id}`, shotWith: () => assets },
        Asset: { __resolveReference: ({ id }: { id: string }) => assets.find((s) => s.id === id) ?? null },
        Camera: { __resolveReference: ({ id }: { id: string }) => assets.find((s) => s.id === id) ?? null },
        Crane: { __resolveReference: ({ id }: { id: string }) => assets.find((s) => s.id === id) ?? null },
        Person: { __resolveReference: (key: object) => key },
      },
    },
    {
      name: 'leases',
      sdl: federated(`
        type Asset @key(fields: "id") @interfaceObject { id: ID! rent: Int! leasedTo: Person }
        type Person @key(fields: "id") { id: ID! name: String }
        type Query { leased: [Asset!]! }`),
      resolvers: {
        Query: { leased: () => [{ id: 's2' }, { id: 's1' }] },
        Asset: { __resolveReference: (key: object) => key, rent: ({ id }: { id: string }) => (id === 's1' ? 30 : 900), leasedTo: ({ id }: { id: string }) => (id === 's1' ? drawer : null) },
        Person: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Person ${id}` }), name: ({ id }: { id: string }) => `Person ${id}` },
      },
    },
  ],
  cases: [
    { title: 'the fields of an interface', query: '{ works { id title } }' },
    { title: 'each kind its own fields', query: '{ works { __typename id ... on Drawing { scale } ... on Film { minutes } } }' },
    { title: 'each kind its fields in another domain', query: '{ works { id ... on Drawing { credit drawnBy { name } } ... on Film { credit } } }' },
    { title: 'a union with a kind that is no entity', query: '{ found { __typename ... on Drawing { scale credit } ... on Film { minutes credit } ... on Note { text } } }' },
    { title: 'an interface that another domain resolves', query: '{ credited { credit ... on Drawing { title scale } ... on Film { title } } }' },
    { title: 'an interface inside a kind', query: '{ works { ... on Film { shotWith { id __typename ... on Camera { maker } } } } }' },
    { title: 'an entity interface with another domain\'s fields', query: '{ assets { id rent leasedTo { name } ... on Crane { lift } } }' },
    { title: 'from the interface object to its kinds', query: '{ leased { id rent __typename ... on Camera { maker } ... on Crane { lift } } }' },
    { title: 'a fragment on a kind that is not there', query: '{ work(id: "w1") { id ... on Film { minutes credit } } }' },
    { title: 'one name, two kinds, two meanings', query: '{ works { ... on Drawing { number: scale } ... on Film { number: minutes } } }' },
    { title: 'nothing but the name of the kind', query: '{ found { __typename } works { __typename } leased { __typename } }' },
  ],
};
