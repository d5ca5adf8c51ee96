import { GraphQLSkipDirective, GraphQLIncludeDirective, Kind, getDirectiveValues, isAbstractType, isInterfaceType, isObjectType, typeFromAST } from 'graphql';
import type { FieldNode, FragmentDefinitionNode, GraphQLCompositeType, GraphQLNamedType, GraphQLOutputType, GraphQLSchema, SelectionNode, SelectionSetNode } from 'graphql';

/** What the shape of an answer is made of. `variables` decide about `@skip` and `@include` and nothing else. */
export interface ShapeParts {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One field of an answer. */
export interface ShapedField { readonly name: string; readonly isTypename: boolean; readonly type: GraphQLOutputType; readonly of: Shape | null }

/** The fields that a question asks of one place of the page, by what stands there. */
export class Shape {
  readonly #byType = new Map<string, readonly ShapedField[]>();
  constructor(private readonly parts: ShapeParts, private readonly selections: readonly SelectionSetNode[]) {}

  /** The fields in the order in which they are asked. */
  fieldsOf(type: GraphQLCompositeType): readonly ShapedField[] {
    const known = this.#byType.get(type.name);
    if (known) return known;
    const nodes = new Map<string, FieldNode[]>();
    for (const { selections } of this.selections) collect(this.parts, type, selections, nodes);
    const fields = [...nodes].flatMap(([name, same]) => fieldOf(this.parts, type, name, same));
    this.#byType.set(type.name, fields);
    return fields;
  }
}

function fieldOf(parts: ShapeParts, parent: GraphQLCompositeType, name: string, nodes: readonly FieldNode[]): ShapedField[] {
  const [first] = nodes;
  const field = first && fieldNamed(parent, first.name.value);
  if (first?.name.value === '__typename') return [{ name, isTypename: true, type: parent, of: null }];
  if (!field) return [];
  const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
  return [{ name, isTypename: false, type: field.type, of: sets.length > 0 ? new Shape(parts, sets) : null }];
}

const fieldNamed = (type: GraphQLCompositeType, name: string) => (isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined);

function collect(parts: ShapeParts, type: GraphQLCompositeType, selections: readonly SelectionNode[], into: Map<string, FieldNode[]>): void {
  for (const selection of selections) {
    if (!isIncluded(selection, parts.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value;
      const same = into.get(name);
      if (same) same.push(selection); else into.set(name, [selection]);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : parts.fragments.get(selection.name.value);
    if (fragment && applies(parts.schema, fragment.typeCondition ? typeFromAST(parts.schema, fragment.typeCondition) : undefined, type)) collect(parts, type, fragment.selectionSet.selections, into);
  }
}

/** Whether `@skip` and `@include` let a part of the question stand. */
export function isIncluded(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  if (!node.directives?.length) return true;
  return getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true && getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}

function applies(schema: GraphQLSchema, condition: GraphQLNamedType | undefined, type: GraphQLCompositeType): boolean {
  if (condition === undefined || condition === type) return true;
  return isAbstractType(condition) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(condition, type);
}
