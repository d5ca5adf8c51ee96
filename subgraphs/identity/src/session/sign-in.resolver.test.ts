import { idToUuid } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aFirm, aUser, password, refusal, type TestFirm } from '../../test/people.js';
import identity from '../subgraph.js';

const signIn = `mutation ($input: SignInInput!) { signIn(input: $input) { signedIn name firm { id slug } choices { slug name mark } } }`;

describe('signing in', () => {
  let h: Harness;
  let harbour: TestFirm;
  const tryIn = (input: Record<string, unknown>) => h.as(h.public(null)).run(signIn, { input });

  beforeAll(async () => {
    h = await testSubgraph(identity, { env: { FIRMAMENT_DEMO: '' } });
    harbour = await aFirm(h, 'harbour-vale', { name: 'Harbour & Vale Advisory' });
  });
  afterAll(() => h.stop());

  it('opens a session, hands its token to the gateway alone and states the fact', async () => {
    const answer = await tryIn({ email: ' Owner@Harbour-Vale.TEST ', password, device: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' });
    expect(answer.data?.signIn).toEqual({ signedIn: true, name: 'Ines Calder', firm: { id: harbour.id, slug: 'harbour-vale' }, choices: [] });
    const grant = answer.extensions?.grant as { kind: string; audience: string; token: string; expiresAt: string };
    expect(grant).toMatchObject({ kind: 'session', audience: 'staff', expiresAt: '2026-11-19T23:18:00.000Z' });
    const [session] = await h.sql('select * from identity.sessions');
    expect(session).toMatchObject({ kind: 'staff', device_label: 'Firefox on Linux', client_id: null });
    expect(JSON.stringify(session)).not.toContain(grant.token);
    expect(JSON.stringify(answer.data)).not.toContain(grant.token);
    expect((await h.events('identity.session.started')).map((event) => event.data)).toMatchObject([{ userId: harbour.owner.id, method: 'PASSWORD' }]);
  });

  it('takes two ways to type a letter as one password', async () => {
    await aFirm(h, 'cafe', { email: 'rene@cafe.test', password: 'caf\u00e9 terrasse 12' });
    expect((await tryIn({ email: 'rene@cafe.test', password: 'caf\u0065\u0301 terrasse 12' })).data?.signIn).toMatchObject({ signedIn: true });
  });

  it('answers every failure alike: wrong, unknown, inactive, other firm, endless, NUL', async () => {
    const tom = await aUser(h, harbour, 'tom@harbour-vale.test');
    await h.as(harbour.owner).run('mutation ($input: DeactivateUserInput!) { deactivateUser(input: $input) { active } }', { input: { userId: tom.id } });
    const email = 'owner@harbour-vale.test';
    const attempts = [
      { email, password: 'not the password' }, { email: 'nobody@harbour-vale.test', password }, { email: tom.email, password },
      { email, password, firm: 'unknown' }, { email, password, firm: 'harbour\0vale' }, { email, password: '' }, { email, password: `${password}\0` },
      { email, password: 'x'.repeat(10_000) }, { email: `${'x'.repeat(10_000)}@b.test`, password }, { email: `own\0er@harbour-vale.test`, password }, { email: '', password: '' },
    ];
    const before = await h.sql('select count(*) from identity.sessions');
    const answers = await Promise.all(attempts.map(tryIn));
    for (const answer of answers) {
      expect(answer.extensions?.grant).toBeUndefined();
      expect(answer.errors?.[0]).toMatchObject({ message: 'That email and password do not match.', extensions: { code: 'BAD_USER_INPUT', reason: 'IDENTITY_SIGN_IN_REFUSED' } });
    }
    expect(await h.sql('select count(*) from identity.sessions')).toEqual(before);
  });

  it('makes whoever fails ten times wait, though the eleventh try be right', async () => {
    await aFirm(h, 'locked');
    for (let i = 0; i < 10; i++) await tryIn({ email: 'owner@locked.test', password: 'not the password' });
    const answer = await tryIn({ email: 'owner@locked.test', password });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
    expect(Number(answer.errors?.[0]?.extensions?.retryAfter)).toBeGreaterThan(800);
  });

  it('gives one request one failure: the attempts after it in the same request are not made', async () => {
    await aFirm(h, 'aliased');
    const one = (alias: string, text: string): string => `${alias}: signIn(input: {email: "owner@aliased.test", password: "${text}"}) { signedIn }`;
    const answer = await h.as(h.public(null)).run(`mutation { ${one('a', 'not the password')} ${one('b', password)} }`);
    expect(answer.data).toBeNull();
    expect(answer.extensions?.grant).toBeUndefined();
    expect(await h.sql(`select 1 from identity.sessions s join identity.users u on u.id = s.user_id where u.email = 'owner@aliased.test'`)).toEqual([]);
  });

  it('lets a person of two firms choose, and enters the one that is named', async () => {
    const both = 'sam@two.test';
    await aFirm(h, 'first-firm', { email: both, name: 'First Firm' });
    await aFirm(h, 'second-firm', { email: both, name: 'Second Firm', password: 'this one is ignored 9' });
    const open = await tryIn({ email: both, password });
    expect(open.data?.signIn).toEqual({
      signedIn: false, name: null, firm: null, choices: [{ slug: 'first-firm', name: 'First Firm', mark: 'FF' }, { slug: 'second-firm', name: 'Second Firm', mark: 'SF' }],
    });
    expect(open.extensions?.grant).toBeUndefined();
    const chosen = await tryIn({ email: both, password, firm: 'second-firm' });
    expect(chosen.data?.signIn).toMatchObject({ signedIn: true, firm: { slug: 'second-firm' } });
    expect(refusal(await tryIn({ email: both, password: 'this one is ignored 9' }))).toBe('IDENTITY_SIGN_IN_REFUSED');
    expect(await h.sql('select count(*)::int as n from identity.accounts a join identity.users u on u.account_id = a.id where u.email = $1', [both])).toEqual([{ n: 2 }]);
  });

  it('keeps a password that a firm chose out of the other firms of the person, until the person chooses one', async () => {
    const guest = 'gail@guest.test';
    const chosenByFirm = 'chosen by harbour 1';
    const gail = await aUser(h, harbour, guest, ['staff'], chosenByFirm);
    const other = await aFirm(h, 'other-firm', { email: guest });
    expect((await tryIn({ email: guest, password: chosenByFirm })).data?.signIn).toMatchObject({ signedIn: true, firm: { slug: 'harbour-vale' } });
    expect(refusal(await tryIn({ email: guest, password: chosenByFirm, firm: 'other-firm' }))).toBe('IDENTITY_SIGN_IN_REFUSED');
    const change = await h.as({ ...harbour.owner, id: gail.id, permissions: ['identity.self.edit'] }).run(
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { id } }', { input: { currentPassword: chosenByFirm, newPassword: 'my own choice 22' } });
    expect(change.errors).toBeUndefined();
    expect((await tryIn({ email: guest, password: 'my own choice 22', firm: 'other-firm' })).data?.signIn).toMatchObject({ firm: { id: other.id } });
    expect(await h.sql('select count(*)::int as n from identity.sessions where user_id = $1 and revoked_at is null', [idToUuid(gail.id)])).toEqual([{ n: 0 }]);
  });

  it('carries nobody into another firm together with the rights of the first', async () => {
    const both = 'sly@sly.test';
    const weak = await aFirm(h, 'weak-side', { email: both });
    await aFirm(h, 'strong-side', { email: 'boss@strong.test' });
    const intruder = { ...weak.owner, permissions: ['*'] };
    const mixed = await h.as(intruder).run(
      `mutation ($input: SignInInput!, $user: AddUserInput!) { signIn(input: $input) { signedIn } addUser(input: $user) { id } }`,
      { input: { email: 'boss@strong.test', password }, user: { name: 'Mole', email: 'mole@sly.test', password, roleKeys: ['owner'] } });
    expect(mixed.data?.signIn).toEqual({ signedIn: true });
    const [mole] = await h.sql(`select tenant_id from identity.users where email = 'mole@sly.test'`);
    expect(mole?.tenant_id).toBe(idToUuid(weak.id));
  });

  it('lets no query ride along with the sign-in page into the demo firm', async () => {
    const demo = await testSubgraph(identity);
    try {
      const first = await aFirm(demo, 'first', { password: 'demo' });
      const second = await aFirm(demo, 'second', { password: 'demo' });
      const answer = await demo.as(second.owner).run('{ signInOptions(firm: "first") { demoAccounts { email } } users { nodes { email } } firm { id } }');
      expect(answer.data?.signInOptions).toEqual({ demoAccounts: [{ email: first.ownerEmail }] });
      expect(answer.data?.users).toEqual({ nodes: [{ email: second.ownerEmail }] });
      expect(answer.data?.firm).toEqual({ id: second.id });
    } finally { await demo.stop(); }
  });
});
