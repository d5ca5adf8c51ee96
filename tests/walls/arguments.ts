import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, isRequiredArgument, isRequiredInputField, type GraphQLField, type GraphQLInputType } from 'graphql';

/** An argument, at the top or anywhere below, that holds an id. */
export interface IdArgument {
  /** Such as `input.hosts.userId`. */
  path: string;
  required: boolean;
}

/** What the making of arguments leans on. */
export interface ArgumentSource {
  /** An id of our own for an argument that must have one. */
  ownId: (path: string) => string;
  /** Values that the fixtures give, by path without `input.`. */
  given: Readonly<Record<string, unknown>>;
  /** The one argument under trial and the foreign id that it carries. */
  trial?: { path: string; id: string };
}

interface Named { name: string; type: GraphQLInputType }

/** Every id that a root field takes. */
export function idArguments(field: GraphQLField<unknown, unknown>): IdArgument[] {
  const walk = (part: Named, path: string, required: boolean, seen: readonly string[]): IdArgument[] => {
    const type = getNamedType(part.type);
    if (type.name === 'ID') return [{ path, required }];
    if (!isInputObjectType(type) || seen.includes(type.name)) return [];
    return Object.values(type.getFields()).flatMap((inner) => walk(inner, `${path}.${inner.name}`, required && isRequiredInputField(inner), [...seen, type.name]));
  };
  return field.args.flatMap((arg) => walk(arg, arg.name, isRequiredArgument(arg), []));
}

const plain: Readonly<Record<string, (name: string) => unknown>> = {
  String: (name) => wordFor(name), Int: () => 1, Float: () => 1, Boolean: () => false, Date: () => '2030-01-07', DateTime: () => '2030-01-07T10:00:00.000Z',
  TimeZone: () => 'Europe/London', CurrencyCode: () => 'GBP', BigInt: () => '100', Decimal: () => '1.5', JSON: () => ({}),
};

const wordFor = (name: string): string => (/email/i.test(name) ? 'nobody@walls.test' : /token|nonce|code|hash/i.test(name) ? 'x'.repeat(43) : /password/i.test(name) ? 'a long demo password' : /^(from|to)$/.test(name) ? '09:00' : 'Walls');

/** Required arguments of scalars for which no value can be made up. */
export function unknownScalars(field: GraphQLField<unknown, unknown>, given: Readonly<Record<string, unknown>>): string[] {
  const walk = (part: Named, path: string): string[] => {
    if (bare(path) in given) return [];
    const type = getNamedType(part.type);
    if (isInputObjectType(type)) return Object.values(type.getFields()).filter(isRequiredInputField).flatMap((inner) => walk(inner, `${path}.${inner.name}`));
    return isEnumType(type) || type.name === 'ID' || type.name in plain ? [] : [`${path}: ${type.name}`];
  };
  return field.args.filter(isRequiredArgument).flatMap((arg) => walk(arg, arg.name));
}

/** Arguments with which the only thing wrong is the id under trial. */
export function makeArguments(field: GraphQLField<unknown, unknown>, source: ArgumentSource): Record<string, unknown> {
  return Object.fromEntries(field.args.filter((arg) => isWanted(arg.name, isRequiredArgument(arg), source)).map((arg) => [arg.name, valueOf(arg, arg.name, source)]));
}

const bare = (path: string): string => path.replace(/^input\./, '');

function isWanted(path: string, required: boolean, { given, trial }: ArgumentSource): boolean {
  const tried = trial !== undefined && (trial.path === path || trial.path.startsWith(`${path}.`));
  const inside = Object.keys(given).length > 0 && path === 'input';
  return required || tried || inside || bare(path) in given;
}

function valueOf({ name, type }: Named, path: string, source: ArgumentSource): unknown {
  const tried = source.trial?.path === path || source.trial?.path.startsWith(`${path}.`);
  if (!tried && bare(path) in source.given) return source.given[bare(path)];
  const open = isNonNullType(type) ? type.ofType : type;
  if (isListType(open)) return [valueOf({ name, type: open.ofType as GraphQLInputType }, path, source)];
  if (isEnumType(open)) return open.getValues()[0]?.name;
  if (isInputObjectType(open)) {
    const wanted = Object.values(open.getFields()).filter((inner) => isWanted(`${path}.${inner.name}`, isRequiredInputField(inner), source));
    return Object.fromEntries(wanted.map((inner) => [inner.name, valueOf(inner, `${path}.${inner.name}`, source)]));
  }
  if (getNamedType(open).name === 'ID') return tried ? source.trial?.id : source.ownId(path);
  return plain[getNamedType(open).name]?.(name);
}
