import { describe, expect, it } from '@jest/globals';
import { blankText, clausesIn, fieldsIn, isText, openNames, type TextNode } from './text';

const words = (...texts: string[]): TextNode => ({ type: 'paragraph', content: texts.map((text) => ({ type: 'text', text })) });
const doc = (...content: TextNode[]): TextNode => ({ type: 'doc', content });

describe('a text that is being written', () => {
  it('names what stands in curly brackets and became no field, while it is typed too', () => {
    expect(openNames(doc(words('Dear {{ client.nme }}, and {{client.nme}}', 'of {{firm.na')))).toEqual(['client.nme', 'firm.na']);
    expect(openNames(doc(words('A {plain} bracket {{ }} and { one }')))).toEqual([]);
  });

  it('knows its fields and fixed clauses, each once and however deep', () => {
    const field: TextNode = { type: 'mergeField', attrs: { name: 'firm.name' } };
    const clause: TextNode = { type: 'lockedClause', attrs: { clauseVersionId: 'clv_1' }, content: [{ type: 'paragraph', content: [field] }] };
    expect(fieldsIn(doc({ type: 'paragraph', content: [field] }, clause))).toEqual(['firm.name']);
    expect(clausesIn(doc(clause, clause))).toEqual(['clv_1']);
  });

  it('is told from what is none', () => {
    expect([blankText, doc()].every(isText)).toBe(true);
    expect([null, 'doc', words('x'), { type: 'doc' }].some(isText)).toBe(false);
  });
});
