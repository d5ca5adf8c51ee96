import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Kind, parse, print } from 'graphql';
import { throwAwayFolder } from '../../../infra/servers/reach.js';
import { startServers } from '../../../infra/servers/servers.js';
import { preparedCluster } from '../../../infra/test/template-cache.js';
import { rolePassword, templateName } from '../../../infra/test/template.js';
import agreements from '../../../subgraphs/agreements/src/subgraph.js';
import { aClient, aSentProposal } from '../../../subgraphs/agreements/test/firm.js';
import { testSubgraph } from '../../../subgraphs/kit/src/testing/harness.js';
import { noteStatements } from '../../../subgraphs/kit/test/statements.js';
import { timesOf } from '../board/times.js';
import type { Times } from '../board/times.js';

/** A client opens what was offered: the page's own question, with rows, walls and prices. */
export interface ProposalResult extends Times { readonly statements: number; readonly bytes: number }

/** The part of the portal's question that agreements answers. */
function question(): string {
  const document = parse(readFileSync(fileURLToPath(new URL('../../../web/src/features/portal/papers/papers.graphql', import.meta.url)), 'utf8'));
  const wanted = new Set(['PortalProposal', 'PortalOfferLine', 'PortalQuote']);
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION && wanted.has(one.name.value));
  return `query($id: ID!) { proposal(id: $id) { ...PortalProposal } }\n${fragments.map((one) => print(one)).join('\n')}`;
}

export async function benchProposal(): Promise<ProposalResult> {
  const cluster = await preparedCluster((line) => console.log(`  · ${line}`));
  const servers = await startServers({ dir: throwAwayFolder(), want: ['postgres'], throwAway: true, secret: cluster.seed, postgresData: cluster.data });
  Object.assign(process.env, { FIRMAMENT_TEST_DATABASE_URL: servers.urls.postgres, FIRMAMENT_TEST_TEMPLATE: templateName, FIRMAMENT_TEST_ROLE_PASSWORD: rolePassword });
  const h = await testSubgraph(agreements);
  try {
    const clientId = await aClient(h);
    const id = await aSentProposal(h, clientId);
    const query = question();
    const ask = async (): Promise<string> => {
      const answer = await h.as(h.portal(clientId)).run(query, { id });
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
      return JSON.stringify(answer.data);
    };
    for (let warm = 0; warm < 20; warm++) await ask();
    const noted = noteStatements('agreements_rw');
    const bytes = (await ask()).length;
    noted.stop();
    return { statements: noted.texts.length, bytes, ...await timesOf(ask, 50) };
  } finally {
    await h.stop();
    await servers.stop();
    await cluster.discard();
  }
}
