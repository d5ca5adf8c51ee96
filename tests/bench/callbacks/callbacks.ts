import { preparedCluster } from '../../../infra/test/template-cache.js';
import { rolePassword, templateName } from '../../../infra/test/template.js';
import { throwAwayFolder } from '../../../infra/servers/reach.js';
import { startServers } from '../../../infra/servers/servers.js';
import { vaultEnv } from '../../../subgraphs/agreements/test/connected.js';
import { openAgreements } from '../../../subgraphs/agreements/test/store.js';
import type { Harness } from '../../../subgraphs/kit/src/testing/harness.js';
import { booksOf, burstOf, linesOf, pour } from '../../support/callback-burst.js';
import { quantile } from '../../support/pace.js';
import { DoorProcess } from '../../support/callback-process.js';

/** A pace, and how long those who called waited for their answer, from the moment at which the call was due. */
export interface Step { readonly asked: number; readonly reached: number; readonly delivered: number; readonly unheard: number; readonly p50: number; readonly p99: number; readonly max: number; readonly receipts: number; readonly unique: number }
export interface CallbacksResult { readonly steps: readonly Step[]; readonly highest: number; readonly burst: Step }

const TIMES = 3;
const SECONDS = 6;
const PACES = [25, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1_200, 1_600, 2_400] as const;
const BURST = 10_000;

/** How fast callbacks may come: the pace goes up until the answers take too long. Then ten thousand of them, three times each, at that pace. */
export async function benchCallbacks(): Promise<CallbacksResult> {
  const cluster = await preparedCluster((line) => console.log(`  · ${line}`));
  const servers = await startServers({ dir: throwAwayFolder(), want: ['postgres', 's3'], throwAway: true, secret: cluster.seed, postgresData: cluster.data });
  Object.assign(process.env, Object.fromEntries(Object.entries(servers.env).filter(([name]) => name.startsWith('S3_'))), { FIRMAMENT_TEST_DATABASE_URL: servers.urls.postgres, FIRMAMENT_TEST_TEMPLATE: templateName, FIRMAMENT_TEST_ROLE_PASSWORD: rolePassword });
  const h = await openAgreements(undefined, vaultEnv);
  const door = await DoorProcess.start(h);
  try {
    await step(h, door.url, 25, 150);
    const steps: Step[] = [];
    for (const pace of PACES) {
      const taken = await step(h, door.url, pace, Math.ceil((pace * SECONDS) / TIMES));
      steps.push(taken);
      console.log(`  · ${pace}/s: p99 ${taken.p99.toFixed(0)} ms`);
      if (!passes(taken)) break;
    }
    const highest = Math.max(0, ...steps.filter(passes).map((one) => one.asked));
    return { steps, highest, burst: await step(h, door.url, Math.max(highest, PACES[0]), BURST) };
  } finally {
    await door.kill();
    await h.stop();
    await servers.stop();
    await cluster.discard();
  }
}

/** Every answer came within a second for ninety-nine in a hundred, all were heard, and the pace was kept. */
export const passes = ({ p99, unheard, reached, asked }: Step): boolean => p99 < 1_000 && unheard === 0 && reached > 0.9 * asked;

async function step(h: Harness, url: string, asked: number, unique: number): Promise<Step> {
  const lines = await linesOf(h, Math.max(20, Math.ceil(unique / 60)));
  const deliveries = burstOf(lines, { unique, times: TIMES, roll: (sides) => Math.floor(Math.random() * sides) });
  const { waits, unheard, perSecond } = await pour(url, deliveries, asked);
  const { receipts, facts } = await booksOf(h, lines);
  if (unheard === 0 && (receipts !== unique || facts !== unique)) throw new Error(`${unique} different callbacks have ${receipts} receipts and ${facts} facts`);
  return { asked, reached: perSecond, delivered: deliveries.length, unheard, p50: quantile(waits, 0.5), p99: quantile(waits, 0.99), max: waits.at(-1) ?? 0, receipts, unique };
}
