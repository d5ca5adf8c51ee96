import { getNamedType, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { DomainFixtures, Given, Inhabited } from './fixtures/fixture.js';
import { idArguments, unknownScalars, type IdArgument } from './arguments.js';
import { operations, rootField, type Operation } from './schemas.js';
import { selectionOf } from './selection.js';

/** What is known of each domain; the tests of the walk itself hand in others. */
export type Fixtures = Readonly<Record<string, DomainFixtures>>;

/** An id argument of an operation and the kind of record that it names. */
export interface Target extends IdArgument {
  type: string;
}

/** The kind of record that an argument names: as a fixture says, as its own name says, or, for `id`, what the operation answers. */
export function meaningOf(fixtures: Fixtures, { operation, subgraph }: Pick<Operation, 'operation' | 'subgraph'>, field: GraphQLField<unknown, unknown>, path: string): string | undefined {
  const known = new Set(Object.values(fixtures).flatMap(({ records }) => Object.keys(records)));
  const means = fixtures[subgraph]?.means ?? {};
  const last = path.split('.').at(-1) ?? '';
  const said = means[`${operation}.${path.replace(/^input\./, '')}`] ?? means[last];
  if (said) return known.has(said) ? said : undefined;
  if (last === 'id') return known.has(getNamedType(field.type).name) ? getNamedType(field.type).name : undefined;
  const word = last.replace(/Ids?$/, '');
  const ends = [word, ...[...word.matchAll(/[A-Z]/g)].map(({ index }) => word.slice(index))].map((end) => end.charAt(0).toUpperCase() + end.slice(1));
  return ends.find((end) => known.has(end));
}

/** The id arguments of an operation, each with what it names. */
export function targetsOf(fixtures: Fixtures, operation: Operation, field: GraphQLField<unknown, unknown>): Target[] {
  return idArguments(field).flatMap((argument) => {
    const type = meaningOf(fixtures, operation, field, argument.path);
    return type ? [{ ...argument, type }] : [];
  });
}

/** Whether a domain keeps the id without asking whose it is. */
export const isLoose = (fixtures: Fixtures, { subgraph, operation }: Operation, { path }: IdArgument): boolean => `${operation}.${path.replace(/^input\./, '')}` in (fixtures[subgraph]?.loose ?? {});

/** What the fixtures give an operation besides its ids. */
export function givenTo(fixtures: Fixtures, { subgraph, operation }: Pick<Operation, 'subgraph' | 'operation'>, own?: Inhabited): Given {
  const given = fixtures[subgraph]?.given?.[operation];
  return typeof given === 'function' ? given(own ?? somebody) : (given ?? {});
}

/** Enough of a firm to see which arguments a fixture gives. */
const somebody = { slug: '', page: '', clients: [{ manageToken: '' }, { manageToken: '' }] } as unknown as Inhabited;

const exception = (fixtures: Fixtures, subgraph: string, key: string): string | undefined => fixtures[subgraph]?.exceptions?.[key];

/** Everything that the walk cannot try because nobody told it how; each sentence says what to add, and where. */
export function untold(fixtures: Fixtures, schemaOf: (subgraph: string) => GraphQLSchema | undefined, rows: readonly Operation[] = operations): string[] {
  return rows.flatMap((row) => {
    const file = `tests/walls/fixtures/${row.subgraph}.ts`;
    if (!fixtures[row.subgraph]) return [`${file} is missing: the domain ${row.subgraph} needs fixtures for the walk along the walls`];
    if (row.kind === 'reference') return known(fixtures, row.operation) || exception(fixtures, row.subgraph, row.operation) ? [] : [`the reference ${row.operation} has no record: add ${row.operation} to \`records\` in ${file}, with its id's prefix and its table`];
    const schema = schemaOf(row.subgraph);
    const field = schema && rootField(schema, row);
    return field ? untoldOf(fixtures, row, field, file) : [`${row.kind} ${row.operation} stands in operations.json, but not in the schema of ${row.subgraph}: run npm run codegen`];
  });
}

const known = (fixtures: Fixtures, type: string): boolean => Object.values(fixtures).some(({ records }) => type in records);

function untoldOf(fixtures: Fixtures, row: Operation, field: GraphQLField<unknown, unknown>, file: string): string[] {
  const ids = idArguments(field).filter(({ path }) => !meaningOf(fixtures, row, field, path) && !exception(fixtures, row.subgraph, `${row.operation}.${path}`))
    .map(({ path }) => `the ${row.kind} ${row.operation} takes an id in ${path}, and nothing says of which record: add the type to \`records\` in ${file} (prefix and table), and where the argument has another name than the type, \`${row.operation}.${path.replace(/^input\./, '')}\` to \`means\``);
  const scalars = unknownScalars(field, givenTo(fixtures, row)).map((what) => `the ${row.kind} ${row.operation} needs ${what}, for which no value can be made up: add it to \`given\` in ${file}`);
  return [...ids, ...scalars];
}

/** Exceptions that excuse nothing any more, or without a reason that somebody could judge. */
export function idleExceptions(fixtures: Fixtures, rows: readonly Operation[], fields: ReadonlySet<string>): string[] {
  return Object.entries(fixtures).flatMap(([domain, { exceptions = {}, loose = {} }]) => Object.entries({ ...exceptions, ...loose }).flatMap(([key, reason]) => {
    const [owner] = key.split('.');
    const stands = rows.some((row) => row.subgraph === domain && (row.operation === owner)) || fields.has(key);
    return [...(stands ? [] : [`${domain}: ${key} does not exist any more`]), ...(reason.length < 20 ? [`${domain}: ${key} has no reason`] : [])];
  }));
}

/** Every `Type.field` that a contract can answer. */
export function fieldsOf(schema: GraphQLSchema): Set<string> {
  return new Set(Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__') && !/^(Query|Mutation)$/.test(type.name))
    .flatMap((type) => Object.keys(isObjectType(type) ? type.getFields() : {}).map((field) => `${type.name}.${field}`)));
}

/** How deep the walk asks: three records from the root, and payloads of mutations one. */
export const DEPTH = { query: 3, mutation: 1 } as const;

/** Fields that no question of the walk asks for. */
export function unasked(fixtures: Fixtures, schema: GraphQLSchema): string[] {
  const asked = new Set<string>();
  for (const [kind, root] of [['query', schema.getQueryType()], ['mutation', schema.getMutationType()]] as const) {
    for (const field of Object.values(root?.getFields() ?? {})) for (const one of selectionOf(field.type, DEPTH[kind]).touched) asked.add(one);
  }
  const excused = new Set(Object.values(fixtures).flatMap(({ exceptions }) => Object.keys(exceptions ?? {})));
  return [...fieldsOf(schema)].filter((one) => !asked.has(one) && !excused.has(one))
    .map((one) => `${one} is asked for by no question of the walk: it stands deeper than ${DEPTH.query} records, or takes an argument that it must have; let a query lead to it, or add \`${one}\` to \`exceptions\` of its domain in tests/walls/fixtures, with the reason`);
}
