import { newId } from '@firmament/events';
import { type Actor, firmLine } from '@firmament/kit';
import { eventually, type Harness } from '@firmament/kit/testing';
import { ask } from '../../test/firm.js';
import { consentAt, openServices, seeConnection, serviceOf, sweepLike, tend, type Services } from '../../test/connection-room.js';
import { openAgreements } from '../../test/store.js';
import { callSigning } from './call-house.js';

let h: Harness;
let outside: Services;
const session = 'session-of-ines';
beforeAll(async () => { outside = await openServices(); h = await openAgreements(undefined, outside.env); });
beforeEach(() => { h.setNow(new Date('2026-11-19T11:18:00Z')); });
afterEach(async () => { for (const table of ['connection_due', 'connections', 'consents']) await h.sql(`delete from agreements.${table}`); });
afterAll(async () => { await h?.stop(); await outside?.stop(); });

type Brought = Awaited<ReturnType<typeof consentAt>>;
interface Begun { consent: { id: string }; address: string }

const begin = async (service: string, callbackKey?: string): Promise<Begun> => {
  const { data, errors } = await h.as(h.staff()).run('mutation($input: BeginSigningConsentInput!) { beginSigningConsent(input: $input) { consent { id } address } }', { input: { service, secrets: callbackKey ? [{ name: 'callbackKey', secret: callbackKey }] : [] } }, { session });
  if (errors) throw new Error(errors[0]?.message);
  return data?.['beginSigningConsent'] as Begun;
};
const finish = async (input: Brought, actor: Actor = h.staff(), at = session) => {
  const { data, errors } = await h.as(actor).run('mutation($input: FinishSigningConsentInput!) { finishSigningConsent(input: $input) { id stage problem } }', { input }, { session: at });
  return { consent: data?.['finishSigningConsent'] as { id: string; stage: string; problem: string | null } | undefined, refusal: errors?.[0]?.extensions as { code: string; reason?: string } | undefined };
};
const outcome = (id: string): Promise<{ stage: string; problem: string | null; connection: { id: string; label: string; account: string } | null }> => ask(h, h.staff(), 'query($id: ID!) { signingConsent(id: $id) { stage problem connection { id label account } } }', { id });
/** A connection by consent, from the first click to the first answer of the service. */
async function consented(service = 'DOCUSIGN', callbackKey?: string): Promise<string> {
  const begun = await begin(service, callbackKey);
  await finish(await consentAt(begun.address));
  await tend(h);
  await tend(h);
  return (await outcome(begun.consent.id)).connection?.id ?? '';
}
const unknown = { code: 'CONFLICT', reason: 'CONSENT_UNKNOWN' };

it.each([
  ['DOCUSIGN', 'Sandbox account', 'sandbox'], ['DROPBOX_SIGN', 'sender@dropbox-sign.test', 'sandbox-account'], ['PANDADOC', 'Sandbox workspace', 'sandbox-workspace'],
])('connects %s by consent at its own page, and knows whose account it is', async (service, label, account) => {
  const begun = await begin(service);
  const page = new URL(begun.address);
  expect(page.searchParams.get('redirect_uri')).toBe('http://127.0.0.1:4000/connect/signing/return');
  expect(await (await fetch(page)).text()).toContain('Allow access');
  expect((await finish(await consentAt(begun.address))).consent).toMatchObject({ id: begun.consent.id, stage: 'ANSWERED' });
  expect((await outcome(begun.consent.id)).connection).toBeNull();
  await tend(h);
  expect(await outcome(begun.consent.id)).toMatchObject({ stage: 'DONE', problem: null, connection: { label, account } });
  await tend(h);
  expect((await serviceOf(h, service)).connections).toMatchObject([{ health: 'CONNECTED', lastSyncAt: '2026-11-19T11:18:00.000Z', lastError: null, checkingSince: null }]);
  expect(await h.sql('select kept from agreements.consents')).toEqual([{ kept: null }]);
});

it('uses a state once, and forgets what lay sealed', async () => {
  const begun = await begin('DOCUSIGN');
  const brought = await consentAt(begun.address);
  expect((await finish(brought)).consent?.stage).toBe('ANSWERED');
  expect((await finish(brought)).refusal).toMatchObject(unknown);
  await tend(h);
  expect((await finish(brought)).refusal).toMatchObject(unknown);
  expect((await serviceOf(h, 'DOCUSIGN')).connections).toHaveLength(1);
});

it.each([
  ['a state that nobody made', () => h.staff(), session, 'x'.repeat(43)], ['another firm\'s person', () => h.staff(['*'], h.otherFirm.id), session, null], ['another person of the firm', () => ({ ...h.staff(), id: newId('usr') }), session, null],
  ['another session of the same person', () => h.staff(), 'another-session', null],
])('refuses %s, and the one who began can still finish', async (_, actor, at, state) => {
  const brought = await consentAt((await begin('DOCUSIGN')).address);
  expect((await finish({ ...brought, ...(state ? { state } : {}) }, actor(), at)).refusal).toMatchObject(unknown);
  await tend(h);
  expect((await serviceOf(h, 'DOCUSIGN')).connections).toEqual([]);
  expect((await finish(brought)).consent?.stage).toBe('ANSWERED');
});

