import { join } from 'node:path';
import { startHouse } from '../house/house.js';
import type { Mode } from '../house/processes.js';
import { throwAwayFolder } from '../servers/reach.js';
import { host } from './host.js';

// A whole house for one test run, seeded, as a process of its own (see child-setup.mjs).
await host(async () => {
  const mode = (process.argv[2] ?? 'house') as Mode;
  const dir = throwAwayFolder();
  const house = await startHouse({ mode, dir, throwAway: true, say: (line) => console.error(`  ${line}`) });
  void house.failed.then((how) => console.error(`  The house under test: ${how}`));
  return { dir, stop: () => house.stop(), env: { FIRMAMENT_ENDPOINTS: join(dir, 'endpoints.json'), FIRMAMENT_TEST_MODE: mode, FIRMAMENT_TEST_DIR: dir } };
});
