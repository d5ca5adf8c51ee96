// Jest's global set-up of the suites that need servers but no running house: a Postgres with a migrated template
// database, NATS, Redis, S3 and a mail catcher, all for this run only. FIRMAMENT_TEST_SERVERS=none leaves them out.
import { startHost } from './child-setup.mjs';

export default async function setup() {
  if (process.env.FIRMAMENT_TEST_SERVERS === 'none') return;
  await startHost('servers-host.ts');
}