it('is open for ten minutes by the database\'s clock', async () => {
  const brought = await consentAt((await begin('DOCUSIGN')).address);
  const [{ minutes }] = (await h.sql('select extract(epoch from expires_at - clock_timestamp()) / 60 as minutes from agreements.consents')) as [{ minutes: string }];
  expect(Math.round(Number(minutes))).toBe(10);
  await h.sql(`update agreements.consents set expires_at = clock_timestamp() - interval '1 second'`);
  expect((await finish(brought)).refusal).toMatchObject(unknown);
});

it('says that somebody said no, and that a code was worth nothing; neither makes a connection', async () => {
  const denied = await begin('PANDADOC');
  expect((await finish(await consentAt(denied.address, 'deny'))).consent).toMatchObject({ stage: 'FAILED', problem: 'You said no at PandaDoc, so nothing was connected.' });
  const forged = await begin('DOCUSIGN');
  await finish({ state: new URL(forged.address).searchParams.get('state') ?? '', code: 'planted-code-of-somebody-else' });
  await tend(h);
  expect(await outcome(forged.consent.id)).toMatchObject({ stage: 'FAILED', problem: expect.stringContaining('no longer accepts'), connection: null });
  expect(await h.sql('select 1 from agreements.connections')).toEqual([]);
});

it('takes no code that was given for another verifier', async () => {
  const [ours, theirs] = [await begin('DOCUSIGN'), await begin('DOCUSIGN')];
  const stolen = (await consentAt(theirs.address)).code ?? '';
  await finish({ state: new URL(ours.address).searchParams.get('state') ?? '', code: stolen });
  await tend(h);
  expect(await outcome(ours.consent.id)).toMatchObject({ stage: 'FAILED' });
});

it('shows a consent to the one who began it alone', async () => {
  const { consent } = await begin('DOCUSIGN');
  expect(await ask(h, { ...h.staff(), id: newId('usr') }, 'query($id: ID!) { signingConsent(id: $id) { stage } }', { id: consent.id })).toBeNull();
});

it('keeps state, verifier, code and tokens to itself', async () => {
  const begun = await begin('DOCUSIGN', 'PLANTED-HOOK-77');
  const brought = await consentAt(begun.address);
  await finish(brought);
  const rows = async () => JSON.stringify([await h.sql('select t::text from agreements.consents t'), await h.sql('select t::text from agreements.connections t'), await h.sql('select t::text from agreements.idempotency t'), await h.events()]);
  const before = await rows();
  await tend(h);
  const all = before + (await rows());
  const tokens = [...outside.docusign.tokens];
  for (const word of [brought.state, brought.code ?? 'none', 'PLANTED-HOOK-77', Buffer.from(brought.code ?? 'none').toString('hex'), ...tokens]) expect(all.includes(word)).toBe(false);
  expect(tokens.length).toBeGreaterThan(0);
});

const look = (id: string) => callSigning(sweepLike(h).config, firmLine(sweepLike(h), h.firm.id), id, (provider) => provider.find('nothing'));
const inHours = (hours: number) => h.setNow(new Date(Date.parse('2026-11-19T11:18:00Z') + hours * 3_600_000));

it('renews a token once for twenty who need it', async () => {
  const id = await consented('DOCUSIGN', 'hook');
  const before = outside.docusign.consents.renewals;
  outside.docusign.consents.expire();
  inHours(9);
  expect(await Promise.all(Array.from({ length: 20 }, () => look(id)))).toEqual(Array.from({ length: 20 }, () => null));
  expect(outside.docusign.consents.renewals - before).toBe(1);
  expect((await seeConnection(h, id)).health).toBe('CONNECTED');
}, 60_000);

it('tells once that a consent was withdrawn, hammers nobody, and works again after the next consent', async () => {
  const id = await consented();
  outside.docusign.consents.withdraw();
  inHours(9);
  const asked = () => outside.docusign.exchanges.filter((one) => one.operation === 'token').length;
  const before = asked();
  const all = await Promise.all(Array.from({ length: 8 }, () => look(id).catch((error: Error) => error.name)));
  expect(new Set(all)).toEqual(new Set(['ReauthRequired']));
  await look(id).catch(() => undefined);
  expect(asked() - before).toBe(1);
  expect(await seeConnection(h, id)).toMatchObject({ health: 'NEEDS_REAUTH', lastError: expect.stringContaining('connect it again') });
  expect((await h.events('agreements.connection.needs_reauth')).filter((one) => one.data['connectionId'] === id)).toHaveLength(1);
  expect(await consented()).toBe(id);
  expect(await look(id)).toBeNull();
}, 60_000);

it('renews a token of each service that gives one', async () => {
  for (const [service, sandbox] of [['DROPBOX_SIGN', outside.dropboxSign], ['PANDADOC', outside.pandadoc]] as const) {
    const id = await consented(service);
    sandbox.consents.expire();
    inHours(9);
    await eventually(async () => (await look(id)) === null, `${service} answers with a renewed token`);
    expect(sandbox.consents.renewals).toBe(1);
    h.setNow(new Date('2026-11-19T11:18:00Z'));
  }
});
