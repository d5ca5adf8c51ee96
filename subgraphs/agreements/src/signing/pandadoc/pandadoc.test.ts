import { pandadocSandbox } from '../../../../../infra/sandbox/pandadoc/server.js';
import { anEnvelope, signingContract } from '../contract.fixture.js';
import { pandadocStage } from '../stages.fixture.js';
import { PandadocProvider } from './pandadoc.js';

const atOnce = (): Promise<void> => Promise.resolve();
const line = (baseUrl: string) => ({ baseUrl, credential: () => Promise.resolve({ apiKey: 'the-key' }), now: () => new Date(), pause: atOnce, timeoutMs: 1_500 });

signingContract('PandaDoc', pandadocStage);

it('waits for a document that is prepared late, and goes on where an earlier try stopped', async () => {
  const sandbox = pandadocSandbox();
  await sandbox.start();
  sandbox.tokens.add('the-key');
  try {
    const provider = new PandadocProvider(line(sandbox.url));
    const envelope = await anEnvelope();
    sandbox.make({ operation: 'send', kind: 'unavailable' });
    await expect(provider.send(envelope)).rejects.toThrow('Something is wrong');
    const [draft] = [...sandbox.things.values()];
    expect(draft?.state).toBe('draft');
    const fields = draft?.fields.length;
    const sent = await provider.send(envelope);
    expect([sent.providerRef, sent.repeated, sandbox.things.size]).toEqual([draft?.id, true, 1]);
    // Its fields were laid already: they are not laid twice.
    expect([draft?.state, draft?.fields.length]).toEqual(['sent', fields]);
    const slow = { ...envelope, reference: `${envelope.reference}_slow` };
    const pauses: number[] = [];
    const patient = new PandadocProvider({ ...line(sandbox.url), pause: (ms) => { pauses.push(ms); for (const one of sandbox.things.values()) if (one.state === 'preparing') one.looksUntilReady = 99; return Promise.resolve(); } });
    await expect(patient.send(slow)).rejects.toMatchObject({ retryAfterMs: 15_000 });
    expect(pauses.length).toBeGreaterThan(10);
  } finally { await sandbox.stop(); }
});
