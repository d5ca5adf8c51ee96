import { ReauthRequired, RetryLater, ProviderRefused } from '@firmament/kit';
import type { Exchange } from '../../../../infra/sandbox/door.js';
import { samplePdf } from './sample.fixture.js';
import type { Callback, Envelope, EnvelopeRecipient, SigningProvider } from './signing-provider.js';

/** What a provider's stage can be told to do: the people outside, the trouble, and what came in. */
export interface Stage {
  readonly provider: SigningProvider;
  /** True when there is a network between us and it. */
  readonly remote: boolean;
  act(providerRef: string, step: 'view' | 'sign' | 'decline' | 'expire', by?: { email?: string; reason?: string }): Promise<void>;
  /** The next sending is carried out, and its answer is lost. */
  loseAnswerOfSend(how: 'hang-after-commit' | 'reset-after-commit'): void;
  trouble(kind: 'rate-limit' | 'unavailable', retryAfter?: number): void;
  /** How many envelopes stand at the provider under a reference, and how many requests it has seen. */
  count(reference: string): number;
  calls(): number;
  revoke(): void;
  restore(): void;
  /** A genuine callback about something that just happened to this envelope, signed with a secret. */
  callback(providerRef: string, secret: string): Promise<Pick<Callback, 'raw' | 'headers' | 'query'>>;
  /** True where the vendor says when a callback was made. */
  readonly dated: boolean;
  /** How the vendor's signature relates to the body: most cover its bytes, one only its time and kind. */
  readonly covers: 'BYTES' | 'TIME_AND_KIND';
  /** Everything that went over the wire, and what of it the vendor's description would not have. */
  exchanges(): readonly Exchange[];
  wireFaults(): string[];
  stop(): Promise<void>;
}

let count = 0;
const field = { document: 0, page: 1, x: 72, y: 640, width: 160, height: 32, kind: 'SIGNATURE', required: true } as const;
const person = (name: string, order: number, role: EnvelopeRecipient['role'] = 'SIGNER'): EnvelopeRecipient => ({
  key: name.toLowerCase(), name: `${name} Marlowe`, email: `${name.toLowerCase()}@marlowe.test`, role, order, fields: role === 'SIGNER' ? [field] : [],
});

/** An envelope to Ada and then Ben, or to others. */
export async function anEnvelope(more: Partial<Envelope> = {}): Promise<Envelope> {
  count += 1;
  return {
    reference: `pkt_test_${process.pid}_${count}`, title: 'Engagement letter 2027', message: 'Please read and sign.', language: 'en', documents: [{ name: 'Engagement letter.pdf', pdf: await samplePdf() }],
    recipients: [person('Ada', 1), person('Ben', 2), person('Cy', 3, 'COPY')], expiresAt: new Date(Date.now() + 30 * 86_400_000), ...more,
  };
}

