import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  getNamedType, isEnumType, isInputObjectType, isObjectType, isScalarType, isSpecifiedScalarType, Kind, parse, print, visit,
  type ConstDirectiveNode, type DocumentNode, type GraphQLField, type GraphQLNamedType, type GraphQLSchema,
} from 'graphql';
import type { Marks } from './audience.js';
import type { SubgraphDefinition } from './define-subgraph.js';
import { codeSchema } from './code-schema.js';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag"])';
const rootTypes = new Set(['Query', 'Mutation']);
const printed = new WeakMap<SubgraphDefinition, string>();

/** Where each tag stands: coordinates such as `Client.id`, `Query.slots(from)`, `Status.ACTIVE`, `Input.field`, `DateTime`. */
type Tags = Map<string, Set<string>>;

/** The subgraph's SDL for composition: federation links, keys, and a tag on every element of each audience. */
export function printSubgraphSdl(def: SubgraphDefinition): string {
  const known = printed.get(def) ?? makeSdl(def);
  printed.set(def, known);
  return known;
}

function makeSdl(def: SubgraphDefinition): string {
  const schema = codeSchema(def);
  const document = parse(printSchemaWithDirectives(schema, { pathToDirectivesInExtensions: ['directives'] }));
  const tagged = withTags(withoutDirectiveDefinitions(document), tagsOf(schema));
  return `${link}\n\n${print(tagged)}\n`;
}

function withoutDirectiveDefinitions(document: DocumentNode): DocumentNode {
  return { ...document, definitions: document.definitions.filter((d) => d.kind !== Kind.DIRECTIVE_DEFINITION && d.kind !== Kind.SCHEMA_DEFINITION) };
}

function tagsOf(schema: GraphQLSchema): Tags {
  const tags: Tags = new Map();
  const add = (place: string, tag: string): boolean => {
    const at = tags.get(place) ?? new Set();
    tags.set(place, at);
    const fresh = !at.has(tag);
    at.add(tag);
    return fresh;
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const ofType = (type.extensions as Marks).audiences ?? [];
    for (const field of Object.values(type.getFields())) {
      const marks = field.extensions as Marks;
      for (const tag of new Set([...ofType, ...(marks.audiences ?? [])])) tagField(type.name, field, tag, add);
      if (marks.internal) add(`${type.name}.${field.name}`, 'internal');
      if (marks.action) add(`${type.name}.${field.name}`, 'action');
    }
    // An entity that an audience sees at all needs its key there.
    const key = type.getFields().id;
    if (key && !rootTypes.has(type.name)) for (const tag of audiencesOfType(type, ofType)) tagField(type.name, key, tag, add);
  }
  return tags;
}

const audiencesOfType = (type: { getFields(): Record<string, GraphQLField<unknown, unknown>> }, ofType: readonly string[]): Set<string> =>
  new Set([...ofType, ...Object.values(type.getFields()).flatMap((f) => (f.extensions as Marks).audiences ?? [])]);

type Add = (place: string, tag: string) => boolean;

function tagField(owner: string, field: GraphQLField<unknown, unknown>, tag: string, add: Add): void {
  if (!add(`${owner}.${field.name}`, tag)) return;
  for (const arg of field.args) {
    add(`${owner}.${field.name}(${arg.name})`, tag);
    tagInput(getNamedType(arg.type), tag, add);
  }
  const output = getNamedType(field.type);
  if (isObjectType(output) && isCarrier(output.name)) {
    for (const inner of Object.values(output.getFields())) tagField(output.name, inner, tag, add);
  } else tagInput(output, tag, add);
}

/** Types that carry values and have no rights of their own: they follow the field that returns them. */
const isCarrier = (name: string): boolean => /(Connection|Edge)$/.test(name) || name === 'PageInfo' || name === 'Money';

function tagInput(type: GraphQLNamedType, tag: string, add: Add): void {
  if (isEnumType(type)) for (const value of type.getValues()) add(`${type.name}.${value.name}`, tag);
  else if (isScalarType(type) && !isSpecifiedScalarType(type)) add(type.name, tag);
  else if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) if (add(`${type.name}.${field.name}`, tag)) tagInput(getNamedType(field.type), tag, add);
  }
}

function withTags(document: DocumentNode, tags: Tags): DocumentNode {
  const mark = <N extends { directives?: readonly ConstDirectiveNode[] }>(node: N, place: string): N => {
    const names = [...(tags.get(place) ?? [])].sort();
    return names.length === 0 ? node : { ...node, directives: [...(node.directives ?? []), ...names.map(tagNode)] };
  };
  return visit(document, {
    ObjectTypeDefinition: (type) => ({ ...type, fields: (type.fields ?? []).map((field) => mark(
      { ...field, arguments: (field.arguments ?? []).map((arg) => mark(arg, `${type.name.value}.${field.name.value}(${arg.name.value})`)) }, `${type.name.value}.${field.name.value}`)) }),
    InputObjectTypeDefinition: (type) => ({ ...type, fields: (type.fields ?? []).map((field) => mark(field, `${type.name.value}.${field.name.value}`)) }),
    EnumTypeDefinition: (type) => ({ ...type, values: (type.values ?? []).map((value) => mark(value, `${type.name.value}.${value.name.value}`)) }),
    ScalarTypeDefinition: (type) => mark(type, type.name.value),
  });
}

const tagNode = (name: string): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'tag' },
  arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'name' }, value: { kind: Kind.STRING, value: name } }],
});
