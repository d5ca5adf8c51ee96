import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { anEnvelope, signingContract, type Stage } from '../contract.fixture.js';
import { BuiltInProvider } from './built-in.js';
import type { Ceremony, CeremonyAct } from './ceremony.types.js';
import { makeFirmKey, openFirmKey, type FirmKey } from './firm-key.js';
import { inHand } from './held-bytes.js';
import { MemoryStore } from './memory-store.fixture.js';
import { png } from './png.fixture.js';
import { judgeSeal } from './seal-judge.fixture.js';
import { sha256 } from './signed-result.js';

let key: FirmKey;
const began = new Date();
beforeAll(async () => { key = await makeFirmKey({ name: 'Harbour & Vale Advisory', id: 'firm_1' }, { now: began, serial: randomBytes(16) }); });

const act = (more: Partial<CeremonyAct> = {}): CeremonyAct => ({
  at: new Date(), identity: 'signed in to the portal; a code was sent to the address', consent: 'I agree to sign electronically.', ipHash: 'b2f0c9d1', mark: { kind: 'TYPED', text: 'Łucja Ďurišová' }, values: {}, ...more,
});

interface Signer { provider: BuiltInProvider; store: MemoryStore; told: string[]; withdrawn: boolean }

function signer(): Signer {
  const store = new MemoryStore();
  const made: Signer = {
    store, told: [], withdrawn: false,
    provider: new BuiltInProvider({
      store, now: () => new Date(), newRef: () => `cer_${randomUUID()}`, key: async () => (made.withdrawn ? null : openFirmKey(key)),
      notify: (ceremony, ref, what) => { made.told.push(`${what} ${ref} ${ceremony.reference}`); return Promise.resolve(); },
    }),
  };
  return made;
}

