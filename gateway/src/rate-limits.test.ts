import { readFileSync } from 'node:fs';
import { Kind, type FieldNode } from 'graphql';
import { BY_LINK, GUESSABLE, MAILING, RateLimits, RULES } from './rate-limits.js';

const field = (value: string): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value } });
const attempt = (operation: string) => ({ ip: '192.0.2.7', isPublic: true, kind: 'mutation', rootFields: [field(operation)], variables: {}, exemptKey: undefined } as const);

describe('parts of a file sent by a link', () => {
  it('cost nothing when they are taken, however many there are; what is refused counts', async () => {
    const limits = new RateLimits(undefined, undefined);
    for (let part = 0; part < RULES.publicMutation.points * 3; part++) await (await limits.charge(attempt('presignRequestUploadParts')))();
    for (let guess = 0; guess < RULES.publicMutation.points; guess++) await limits.charge(attempt('openShareLink'));
    await expect(limits.charge(attempt('openShareLink'))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });
});

it('every operation that has a limit of its own is a mutation of the house', () => {
  const operations = JSON.parse(readFileSync(new URL('../../schema/operations.json', import.meta.url), 'utf8')) as { operation: string; kind: string }[];
  const mutations = new Set(operations.filter(({ kind }) => kind === 'mutation').map(({ operation }) => operation));
  expect([...BY_LINK, ...GUESSABLE, ...MAILING].filter((operation) => !mutations.has(operation))).toEqual([]);
});
