// Bootstrap, migrations and JetStream set-up, as a process of its own: it alone holds the superuser's and the infra
// user's URL, and it runs either the compiled packages or, under `--conditions=source`, their sources.
// Reads {database, nats, domains, seed, streamOnly} as JSON from GROUND_FLOOR.
import { createHmac } from 'node:crypto';

const plan = JSON.parse(process.env.GROUND_FLOOR ?? '{}');
const passwordFor = (role) => createHmac('sha256', plan.seed).update(`role:${role}`).digest('base64url');
const say = (line) => process.send?.({ line });

const defs = await Promise.all(plan.domains.map(async (name) => (await import(`@firmament/${name}/subgraph`)).default));

if (!plan.streamOnly) {
  await makeDatabase(plan.database);
  const { bootstrapDatabase, migrateDomain } = await import('@firmament/kit/bootstrap');
  say('Bootstrapping the database');
  await bootstrapDatabase(plan.database, defs, passwordFor);
  for (const def of defs) {
    say(`Migrating ${def.name}`);
    await migrateDomain(def, plan.database);
  }
}
if (plan.nats) await makeStream();
process.exit(0);

async function makeDatabase(url) {
  const { default: pg } = await import('pg');
  const wanted = new URL(url);
  const name = wanted.pathname.slice(1);
  wanted.pathname = '/postgres';
  const client = new pg.Client({ connectionString: wanted.toString() });
  await client.connect();
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (!rowCount) await client.query(`create database "${name.replaceAll('"', '')}"`);
  await client.end();
}

/** The stream and every durable. A durable is a domain's name; the engine hears everything under its own. */
async function makeStream() {
  const { connect } = await import('@nats-io/transport-node');
  const { ensureConsumer, ensureStream, natsAddress } = await import('@firmament/events/runtime');
  const { durableOf } = await import('@firmament/kit');
  const nc = await connect(natsAddress(plan.nats));
  await ensureStream(nc);
  for (const def of defs) {
    const durable = durableOf(def);
    if (durable) await ensureConsumer(nc, durable);
  }
  await ensureConsumer(nc, { durable: 'workflow-engine', startPolicy: 'beginning', filterSubjects: ['evt.>'] });
  await nc.close();
}
