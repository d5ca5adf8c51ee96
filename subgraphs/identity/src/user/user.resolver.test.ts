import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aFirm, aUser, password, refusal, type TestFirm } from '../../test/people.js';
import { builtInRoles } from '../role/role.rules.js';
import identity from '../subgraph.js';

const add = 'mutation ($input: AddUserInput!) { addUser(input: $input) { id name email initials roleKeys } }';
const assign = 'mutation ($input: SetUserRolesInput!) { setUserRoles(input: $input) { id roleKeys version } }';
const deactivate = 'mutation ($input: DeactivateUserInput!) { deactivateUser(input: $input) { id active version } }';
const managerRights = builtInRoles.find((role) => role.key === 'manager')?.permissions ?? [];

describe('people of a firm', () => {
  let h: Harness;
  let firm: TestFirm;
  let fen: TestFirm;
  beforeAll(async () => {
    h = await testSubgraph(identity, { env: { FIRMAMENT_DEMO: '' } });
    firm = await aFirm(h, 'harbour-vale');
    fen = await aFirm(h, 'fen');
  });
  afterAll(() => h.stop());

  it('join with a name, an address and roles, and the house hears of it', async () => {
    const answer = await h.as(firm.owner).run(add, { input: { name: ' Ada  King Lovelace', email: 'Ada@Harbour-Vale.test', password, roleKeys: ['finance', 'staff', 'staff'] } });
    expect(answer.data?.addUser).toMatchObject({ name: 'Ada King Lovelace', email: 'ada@harbour-vale.test', initials: 'AL', roleKeys: ['staff', 'finance'] });
    expect((await h.events('identity.user.added')).at(-1)?.data).toMatchObject({ email: 'ada@harbour-vale.test', roles: ['staff', 'finance'] });
  });

  it('join once: an address that is taken in the firm is refused, in another firm it is not', async () => {
    await aUser(h, firm, 'twice@mail.test');
    expect(refusal(await h.as(firm.owner).run(add, { input: { name: 'Two', email: 'TWICE@mail.test', password, roleKeys: ['staff'] } }))).toBe('IDENTITY_EMAIL_TAKEN');
    expect((await aUser(h, fen, 'twice@mail.test')).email).toBe('twice@mail.test');
  });

  it('are refused with the field that is wrong', async () => {
    const input = { name: 'Tom Reed', email: 'tom2@harbour-vale.test', password, roleKeys: ['staff'] };
    const cases: [Record<string, unknown>, string][] = [
      [{ name: '' }, 'IDENTITY_NAME'], [{ name: 'x'.repeat(10_000) }, 'IDENTITY_NAME'], [{ name: 'T\0m' }, 'IDENTITY_NAME'],
      [{ email: 'tom' }, 'IDENTITY_EMAIL'], [{ email: 't\0m@b.test' }, 'IDENTITY_EMAIL'], [{ password: 'short' }, 'IDENTITY_PASSWORD'],
      [{ password: 'demo' }, 'IDENTITY_PASSWORD'], [{ roleKeys: [] }, 'IDENTITY_ROLES'], [{ roleKeys: ['king'] }, 'IDENTITY_ROLE_UNKNOWN'],
      [{ roleKeys: Array.from({ length: 30 }, (_, i) => `r${i}`) }, 'IDENTITY_ROLES'],
    ];
    for (const [over, reason] of cases) expect(refusal(await h.as(firm.owner).run(add, { input: { ...input, ...over } }))).toBe(reason);
    expect(await h.sql(`select 1 from identity.users where email = 'tom2@harbour-vale.test'`)).toEqual([]);
    expect((await h.as(firm.owner).run(add, { input: { ...input, tenantId: fen.id } })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('are managed only by those who may, in their own firm, up to their own rights', async () => {
    const tom = await aUser(h, firm, 'tom3@harbour-vale.test');
    const manager = { ...firm.owner, id: newId('usr'), permissions: managerRights };
    expect(refusal(await h.as({ ...manager, permissions: ['identity.user.view'] }).run(assign, { input: { userId: tom.id, roleKeys: ['finance'] } }))).toBe('FORBIDDEN');
    expect(refusal(await h.as(fen.owner).run(assign, { input: { userId: tom.id, roleKeys: ['finance'] } }))).toBe('NOT_FOUND');
    expect(refusal(await h.as(fen.owner).run(deactivate, { input: { userId: tom.id } }))).toBe('NOT_FOUND');
    for (const userId of [newId('usr'), newId('cli'), 'x', '\0', 'x'.repeat(10_000)]) {
      expect(refusal(await h.as(firm.owner).run(assign, { input: { userId, roleKeys: ['staff'] } }))).toBe('NOT_FOUND');
    }
    expect(refusal(await h.as(manager).run(assign, { input: { userId: tom.id, roleKeys: ['owner'] } }))).toBe('IDENTITY_ABOVE_OWN_RIGHTS');
    expect(refusal(await h.as(manager).run(deactivate, { input: { userId: firm.owner.id } }))).toBe('IDENTITY_ABOVE_OWN_RIGHTS');
    expect((await h.as(manager).run(assign, { input: { userId: tom.id, roleKeys: ['finance'] } })).data?.setUserRoles).toMatchObject({ roleKeys: ['finance'] });
    expect((await h.events('identity.user.roles_changed')).at(-1)?.data).toEqual({ userId: tom.id, before: ['staff'], after: ['finance'] });
  });

  it('are changed only by somebody who saw their present state', async () => {
    const tom = await aUser(h, firm, 'tom4@harbour-vale.test');
    expect((await h.as(firm.owner).run(assign, { input: { userId: tom.id, roleKeys: ['finance'], ifVersion: tom.version } })).data?.setUserRoles).toMatchObject({ version: tom.version + 1 });
    const stale = await h.as(firm.owner).run(assign, { input: { userId: tom.id, roleKeys: ['staff'], ifVersion: tom.version } });
    expect(stale.errors?.[0]?.extensions?.code).toBe('CONFLICT');
    expect((await h.as(firm.owner).run(deactivate, { input: { userId: tom.id, ifVersion: tom.version } })).errors?.[0]?.extensions?.code).toBe('CONFLICT');
    expect((await h.as(firm.owner).run(deactivate, { input: { userId: tom.id, ifVersion: tom.version + 1 } })).data?.deactivateUser).toMatchObject({ active: false });
    expect(refusal(await h.as(firm.owner).run(deactivate, { input: { userId: tom.id } }))).toBe('IDENTITY_USER_INACTIVE');
    expect(refusal(await h.as(firm.owner).run(assign, { input: { userId: tom.id, roleKeys: ['staff'] } }))).toBe('IDENTITY_USER_INACTIVE');
  });

  it('cannot change their own access, nor leave the firm without an owner', async () => {
    expect(refusal(await h.as(firm.owner).run(assign, { input: { userId: firm.owner.id, roleKeys: ['staff'] } }))).toBe('IDENTITY_OWN_ACCESS');
    expect(refusal(await h.as(firm.owner).run(deactivate, { input: { userId: firm.owner.id } }))).toBe('IDENTITY_OWN_ACCESS');
    const robot = { ...h.service(), tenantId: firm.id };
    expect(refusal(await h.as({ ...robot, onBehalfOf: firm.owner.id }).run(deactivate, { input: { userId: firm.owner.id } }))).toBe('IDENTITY_OWN_ACCESS');
    expect(refusal(await h.as(robot).run(deactivate, { input: { userId: firm.owner.id } }))).toBe('IDENTITY_LAST_OWNER');
    expect(refusal(await h.as(robot).run(assign, { input: { userId: firm.owner.id, roleKeys: ['manager'] } }))).toBe('IDENTITY_LAST_OWNER');
  });

  it('keep one owner when two owners remove each other at the same moment', async () => {
    const pair = await aFirm(h, 'pair');
    const second = await aUser(h, pair, 'second@pair.test', ['owner']);
    const answers = await Promise.all([
      h.as(pair.owner).run(deactivate, { input: { userId: second.id } }),
      h.as({ ...pair.owner, id: second.id }).run(deactivate, { input: { userId: pair.owner.id } }),
    ]);
    expect(answers.map(refusal).sort()).toEqual(['IDENTITY_LAST_OWNER', 'none']);
  });

  it('are listed by name in pages, with addresses for colleagues only', async () => {
    const many = await aFirm(h, 'many', { ownerName: 'Zoe Owner' });
    for (const [i, name] of ['Cleo', 'Abe', 'Bea'].entries()) {
      await h.as(many.owner).run(add, { input: { name, email: `p${i}@many.test`, password, roleKeys: ['staff'] } });
    }
    const list = 'query ($first: Int!, $after: String) { users(first: $first, after: $after) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }';
    const one = (await h.as(many.owner).run(list, { first: 3 })).data?.users as { totalCount: number; nodes: { name: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    expect(one).toMatchObject({ totalCount: 4, nodes: [{ name: 'Abe' }, { name: 'Bea' }, { name: 'Cleo' }], pageInfo: { hasNextPage: true } });
    expect((await h.as(many.owner).run(list, { first: 3, after: one.pageInfo.endCursor })).data?.users).toMatchObject({ nodes: [{ name: 'Zoe Owner' }], pageInfo: { hasNextPage: false } });
    for (const first of [0, -1, 101, 2 ** 31 - 1]) expect((await h.as(many.owner).run(list, { first })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(refusal(await h.as(h.portal(newId('cli'), many.id)).run(list, { first: 3 }))).toBe('FORBIDDEN');
    const point = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { name initials } } }';
    const of = [{ __typename: 'User', id: many.owner.id }];
    for (const actor of [h.portal(newId('cli'), many.id), h.public(many.id)]) {
      expect((await h.as(actor).run(point, { of })).data?._entities).toEqual([{ name: 'Zoe Owner', initials: 'ZO' }]);
      expect(refusal(await h.as(actor).run(point.replace('initials', 'email'), { of }))).toBe('FORBIDDEN');
      expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(refusal(await h.as(actor).run('query ($id: ID!) { user(id: $id) { name } }', { id: many.owner.id })));
    }
  });

  it('are told who they are and what they may do', async () => {
    const me = await h.as({ ...firm.owner, permissions: ['identity.self.view', 'crm.*'] }).run('{ me { user { name email } firm { slug } roles { key name } permissions } }');
    expect(me.data?.me).toEqual({
      user: { name: 'Ines Calder', email: 'owner@harbour-vale.test' }, firm: { slug: 'harbour-vale' }, roles: [{ key: 'owner', name: 'Owner' }],
      permissions: ['crm.*', 'identity.self.view'],
    });
    expect(refusal(await h.as(h.public(null)).run('{ me { permissions } }'))).toBe('UNAUTHENTICATED');
  });
});
