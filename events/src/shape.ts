import { z } from 'zod';
import { isPersonal, type EventContract } from './define-event.js';

/** A JSON Schema node as we write and compare it. */
export interface JsonShape { [key: string]: unknown }

/** The committed JSON shape of a contract: JSON Schema with `x-personal` on the fields that erasure overwrites. */
export function shapeOf(contract: EventContract): JsonShape {
  const schema = z.toJSONSchema(contract.shape, {
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (isPersonal(zodSchema as unknown as z.ZodType)) (jsonSchema as JsonShape)['x-personal'] = true;
    },
  });
  const { $schema, ...rest } = schema as JsonShape;
  return { $schema, title: `${contract.name}/${contract.version}`, description: contract.summary, ...rest };
}

/** Paths of personal fields in a contract's data, `attendee.email`; `[]` stands for each element of a list. */
export function personalPaths(contract: EventContract): string[] {
  const found: string[] = [];
  walk(shapeOf(contract), '', found);
  return found;
}

function walk(node: JsonShape, path: string, found: string[]): void {
  if (node['x-personal'] === true && path !== '') {
    found.push(path);
    return;
  }
  const properties = (node.properties ?? {}) as Record<string, JsonShape>;
  for (const [name, child] of Object.entries(properties)) walk(child, path === '' ? name : `${path}.${name}`, found);
  if (node.items) walk(node.items as JsonShape, `${path}[]`, found);
  for (const option of (node.anyOf ?? []) as JsonShape[]) walk(option, path, found);
}