/** What every signing provider must do, whoever it is. */
export function signingContract(name: string, open: () => Promise<Stage>): void {
  describe(`${name} keeps the contract of signing`, () => {
    let stage: Stage;
    let provider: SigningProvider;
    beforeAll(async () => { stage = await open(); provider = stage.provider; });
    afterAll(async () => { await stage?.stop(); });
    const states = async (ref: string) => Object.fromEntries((await provider.read(ref)).recipients.filter((one) => one.role !== 'COPY').map((one) => [one.email.split('@')[0], one.state]));
    const failure = (call: Promise<unknown>) => call.then(() => { throw new Error('this should have failed'); }, (error: unknown) => error as RetryLater);

    it('sends in order, tells each step, and gives the signed bytes at the end', async () => {
      const envelope = await anEnvelope();
      const sent = await provider.send(envelope);
      expect(Object.keys(sent.refs).filter((key) => key !== 'cy').sort()).toEqual(['ada', 'ben']);
      expect(await provider.read(sent.providerRef)).toMatchObject({ providerRef: sent.providerRef, reference: envelope.reference, state: 'SENT' });
      expect(await states(sent.providerRef)).toEqual({ ada: 'NOTIFIED', ben: 'WAITING' });
      await stage.act(sent.providerRef, 'view', { email: 'ada@marlowe.test' });
      expect((await states(sent.providerRef)).ada).toBe('VIEWED');
      await stage.act(sent.providerRef, 'sign', { email: 'ada@marlowe.test' });
      expect(await states(sent.providerRef)).toEqual({ ada: 'DONE', ben: 'NOTIFIED' });
      expect((await provider.read(sent.providerRef)).state).toBe('PARTIALLY_SIGNED');
      await stage.act(sent.providerRef, 'sign', { email: 'ben@marlowe.test' });
      const done = await provider.read(sent.providerRef);
      expect(done).toMatchObject({ state: 'COMPLETED', endedAt: null, reason: null });
      expect(done.completedAt).toBeInstanceOf(Date);
      expect(done.recipients.filter((one) => one.role === 'SIGNER').map((one) => [one.ref, one.doneAt instanceof Date])).toEqual([[sent.refs['ada'], true], [sent.refs['ben'], true]]);
      const files = await provider.fetchSigned(sent.providerRef);
      expect(Buffer.from(files.pdf).subarray(0, 5).toString()).toBe('%PDF-');
      expect(files.certificate === null).toBe(provider.abilities.certificate === 'IN_THE_FILE');
      expect((await failure(provider.cancel(sent.providerRef, 'too late')))).toBeInstanceOf(ProviderRefused);
    });

    it('asks parallel signers together, in whichever order they sign', async () => {
      const sent = await provider.send(await anEnvelope({ recipients: [person('Ada', 1), person('Ben', 1), person('Dee', 2)] }));
      expect(await states(sent.providerRef)).toEqual({ ada: 'NOTIFIED', ben: 'NOTIFIED', dee: 'WAITING' });
      await stage.act(sent.providerRef, 'sign', { email: 'ben@marlowe.test' });
      expect(await states(sent.providerRef)).toEqual({ ada: 'NOTIFIED', ben: 'DONE', dee: 'WAITING' });
      await stage.act(sent.providerRef, 'sign', { email: 'ada@marlowe.test' });
      expect((await states(sent.providerRef)).dee).toBe('NOTIFIED');
    });

    it('sends several documents in one envelope', async () => {
      const sent = await provider.send(await anEnvelope({ documents: [{ name: 'Letter.pdf', pdf: await samplePdf('Letter') }, { name: 'Annex.pdf', pdf: await samplePdf('Annex') }], recipients: [{ ...person('Ada', 1), fields: [{ ...field, document: 1 }] }] }));
      await stage.act(sent.providerRef, 'sign', { email: 'ada@marlowe.test' });
      expect((await provider.fetchSigned(sent.providerRef)).pdf.length).toBeGreaterThan(500);
    });

    it('says who declined and why; nothing more can be signed', async () => {
      const sent = await provider.send(await anEnvelope());
      await stage.act(sent.providerRef, 'decline', { email: 'ada@marlowe.test', reason: 'The fee is not what we agreed.' });
      const reading = await provider.read(sent.providerRef);
      expect(reading).toMatchObject({ state: 'DECLINED', reason: 'The fee is not what we agreed.' });
      expect(reading.recipients.find((one) => one.email.startsWith('ada'))).toMatchObject({ state: 'DECLINED', reason: 'The fee is not what we agreed.' });
      await failure(stage.act(sent.providerRef, 'sign', { email: 'ben@marlowe.test' }));
      await provider.cancel(sent.providerRef, 'over anyway');
      expect((await provider.read(sent.providerRef)).state).toBe('DECLINED');
    });

    it('says that it ran out of time, and not that somebody voided it', async () => {
      const sent = await provider.send(await anEnvelope());
      await stage.act(sent.providerRef, 'expire');
      expect((await provider.read(sent.providerRef)).state).toBe('EXPIRED');
      await failure(stage.act(sent.providerRef, 'sign', { email: 'ada@marlowe.test' }));
    });

    it('is cancelled once, however often it is said', async () => {
      const sent = await provider.send(await anEnvelope());
      await provider.cancel(sent.providerRef, 'Sent by mistake');
      await provider.cancel(sent.providerRef, 'Sent by mistake');
      expect((await provider.read(sent.providerRef)).state).toBe('VOIDED');
      await failure(stage.act(sent.providerRef, 'sign', { email: 'ada@marlowe.test' }));
    });

    it('puts somebody else in a signer\'s place without starting again, and reminds', async () => {
      const sent = await provider.send(await anEnvelope());
      const { ref } = await provider.replaceRecipient(sent.providerRef, sent.refs['ada'] ?? '', { name: 'Eve Marlowe', email: 'eve@marlowe.test' });
      expect(await states(sent.providerRef)).toEqual({ eve: 'NOTIFIED', ben: 'WAITING' });
      expect((await provider.read(sent.providerRef)).recipients.find((one) => one.email === 'eve@marlowe.test')?.ref).toBe(ref);
      await provider.remind(sent.providerRef, ref);
      await stage.act(sent.providerRef, 'sign', { email: 'eve@marlowe.test' });
      expect(await failure(provider.replaceRecipient(sent.providerRef, ref, { name: 'Too Late', email: 'late@marlowe.test' }))).toBeInstanceOf(ProviderRefused);
      expect(await failure(provider.remind(sent.providerRef, ref))).toBeInstanceOf(ProviderRefused);
    });

    it.each(['hang-after-commit', 'reset-after-commit'] as const)('makes one envelope when the answer is lost (%s) and the sending is repeated', async (how) => {
      const envelope = await anEnvelope();
      stage.loseAnswerOfSend(how);
      expect(await failure(provider.send(envelope))).toBeInstanceOf(RetryLater);
      expect(stage.count(envelope.reference)).toBe(1);
      const again = await provider.send(envelope);
      expect(again.repeated).toBe(true);
      expect((await provider.send(envelope)).providerRef).toBe(again.providerRef);
      expect(stage.count(envelope.reference)).toBe(1);
      expect(await provider.find(envelope.reference)).toBe(again.providerRef);
      expect((await provider.read(again.providerRef)).state).toBe('SENT');
      expect(await provider.find('pkt_nobody_sent')).toBeNull();
    });

    it('refuses what cannot be sent, in a sentence, without asking anybody', async () => {
      const envelope = await anEnvelope();
      const before = stage.calls();
      for (const wrong of [{ documents: [] }, { recipients: [person('Cy', 1, 'COPY')] }, { recipients: [person('Ada', 1), person('Ada', 2)] }]) expect(await failure(provider.send({ ...envelope, ...wrong }))).toBeInstanceOf(ProviderRefused);
      expect(stage.calls()).toBe(before);
      expect(await failure(provider.read('nothing-of-the-kind'))).toBeInstanceOf(ProviderRefused);
    });

    it('asks to be connected again when the consent no longer stands', async () => {
      const sent = await provider.send(await anEnvelope());
      stage.revoke();
      const error = await failure(stage.remote ? provider.read(sent.providerRef) : stage.act(sent.providerRef, 'sign', { email: 'ada@marlowe.test' }).then(() => stage.act(sent.providerRef, 'sign', { email: 'ben@marlowe.test' })));
      expect(error).toBeInstanceOf(ReauthRequired);
      stage.restore();
      expect((await provider.read(sent.providerRef)).providerRef).toBe(sent.providerRef);
    });

    callbacks(() => stage);
    remoteTrouble(open);

    it('has said and believed nothing that the vendor does not describe', () => {
      expect(stage.wireFaults()).toEqual([]);
      expect(new Set(stage.exchanges().map((one) => one.operation)).size).toBeGreaterThanOrEqual(stage.remote ? 6 : 0);
    });
  });
}

