import { describe, expect, it } from '@jest/globals';
import { Hold } from './hold';
import { Refusal, type Standing, type Taker, type uploadFile } from './upload';
import { UploadQueue, type Queued } from './upload-queue';

const file = (name: string) => new File(['x'.repeat(100)], name, { type: 'text/plain' });
const now = () => Promise.resolve();

/** An upload whose end the test decides. Held, it says so and waits, as the true one does. */
function sending() {
  const open = new Map<string, { end: () => void; fail: (error: unknown) => void }>();
  const begun: string[] = [];
  const send: typeof uploadFile = (_taker, { name }, { hold = new Hold(), signal, onProgress }) => new Promise((resolve, reject) => {
    begun.push(name);
    onProgress({ step: 'sending', done: 40, of: 100 });
    open.set(name, { end: () => resolve(`upl_${name}`), fail: reject });
    hold.signal.addEventListener('abort', () => onProgress({ step: 'held', done: 40, of: 100 }));
    signal.addEventListener('abort', () => reject(new Error('given up')));
  });
  return { send, begun, end: (name: string) => open.get(name)?.end(), fail: (name: string, error: unknown) => open.get(name)?.fail(error) };
}

const why = (reason: string | null | undefined) => `Not taken in: ${reason}.`;
const done: Standing = { state: 'DONE' };
const takerThatSays = (standings: Standing[] = []): Taker => ({ standing: async () => standings.shift() ?? done } as unknown as Taker);

const steps = (queue: UploadQueue) => queue.snapshot().map(({ name, step }) => `${name} ${step}`);

/** Waits until the list reads so; told what it read instead. */
async function reads(queue: UploadQueue, wanted: string[]): Promise<void> {
  for (let i = 0; i < 200 && JSON.stringify(steps(queue)) !== JSON.stringify(wanted); i += 1) await new Promise((resolve) => { setImmediate(resolve); });
  expect(steps(queue)).toEqual(wanted);
}

describe('files on their way', () => {
  it('go two at a time, and the next one begins when one is through', async () => {
    const to = sending();
    const queue = new UploadQueue({ why, send: to.send, pause: now });
    queue.add([file('a'), file('b'), file('c')], 'Tax', takerThatSays([{ state: 'CHECKING' }, done]));
    await reads(queue, ['a sending', 'b sending', 'c queued']);
    expect(queue.busy).toBe(true);
    to.end('a');
    await reads(queue, ['a done', 'b sending', 'c sending']);
  });

  it('rest when told to, let the next one pass, and go on where they were', async () => {
    const to = sending();
    const queue = new UploadQueue({ why, send: to.send, pause: now });
    queue.add([file('a')], 'Tax', takerThatSays());
    await reads(queue, ['a sending']);
    const { key } = queue.snapshot()[0] as Queued;
    queue.pause(key);
    await reads(queue, ['a paused']);
    expect(queue.busy).toBe(false);
    queue.resume(key);
    await reads(queue, ['a sending']);
    to.end('a');
    await reads(queue, ['a done']);
    expect(to.begun).toEqual(['a']);
  });

  it('are stopped for good', async () => {
    const to = sending();
    const queue = new UploadQueue({ why, send: to.send, pause: now });
    queue.add([file('a')], 'Tax', takerThatSays());
    await reads(queue, ['a sending']);
    queue.drop((queue.snapshot()[0] as Queued).key);
    await reads(queue, []);
    expect(queue.busy).toBe(false);
  });

  it('say why they were refused, by the way in or by the check, and may be tried again', async () => {
    const to = sending();
    const queue = new UploadQueue({ why, send: to.send, pause: now });
    queue.add([file('a'), file('b')], 'Tax', takerThatSays([{ state: 'FAILED', reason: 'INFECTED' }, done]));
    await reads(queue, ['a sending', 'b sending']);
    to.fail('a', new Refusal('This folder is gone.'));
    to.end('b');
    await reads(queue, ['a refused', 'b refused']);
    expect(queue.snapshot().map(({ words }) => words)).toEqual(['This folder is gone.', 'Not taken in: INFECTED.']);
    queue.resume((queue.snapshot()[0] as Queued).key);
    await reads(queue, ['a sending', 'b refused']);
    to.end('a');
    await reads(queue, ['a done', 'b refused']);
    queue.tidy();
    expect(steps(queue)).toEqual([]);
  });
});
