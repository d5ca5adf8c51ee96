import { readFileSync } from 'node:fs';
import { idToUuid } from '@firmament/events';
import type { Actor } from '@firmament/kit';
import { visitor, type Somebody } from '../support/actors.js';
import { leaveStream } from '../support/events.js';
import type { Answer } from '../support/gateway.js';
import { leaveHouse, look } from '../support/house.js';
import { askAs, type DomainAnswer } from './domains.js';
import { changed, fingerprint } from './fingerprint.js';
import { fixtures } from './fixtures/house.js';
import { isLoose, targetsOf } from './plan.js';
import { doors, operations, rootField, subgraphs, type Operation } from './schemas.js';
import { selectionOf } from './selection.js';
import { argumentsFor, askDeep, inTurns, tryLoose, walk, type Told, type Treasure, type Trespasser, type Walked } from './trial.js';
import { asSecond, atRest, foreignIds, idsOf, neverMade, openWorld, places, recordsOf, type Records, type World } from './world.js';

const permissions = JSON.parse(readFileSync(new URL('../../schema/permissions.json', import.meta.url), 'utf8')) as { public: string[]; portal: string[] };
let world: World;
let records: { ours: Records; neighbours: Records; others: Records };
let firmTreasure: Treasure;
let clientTreasure: Treasure;
let before: Record<string, string>;

beforeAll(async () => {
  world = await openWorld();
  const { ours, other } = world;
  records = { ours: await recordsOf(ours, ours.clients[0]), neighbours: await recordsOf(ours, ours.clients[1]), others: await recordsOf(other, other.clients[0]) };
  firmTreasure = { records: records.ours, ids: await idsOf(ours) };
  clientTreasure = { records: records.ours, ids: await idsOf(ours, ours.clients[0].uuid) };
  before = await fingerprint();
}, 240_000);
afterAll(async () => {
  await leaveStream();
  await leaveHouse();
});

const told = ({ data, errors = [] }: Pick<Answer<unknown>, 'data' | 'errors'> | DomainAnswer): Told => ({
  data: data ?? null, errors: errors.map(({ message, extensions }) => ({ message, code: extensions?.code, reason: extensions?.reason, field: extensions?.field })),
});
const atDoor = (who: Somebody): Trespasser['ask'] => async (_operation, query, variables) => told(await who.try(query, variables));
const pastDoor = (actor: Actor): Trespasser['ask'] => async ({ subgraph }, query, variables) => told(await askAs(actor, subgraph, query, variables));

const otherOwner = (): Actor => ({ kind: 'staff', id: world.other.ownerId, tenantId: world.other.id, permissions: ['*'], name: 'Olive Owner' });
const neighbour = (): Actor => ({ kind: 'portal', id: world.neighbourId, tenantId: world.ours.id, clientId: world.ours.clients[1].id, permissions: permissions.portal });
const nobody = (): Actor => ({ kind: 'public', id: 'public', tenantId: world.ours.id, permissions: permissions.public });

