import { describe, expect, it } from '@jest/globals';
import { buildSchema, GraphQLError, graphqlSync } from 'graphql';
import { maskError } from './masking.js';

const schema = buildSchema(`
  enum Kind { ONE TWO }
  input Secret { name: String! secret: String! }
  input Connect { kind: Kind! label: String secrets: [Secret!]! }
  type Query { connect(input: Connect!): String }
`);
const planted = 'PLANTED; Field "x" at "elsewhere"; 7f';
const said = (input: unknown): string => {
  const [error] = graphqlSync({ schema, source: 'query($input: Connect!) { connect(input: $input) }', variableValues: { input } }).errors ?? [];
  return maskError({ ...(error as GraphQLError).toJSON(), extensions: { code: 'BAD_USER_INPUT' } }).message;
};
const secret = { name: 'apiKey', secret: planted };

describe('a variable that does not fit', () => {
  it.each([
    ['a field is missing beside a secret', { kind: 'ONE', secrets: [{ secret: planted }] }, 'at "input.secrets[0]": field "name" is missing.'],
    ['a whole input lacks a field', { secrets: [secret] }, ': field "kind" is missing.'],
    ['a field too much', { kind: 'ONE', secrets: [{ ...secret, more: planted }] }, 'at "input.secrets[0]": it has a field that nobody knows.'],
    ['a secret that is no text', { kind: 'ONE', secrets: [{ name: 'apiKey', secret: { text: planted } }] }, 'at "input.secrets[0].secret": it is of another kind.'],
    ['a secret in the place of a word', { kind: planted, secrets: [] }, 'at "input.kind": it is of another kind.'],
  ])('is named, and not repeated: %s', (_what, input, words) => {
    expect(said(input)).toContain(words);
    expect(said(input)).not.toContain('PLANTED');
    expect(said(input)).toMatch(/^Variable "\$input" has a value that does not fit/);
  });

  it('other words of a refusal stay as they are', () => {
    expect(maskError({ message: 'Cannot query field "x" on type "Query".', extensions: { code: 'BAD_USER_INPUT' } }).message).toBe('Cannot query field "x" on type "Query".');
  });
});
