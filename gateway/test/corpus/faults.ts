import { GraphQLError } from 'graphql';
import { federated } from './corpus.js';
import type { World } from './corpus.js';

interface Key { id: string }

const orders = [
  { id: 'o1', item: { id: 'good' } }, { id: 'o2', item: { id: 'good' } }, { id: 'o3', item: { id: 'bad' } }, { id: 'o4', item: { id: 'gone' } },
  { id: 'o5', item: { id: 'bad' } }, { id: 'o6', item: null }, { id: 'o7', item: { id: 'good' } },
];
const refuse = (message: string): never => { throw new GraphQLError(message, { extensions: { code: 'FORBIDDEN', reason: 'NOT_YOURS' } }); };

export const faults: World = {
  title: 'errors and nulls',
  subgraphs: [
    {
      name: 'orders',
      sdl: federated(`
        type Order @key(fields: "id") { id: ID! item: Item sure: Item! note: String lines: [Line] strict: [Line!] }
        type Line { text: String! item: Item }
        type Item @key(fields: "id", resolvable: false) { id: ID! }
        type Query { orders: [Order!]! order(id: ID!): Order strict: Order! fault: String refused: Order broken: [Order!] }
        type Mutation { cancel(id: ID!): Order fail: String must: Order! }`),
      resolvers: {
        Query: {
          orders: () => orders, order: (_root, { id }) => orders.find((o) => o.id === id) ?? null,
          strict: () => { throw new Error('the strict one is away'); }, fault: () => { throw new Error('a root fell'); },
          refused: () => refuse('This order is not yours.'), broken: () => [orders[0], null],
        },
        Mutation: {
          cancel: (_root, { id }) => orders.find((o) => o.id === id) ?? refuse('There is no such order.'),
          fail: () => { throw new Error('the mutation fell'); }, must: () => null,
        },
        Order: {
          sure: ({ item }: { item: Key | null }) => item, note: ({ id }: Key) => (id === 'o3' ? refuse('This note is not yours.') : `note of ${id}`),
          lines: ({ id }: Key) => [{ text: `first of ${id}`, item: { id: 'bad' } }, { text: null, item: null }, { text: 'last', item: { id: 'good' } }],
          strict: () => [{ text: 'fine' }, { text: null }],
        },
      },
    },
    {
      name: 'items',
      sdl: federated(`
        type Item @key(fields: "id") { id: ID! name: String title: String! parts: [Part!] part: Part state: State }
        type Part { name: String! weight: Int }
        enum State { NEW USED }
        type Query { items(ids: [ID!]!): [Item]! }`),
      resolvers: {
        Query: { items: (_root, { ids }) => (ids as string[]).map((id) => ({ id })) },
        Item: {
          __resolveReference: ({ id }: Key) => (id === 'gone' ? null : { id }),
          name: ({ id }: Key) => (id === 'bad' ? refuse(`The name of ${id} is not yours.`) : `Item ${id}`),
          title: ({ id }: Key) => (id === 'bad' ? null : `Title of ${id}`),
          parts: ({ id }: Key) => (id === 'bad' ? [{ name: 'wheel' }, { name: () => refuse('This part is not yours.') }] : [{ name: 'axle', weight: 3 }]),
          part: ({ id }: Key) => ({ name: 'lid', weight: () => (id === 'bad' ? refuse('The weight is not yours.') : 1) }),
          state: ({ id }: Key) => (id === 'bad' ? 'BURNT' : 'NEW'),
        },
      },
    },
    {
      name: 'prices',
      sdl: federated('type Item @key(fields: "id") { id: ID! price: Int } type Query { cheapest: Item }'),
      resolvers: {
        Query: { cheapest: () => ({ id: 'bad' }) },
        Item: { __resolveReference: async ({ id }: Key) => (id === 'bad' ? refuse('The price list knows no bad things.') : { id, price: 7 }) },
      },
    },
    {
      name: 'taxes',
      sdl: federated('type Item @key(fields: "id") { id: ID! tax: Int }'),
      resolvers: { Item: { __resolveReference: ({ id }: Key) => (id === 'bad' ? refuse('The whole list falls when one throws at once.') : { id, tax: 1 }) } },
    },
  ],
  cases: [
    { title: 'a root that falls', query: '{ fault orders { id } }', errors: 1 },
    { title: 'a refusal at the root', query: '{ refused { id item { name } } }', errors: 1 },
    { title: 'a root that must not be null', query: '{ strict { id } }', errors: 1 },
    { title: 'a null in a list that has none', query: '{ broken { id } orders { id } }', errors: 1 },
    { title: 'a field of the first domain', query: '{ orders { id note } }', errors: 1 },
    { title: 'a field of the second domain, one of many', query: '{ order(id: "o3") { id item { name } } }', errors: 1 },
    { title: 'a field of the second domain, behind things asked for twice', query: '{ orders { id item { name } } }', errors: 2 },
    { title: 'a field of the second domain that must not be null', query: '{ orders { id item { title } } }', errors: 2 },
    { title: 'an entity that is gone', query: '{ order(id: "o4") { id item { id name title } } }' },
    { title: 'a reference that is refused, asked for twice', query: '{ orders { item { price } } }', errors: 2 },
    { title: 'a reference that throws at once, and takes its list along', query: '{ orders { item { tax } } }', errors: 1 },
    { title: 'a reference that is refused, alone', query: '{ cheapest { id name price } }', errors: 1 },
    { title: 'two domains fail at one thing', query: '{ orders { item { name price } } }', errors: 4 },
    { title: 'a failure inside a list inside an entity', query: '{ orders { item { parts { name weight } } } }', errors: 2 },
    { title: 'a failure inside an object inside an entity', query: '{ orders { item { part { name weight } } } }', errors: 2 },
    { title: 'a value outside its enum', query: '{ orders { item { state } } }', errors: 2 },
    { title: 'nulls in lists of the first domain, entities beside them', query: '{ order(id: "o1") { lines { text item { name } } } }', errors: 2 },
    { title: 'a null that empties its list', query: '{ order(id: "o1") { strict { text } note } }', errors: 1 },
    { title: 'an entity that must be there and is gone', query: '{ order(id: "o4") { sure { title } } }' },
    { title: 'an entity that must be there and is null', query: '{ order(id: "o6") { sure { id } } }', errors: 1 },
    { title: 'failures under other names', query: '{ all: orders { thing: item { called: name worth: price } } }', errors: 4 },
    { title: 'a mutation that is refused', query: 'mutation { cancel(id: "o9") { id } }', errors: 1 },
    { title: 'mutations one after another, one falls', query: 'mutation { a: cancel(id: "o1") { id item { name } } fail b: cancel(id: "o3") { item { name } } }', errors: 2 },
    { title: 'a mutation that must answer', query: 'mutation { must { id } }', errors: 1 },
    { title: 'a question that is wrong', query: '{ orders { nothing } }', errors: 1 },
  ],
};
