import { randomFillSync } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { preparedCluster } from '../../../infra/test/template-cache.js';
import { rolePassword, templateName } from '../../../infra/test/template.js';
import { throwAwayFolder } from '../../../infra/servers/reach.js';
import { startServers } from '../../../infra/servers/servers.js';
import { shotOrder, spreadOfRatios } from '../ratios.js';
import type { Spread } from '../ratios.js';
import type { Sent } from './browser.js';
import { sendByCurl, splitFile } from './curl.js';
import { houseAt } from './house.js';
import type { FilesHouse, HousePlace } from './house.js';
import { watchMemory } from './memory.js';
import type { Memory } from './memory.js';
import { startBeside } from './process.js';

/** The page's upload beside curl, in MiB per second of the middle round. */
export interface UploadResult { readonly mib: number; readonly sending: Spread; readonly withReading: Spread; readonly pagePerSecond: number; readonly curlPerSecond: number; readonly pageReadingMs: number; readonly curlReadingMs: number }

/** What one large file does to the memory of those who have to do with it. */
export interface GibResult { readonly mib: number; readonly seconds: number; readonly lookedThroughIn: number; readonly whileSent: Watched; readonly whileLookedThrough: Watched }
interface Watched { readonly domain: Memory; readonly page: Memory; readonly store: Memory }
/** The domain, a page that sends with it, and a folder for what is sent. */
interface Stage { readonly house: FilesHouse; send(path: string): Promise<Sent>; readonly pids: Readonly<Record<keyof Watched, number>>; readonly dir: string }

const MIB = 1_024 ** 2;
const PART = 8 * MIB;

/** Sends one file by turns with the page's code and with curl, through the same signature gate. */
export function benchUpload(mib: number, rounds: number): Promise<UploadResult> {
  return onStage(async ({ house, send: sendAsPage, dir }) => {
    const path = await aFile(dir, mib);
    const pieces = await splitFile(path, mib * MIB, PART);
    const page = (): Promise<Sent> => sendAsPage(path);
    const curl = (): Promise<Sent> => sendByCurl(house, path, { size: mib * MIB, pieces });
    for (const send of [page, curl]) await seenThrough(house, await send());
    const taken: { page: Sent; curl: Sent }[] = [];
    for (let round = 0; round < rounds; round++) {
      const shots = new Map<unknown, Sent>();
      for (const send of shotOrder([page, curl], round)) shots.set(send, await send());
      taken.push({ page: shots.get(page) as Sent, curl: shots.get(curl) as Sent });
    }
    return summary(mib, taken);
  });
}

function summary(mib: number, taken: readonly { page: Sent; curl: Sent }[]): UploadResult {
  const whole = (sent: Sent): number => sent.readingMs + sent.sendingMs;
  const middle = [...taken].sort((a, b) => a.curl.sendingMs / a.page.sendingMs - b.curl.sendingMs / b.page.sendingMs)[Math.floor(taken.length / 2)] as { page: Sent; curl: Sent };
  return {
    mib,
    // The times of the other one above one's own: as much as one is faster.
    sending: spreadOfRatios(taken.map(({ page, curl }) => ({ ours: curl.sendingMs, theirs: page.sendingMs }))),
    withReading: spreadOfRatios(taken.map(({ page, curl }) => ({ ours: whole(curl), theirs: whole(page) }))),
    pagePerSecond: mib / (middle.page.sendingMs / 1_000), curlPerSecond: mib / (middle.curl.sendingMs / 1_000), pageReadingMs: middle.page.readingMs, curlReadingMs: middle.curl.readingMs,
  };
}

/** One large file all the way: sent in parts, joined, read once more by the domain. */
export function benchGib(mib: number): Promise<GibResult> {
  return onStage(async ({ house, send, pids, dir }) => {
    await seenThrough(house, await send(await aFile(dir, 16)));
    const path = await aFile(dir, mib);
    const began = performance.now();
    const sending = await watched(pids, () => send(path));
    const sent = performance.now();
    const looking = await watched(pids, () => seenThrough(house, sending.result));
    return { mib, seconds: (sent - began) / 1_000, lookedThroughIn: (performance.now() - sent) / 1_000, whileSent: sending.memory, whileLookedThrough: looking.memory };
  });
}

async function watched<T>(pids: Stage['pids'], work: () => Promise<T>): Promise<{ result: T; memory: Watched }> {
  const [domain, page, store] = [watchMemory(pids.domain), watchMemory(pids.page), watchMemory(pids.store)];
  const stop = (): Watched => ({ domain: domain.stop(), page: page.stop(), store: store.stop() });
  return work().then((result) => ({ result, memory: stop() }), (error: unknown) => { stop(); throw error; });
}

/** A fast upload that is not taken in wins no race. Where the store is slow to join, the domain looks again after a while, as it does in a house. */
async function seenThrough(house: FilesHouse, { uploadId }: Sent): Promise<void> {
  for (let looks = 1; ; looks++) {
    const { state, reason } = await house.look(uploadId);
    if (state === 'DONE') return;
    if (state !== 'CHECKING' || looks > 60) throw new Error(`the upload is ${state} after ${looks} looks: ${reason ?? 'no reason given'}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** Chance bytes, so that nothing on the way can be spared. */
async function aFile(dir: string, mib: number): Promise<string> {
  const path = join(dir, `sent-${mib}.bin`);
  await pipeline(Readable.from(function* bytes() { for (let n = 0; n < mib; n++) yield randomFillSync(Buffer.alloc(MIB)); }()), createWriteStream(path));
  return path;
}

async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const cluster = await preparedCluster((line) => console.log(`  · ${line}`));
  const dir = throwAwayFolder();
  const servers = await startServers({ dir, want: ['postgres', 's3'], throwAway: true, secret: cluster.seed, postgresData: cluster.data });
  Object.assign(process.env, servers.env, { FIRMAMENT_TEST_DATABASE_URL: servers.urls.postgres, FIRMAMENT_TEST_TEMPLATE: templateName, FIRMAMENT_TEST_ROLE_PASSWORD: rolePassword });
  const [domain, page] = await Promise.all([startBeside<HousePlace>('./house.main.ts'), startBeside<object>('./page.main.ts')]);
  try {
    const send = (path: string): Promise<Sent> => page.ask({ place: domain.said, path }) as Promise<Sent>;
    return await work({ house: houseAt(domain.said), send, pids: { domain: domain.pid, page: page.pid, store: process.pid }, dir });
  } finally {
    await Promise.all([domain.stop(), page.stop()]);
    await servers.stop();
    await cluster.discard();
    await rm(dir, { recursive: true, force: true });
  }
}
