import { Kind, getVariableValues } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, GraphQLError, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import type { Operation } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';
import { Shape, isIncluded } from './shape.js';

/** A question once it is planned; kept for whoever asks the same. */
export class Question {
  readonly #shapes = new LRUCache<string, Shape>({ max: 64 });
  readonly #conditions: readonly string[];

  constructor(
    readonly plan: QueryPlan, readonly planned: Operation, private readonly schema: GraphQLSchema,
    readonly operation: OperationDefinitionNode, private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {
    this.#conditions = [...new Set([operation, ...fragments.values()].flatMap(({ selectionSet }) => conditionsIn(selectionSet)))];
  }

  /** The type of what is answered at the top. */
  get root(): GraphQLObjectType {
    const root = this.schema.getRootType(this.operation.operation);
    if (!root) throw new Error(`the graph knows no ${this.operation.operation}`);
    return root;
  }

  /** What callers' variables are worth under their definitions, or what is wrong with them. */
  coerced(variables: Readonly<Record<string, unknown>>): { readonly errors?: readonly GraphQLError[]; readonly values: Readonly<Record<string, unknown>> } {
    const definitions = this.operation.variableDefinitions ?? [];
    if (definitions.length === 0) return { values: {} };
    const { errors, coerced } = getVariableValues(this.schema, definitions, variables);
    return errors ? { errors, values: {} } : { values: coerced };
  }

  /** The shape of the answer, which depends on no variable but those of `@skip` and `@include`. */
  shape(values: Readonly<Record<string, unknown>>): Shape {
    const key = this.#conditions.map((name) => String(values[name])).join(' ');
    const known = this.#shapes.get(key);
    if (known) return known;
    const shape = new Shape({ schema: this.schema, fragments: this.fragments, variables: Object.fromEntries(this.#conditions.map((name) => [name, values[name]])) }, [this.operation.selectionSet]);
    this.#shapes.set(key, shape);
    return shape;
  }

  /** What is asked about the graph itself, as a question of its own; undefined when nothing is. */
  aboutTheGraph(values: Readonly<Record<string, unknown>>): DocumentNode | undefined {
    if (this.operation.operation !== 'query') return undefined;
    const selections = this.#schemaFields(this.operation.selectionSet.selections, values);
    if (selections.length === 0) return undefined;
    return { kind: Kind.DOCUMENT, definitions: [{ ...this.operation, selectionSet: { kind: Kind.SELECTION_SET, selections } }, ...this.fragments.values()] };
  }

  #schemaFields(selections: readonly SelectionNode[], values: Readonly<Record<string, unknown>>): SelectionNode[] {
    return selections.filter((one) => isIncluded(one, values)).flatMap((one) => {
      if (one.kind === Kind.FIELD) return one.name.value === '__schema' || one.name.value === '__type' ? [one] : [];
      const set = one.kind === Kind.INLINE_FRAGMENT ? one.selectionSet : this.fragments.get(one.name.value)?.selectionSet;
      return this.#schemaFields(set?.selections ?? [], values);
    });
  }
}

/** The variables on which `@skip` and `@include` depend. */
function conditionsIn(set: SelectionSetNode | undefined): string[] {
  return (set?.selections ?? []).flatMap((one) => [
    ...(one.directives ?? []).flatMap((directive) => (directive.arguments ?? []).flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : []))),
    ...(one.kind === Kind.FRAGMENT_SPREAD ? [] : conditionsIn(one.selectionSet)),
  ]);
}
