import { clausesOf, deviationsOf, fieldsOf, filled, unresolvedFields, withClauses } from './body.rules.js';
import type { Body, BodyNode } from './body.types.js';
import { readBody } from './schema.rules.js';

const clauseId = 'clv_01jd8z6k4vfq2a3b4c5d6e7f8g';
const words = (text: string): BodyNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const field = (name: string): BodyNode => ({ type: 'mergeField', attrs: { name } });
const doc = (...content: BodyNode[]): Body => ({ type: 'doc', content });
const clause = (...content: BodyNode[]): BodyNode => ({ type: 'lockedClause', attrs: { clauseVersionId: clauseId }, content });
const read = (json: unknown): Body => { const body = readBody(json); if (typeof body === 'string') throw new Error(body); return body; };

describe('a text', () => {
  it('is read with its fields and fixed clauses', () => {
    const body = read(doc({ type: 'heading', attrs: { level: 1 }, content: [field('client.displayName')] }, clause(words('Liability is limited.')), { type: 'paragraph', content: [field('lines'), field('client.displayName')] }));
    expect(fieldsOf(body)).toEqual(['client.displayName', 'lines']);
    expect(clausesOf(body)).toEqual([clauseId]);
  });

  it.each<[string, unknown]>([
    ['nothing', null], ['a paragraph alone', words('Hi')], ['an empty document', { type: 'doc', content: [] }], ['a script', doc({ type: 'script', content: [] })], ['a field nobody knows', doc({ type: 'paragraph', content: [field('client.password')] })],
    ['a link as a mark', doc({ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:1' } }] }] })], ['a heading of the seventh rank', doc({ type: 'heading', attrs: { level: 7 }, content: [] })],
    ['a clause without its version', doc({ type: 'lockedClause', content: [words('x')] })], ['a list item outside of a list', doc({ type: 'listItem', content: [words('x')] })], ['a NUL', doc(words('a\u0000'))], ['far too much', doc(words('x'.repeat(500_000)))],
    ['a clause inside a clause', doc(clause(clause(words('x'))))], ['itself a thousand times over', Array.from({ length: 30_000 }).reduce<unknown>((inner) => ({ type: 'bulletList', content: [{ type: 'listItem', content: [inner] }] }), words('x'))],
  ])('is refused when it is %s', (_, json) => { expect(typeof readBody(json)).toBe('string'); });

  it('names the fields that nothing fills, and fills the others under their marks', () => {
    const bold = [{ type: 'bold' }];
    const body = read(doc({ type: 'paragraph', content: [{ ...field('client.displayName'), marks: bold }, field('proposal.total'), field('lines')] }));
    expect(unresolvedFields(body, { 'client.displayName': 'Marlowe', 'proposal.total': '' })).toEqual(['proposal.total']);
    expect(filled(body, { 'client.displayName': 'Marlowe' }).content[0]?.content).toEqual([{ type: 'text', text: 'Marlowe', marks: bold }, field('proposal.total'), field('lines')]);
  });
});

describe('a fixed clause', () => {
  const library = new Map([[clauseId, doc(words('Liability is limited.'))]]);
  const standing = withClauses(doc(words('Dear client,'), clause(words('old words'))), library);
  it('gets its words from the library', () => { expect(standing.content[1]?.content).toEqual([words('Liability is limited.')]); });
  it('is no deviation while its words stand', () => { expect(deviationsOf(standing, [clauseId], library)).toEqual([]); });
  it('is one when a word of it changed', () => { expect(deviationsOf(doc(clause(words('Liability is unlimited.'))), [clauseId], library)).toEqual([{ clauseVersionId: clauseId, kind: 'CHANGED' }]); });
  it('is one when it is gone, or only repeated with other words', () => {
    expect(deviationsOf(doc(words('Dear client,')), [clauseId], library)).toEqual([{ clauseVersionId: clauseId, kind: 'REMOVED' }]);
    expect(deviationsOf(doc(...standing.content, clause(words('But see above.'))), [clauseId], library)).toEqual([{ clauseVersionId: clauseId, kind: 'CHANGED' }]);
  });
  it('is one when the library does not know it', () => { expect(deviationsOf(standing, [], new Map())).toEqual([{ clauseVersionId: clauseId, kind: 'CHANGED' }]); });
});
