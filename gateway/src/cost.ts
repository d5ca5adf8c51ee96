import { getNamedType, isCompositeType, isInterfaceType, isListType, isNonNullType, isObjectType, Kind } from 'graphql';
import type {
  FieldNode, FragmentDefinitionNode, GraphQLNamedType, GraphQLOutputType, GraphQLSchema, OperationDefinitionNode, SelectionSetNode,
} from 'graphql';

/** A list that does not say how long it is counts as this many. */
const UNKNOWN_LENGTH = 10;

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Cost of a fragment for a page size, so that fragments which double each other are walked once. */
  readonly known: Map<string, number>;
}

/** The number of objects that the answer could hold: pages multiply what stands inside them. */
export function costOf(
  schema: GraphQLSchema, operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>, variables: Readonly<Record<string, unknown>>,
): number {
  const root = schema.getRootType(operation.operation);
  const defaults = Object.fromEntries((operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : []));
  const walk = { schema, fragments, variables: { ...defaults, ...variables }, known: new Map<string, number>() };
  return root ? setCost(walk, operation.selectionSet, root, undefined) : 0;
}

function setCost(walk: Walk, set: SelectionSetNode, type: GraphQLNamedType, page: number | undefined): number {
  let cost = 0;
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) cost += fieldCost(walk, node, type, page);
    else if (node.kind === Kind.INLINE_FRAGMENT) cost += setCost(walk, node.selectionSet, conditionType(walk, node.typeCondition?.name.value, type), page);
    else cost += spreadCost(walk, node.name.value, type, page);
  }
  return cost;
}

function spreadCost(walk: Walk, name: string, type: GraphQLNamedType, page: number | undefined): number {
  const fragment = walk.fragments.get(name);
  if (!fragment) return 0;
  const key = `${name}/${page ?? ''}`;
  const known = walk.known.get(key);
  if (known !== undefined) return known;
  const cost = setCost(walk, fragment.selectionSet, conditionType(walk, fragment.typeCondition.name.value, type), page);
  walk.known.set(key, cost);
  return cost;
}

function conditionType(walk: Walk, name: string | undefined, fallback: GraphQLNamedType): GraphQLNamedType {
  return (name === undefined ? undefined : walk.schema.getType(name)) ?? fallback;
}

function fieldCost(walk: Walk, node: FieldNode, parent: GraphQLNamedType, page: number | undefined): number {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return 0;
  const field = parent.getFields()[node.name.value];
  if (!field || !node.selectionSet) return 0; // unknown fields are for validation to name; leaves cost nothing
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return 0;
  const size = pageSize(walk, node, field.args.find((arg) => arg.name === 'first')?.defaultValue);
  if (isList(field.type)) return (size ?? page ?? UNKNOWN_LENGTH) * (1 + setCost(walk, node.selectionSet, type, undefined));
  return 1 + setCost(walk, node.selectionSet, type, size);
}

/** What `first` asks for. Nonsense counts as one: the domain refuses it by name. */
function pageSize(walk: Walk, node: FieldNode, fallback: unknown): number | undefined {
  const given = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
  const value = given === undefined ? fallback
    : given.kind === Kind.INT ? Number(given.value)
      : given.kind === Kind.VARIABLE ? walk.variables[given.name.value] ?? fallback : undefined;
  if (typeof value !== 'number') return given === undefined ? undefined : 1;
  return Math.max(1, value);
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
