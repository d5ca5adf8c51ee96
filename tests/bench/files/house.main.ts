import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { testSubgraph } from '../../../subgraphs/kit/src/testing/harness.js';
import files from '../../../subgraphs/files/src/subgraph.js';
import { aClient, aFolder, outcome, storeEnv } from '../../../subgraphs/files/test/firm.js';

// The domain alone in its process: what its memory does while bytes go past it is what the bench wants to see.
const h = await testSubgraph(files, { now: new Date(), env: storeEnv() });
const folderId = await aFolder(h, await aClient(h), 'CLIENT_EDIT', 'Sent in');
const server = createServer((request, response) => {
  void answer(request.url ?? '', request).then((said) => response.end(JSON.stringify(said)), (error: unknown) => response.writeHead(500).end(String(error)));
});

async function answer(path: string, request: AsyncIterable<Buffer>): Promise<unknown> {
  h.setNow(new Date());
  const asked = await json(request as never) as { query: string; variables: Record<string, unknown>; id: string };
  if (path !== '/look') return h.as(h.staff()).run(asked.query, asked.variables);
  await h.sweep('check-uploads');
  return outcome(h, asked.id);
}

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port, folderId }));
process.once('disconnect', () => { void h.stop().finally(() => process.exit(0)); });
