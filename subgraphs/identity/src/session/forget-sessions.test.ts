import { idToUuid, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aFirm, password, type TestFirm } from '../../test/people.js';
import { fingerprint } from '../account/fingerprint.js';
import identity from '../subgraph.js';

const start = new Date('2026-11-19T11:18:00Z');
const day = 24 * 3_600_000;
const after = (days: number, ms = 0): Date => new Date(start.getTime() + days * day + ms);
let h: Harness;
let firm: TestFirm;
let neighbour: TestFirm;

beforeAll(async () => {
  h = await testSubgraph(identity, { env: { FIRMAMENT_DEMO: '' }, now: start });
  firm = await aFirm(h, 'harbour-vale');
  neighbour = await aFirm(h, 'fen');
});
beforeEach(async () => {
  h.setNow(start);
  await h.sql(`delete from identity.sessions; delete from identity.session_due; delete from identity.lookup where kind = 'session'`);
});
afterAll(() => h.stop());

const signIn = async (of: TestFirm): Promise<string> => {
  const answer = await h.as(h.public(null)).run('mutation ($input: SignInInput!) { signIn(input: $input) { signedIn } }', { input: { email: of.ownerEmail, password } });
  return (answer.extensions?.grant as { token: string }).token;
};
const openPortal = () => h.as(h.gateway(['identity.session.*'])).run(
  'mutation ($input: OpenSessionInput!) { openSession(input: $input) { token } }', { input: { firmId: firm.id, portalUserId: newId('pus'), clientId: newId('cli'), name: 'Marion Marlowe', signed: 'sealed' } });
const close = (token: string) => h.as(h.gateway(['identity.session.*'])).run('mutation ($tokenHash: String!) { closeSession(tokenHash: $tokenHash) }', { tokenHash: fingerprint(token) });
const left = async () => (await h.sql(`select (select count(*)::int from identity.sessions) as sessions, (select count(*)::int from identity.session_due) as due,
  (select count(*)::int from identity.lookup where kind = 'session') as lookups`))[0];
const sweepAt = async (at: Date) => { h.setNow(at); await h.sweep('forget-sessions'); };

describe('sessions that are over', () => {
  it('are forgotten in every firm once their last day has passed, with what leads to them, and not a moment before', async () => {
    await signIn(firm);
    await signIn(neighbour);
    await openPortal();
    await sweepAt(after(14, -1));
    expect(await left()).toEqual({ sessions: 3, due: 3, lookups: 3 });
    await sweepAt(after(14));
    expect(await left()).toEqual({ sessions: 1, due: 1, lookups: 1 });
    await sweepAt(after(30));
    expect(await left()).toEqual({ sessions: 0, due: 0, lookups: 0 });
  });

  it('are forgotten too when they were ended before, and what was told of them stays told', async () => {
    await close(await signIn(firm));
    expect(await left()).toEqual({ sessions: 1, due: 1, lookups: 0 });
    const told = await h.events();
    await sweepAt(after(14));
    expect(await left()).toEqual({ sessions: 0, due: 0, lookups: 0 });
    expect(await h.events()).toEqual(told);
  });

  it('are forgotten also behind a note whose session is gone already', async () => {
    await h.sql(`insert into identity.session_due (tenant_id, id, due_at) values ($1, $2, $3)`, [idToUuid(newId('firm')), idToUuid(newId('ses')), after(-1)]);
    await signIn(firm);
    await sweepAt(after(14));
    expect(await left()).toEqual({ sessions: 0, due: 0, lookups: 0 });
  });

  it('are listed for the sweeper without a word on whose they are, and for nobody else across firms', async () => {
    await signIn(firm);
    await signIn(neighbour);
    const list = 'select * from identity.session_due';
    expect((await h.sqlAs('sweeper', {}, list)).map((row) => Object.keys(row))).toEqual([['tenant_id', 'id', 'due_at'], ['tenant_id', 'id', 'due_at']]);
    expect(await h.sqlAs('rw', { 'app.tenant_id': idToUuid(firm.id), 'app.actor_kind': 'system' }, list)).toHaveLength(1);
    await expect(h.sqlAs('sweeper', {}, 'select 1 from identity.sessions')).rejects.toThrow('permission denied');
    await expect(h.sqlAs('sweeper', {}, 'delete from identity.session_due')).rejects.toThrow('permission denied');
  });
});