function stage(): Promise<Stage> {
  const made = signer();
  const { provider, store } = made;
  const refOf = (id: string, email = '') => store.rows.get(id)?.recipients.find((one) => one.email === email)?.ref ?? '';
  return Promise.resolve({
    provider, remote: false, dated: true, covers: 'BYTES',
    async act(id, step, by = {}) {
      if (step === 'view') await provider.view(id, refOf(id, by.email));
      if (step === 'sign') await provider.sign(id, refOf(id, by.email), act());
      if (step === 'decline') await provider.decline(id, refOf(id, by.email), by.reason ?? '');
      if (step === 'expire') store.rows.set(id, { ...store.rows.get(id) as Ceremony, expiresAt: new Date(Date.now() - 1) });
    },
    // A database that loses its connection is what a network that loses an answer is elsewhere.
    loseAnswerOfSend: () => { store.loseNextAnswer = true; },
    trouble: () => { throw new Error('there is nothing between us and the built-in signer'); },
    count: (reference) => [...store.rows.values()].filter((one) => one.reference === reference).length,
    calls: () => store.reads,
    revoke: () => { made.withdrawn = true; },
    restore: () => { made.withdrawn = false; },
    callback(providerRef, secret) {
      const raw = Buffer.from(JSON.stringify({ type: 'ceremony.changed', data: { id: providerRef } }));
      const [id, time] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1000))];
      const signature = createHmac('sha256', secret).update(Buffer.concat([Buffer.from(`${id}.${time}.`), raw])).digest('base64');
      return Promise.resolve({ raw, headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` }, query: {} });
    },
    exchanges: () => [], wireFaults: () => [],
    stop: () => Promise.resolve(),
  });
}

signingContract('The built-in signer', stage);

const judge = (pdf: Uint8Array) => judgeSeal(pdf, key.certificate);

async function completed(): Promise<Awaited<ReturnType<BuiltInProvider['fetchSigned']>> & { ceremony: Ceremony | undefined }> {
  const { provider, store } = signer();
  const sent = await provider.send(await anEnvelope());
  await provider.sign(sent.providerRef, 'ada', act({ mark: { kind: 'DRAWN', png: inHand(png()) } }));
  await provider.sign(sent.providerRef, 'ben', act());
  return { ...(await provider.fetchSigned(sent.providerRef)), ceremony: store.rows.get(sent.providerRef) };
}

it('seals the whole file so that openssl agrees, and a changed byte anywhere in it is noticed', async () => {
  const { pdf, certificate, ceremony } = await completed();
  const verdict = judge(pdf);
  expect(verdict).toMatchObject({ ok: true });
  expect(pdf.length - verdict.covered).toBeLessThan(40_000);
  expect(judge(certificate as Uint8Array).ok).toBe(true);
  expect(ceremony?.signed?.sha256).toBe(sha256(pdf));
  const text = Buffer.from(pdf).toString('latin1');
  expect(text).toContain('ETSI.CAdES.detached');
  const range = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/.exec(text)?.slice(1).map(Number) ?? [];
  for (const place of [20, Math.floor((range[1] ?? 0) / 2), (range[2] ?? 0) + Math.floor((range[3] ?? 0) / 2)]) {
    const changed = Buffer.from(pdf);
    changed[place] = (changed[place] ?? 0) ^ 1;
    const spoilt = judge(changed);
    expect([place, spoilt.ok]).toEqual([place, false]);
    expect(spoilt.words).toMatch(/digest|verification failure/i);
  }
});

it('does not take another firm\'s certificate for this firm\'s', async () => {
  const { pdf } = await completed();
  const ours = key;
  key = await makeFirmKey({ name: 'Fen & Co', id: 'firm_2' }, { now: new Date(), serial: randomBytes(16) });
  try { expect(judge(pdf).ok).toBe(false); } finally { key = ours; }
});

it('asks each in turn once, refuses a signature out of turn or twice, and what is no picture', async () => {
  const { provider, told, store } = signer();
  const envelope = await anEnvelope();
  const sent = await provider.send(envelope);
  await expect(provider.sign(sent.providerRef, 'ben', act())).rejects.toThrow('not your turn');
  await expect(provider.sign(sent.providerRef, 'cy', act())).rejects.toThrow('not asked');
  await expect(provider.sign(sent.providerRef, 'ada', act({ mark: { kind: 'DRAWN', png: inHand(Buffer.from('<svg/>')) } }))).rejects.toThrow('PNG');
  await expect(provider.sign(sent.providerRef, 'ada', act({ mark: { kind: 'TYPED', text: ' ' } }))).rejects.toThrow('letter');
  await provider.sign(sent.providerRef, 'ada', act());
  await expect(provider.sign(sent.providerRef, 'ada', act())).rejects.toThrow('already');
  await provider.remind(sent.providerRef, 'ben');
  expect(told).toEqual([`ASKED ada ${envelope.reference}`, `ASKED ben ${envelope.reference}`, `REMINDED ben ${envelope.reference}`]);
  expect(store.rows.get(sent.providerRef)?.recipients.find((one) => one.key === 'ada')?.act).toMatchObject({ consent: 'I agree to sign electronically.', ipHash: 'b2f0c9d1' });
});

it('notices two who sign at the same moment, and loses neither', async () => {
  const { provider } = signer();
  const base = await anEnvelope();
  const sent = await provider.send({ ...base, recipients: base.recipients.map((one) => ({ ...one, order: 1 })) });
  await Promise.all([provider.sign(sent.providerRef, 'ada', act()), provider.sign(sent.providerRef, 'ben', act())]);
  expect((await provider.read(sent.providerRef)).state).toBe('COMPLETED');
});

it('keeps what was signed when the key is away, and seals it when it is back', async () => {
  const made = signer();
  const sent = await made.provider.send(await anEnvelope());
  await made.provider.sign(sent.providerRef, 'ada', act());
  made.withdrawn = true;
  await expect(made.provider.sign(sent.providerRef, 'ben', act())).rejects.toThrow('key for sealing');
  expect((await made.provider.read(sent.providerRef)).state).toBe('PARTIALLY_SIGNED');
  made.withdrawn = false;
  await made.provider.seal(sent.providerRef);
  await made.provider.seal(sent.providerRef);
  expect((await made.provider.read(sent.providerRef)).state).toBe('COMPLETED');
});

it('refuses a document that is none, and a field on a page that is not there', async () => {
  const { provider } = signer();
  const envelope = await anEnvelope();
  await expect(provider.send({ ...envelope, documents: [{ name: 'x.pdf', pdf: Buffer.from('no pdf') }] })).rejects.toThrow('not a PDF');
  const far = envelope.recipients.map((one) => ({ ...one, fields: one.fields.map((field) => ({ ...field, page: 9 })) }));
  await expect(provider.send({ ...envelope, recipients: far })).rejects.toThrow('page that is not there');
});