/** Trouble that only a network has; the built-in signer has none and is not asked. */
function remoteTrouble(open: () => Promise<Stage>): void {
  it('passes on how long a provider wants to be left alone, and that it is down', async () => {
    const stage = await open();
    try {
      if (!stage.remote) {
        expect(() => { stage.trouble('rate-limit'); }).toThrow('nothing between');
        return;
      }
      const failure = (call: Promise<unknown>) => call.then(() => null, (error: unknown) => error as RetryLater);
      stage.trouble('rate-limit', 120);
      const slow = await failure(stage.provider.find('pkt_any'));
      expect(slow).toBeInstanceOf(RetryLater);
      expect([slow?.throttled, Math.round((slow?.retryAfterMs ?? 0) / 1000)]).toEqual([true, 120]);
      stage.trouble('unavailable');
      const down = await failure(stage.provider.find('pkt_any'));
      expect([down instanceof RetryLater, down?.throttled]).toEqual([true, false]);
    } finally { await stage.stop(); }
  });
}

function callbacks(at: () => Stage): void {
  const secret = 'a-secret-of-this-firm';
  const genuine = async (): Promise<{ callback: Callback; providerRef: string }> => {
    const stage = at();
    const { providerRef } = await stage.provider.send(await anEnvelope());
    return { providerRef, callback: { ...(await stage.callback(providerRef, secret)), secrets: [secret], now: new Date() } };
  };
  const read = (callback: Callback) => at().provider.readCallback(callback);

  it('believes a genuine callback, under any key that is in force, and names the same news by the same name', async () => {
    const { callback, providerRef } = await genuine();
    const first = await read(callback);
    expect(first).toMatchObject({ ok: true, news: [{ providerRef }], answer: { status: 200 } });
    expect(await read({ ...callback, secrets: ['the-next-key', secret] })).toEqual(first);
    expect(await read(callback)).toEqual(first);
    const other = await read((await genuine()).callback);
    expect(first.ok && other.ok && first.news[0]?.naturalKey !== other.news[0]?.naturalKey).toBe(true);
  });

  it('refuses another firm\'s secret, no secret and no signature', async () => {
    const { callback } = await genuine();
    for (const secrets of [['another-firms-secret'], [], ['']]) expect(await read({ ...callback, secrets })).toMatchObject({ ok: false, why: 'BAD_SIGNATURE', answer: { status: 401 } });
    if (at().covers === 'BYTES') expect(await read({ ...callback, headers: { 'content-type': callback.headers['content-type'] }, query: {} })).toMatchObject({ ok: false, why: 'BAD_SIGNATURE' });
  });

  it('refuses a flipped byte and the same JSON written anew, where the signature covers the bytes', async () => {
    const { callback } = await genuine();
    const text = Buffer.from(callback.raw).toString('latin1');
    const at2 = text.search(/"(?:event_hash|envelopeId|id)"\s*:\s*"/) + 20;
    const flipped = Buffer.from(callback.raw);
    flipped[at2] = (flipped[at2] ?? 0) ^ 1;
    const outcome = await read({ ...callback, raw: flipped });
    if (at().covers === 'BYTES') {
      expect(outcome).toMatchObject({ ok: false, why: 'BAD_SIGNATURE' });
      expect(await read({ ...callback, raw: Buffer.from(JSON.stringify(JSON.parse(Buffer.from(callback.raw).toString('utf8')), null, 1)) })).toMatchObject({ ok: false, why: 'BAD_SIGNATURE' });
    } else {
      // The hash itself was changed, or an id that nobody knows came out of it: it is a hint, and the truth is asked for by it.
      expect(outcome.ok).toBe(false);
    }
  });

  it('refuses one that is too old or ahead of us, where the vendor says when it was made', async () => {
    const { callback } = await genuine();
    const shifted = async (ms: number) => read({ ...callback, now: new Date(callback.now.getTime() + ms) });
    if (!at().dated) {
      expect((await shifted(400 * 86_400_000)).ok).toBe(true);
      return;
    }
    expect(await shifted(30 * 86_400_000)).toMatchObject({ ok: false, why: 'STALE', answer: { status: 401 } });
    expect(await shifted(-6 * 60_000)).toMatchObject({ ok: false, why: 'STALE' });
  });

  it('is not led astray by nonsense', async () => {
    const { callback } = await genuine();
    for (const raw of [Buffer.from(''), Buffer.from('null'), Buffer.from('[1]'), Buffer.from('{"__proto__":{"polluted":1}}')]) expect((await read({ ...callback, raw })).ok).toBe(false);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
}
