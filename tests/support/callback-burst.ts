import { createHash, randomBytes } from 'node:crypto';
import { idToUuid, newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { deliver, services, type ServiceName, type Wired } from '../../subgraphs/agreements/test/callbacks.js';
import { connect, knownPackets } from '../../subgraphs/agreements/test/connected.js';
import { atPace } from './pace.js';

/** One connection of a firm, and the packets that its service knows. */
export interface Line { readonly provider: ServiceName; readonly to: { readonly connectionId: string; readonly firmId: string }; readonly key: string; readonly refs: readonly string[] }
/** A callback on its way, and by what its receipt is known. */
export interface Delivery { readonly to: Line['to']; readonly wired: Wired; readonly hash: string }

/** The services outside; what the built-in signer says is believed for five minutes, and a storm may take longer. */
const outside = ['DOCUSIGN', 'DROPBOX_SIGN', 'PANDADOC'] as const satisfies readonly ServiceName[];

/** Two firms connected to every service outside, each with some packets there. */
export async function linesOf(h: Harness, packetsEach: number): Promise<Line[]> {
  const lines: Line[] = [];
  for (const firmId of [newId('firm'), newId('firm')]) for (const provider of outside) {
    const key = randomBytes(24).toString('base64url');
    const refs = Array.from({ length: packetsEach }, () => `ref-${randomBytes(8).toString('hex')}`);
    const to = await connect(h, firmId, provider, services[provider].vault([key]));
    await knownPackets(h, firmId, provider, refs);
    lines.push({ provider, to, key, refs });
  }
  return lines;
}

/**
 * So many different news of these lines, each as often as said, shuffled. `first` keeps the news of one burst apart from those of another: news differ by
 * their time, which services tell in seconds, so no line may have more of them than its packets times the seconds that we believe in.
 */
export function burstOf(lines: readonly Line[], { unique, times, first = 0, roll }: { unique: number; times: number; first?: number; roll: (sides: number) => number }): Delivery[] {
  const now = Date.now();
  const one = (n: number): Delivery => {
    const line = lines[n % lines.length] as Line;
    const nth = Math.floor(n / lines.length);
    const { wire, done } = services[line.provider];
    const ref = line.refs[nth % line.refs.length] ?? '';
    const wired = wire({ ref, what: done, at: new Date(now - Math.floor(nth / line.refs.length) * 1_000), secrets: [line.key], name: `delivery-${n}` });
    return { to: line.to, wired, hash: createHash('sha256').update(wired.raw).digest('hex') };
  };
  const all = Array.from({ length: unique }, (_, n) => one(first + n)).flatMap((delivery) => Array.from({ length: times }, () => delivery));
  for (let at = all.length - 1; at > 0; at--) { const other = roll(at + 1); [all[at], all[other]] = [all[other] as Delivery, all[at] as Delivery]; }
  return all;
}

/** What a burst left behind, firm by firm added up. */
export interface Books { readonly receipts: number; readonly facts: number; readonly looks: number; readonly withoutPacket: number }

export async function booksOf(h: Harness, lines: readonly Line[]): Promise<Books> {
  const firms = [...new Set(lines.map((line) => idToUuid(line.to.firmId)))];
  const [row] = await h.sql(`select (select count(*) from agreements.provider_receipts where tenant_id = any($1))::int as receipts,
    (select count(*) from agreements.outbox where tenant_id = any($1) and event_type = 'agreements.provider.receipt_recorded')::int as facts,
    (select count(*) from agreements.due where tenant_id = any($1) and kind = 'look')::int as looks,
    (select count(*) from agreements.provider_receipts where tenant_id = any($1) and packet_id is null)::int as "withoutPacket"`, [firms]);
  return row as unknown as Books;
}

/** So many connections a service opens to one address, and no more. */
const mostAtOnce = 256;

/** Sends at an even pace, whatever comes back, and measures from the moment at which each was due. Gives the waits in ms, sorted, and how many were not heard. */
export async function pour(url: string, deliveries: readonly Delivery[], perSecond: number): Promise<{ waits: number[]; unheard: number; perSecond: number }> {
  const began = performance.now();
  const waits: number[] = [];
  let unheard = 0;
  const sent: Promise<void>[] = [];
  const line = new Set<Promise<void>>();
  await atPace(deliveries, perSecond, async ({ to, wired }, due) => {
    if (line.size >= mostAtOnce) await Promise.race(line);
    const one = deliver(url, to, wired).then(({ status }) => { if (status !== 200) unheard += 1; }, () => { unheard += 1; }).then(() => { waits.push(performance.now() - due); line.delete(one); });
    line.add(one);
    sent.push(one);
  });
  await Promise.all(sent);
  return { waits: waits.sort((a, b) => a - b), unheard, perSecond: (deliveries.length * 1_000) / (performance.now() - began) };
}
