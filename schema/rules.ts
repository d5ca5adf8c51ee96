import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType, Kind, parse } from 'graphql';
import type { DefinitionNode, GraphQLNamedType, GraphQLSchema, TypeDefinitionNode } from 'graphql';
import type { SubgraphText } from './compose.js';

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** Type names that two domains both claim. Entities (a key), shareable value types and scalars may appear more than once. */
export function clashingTypeNames(subgraphs: readonly SubgraphText[]): string[] {
  const owners = new Map<string, string[]>();
  for (const { name, sdl } of subgraphs) {
    for (const node of parse(sdl).definitions) {
      if (!isOwnedType(node)) continue;
      owners.set(node.name.value, [...(owners.get(node.name.value) ?? []), name]);
    }
  }
  return [...owners].filter(([, names]) => names.length > 1)
    .map(([type, names]) => `${type} is defined by ${names.join(' and ')}; a type name belongs to one domain`);
}

function isOwnedType(node: DefinitionNode): node is TypeDefinitionNode {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return !ROOTS.has(node.name.value) && !marked(node, 'key') && !isShareable(node);
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION:
      return true;
    default:
      return false;
  }
}

function isShareable(node: { directives?: readonly { name: { value: string } }[]; fields?: readonly { directives?: readonly { name: { value: string } }[] }[] }): boolean {
  return marked(node, 'shareable') || (node.fields ?? []).every((field) => marked(field, 'shareable'));
}

function marked(node: { directives?: readonly { name: { value: string } }[] }, directive: string): boolean {
  return (node.directives ?? []).some((each) => each.name.value === directive);
}

/** Arguments, input fields and enum values that a contract lost although what they belong to is in it. */
export function vanishedParts(baseApi: string, contractApi: string): string[] {
  const base = buildSchema(baseApi, { assumeValid: true });
  const contract = buildSchema(contractApi, { assumeValid: true });
  return Object.values(contract.getTypeMap()).filter((type) => !isIntrospectionType(type))
    .flatMap((type) => lostIn(type, base));
}

function lostIn(type: GraphQLNamedType, base: GraphQLSchema): string[] {
  const whole = base.getType(type.name);
  if (isEnumType(type) && isEnumType(whole)) {
    return missing(whole.getValues(), type.getValues()).map((value) => `enum value ${type.name}.${value}`);
  }
  if (isInputObjectType(type) && isInputObjectType(whole)) {
    return missing(Object.values(whole.getFields()), Object.values(type.getFields())).map((field) => `input field ${type.name}.${field}`);
  }
  if ((isObjectType(type) || isInterfaceType(type)) && (isObjectType(whole) || isInterfaceType(whole))) {
    return Object.values(type.getFields()).flatMap((field) =>
      missing(whole.getFields()[field.name]?.args ?? [], field.args).map((arg) => `argument ${type.name}.${field.name}(${arg}:)`));
  }
  return [];
}

function missing(all: readonly { name: string }[], kept: readonly { name: string }[]): string[] {
  const names = new Set(kept.map(({ name }) => name));
  return all.map(({ name }) => name).filter((name) => !names.has(name));
}
