import { getNamedType, isCompositeType, isObjectType, isRequiredArgument, type GraphQLField, type GraphQLNamedType, type GraphQLOutputType } from 'graphql';

/** What a root field is asked for, and which fields of which types that touches. */
export interface Selection {
  text: string;
  touched: ReadonlySet<string>;
}

/** Selects everything below a type: to a depth, of a type that comes again its key alone, and lists in pages of two. */
export function selectionOf(type: GraphQLOutputType, depth: number): Selection {
  const touched = new Set<string>();
  const inner = (output: GraphQLOutputType, left: number, path: readonly string[]): string => {
    const named = getNamedType(output);
    if (!isCompositeType(named)) return '';
    if (!isObjectType(named)) return '{ __typename }';
    const parts = Object.values(named.getFields()).flatMap((field) => one(named.name, field, left, [...path, named.name]));
    return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
  };
  const one = (owner: string, field: GraphQLField<unknown, unknown>, left: number, path: readonly string[]): string[] => {
    const target = getNamedType(field.type);
    const costs = isCarrier(target.name) ? 0 : 1;
    const again = path.includes(target.name);
    if (field.args.some(isRequiredArgument) || (isCompositeType(target) && !again && left < costs)) return [];
    touched.add(`${owner}.${field.name}`);
    const page = field.args.some((arg) => arg.name === 'first') ? '(first: 2)' : '';
    return [`${field.name}${page}${isCompositeType(target) ? ` ${again ? keyOf(target) : inner(field.type, left - costs, path)}` : ''}`];
  };
  return { text: inner(type, depth, []), touched };
}

/** A page, its edges and an amount are no step of their own on the way to what they hold. */
const isCarrier = (name: string): boolean => /(Connection|Edge)$/.test(name) || name === 'PageInfo' || name === 'Money';

const keyOf = (type: GraphQLNamedType): string => (isObjectType(type) && 'id' in type.getFields() ? '{ id }' : '{ __typename }');
