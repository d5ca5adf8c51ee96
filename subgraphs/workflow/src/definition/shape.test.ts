import { describe, expect, it } from '@jest/globals';
import { projectCreated } from '@firmament/events';
import { shapeAt, shapeOfContract, toExpression, toJson } from './shape.js';
import type { Shape } from './document.types.js';

const shape: Shape = { type: 'object', fields: { count: { type: 'int' }, name: { type: 'string' }, day: { type: 'date' }, list: { type: 'list', of: { type: 'object', fields: { n: { type: 'int' } } } } } };

describe('values at the border', () => {
  it('go in with whole numbers as BigInt and with null where something is absent', () => {
    expect(toExpression({ count: 3, list: [{ n: 1 }, {}] }, shape)).toEqual({ count: 3n, name: null, day: null, list: [{ n: 1n }, { n: null }] });
    expect(toExpression(undefined, shape)).toBeNull();
  });

  it('come back as numbers, days and texts, without what nobody gave', () => {
    expect(toJson({ count: 3n, name: 7n, day: new Date('2026-11-24T15:30:00Z'), list: [{ n: 1n, extra: 'x' }] }, shape, 'input')).toEqual({ count: 3, name: '7', day: '2026-11-24', list: [{ n: 1 }] });
    expect(toJson({ count: null, name: undefined }, shape, 'input')).toEqual({});
  });

  it('are refused with their place when they do not fit', () => {
    expect(() => toJson({ count: 'many' }, shape, 'input')).toThrow('input.count must be a number.');
    expect(() => toJson({ list: 'x' }, shape, 'input')).toThrow('input.list must be a list.');
    expect(() => toJson({ name: { a: 1 } }, shape, 'input')).toThrow('input.name must be a single value.');
  });

  it("take an event's shape from its contract, whole numbers and nullable fields among them", () => {
    const event = shapeOfContract(projectCreated);
    expect(shapeAt(event, ['taskCount'])).toEqual({ type: 'int' });
    expect(shapeAt(event, ['kickOffOn'])).toEqual({ type: 'string' });
    expect(shapeAt(event, ['nothing'])).toBeNull();
  });
});
