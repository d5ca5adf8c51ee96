import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { compose } from './compose.js';
import type { Composition, SubgraphText } from './compose.js';
import { crmSdl, identitySdl } from './house.fixture.js';
import { clashingTypeNames, vanishedParts } from './rules.js';

const house: SubgraphText[] = [{ name: 'identity', sdl: identitySdl }, { name: 'crm', sdl: crmSdl }];

function composed(subgraphs: readonly SubgraphText[]): Extract<Composition, { ok: true }> {
  const made = compose(subgraphs);
  if (!made.ok) throw new Error(made.problems.join('\n'));
  return made;
}

function fieldsOf(api: string | undefined, type: string): string[] {
  const found = buildSchema(api ?? '', { assumeValid: true }).getType(type);
  return found && 'getFields' in found ? Object.keys(found.getFields()).sort() : [];
}

describe('composition', () => {
  it('gives staff everything but what is the gateway\'s own', () => {
    const { contracts, base } = composed(house);
    expect(fieldsOf(base.api, 'Query')).toContain('resolveSession');
    expect(fieldsOf(contracts.staff?.api, 'Query')).toEqual(['client', 'clients', 'me', 'page', 'users']);
    expect(fieldsOf(contracts.staff?.api, 'ResolvedSession')).toEqual([]);
    expect(fieldsOf(contracts.staff?.api, 'Client')).toEqual(['id', 'name', 'note', 'owner', 'status']);
  });

  it('gives the portal and the public only what is marked for them', () => {
    const { contracts } = composed(house);
    expect(fieldsOf(contracts.portal?.api, 'Client')).toEqual(['id', 'name', 'status']);
    expect(fieldsOf(contracts.portal?.api, 'Mutation')).toEqual(['signOut']);
    expect(fieldsOf(contracts.public?.api, 'Query')).toEqual(['page']);
    expect(fieldsOf(contracts.public?.api, 'Client')).toEqual([]);
  });

  it('leaves out a contract that nothing is marked for', () => {
    const { contracts } = composed([{ name: 'crm', sdl: crmSdl.replaceAll('@tag(name: "public")', '').replaceAll('PublicPage', 'Page') }]);
    expect(Object.keys(contracts)).toEqual(['staff', 'portal']);
  });

  it('says in words why the domains do not fit together', () => {
    const made = compose([...house, { name: 'files', sdl: identitySdl.replace('name: String! @tag(name: "portal")', 'name: Int!') }]);
    expect(made.ok).toBe(false);
    expect(made.ok ? [] : made.problems.join('\n')).toMatch(/the supergraph cannot be composed: .*name/);
  });
});

describe('the rules that composition does not check', () => {
  it('finds nothing lost when arguments, inputs and enum values are marked like their fields', () => {
    const { base, contracts } = composed(house);
    for (const contract of Object.values(contracts)) expect(vanishedParts(base.api, contract.api)).toEqual([]);
  });

  it('finds an argument, an input field and an enum value that a contract lost silently', () => {
    const careless = house.map(({ name, sdl }) => ({ name, sdl: sdl
      .replace('slug: String! @tag(name: "public")', 'slug: String')
      .replace('ACTIVE @tag(name: "portal")', 'ACTIVE')
      .replace('signIn(input: SignInInput! @tag(name: "public")): User', 'signIn(input: SignInInput! @tag(name: "public")): Boolean @tag(name: "public")')
      .replace('password: String! @tag(name: "public")', 'password: String') }));
    const { base, contracts } = composed(careless);
    expect(vanishedParts(base.api, contracts.public?.api ?? '')).toEqual(['argument Query.page(slug:)', 'input field SignInInput.password']);
    expect(vanishedParts(base.api, contracts.portal?.api ?? '')).toEqual(['enum value ClientStatus.ACTIVE']);
  });

  it('names the two domains that claim one type name', () => {
    const twin = { name: 'revenue', sdl: 'type PublicPage { title: String } enum ClientStatus { LEAD } type Money @shareable { minor: Int }' };
    const money = { name: 'agreements', sdl: 'type Money @shareable { minor: Int }' };
    expect(clashingTypeNames([...house, twin, money])).toEqual([
      'ClientStatus is defined by crm and revenue; a type name belongs to one domain',
      'PublicPage is defined by crm and revenue; a type name belongs to one domain',
    ]);
  });
});
