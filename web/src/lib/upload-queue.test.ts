import { describe, expect, it } from '@jest/globals';
import { Refusal, type uploadFile } from './upload';
import { UploadQueue, type Queued, type Verdict, type Way } from './upload-queue';

const file = (name: string) => new File(['x'.repeat(100)], name, { type: 'text/plain' });
const now = () => Promise.resolve();

/** An upload whose end the test decides. */
function sending() {
  const open = new Map<string, { end: () => void; fail: (error: unknown) => void }>();
  const begun: string[] = [];
  const send: typeof uploadFile = (_taker, { name }, { kept, signal, onProgress }) => new Promise((resolve, reject) => {
    begun.push(name);
    if (kept) kept.upload = { id: `upl_${name}`, partSize: 100, partCount: 1 };
    onProgress({ step: 'sending', done: 40, of: 100 });
    open.set(name, { end: () => resolve(`upl_${name}`), fail: reject });
    signal.addEventListener('abort', () => reject(new Error('given up')));
  });
  return { send, begun, end: (name: string) => open.get(name)?.end(), fail: (name: string, error: unknown) => open.get(name)?.fail(error) };
}

function way(verdicts: Verdict[] = ['done']): Way & { done: number; stopped: string[] } {
  const told = { done: 0, stopped: [] as string[] };
  return Object.assign(told, {
    taker: {} as Way['taker'], verdict: async () => verdicts.shift() ?? 'done', onDone: () => { told.done += 1; }, onStop: (id: string) => { told.stopped.push(id); },
  });
}

const steps = (queue: UploadQueue) => queue.snapshot().map(({ name, step }) => `${name} ${step}`);

/** Waits until the list reads so; told what it read instead. */
async function reads(queue: UploadQueue, wanted: string[]): Promise<void> {
  for (let i = 0; i < 200 && JSON.stringify(steps(queue)) !== JSON.stringify(wanted); i += 1) await new Promise((resolve) => { setImmediate(resolve); });
  expect(steps(queue)).toEqual(wanted);
}

describe('files on their way', () => {
  it('go two at a time, and the next one begins when one is through', async () => {
    const to = sending();
    const queue = new UploadQueue({ send: to.send, pause: now });
    const place = way(['checking', 'done']);
    queue.add([file('a'), file('b'), file('c')], 'Tax', place);
    await reads(queue, ['a sending', 'b sending', 'c queued']);
    expect(queue.busy).toBe(true);
    to.end('a');
    await reads(queue, ['a done', 'b sending', 'c sending']);
    expect(place.done).toBe(1);
  });

  it('rest when told to, and go on', async () => {
    const to = sending();
    const queue = new UploadQueue({ send: to.send, pause: now });
    queue.add([file('a')], 'Tax', way());
    await reads(queue, ['a sending']);
    const { key } = queue.snapshot()[0] as Queued;
    queue.pause(key);
    await reads(queue, ['a paused']);
    expect(queue.busy).toBe(false);
    queue.resume(key);
    await reads(queue, ['a sending']);
    to.end('a');
    await reads(queue, ['a done']);
    expect(to.begun).toEqual(['a', 'a']);
  });

  it('are stopped for good, and the other side is told', async () => {
    const to = sending();
    const queue = new UploadQueue({ send: to.send, pause: now });
    const place = way();
    queue.add([file('a')], 'Tax', place);
    await reads(queue, ['a sending']);
    queue.drop((queue.snapshot()[0] as Queued).key);
    await reads(queue, []);
    expect(place.stopped).toEqual(['upl_a']);
  });

  it('say why they were refused, by the way in or by the check, and may be tried again', async () => {
    const to = sending();
    const queue = new UploadQueue({ send: to.send, pause: now });
    queue.add([file('a'), file('b')], 'Tax', way([{ refused: 'It is harmful.' }, 'done']));
    await reads(queue, ['a sending', 'b sending']);
    to.fail('a', new Refusal('This folder is gone.'));
    to.end('b');
    await reads(queue, ['a refused', 'b refused']);
    expect(queue.snapshot().map(({ words }) => words)).toEqual(['This folder is gone.', 'It is harmful.']);
    queue.resume((queue.snapshot()[0] as Queued).key);
    await reads(queue, ['a sending', 'b refused']);
    to.end('a');
    await reads(queue, ['a done', 'b refused']);
    queue.tidy();
    expect(steps(queue)).toEqual([]);
  });
});
