import { throwAwayFolder } from '../../../infra/servers/reach.js';
import { startServers } from '../../../infra/servers/servers.js';
import { preparedCluster } from '../../../infra/test/template-cache.js';
import { rolePassword, templateName } from '../../../infra/test/template.js';
import { aClient, openBooks } from '../../../subgraphs/revenue/test/books.js';
import { benchIssuing } from './issuing.js';
import type { IssuingResult } from './issuing.js';
import { fillBooks } from './many-invoices.js';
import { benchReading } from './reading.js';
import type { ReadingResult } from './reading.js';

/** What a firm's books cost to read and to write. */
export interface MoneyResult { readonly invoices: number; readonly clients: number; readonly reading: ReadingResult; readonly issuing: IssuingResult }

/** Ten thousand invoices to read; a thousand to issue, in the memory of a store that keeps papers. */
export async function benchMoney(rounds: number): Promise<MoneyResult> {
  const cluster = await preparedCluster((line) => console.log(`  · ${line}`));
  const servers = await startServers({ dir: throwAwayFolder(), want: ['postgres'], throwAway: true, secret: cluster.seed, postgresData: cluster.data });
  Object.assign(process.env, { FIRMAMENT_TEST_DATABASE_URL: servers.urls.postgres, FIRMAMENT_TEST_TEMPLATE: templateName, FIRMAMENT_TEST_ROLE_PASSWORD: rolePassword });
  const books = await openBooks();
  try {
    const clientId = await aClient(books.h);
    const filled = await fillBooks(books.h, clientId);
    const reading = await benchReading(books.h, filled, rounds);
    return { invoices: filled.invoices, clients: filled.clients, reading, issuing: await benchIssuing(books, clientId, 1_000) };
  } finally {
    await books.h.stop();
    await servers.stop();
    await cluster.discard();
  }
}
