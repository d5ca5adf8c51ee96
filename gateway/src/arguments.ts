import { valueFromASTUntyped } from 'graphql';
import type { FieldNode } from 'graphql';

/** What a root field was given, by name: its arguments, and one level below them (`input.email` is found as `email`). */
export function argumentsOf(field: FieldNode, variables: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  const given = (field.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value, variables)] as const);
  const inner = given.flatMap(([, value]) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []));
  return [...given, ...inner];
}
