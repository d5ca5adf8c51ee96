import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Hold } from './hold';
import { Refusal, uploadFile, type Progress, type SendPart, type Taker } from './upload';

const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 251));
const file = new File([bytes], 'statement.pdf', { type: 'application/pdf' });
const now = () => Promise.resolve();
const online = () => Promise.resolve(false);

function store(partSize = 400) {
  const kept = new Map<number, Buffer>();
  const asked: number[] = [];
  const aborted: string[] = [];
  let declared: Parameters<Taker['begin']>[0] | undefined;
  let completed: { number: number; etag: string }[] = [];
  const taker: Taker = {
    begin: async (what) => { declared = what; return { id: 'upl_1', partSize, partCount: Math.ceil(what.size / partSize) }; },
    addresses: async (_id, numbers) => numbers.map((number) => { asked.push(number); return { number, url: `https://store.test/${number}`, size: partSize, contentType: 'application/pdf' }; }),
    complete: async (_id, parts) => { completed = parts; },
    standing: async () => ({ state: 'OPEN', missingParts: [1, 2, 3].filter((number) => !kept.has(number)) }),
    abort: async (id) => { aborted.push(id); },
  };
  const send: SendPart = async ({ number }, part, onSent) => { kept.set(number, Buffer.from(await part.arrayBuffer())); onSent(part.size); return `"e${number}"`; };
  return { taker, send, kept, asked, aborted, declared: () => declared, completed: () => completed };
}

describe('a file on its way to the store', () => {
  it('is declared with its fingerprint, sent in parts, and completed in their order', async () => {
    const to = store();
    const seen: Progress[] = [];
    expect(await uploadFile(to.taker, file, { onProgress: (one) => seen.push(one), signal: new AbortController().signal, send: to.send, online })).toBe('upl_1');
    expect(to.declared()).toEqual({ name: 'statement.pdf', size: 1_000, contentType: 'application/pdf', sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(Buffer.concat([1, 2, 3].map((number) => to.kept.get(number) ?? Buffer.alloc(0)))).toEqual(bytes);
    expect(to.completed()).toEqual([{ number: 1, etag: '"e1"' }, { number: 2, etag: '"e2"' }, { number: 3, etag: '"e3"' }]);
    expect(seen.at(-1)).toEqual({ step: 'sending', done: 1_000, of: 1_000 });
  });

  it('asks for a fresh address for a part that was lost, and waits for the network before it does', async () => {
    const to = store(2_000);
    let waited = 0;
    let broken = true;
    const send: SendPart = async (...all) => { if (broken) { broken = false; throw new Error('gone'); } return to.send(...all); };
    await uploadFile(to.taker, file, { onProgress: () => undefined, signal: new AbortController().signal, send, online: async () => { waited += 1; return false; }, pause: now });
    expect([to.asked, waited]).toEqual([[1, 1], 1]);
  });

  it('gives up at once what is refused for good, and what somebody stopped', async () => {
    const to = store();
    const refused = { ...to.taker, addresses: async () => { throw new Refusal('This link is over.'); } };
    await expect(uploadFile(refused, file, { onProgress: () => undefined, signal: new AbortController().signal, send: to.send, online })).rejects.toThrow('This link is over.');
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(uploadFile(to.taker, file, { onProgress: () => undefined, signal: stop.signal, send: to.send, online })).rejects.toThrow('stopped');
  });

  it('held it goes on where it was: only what the store lacks is sent again', async () => {
    const to = store();
    const hold = new Hold();
    const steps: Progress['step'][] = [];
    const broken = new Set<number>();
    // Part 1 arrives; 2 and 3 are still out when the person pauses.
    const send: SendPart = async (address, part, onSent, signal) => {
      if (address.number === 1 || broken.has(address.number)) return to.send(address, part, onSent, signal);
      broken.add(address.number);
      if (broken.size === 2) queueMicrotask(() => hold.pause());
      return new Promise((_resolve, reject) => { signal.addEventListener('abort', () => reject(signal.reason as Error)); });
    };
    const onProgress = ({ step }: Progress) => { steps.push(step); if (step === 'held') queueMicrotask(() => hold.release()); };
    await uploadFile(to.taker, file, { onProgress, signal: new AbortController().signal, hold, send, online, pause: now });
    expect(to.asked).toEqual([1, 2, 3, 2, 3]);
    expect(to.completed().map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(steps.filter((step) => step === 'held')).toHaveLength(1);
  });

  it('a part that arrived although its receipt was lost is sent again, for nothing else knows its ETag', async () => {
    const to = store(2_000);
    const hold = new Hold();
    let first = true;
    const send: SendPart = async (address, part, onSent, signal) => {
      const etag = await to.send(address, part, onSent, signal);
      if (first) { first = false; hold.pause(); throw signal.reason; }
      return etag;
    };
    await uploadFile(to.taker, file, { onProgress: ({ step }) => { if (step === 'held') hold.release(); }, signal: new AbortController().signal, hold, send, online, pause: now });
    expect([to.asked, to.completed()]).toEqual([[1, 1], [{ number: 1, etag: '"e1"' }]]);
  });

  it('a network that is gone costs no try, however often it goes', async () => {
    const to = store(2_000);
    let losses = 12;
    const send: SendPart = async (...all) => { if (losses > 0) { losses -= 1; throw new Error('gone'); } return to.send(...all); };
    expect(await uploadFile(to.taker, file, { onProgress: () => undefined, signal: new AbortController().signal, send, online: async () => true, pause: now })).toBe('upl_1');
  });

  it('stopped without a network it stops at once, and the server is told', async () => {
    const to = store(2_000);
    const stop = new AbortController();
    const send: SendPart = async () => { throw new Error('gone'); };
    const onProgress = ({ step }: Progress) => { if (step === 'waiting') stop.abort(new Error('stopped')); };
    await expect(uploadFile(to.taker, file, { onProgress, signal: stop.signal, send, online: () => new Promise(() => undefined), pause: now })).rejects.toThrow('stopped');
    expect(to.aborted).toEqual(['upl_1']);
  });
});
