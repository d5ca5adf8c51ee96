import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aFirm, password, refusal, type TestFirm } from '../../test/people.js';
import identity from '../subgraph.js';

const register = `mutation ($input: RegisterFirmInput!) { registerFirm(input: $input) { id slug name mark } }`;
const input = (over: Record<string, unknown> = {}, owner: Record<string, unknown> = {}): { input: unknown } => ({
  input: { name: 'Fen & Co', slug: 'fen-co', timeZone: 'Europe/London', currency: 'GBP', owner: { name: 'Fay Fen', email: 'fay@fen.test', password, ...owner }, ...over },
});

describe('firms', () => {
  let h: Harness;
  let harbour: TestFirm;
  beforeAll(async () => {
    h = await testSubgraph(identity, { env: { FIRMAMENT_DEMO: '' } });
    harbour = await aFirm(h, 'harbour-vale', { name: 'Harbour & Vale Advisory' });
  });
  afterAll(() => h.stop());

  it('begin with four roles, an owner and two facts in the same story', async () => {
    const roles = await h.as(harbour.owner).run('{ roles { key builtIn permissions } }');
    expect((roles.data?.roles as { key: string }[]).map((role) => role.key)).toEqual(['owner', 'manager', 'staff', 'finance']);
    const events = await h.events();
    expect(events.map((event) => event.type).sort()).toEqual(['identity.firm.registered', 'identity.user.added']);
    expect(new Set(events.map((event) => event.correlationId)).size).toBe(1);
  });

  it('are registered by the platform and by nobody else, whatever they may do', async () => {
    for (const actor of [harbour.owner, h.public(null), h.service(), h.gateway()]) {
      expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(refusal(await h.as(actor).run(register, input())));
    }
    expect(await h.sql(`select 1 from identity.firm_cards where slug = 'fen-co'`)).toEqual([]);
  });

  it('refuse an address that another firm has, and write nothing', async () => {
    const answer = await h.as(h.platform()).run(register, input({ slug: 'harbour-vale' }));
    expect(refusal(answer)).toBe('IDENTITY_SLUG_TAKEN');
    expect(answer.errors?.[0]?.extensions?.code).toBe('CONFLICT');
    expect(await h.sql(`select 1 from identity.users where email = 'fay@fen.test'`)).toEqual([]);
  });

  it('refuse bad input with the field that is wrong', async () => {
    const cases: [Record<string, unknown>, Record<string, unknown>, string][] = [
      [{ slug: 'No Good' }, {}, 'IDENTITY_SLUG'], [{ slug: 'fen\0' }, {}, 'IDENTITY_SLUG'], [{ name: 'x'.repeat(10_000) }, {}, 'IDENTITY_NAME'],
      [{ currency: 'ZZZ' }, {}, 'IDENTITY_CURRENCY'], [{ brandColour: 'red' }, {}, 'IDENTITY_COLOUR'],
      [{}, { email: 'nobody' }, 'IDENTITY_EMAIL'], [{}, { name: 'F\0y' }, 'IDENTITY_NAME'], [{}, { password: 'demo' }, 'IDENTITY_PASSWORD'],
      [{}, { password: `a\0${password}` }, 'IDENTITY_PASSWORD'], [{}, { password: 'x y z '.repeat(2_000) }, 'IDENTITY_PASSWORD'],
    ];
    for (const [over, owner, reason] of cases) expect(refusal(await h.as(h.platform()).run(register, input(over, owner)))).toBe(reason);
    expect((await h.as(h.platform()).run(register, input({ timeZone: 'Mars/Olympus' }))).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(await h.sql(`select 1 from identity.firm_cards where slug = 'fen-co'`)).toEqual([]);
  });

  it('show anybody their card and only members the rest', async () => {
    const card = '{ publicFirm(slug: "harbour-vale") { id slug name timeZone brandColour mark } }';
    const expected = { id: harbour.id, slug: 'harbour-vale', name: 'Harbour & Vale Advisory', timeZone: 'Europe/London', brandColour: '#2f4b8f', mark: 'HV' };
    expect((await h.as(h.public(null)).run(card)).data?.publicFirm).toEqual(expected);
    expect((await h.as(h.portal('cli_01h455vb4pex5vsknk084sn02q', harbour.id)).run(card)).data?.publicFirm).toEqual(expected);
    for (const slug of ['unknown', '', 'a\0b', 'x'.repeat(10_000)]) {
      expect((await h.as(h.public(null)).run('query ($slug: String!) { publicFirm(slug: $slug) { id } }', { slug })).data?.publicFirm).toBeNull();
    }
    expect(refusal(await h.as(h.public(harbour.id)).run('{ firm { currency } }'))).toBe('UNAUTHENTICATED');
    expect(refusal(await h.as({ ...harbour.owner, permissions: [] }).run('{ firm { currency } }'))).toBe('FORBIDDEN');
    expect((await h.as(harbour.owner).run('{ firm { currency status } }')).data?.firm).toEqual({ currency: 'GBP', status: 'ACTIVE' });
  });

  it('show their card by id as well, and to their own clients without asking which', async () => {
    const [byId, own] = ['query ($slug: String) { publicFirm(slug: $slug) { slug } }', '{ publicFirm { slug } }'];
    for (const actor of [h.public(null), h.portal('cli_01h455vb4pex5vsknk084sn02q', harbour.id)]) {
      expect((await h.as(actor).run(byId, { slug: harbour.id })).data?.publicFirm).toEqual({ slug: 'harbour-vale' });
      expect((await h.as(actor).run(byId, { slug: 'firm_01h455vb4pex5vsknk084sn02q' })).data?.publicFirm).toBeNull();
    }
    expect((await h.as(h.portal('cli_01h455vb4pex5vsknk084sn02q', harbour.id)).run(own)).data?.publicFirm).toEqual({ slug: 'harbour-vale' });
    expect((await h.as(h.public(null)).run(own)).data?.publicFirm).toBeNull();
  });

  it('answer references from other graphs within their own walls', async () => {
    const other = await aFirm(h, 'fen', { name: 'Fen & Co' });
    const entities = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { name initials } ... on Firm { mark } } }';
    const of = [{ __typename: 'User', id: harbour.owner.id }, { __typename: 'User', id: other.owner.id }, { __typename: 'Firm', id: other.id }];
    const answer = await h.as(harbour.owner).run(entities, { of });
    expect(answer.data?._entities).toEqual([{ name: 'Ines Calder', initials: 'IC' }, null, null]);
    const denied = await h.as({ ...harbour.owner, permissions: ['crm.*'] }).run(entities, { of: [of[0]] });
    expect(denied.data?._entities).toEqual([null]);
    expect(refusal(denied)).toBe('FORBIDDEN');
  });

  it('list demo people only where the demo is switched on', async () => {
    const options = '{ signInOptions { firm { slug } methods demoAccounts { email name role } } }';
    expect((await h.as(h.public(null)).run(options)).data?.signInOptions).toEqual({ firm: null, methods: ['PASSWORD'], demoAccounts: [] });
    const demo = await testSubgraph(identity);
    try {
      await aFirm(demo, 'harbour-vale', { email: 'owner@harbour.test', password: 'demo' });
      demo.setNow(new Date('2026-11-20T09:00:00Z'));
      await aFirm(demo, 'fen', { password: 'demo' });
      expect((await demo.as(demo.public(null)).run(options)).data?.signInOptions).toEqual({
        firm: { slug: 'harbour-vale' }, methods: ['PASSWORD'], demoAccounts: [{ email: 'owner@harbour.test', name: 'Ines Calder', role: 'Owner' }],
      });
      const named = await demo.as(demo.public(null)).run('{ signInOptions(firm: "fen") { firm { slug mark } demoAccounts { email } } }');
      expect(named.data?.signInOptions).toEqual({ firm: { slug: 'fen', mark: 'F' }, demoAccounts: [{ email: 'owner@fen.test' }] });
    } finally { await demo.stop(); }
  });
});
