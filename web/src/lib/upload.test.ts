import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Refusal, uploadFile, type Kept, type Progress, type SendPart, type Taker } from './upload';

const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 251));
const file = new File([bytes], 'statement.pdf', { type: 'application/pdf' });
const now = () => Promise.resolve();

function store(partSize = 400) {
  const kept = new Map<number, Buffer>();
  const asked: number[] = [];
  let declared: Parameters<Taker['begin']>[0] | undefined;
  let completed: { number: number; etag: string }[] = [];
  const taker: Taker = {
    begin: async (what) => { declared = what; return { id: 'upl_1', partSize, partCount: Math.ceil(what.size / partSize) }; },
    addresses: async (_id, numbers) => numbers.map((number) => { asked.push(number); return { number, url: `https://store.test/${number}`, size: partSize, contentType: 'application/pdf' }; }),
    complete: async (_id, parts) => { completed = parts; },
  };
  const send: SendPart = async ({ number }, part, onSent) => { kept.set(number, Buffer.from(await part.arrayBuffer())); onSent(part.size); return `"e${number}"`; };
  return { taker, send, kept, asked, declared: () => declared, completed: () => completed };
}

describe('a file on its way to the store', () => {
  it('is declared with its fingerprint, sent in parts, and completed in their order', async () => {
    const to = store();
    const seen: Progress[] = [];
    expect(await uploadFile(to.taker, file, { onProgress: (one) => seen.push(one), signal: new AbortController().signal, send: to.send, online: now })).toBe('upl_1');
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
    await uploadFile(to.taker, file, { onProgress: () => undefined, signal: new AbortController().signal, send, online: async () => { waited += 1; }, pause: now });
    expect([to.asked, waited]).toEqual([[1, 1], 1]);
  });

  it('goes on after a pause where it was: nothing is read, begun or sent twice', async () => {
    const to = store();
    const pausing = new AbortController();
    const kept: Kept = { parts: [] };
    let begun = 0;
    const taker = { ...to.taker, begin: async (what: Parameters<Taker['begin']>[0]) => { begun += 1; return to.taker.begin(what); } };
    const send: SendPart = async (address, ...rest) => { if (address.number === 3) { pausing.abort(new Error('paused')); throw new Error('cut off'); } return to.send(address, ...rest); };
    await expect(uploadFile(taker, file, { onProgress: () => undefined, signal: pausing.signal, kept, send, online: now })).rejects.toThrow();
    expect(kept.parts.map(({ number }) => number).sort()).toEqual([1, 2]);
    const seen: Progress[] = [];
    to.asked.length = 0;
    await uploadFile(taker, file, { onProgress: (one) => seen.push(one), signal: new AbortController().signal, kept, send: to.send, online: now });
    expect([to.asked, begun, seen.some((one) => one.step === 'reading')]).toEqual([[3], 1, false]);
    expect(Buffer.concat([1, 2, 3].map((number) => to.kept.get(number) ?? Buffer.alloc(0)))).toEqual(bytes);
    expect(to.completed().map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('gives up at once what is refused for good, and what somebody stopped', async () => {
    const to = store();
    const refused = { ...to.taker, addresses: async () => { throw new Refusal('This link is over.'); } };
    await expect(uploadFile(refused, file, { onProgress: () => undefined, signal: new AbortController().signal, send: to.send, online: now })).rejects.toThrow('This link is over.');
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(uploadFile(to.taker, file, { onProgress: () => undefined, signal: stop.signal, send: to.send, online: now })).rejects.toThrow('stopped');
  });
});
