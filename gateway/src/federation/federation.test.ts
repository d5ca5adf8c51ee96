import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import type { FetchNode } from '@apollo/query-planner';
import type { OperationDefinitionNode } from 'graphql';
import { Answering } from './answer.js';
import { merge } from './merging.js';
import type { Json } from './merging.js';
import { representationsOf } from './representations.js';
import { Shape } from './shape.js';

const schema = buildSchema('type Query { pages: [Page!] page: Page } type Page { id: ID! title: String size: Int! owner: Person } type Person { id: ID! name: String! }');
const fetch = { kind: 'Fetch', serviceName: 'people', operation: '', operationName: undefined, operationKind: 'query', requires: [{ kind: 'InlineFragment', typeCondition: 'Person', selections: [{ kind: 'Field', name: '__typename' }, { kind: 'Field', name: 'id' }] }] } as unknown as FetchNode;
const person = (id: string): Json => ({ __typename: 'Person', id });

/** The answer to a question over data that lie in a heap already. */
function answered(question: string, data: Json): { data: Json | null; isUnfit: boolean } {
  const operation = parse(question).definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
  const answering = new Answering(schema);
  const root = schema.getQueryType();
  if (!root) throw new Error('the schema has a Query');
  return { data: answering.shaped(data, new Shape({ schema, fragments: new Map(), variables: {} }, [operation.selectionSet]), root), isUnfit: answering.isUnfit };
}

describe('the keys of a fetch', () => {
  it('name each entity once, with every place that shows it', () => {
    const [first, again, other, keyless] = [person('p1'), person('p1'), person('p2'), { __typename: 'Person' }];
    const asked = representationsOf(schema, fetch, [first, keyless, again, other, first]);
    expect(asked.representations).toEqual([person('p1'), person('p2')]);
    expect(asked.targets).toEqual([[first, again], [other]]);
    expect(asked.places).toEqual([[0, 2, 4], [3]]);
  });
});

describe('answers laid over one another', () => {
  it('take each field from where it is known, lists of equal length one by one', () => {
    const data: Json = { pages: [{ id: '1', owner: person('p1') }, null] };
    merge(data, { pages: [{ title: 'One', owner: { name: 'Ann' } }, null], page: null });
    expect(data).toEqual({ pages: [{ id: '1', title: 'One', owner: { ...person('p1'), name: 'Ann' } }, null], page: null });
  });

  it('bear whatever a caller calls a field', () => {
    const data = JSON.parse('{"page":{"__proto__":"a title","constructor":1}}') as Json;
    const heap: Json = {};
    merge(heap, data);
    const { data: answer } = answered('{ page { __proto__: title constructor: size toString: id } }', { page: { ...(data.page as Json), toString: 'x' } });
    expect(JSON.stringify(heap)).toBe(JSON.stringify(data));
    expect(Object.getPrototypeOf(heap.page)).toBe(Object.prototype);
    expect(JSON.stringify(answer)).toBe('{"page":{"__proto__":"a title","constructor":1,"toString":"x"}}');
  });
});

describe('an answer that its schema does not allow', () => {
  it('becomes null as far up as it must, and is noticed', () => {
    expect(answered('{ page { title size } }', { page: { title: 'One' } })).toEqual({ data: { page: null }, isUnfit: true });
    expect(answered('{ pages { id } page { title } }', { pages: [{ id: '1' }, {}], page: { title: 7 } })).toEqual({ data: { pages: null, page: { title: null } }, isUnfit: true });
    expect(answered('{ page { id title } }', { page: { id: 1, title: 'One' } })).toEqual({ data: { page: { id: 1, title: 'One' } }, isUnfit: false });
    expect(() => answered('{ pages { id } }', { pages: 'none' })).toThrow('a list');
  });
});
