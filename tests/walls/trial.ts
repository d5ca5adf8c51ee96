import { idToUuid } from '@firmament/events';
import type { GraphQLField, GraphQLSchema } from 'graphql';
import { makeArguments } from './arguments.js';
import type { Inhabited } from './fixtures/fixture.js';
import { DEPTH, givenTo, isLoose, targetsOf, type Fixtures, type Target } from './plan.js';
import { rootField, type Operation } from './schemas.js';
import { selectionOf } from './selection.js';
import { foreignIds, neverMade, type Records } from './world.js';

/** What somebody was told, without what differs from answer to answer. */
export interface Told {
  data: unknown;
  errors: { message: string; code?: string | undefined; reason?: string | undefined; field?: string | undefined }[];
}

/** Somebody who tries the walls, and what they may name as their own. */
export interface Trespasser {
  readonly who: string;
  readonly ask: (operation: Operation, query: string, variables: object) => Promise<Told>;
  readonly firm: Inhabited;
  readonly records: Records;
  /** What their door offers them of their own firm. */
  readonly offered?: GraphQLSchema;
  /** The codes with which a mutation may turn them away. */
  readonly refusals: readonly string[];
}

/** The records that are tried, and every id that may not come back. */
export interface Treasure {
  readonly records: Records;
  readonly ids: ReadonlySet<string>;
}

/** What a walk found. */
export interface Walked {
  cases: number;
  denied: number;
  faults: string[];
}

const document = (operation: Operation, field: GraphQLField<unknown, unknown>, named: object, depth: number): string => {
  const args = field.args.filter((arg) => arg.name in named);
  const variables = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return `${operation.kind}${variables ? `(${variables})` : ''} { ${operation.operation}${given ? `(${given})` : ''} ${selectionOf(field.type, depth).text} }`;
};

/** Asks as deep as the door allows. */
export async function askDeep(who: Pick<Trespasser, 'ask'>, operation: Operation, field: GraphQLField<unknown, unknown>, variables: object): Promise<Told> {
  for (let depth: number = DEPTH[operation.kind === 'mutation' ? 'mutation' : 'query']; ; depth -= 1) {
    const told = await who.ask(operation, document(operation, field, variables, depth), variables);
    if (depth === 0 || told.errors[0]?.code !== 'QUERY_TOO_COSTLY') return told;
  }
}

/** Arguments of one's own, but for the one under trial. */
export function argumentsFor(fixtures: Fixtures, operation: Operation, field: GraphQLField<unknown, unknown>, who: Pick<Trespasser, 'firm' | 'records'>, trial?: { path: string; id: string }): Record<string, unknown> {
  const types = new Map(targetsOf(fixtures, operation, field).map(({ path, type }) => [path, type]));
  const ownId = (path: string): string => who.records.get(types.get(path) ?? '') ?? neverMade(types.get(path) ?? '');
  return makeArguments(field, { ownId, given: givenTo(fixtures, operation, who.firm), ...(trial ? { trial } : {}) });
}

/** One id of ours in one argument: told like an id that nobody made, and nothing of ours in it. What belongs to the whole firm is no secret from its own clients' persons; to change it is. */
export async function tryTarget(fixtures: Fixtures, who: Trespasser, treasure: Treasure, operation: Operation, field: GraphQLField<unknown, unknown>, target: Target): Promise<string[]> {
  const ours = treasure.records.get(target.type);
  if (!ours) return [`our firm has no ${target.type}: let \`furnish\` in tests/walls/fixtures/${operation.subgraph}.ts make one`];
  const isOpenToThem = !treasure.ids.has(idToUuid(ours));
  if (isOpenToThem && who.offered && rootField(who.offered, operation)) return [];
  const never = neverMade(target.type);
  const ask = async (id: string): Promise<Told> => hide(await askDeep(who, operation, field, argumentsFor(fixtures, operation, field, who, { path: target.path, id })), id);
  const [theirs, nobodys] = [await ask(ours), await ask(never)];
  const place = `${who.who}: ${operation.operation}(${target.path}: a ${target.type} of ours)`;
  const seen = foreignIds(JSON.stringify(theirs), treasure.ids, ours);
  return [
    ...(seen.length > 0 ? [`${place} told ${seen.join(', ')}`] : []),
    ...(isOpenToThem || JSON.stringify(theirs) === JSON.stringify(nobodys) ? [] : [`${place} is told apart from an id that nobody made: ${say(theirs)} and not ${say(nobodys)}`]),
    ...(operation.kind === 'mutation' && !who.refusals.includes(theirs.errors[0]?.code ?? 'DONE') ? [`${place} was not turned away for its id: ${say(theirs)}; if other arguments are at fault, add good ones to \`given\` in tests/walls/fixtures/${operation.subgraph}.ts`] : []),
  ];
}

const say = (told: Told): string => JSON.stringify(told).slice(0, 400);
const hide = (told: Told, id: string): Told => JSON.parse(JSON.stringify(told).replaceAll(id, '<the id>')) as Told;

/** An id that a domain keeps unchecked: nothing of ours comes back through it but the id itself. */
export async function tryLoose(fixtures: Fixtures, who: Trespasser, treasure: Treasure, operation: Operation, field: GraphQLField<unknown, unknown>, { path, type }: Target): Promise<string[]> {
  const id = treasure.records.get(type) ?? '';
  const told = await askDeep(who, operation, field, argumentsFor(fixtures, operation, field, who, { path, id }));
  const kept = new Set(treasure.records.values()); // earlier trials left these ids in the asker's own records
  const seen = foreignIds(JSON.stringify(told), treasure.ids, id).filter((one) => !kept.has(one));
  return [
    ...(seen.length > 0 ? [`${who.who}: ${operation.operation}(${path}) told ${seen.join(', ')}`] : []),
    ...(told.errors[0]?.code === 'NOT_FOUND' ? [`${operation.operation}(${path}) is checked by now: take it from \`loose\` in tests/walls/fixtures/${operation.subgraph}.ts`] : []),
  ];
}

/** A question without an id of ours: whatever it finds, nothing of it is ours. */
export async function tryWhole(fixtures: Fixtures, who: Trespasser, treasure: Treasure, operation: Operation, field: GraphQLField<unknown, unknown>): Promise<string[]> {
  const told = await askDeep(who, operation, field, argumentsFor(fixtures, operation, field, who));
  const seen = foreignIds(JSON.stringify(told), treasure.ids, '');
  return seen.length > 0 ? [`${who.who}: ${operation.operation} told ${seen.slice(0, 5).join(', ')}`] : [];
}

/** Walks along every operation of a schema. */
export async function walk(fixtures: Fixtures, who: Trespasser, treasure: Treasure, schema: GraphQLSchema, rows: readonly Operation[]): Promise<Walked> {
  const tries = rows.flatMap((row) => {
    const root = rootField(schema, row);
    if (!root) return [];
    const targets = targetsOf(fixtures, row, root).filter((target) => !isLoose(fixtures, row, target)).map((target) => () => tryTarget(fixtures, who, treasure, row, root, target));
    return row.kind === 'query' ? [...targets, () => tryWhole(fixtures, who, treasure, row, root)] : targets;
  });
  return inTurns(tries);
}

/** Runs tries a few at a time, so that a walk is quick and the machine stays usable. */
export async function inTurns(tries: readonly (() => Promise<string[]>)[]): Promise<Walked> {
  const walked: Walked = { cases: tries.length, denied: 0, faults: [] };
  const left = [...tries];
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const faults = await next();
      if (faults.length === 0) walked.denied += 1;
      walked.faults.push(...faults);
    }
  }));
  return walked;
}
