import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import { houseRoot } from '../../infra/servers/servers.js';

/** What each mutation calls its input, such as `CreateClientInput!`, by the mutation's name. */
export const inputTypes: ReadonlyMap<string, string> = new Map(
  parse(readFileSync(join(houseRoot, 'schema/supergraph.graphql'), 'utf8'), { noLocation: true }).definitions.flatMap((one) => {
    if (one.kind !== 'ObjectTypeDefinition' || one.name.value !== 'Mutation') return [];
    return (one.fields ?? []).flatMap(({ name, arguments: given = [] }) => given.filter((arg) => arg.name.value === 'input').map((arg) => [name.value, print(arg.type)] as const));
  }));