/** Prints what a walk came to, and holds it to having changed nothing. */
async function holds(name: string, walking: () => Promise<Walked>): Promise<void> {
  const began = performance.now();
  const { cases, denied, faults } = await walking();
  await atRest();
  process.stderr.write(`  ${name}: ${cases} cases, ${denied} denied, ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  expect(faults).toEqual([]);
  expect(cases).toBeGreaterThan(5);
  expect(changed(before, await fingerprint())).toEqual([]);
}

const rows = operations.filter(({ kind, internal }) => kind !== 'reference' && !internal);

test('our firm has one record of each kind for the walk to try', () => {
  expect(Object.keys(places).filter((type) => !records.ours.has(type))).toEqual([]);
});

test('its owner is answered every question that the others will be refused', async () => {
  const who = { ask: atDoor(world.ours.owner), firm: world.ours, records: records.ours };
  await holds('our owner', () => inTurns(rows.filter(({ kind }) => kind === 'query').map((row) => async () => {
    const field = rootField(doors.staff, row);
    if (!field || row.operation in (fixtures[row.subgraph]?.exceptions ?? {})) return [];
    const { data, errors } = await askDeep(who, row, field, argumentsFor(fixtures, row, field, who));
    const answer = (data as Record<string, unknown> | null)?.[row.operation];
    return errors.length > 0 || answer === null || answer === undefined ? [`${row.operation}: ${JSON.stringify(errors).slice(0, 300)}`] : [];
  })));
});

describe('at the doors of the house', () => {
  test('the owner of another firm', async () => {
    const who = { who: 'another firm', ask: atDoor(world.other.owner), firm: world.other, records: records.others, refusals: ['NOT_FOUND', 'FORBIDDEN'] };
    await holds(who.who, () => walk(fixtures, who, firmTreasure, doors.staff, rows));
  });

  test('the person of another client', async () => {
    const who = { who: 'another client', offered: doors.portal, ask: atDoor(world.neighbour), firm: asSecond(world.ours), records: records.neighbours, refusals: ['NOT_FOUND'] };
    await holds(who.who, () => walk(fixtures, who, clientTreasure, doors.portal, rows));
  });

  test('somebody who is not signed in', async () => {
    const who = { who: 'a visitor', ask: atDoor(visitor), firm: world.other, records: records.others, refusals: ['NOT_FOUND'] };
    await holds(who.who, () => walk(fixtures, who, firmTreasure, doors.public, rows));
  });
});

describe('past the doors, straight at each domain with a good signature', () => {
  const everywhere = async (who: Trespasser, treasure: Treasure, some: readonly Operation[]): Promise<Walked> => {
    const walks = await Promise.all(Object.entries(subgraphs).map(([name, schema]) => walk(fixtures, who, treasure, schema, some.filter(({ subgraph }) => subgraph === name))));
    return walks.reduce((sum, one) => ({ cases: sum.cases + one.cases, denied: sum.denied + one.denied, faults: [...sum.faults, ...one.faults] }));
  };
  const all = operations.filter(({ kind }) => kind !== 'reference');

  test('the owner of another firm', async () => {
    const who = { who: 'another firm, straight', ask: pastDoor(otherOwner()), firm: world.other, records: records.others, refusals: ['NOT_FOUND', 'FORBIDDEN'] };
    await holds(who.who, () => everywhere(who, firmTreasure, rows));
  });

  test('the person of another client, also with operations that the portal does not offer', async () => {
    const who = { who: 'another client, straight', offered: doors.portal, ask: pastDoor(neighbour()), firm: asSecond(world.ours), records: records.neighbours, refusals: ['NOT_FOUND', 'FORBIDDEN'] };
    await holds(who.who, () => everywhere(who, clientTreasure, all));
  });

  test('somebody who is not signed in, also with operations of the staff', async () => {
    const who = { who: 'a visitor, straight', offered: doors.public, ask: pastDoor(nobody()), firm: asSecond(world.ours), records: records.neighbours, refusals: ['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED'] };
    await holds(who.who, () => everywhere(who, clientTreasure, all));
  });

  const references = operations.filter(({ kind }) => kind === 'reference');
  const resolve = async (actor: Actor, { subgraph, operation }: Operation, id: string): Promise<Told> => {
    const type = subgraphs[subgraph]?.getType(operation);
    const { text } = selectionOf(type as never, 1);
    return told(await askAs(actor, subgraph, `query($key: [_Any!]!) { _entities(representations: $key) { ... on ${operation} ${text} } }`, { key: [{ __typename: operation, id }] }));
  };

  test('the owner of our firm finds each record by its reference', async () => {
    const owner: Actor = { kind: 'staff', id: world.ours.ownerId, tenantId: world.ours.id, permissions: ['*'] };
    await holds('our references', () => inTurns(references.map((row) => async () => {
      const { data, errors } = await resolve(owner, row, records.ours.get(row.operation) ?? '');
      return errors.length === 0 && (data as { _entities: unknown[] })._entities[0] ? [] : [`${row.subgraph}.${row.operation}: ${JSON.stringify(errors)}`];
    })));
  });

  test.each<[string, () => Actor, () => Treasure]>([
    ['the owner of another firm', otherOwner, () => firmTreasure], ['the person of another client', neighbour, () => clientTreasure], ['somebody who is not signed in', nobody, () => clientTreasure],
  ])('%s learns nothing from a reference', async (name, actor, treasure) => {
    await holds(`references, ${name}`, () => inTurns(references.map((row) => async () => {
      const [id, never] = [treasure().records.get(row.operation) ?? '', neverMade(row.operation)];
      const [theirs, nobodys] = [await resolve(actor(), row, id), await resolve(actor(), row, never)];
      const alike = !treasure().ids.has(idToUuid(id)) || JSON.stringify(theirs).replaceAll(id, '') === JSON.stringify(nobodys).replaceAll(never, '');
      return alike && foreignIds(JSON.stringify(theirs), treasure().ids, id).length === 0 ? [] : [`${name}: ${row.subgraph}.${row.operation}: ${JSON.stringify(theirs)} and not ${JSON.stringify(nobodys)}`];
    })));
  });
});

describe('an id that a domain keeps unchecked', () => {
  const looseOf = (some: readonly Operation[], who: Trespasser) => inTurns(some.flatMap((row) => {
    const field = rootField(doors.staff, row);
    return field ? targetsOf(fixtures, row, field).filter((target) => isLoose(fixtures, row, target)).map((target) => () => tryLoose(fixtures, who, firmTreasure, row, field, target)) : [];
  }));
  const stranger = (): Trespasser => ({ who: 'another firm', ask: atDoor(world.other.owner), firm: world.other, records: records.others, refusals: [] });

  test('shows nothing of ours, and changes nothing that is ours', async () => {
    const oursBefore = await fingerprint(world.ours.uuid);
    const { cases, faults } = await looseOf(rows.filter(({ tenantless }) => !tenantless), stranger());
    await atRest();
    process.stderr.write(`  unchecked ids: ${cases} cases\n`);
    expect(faults).toEqual([]);
    expect(changed(oursBefore, await fingerprint(world.ours.uuid))).toEqual([]);
  });

  // Who knocks at the door of a firm is noted by that firm: its log grows, and that is all.
  test('shows nothing of ours at a door that is open to strangers', async () => {
    const { faults } = await looseOf(rows.filter(({ tenantless }) => tenantless), stranger());
    await atRest();
    expect(faults).toEqual([]);
  });
});

test('the walk sees a wall with a hole', async () => {
  const who = { who: 'another firm', ask: atDoor(world.other.owner), firm: world.other, records: records.others, refusals: ['NOT_FOUND'] };
  const [policy] = await look<{ rule: string }>("select pg_get_expr(polqual, polrelid) as rule from pg_policy where polrelid = 'crm.clients'::regclass and polname = 'tenant_isolation'");
  await look('alter policy tenant_isolation on crm.clients using (true)');
  const holed = await walk(fixtures, who, firmTreasure, doors.staff, rows.filter(({ subgraph, kind }) => subgraph === 'crm' && kind === 'query'))
    .finally(() => look(`alter policy tenant_isolation on crm.clients using (${policy?.rule ?? 'false'})`));
  expect(holed.faults).toEqual(expect.arrayContaining([
    expect.stringMatching(/client\(id: a Client of ours\) is told apart/), expect.stringMatching(/clients told cli_/),
  ]));
});
