import { readFileSync } from 'node:fs';
import { operationsOf, type OperationRow } from '@firmament/kit';
import { allDomains } from './database.js';

interface Exception { operation: string; subgraph: string; reason: string }
/** What may stand without a permission. The list may only shrink: it began empty, and `most` is its length. */
const ledger = JSON.parse(readFileSync(new URL('permission-ledger.json', import.meta.url), 'utf8')) as { most: number; exceptions: Exception[] };
let rows: OperationRow[];
let declared: Map<string, Set<string>>;

beforeAll(async () => {
  const defs = await allDomains;
  rows = defs.flatMap((def) => operationsOf(def));
  declared = new Map(defs.map((def) => [def.name, new Set(Object.keys(def.permissions))]));
});

const open = (): string[] => rows.filter((row) => row.permission === null || row.permission === '').map((row) => `${row.subgraph}.${row.operation}`);

test('every query, mutation and reference demands a permission, but for the exceptions that are written down', () => {
  expect(rows.length).toBeGreaterThan(100);
  expect(open().sort()).toEqual(ledger.exceptions.map((one) => `${one.subgraph}.${one.operation}`).sort());
});

test('the ledger of exceptions has reasons, holds at most ten, and only shrinks', () => {
  expect(ledger.exceptions.filter((one) => one.reason.length < 20)).toEqual([]);
  expect(ledger.most).toBeLessThanOrEqual(10);
  expect(ledger.exceptions.length).toBe(ledger.most);
});

test('each demanded permission is one that its own domain describes to the role editor; a reference to another domain\'s type may demand that domain\'s', () => {
  const describes = (row: OperationRow) => row.permission === null || (declared.get(row.kind === 'reference' ? (row.permission.split('.')[0] ?? '') : row.subgraph)?.has(row.permission) ?? false);
  expect(rows.filter((row) => !describes(row)).map((row) => `${row.subgraph}.${row.operation}: ${row.permission}`)).toEqual([]);
});

test('each permission that visitors or portal actors hold is described by its domain', async () => {
  for (const def of await allDomains) {
    const given = [...(def.publicPermissions ?? []), ...(def.portalPermissions ?? [])];
    expect({ domain: def.name, unknown: given.filter((permission) => !(permission in def.permissions)) }).toEqual({ domain: def.name, unknown: [] });
  }
});

test('what a contract shows to visitors or to the portal, they may do', async () => {
  const defs = await allDomains;
  const visitors = new Set(defs.flatMap((def) => def.publicPermissions ?? []));
  const portal = new Set([...visitors, ...defs.flatMap((def) => def.portalPermissions ?? [])]);
  const shown = (audience: string, rights: Set<string>) => rows.filter((row) => row.audiences.includes(audience) && !row.internal && row.permission && !rights.has(row.permission)).map((row) => `${row.subgraph}.${row.operation}`);
  expect(shown('public', visitors)).toEqual([]);
  expect(shown('portal', portal)).toEqual([]);
});

test('no operation of the gateway alone is an action of workflows, and no name is used twice', () => {
  expect(rows.filter((row) => row.internal && row.action)).toEqual([]);
  const roots = rows.filter((row) => row.kind !== 'reference').map((row) => `${row.kind} ${row.operation}`);
  expect(roots.filter((name, i) => roots.indexOf(name) !== i)).toEqual([]);
});

test('a link is used up at the portal\'s door only: no other door could keep the session that it opens', () => {
  expect(rows.find((row) => row.operation === 'consumePortalLink')?.audiences).toEqual(['portal']);
  const shown = (contract: string) => readFileSync(new URL(`../../schema/contracts/${contract}.graphql`, import.meta.url), 'utf8').includes('consumePortalLink(');
  expect([shown('portal'), shown('public')]).toEqual([true, false]);
});
