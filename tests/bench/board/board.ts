import { preparedCluster } from '../../../infra/test/template-cache.js';
import { rolePassword, templateName } from '../../../infra/test/template.js';
import { throwAwayFolder } from '../../../infra/servers/reach.js';
import { startServers } from '../../../infra/servers/servers.js';
import { testSubgraph } from '../../../subgraphs/kit/src/testing/harness.js';
import type { Harness } from '../../../subgraphs/kit/src/testing/harness.js';
import { noteStatements } from '../../../subgraphs/kit/test/statements.js';
import projects from '../../../subgraphs/projects/src/subgraph.js';
import { aTemplate, begun } from '../../../subgraphs/projects/test/builders.js';
import { benchList } from './list.js';
import type { ListResult } from './list.js';
import { benchListing } from './listing.js';
import type { ListingResult } from './listing.js';
import { timesOf } from './times.js';
import type { Times } from './times.js';

/** One board with this many cards, asked for whole. */
export interface BoardResult extends Times { readonly tasks: number; readonly requests: number; readonly statements: number; readonly bytes: number }

const TASKS = 2_000;
const BOARD = 'query($id: ID!) { project(id: $id) { name board { columns { id title wipLimit openCount doneCount full tasks { id title kind state dueOn priority orderKey blocked assignees { id } } } } } }';

/** What pages cost where rows, walls and the ORM are real. */
export async function benchBoard(rounds: number): Promise<{ board: BoardResult; listing: ListingResult; list: ListResult }> {
  const cluster = await preparedCluster((line) => console.log(`  · ${line}`));
  const servers = await startServers({ dir: throwAwayFolder(), want: ['postgres'], throwAway: true, secret: cluster.seed, postgresData: cluster.data });
  Object.assign(process.env, { FIRMAMENT_TEST_DATABASE_URL: servers.urls.postgres, FIRMAMENT_TEST_TEMPLATE: templateName, FIRMAMENT_TEST_ROLE_PASSWORD: rolePassword });
  const h = await testSubgraph(projects);
  try {
    return { board: await board(h), listing: await benchListing(), list: await benchList(h, rounds) };
  } finally {
    await h.stop();
    await servers.stop();
    await cluster.discard();
  }
}

async function board(h: Harness): Promise<BoardResult> {
  const { versionId } = await aTemplate(h, 'A long list');
  const { projectId } = await begun(h, versionId);
  await fill(h);
  const ask = async (): Promise<string> => {
    const answer = await h.as(h.staff()).run(BOARD, { id: projectId });
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return JSON.stringify(answer.data);
  };
  for (let warm = 0; warm < 10; warm++) await ask();
  const noted = noteStatements('projects_rw');
  const text = await ask();
  noted.stop();
  // BEGIN with the context, and the ROLLBACK at the end, are messages too.
  return { tasks: (text.match(/"orderKey"/g) ?? []).length, requests: 1, statements: noted.texts.length, bytes: text.length, ...await timesOf(ask, 30) };
}

/** One task of the plan as often as it takes; a mutation for each would take minutes and change nothing of what is read. */
async function fill(h: Harness): Promise<void> {
  await h.sql(`insert into projects.tasks
select (jsonb_populate_record(null::projects.tasks, to_jsonb(t) || jsonb_build_object('id', gen_random_uuid(), 'title', 'Task ' || n, 'order_key', 'z' || lpad(n::text, 6, '0')))).*
from (select * from projects.tasks order by position limit 1) t, generate_series(1, ${TASKS} - (select count(*)::int from projects.tasks)) n`);
  await h.sql('analyze projects.tasks');
}
