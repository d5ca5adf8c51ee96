import { federated } from './corpus.js';
import type { World } from './corpus.js';

interface Product { upc: string; sku: string; maker: { code: string }; name: string; price: number | null }
interface Shelf { hall: string; row: number }

const products: readonly Product[] = [
  { upc: 'p1', sku: 'T-1', maker: { code: 'oak' }, name: 'Table', price: 900 },
  { upc: 'p2', sku: 'C-1', maker: { code: 'oak' }, name: 'Chair', price: 120 },
  { upc: 'p3', sku: 'T-1', maker: { code: 'elm' }, name: 'Small table', price: null },
];
const reviews = [
  { id: 'r1', body: 'Stands well', upc: 'p1', by: 'u1' }, { id: 'r2', body: 'Wobbles', upc: 'p1', by: 'u2' },
  { id: 'r3', body: 'Comfortable', upc: 'p2', by: 'u1' }, { id: 'r4', body: null, upc: 'p3', by: null },
];
const people = [{ id: 'u1', email: 'anne@firm.test', name: 'Anne' }, { id: 'u2', email: 'ben@firm.test', name: null }];
const shelves = [{ hall: 'north', row: 1, label: 'By the door', keeper: 'anne@firm.test' }, { hall: 'north', row: 2, label: null, keeper: 'ben@firm.test' }];
const review = (r: (typeof reviews)[number]) => ({ ...r, product: { upc: r.upc }, author: r.by ? { id: r.by } : null });

export const keys: World = {
  title: 'keys',
  subgraphs: [
    {
      name: 'catalogue',
      sdl: federated(`
        type Product @key(fields: "upc") @key(fields: "sku maker { code }") { upc: ID! sku: String! maker: Maker! name: String price: Int }
        type Maker @key(fields: "code") { code: ID! title: String }
        type Query { product(upc: ID!): Product products(first: Int = 10): [Product!]! grid: [[Product]] }`),
      resolvers: {
        Query: {
          product: (_root, { upc }) => products.find((p) => p.upc === upc) ?? null,
          products: (_root, { first }) => products.slice(0, first as number),
          grid: () => [[products[0], null], [], [products[2], products[0]], null],
        },
        Product: { __resolveReference: (key: Partial<Product>) => products.find((p) => (key.upc ? p.upc === key.upc : p.sku === key.sku && p.maker.code === key.maker?.code)) ?? null },
        Maker: { __resolveReference: (key: { code: string }) => key, title: ({ code }: { code: string }) => `Makers of ${code}` },
      },
    },
    {
      name: 'stock',
      sdl: federated(`
        type Product @key(fields: "sku maker { code }") { sku: String! maker: Maker! inStock: Int! shelf: Shelf }
        type Maker @key(fields: "code", resolvable: false) { code: ID! }
        type Shelf @key(fields: "hall row", resolvable: false) { hall: ID! row: Int! }
        type Query { scarce: [Product!]! }`),
      resolvers: {
        Query: { scarce: () => [{ sku: 'T-1', maker: { code: 'elm' } }, { sku: 'C-1', maker: { code: 'oak' } }] },
        Product: {
          __resolveReference: (key: Product) => key,
          inStock: ({ sku, maker }: Product) => sku.length + maker.code.length,
          shelf: ({ sku, maker }: Product) => (maker.code === 'elm' ? null : { hall: 'north', row: sku === 'T-1' ? 1 : 2 }),
        },
      },
    },
    {
      name: 'halls',
      sdl: federated(`
        type Shelf @key(fields: "hall row") { hall: ID! row: Int! label: String keeper: Person }
        type Person @key(fields: "email", resolvable: false) { email: String! }
        type Query { shelf(hall: ID!, row: Int!): Shelf }`),
      resolvers: {
        Query: { shelf: (_root, { hall, row }) => shelves.find((s) => s.hall === hall && s.row === row) ?? null },
        Shelf: {
          __resolveReference: ({ hall, row }: Shelf) => shelves.find((s) => s.hall === hall && s.row === row) ?? null,
          keeper: ({ keeper }: { keeper: string }) => ({ email: keeper }),
        },
      },
    },
    {
      name: 'people',
      sdl: federated('type Person @key(fields: "id") @key(fields: "email") { id: ID! email: String! name: String } type Query { people: [Person!]! }'),
      resolvers: {
        Query: { people: () => people },
        Person: { __resolveReference: (key: { id?: string; email?: string }) => people.find((p) => (key.id ? p.id === key.id : p.email === key.email)) ?? null },
      },
    },
    {
      name: 'reviews',
      sdl: federated(`
        type Review @key(fields: "id") { id: ID! body: String product: Product! author: Person }
        type Product @key(fields: "upc") { upc: ID! reviews(first: Int = 5): [Review!]! }
        type Person @key(fields: "id") { id: ID! reviews: [Review!]! }
        type Query { reviews: [Review!]! node(id: ID!): Review }`),
      resolvers: {
        Query: { reviews: () => reviews.map(review), node: (_root, { id }) => reviews.filter((r) => r.id === id).map(review)[0] ?? null },
        Product: { __resolveReference: (key: object) => key, reviews: ({ upc }: { upc: string }, { first }) => reviews.filter((r) => r.upc === upc).map(review).slice(0, first as number) },
        Person: { __resolveReference: (key: object) => key, reviews: ({ id }: { id: string }) => reviews.filter((r) => r.by === id).map(review) },
      },
    },
  ],
  cases: [
    { title: 'one key', query: '{ product(upc: "p1") { name reviews { body } } }' },
    { title: 'nothing under the key', query: '{ product(upc: "p9") { name reviews { body } } }' },
    { title: 'a list, each with another domain\'s part', query: '{ products { upc reviews { id body } } }' },
    { title: 'a key of two parts', query: '{ shelf(hall: "north", row: 1) { label keeper { name } } }' },
    { title: 'a key with a part inside', query: '{ products { name inStock } }' },
    { title: 'from a key with a part inside to the other key', query: '{ scarce { upc name inStock reviews { body } } }' },
    { title: 'the second key of a type', query: '{ shelf(hall: "north", row: 2) { keeper { id name email } } }' },
    { title: 'over a second key to a third domain', query: '{ shelf(hall: "north", row: 1) { keeper { name reviews { body product { name } } } } }' },
    { title: 'a key that is not resolvable here', query: '{ scarce { maker { code title } } }' },
    { title: 'the same thing many times in a list', query: '{ reviews { id product { name price } author { name } } }' },
    { title: 'the same thing many times, with lists inside', query: '{ reviews { product { upc inStock reviews { id author { name } } } } }' },
    { title: 'nulls between entities', query: '{ products { shelf { label keeper { name } } } }' },
    { title: 'a null where an entity would be', query: '{ node(id: "r4") { body author { name } product { name } } }' },
    { title: 'lists of lists with holes', query: '{ grid { upc reviews { body } } }' },
    { title: 'an empty list', query: '{ products(first: 0) { name reviews { body } inStock } }' },
    { title: 'five domains in one question', query: '{ products { name maker { title } inStock shelf { label keeper { name reviews { body } } } reviews { author { email } } } }' },
    { title: 'several roots of several domains', query: '{ products { upc } reviews { id } people { name reviews { id } } scarce { sku } }' },
    { title: 'there and back', query: '{ people { reviews { product { reviews { author { reviews { id } } } } } } }' },
    { title: 'keys only', query: '{ reviews { product { upc } author { id } } }' },
    { title: 'names of types everywhere', query: '{ __typename products { __typename shelf { __typename keeper { __typename } } reviews { __typename author { __typename } } } }' },
  ],
};
