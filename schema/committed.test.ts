import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { AUDIENCES, compose } from './compose.js';
import { clashingTypeNames, vanishedParts } from './rules.js';

// What is committed, read as text: these tests load no domain.
const here = new URL('./', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, here), 'utf8');
const folder = new URL('subgraphs/', here);
const subgraphs = (existsSync(folder) ? readdirSync(folder) : []).filter((file) => file.endsWith('.graphql'))
  .map((file) => ({ name: file.replace('.graphql', ''), sdl: read(`subgraphs/${file}`) }));

/** The names under which a domain speaks of other domains' types. */
function stubNames(domain: string): string[] {
  const file = new URL(`../subgraphs/${domain}/src/stubs.ts`, here);
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/@ObjectType\(\s*'(\w+)'/g)].flatMap((match) => match[1] ?? []);
}

function typesIn(sdl: string): Set<string> {
  return new Set(parse(sdl).definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION ? [node.name.value] : []));
}

if (subgraphs.length > 0) describe.each(subgraphs)('the committed graph of $name', ({ name, sdl }) => {
  it('prints every stub (composition drops a forgotten one silently)', () => {
    const printed = typesIn(sdl);
    expect(stubNames(name).filter((stub) => !printed.has(stub))).toEqual([]);
  });
});

if (subgraphs.length > 0) describe('the committed graph', () => {
  it('gives each type name to one domain', () => {
    expect(clashingTypeNames(subgraphs)).toEqual([]);
  });

  it('is composed from the committed subgraphs and from nothing else', () => {
    const made = compose(subgraphs);
    expect(made.ok ? [] : made.problems).toEqual([]);
    if (!made.ok) return;
    expect(read('supergraph.graphql')).toContain(made.base.supergraph.trim());
    for (const audience of AUDIENCES) {
      const contract = made.contracts[audience];
      if (!contract) continue;
      expect(read(`contracts/${audience}.supergraph.graphql`)).toContain(contract.supergraph.trim());
      expect(vanishedParts(made.base.api, contract.api)).toEqual([]);
    }
  });
});

it('reads its folder', () => {
  expect(existsSync(here)).toBe(true);
});
