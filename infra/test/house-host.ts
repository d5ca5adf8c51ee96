import { join } from 'node:path';
import { startHouse } from '../house/house.js';
import type { Mode } from '../house/processes.js';
import { throwAwayFolder } from '../servers/reach.js';
import { holdProcesses } from './handle.js';
import { host } from './host.js';

// A whole house for one test run as a process of its own (see child-setup.mjs); seeded and with its pages, unless
// FIRMAMENT_TEST_BARE says that the tests make their own firms and open no page.
await host(async () => {
  const mode = (process.argv[2] ?? 'house') as Mode;
  // What a lost callback would have told is found within a story's patience, and not within minutes.
  process.env['AGREEMENTS_LOOK_EVERY_MS'] ??= '15000';
  process.env['REVENUE_LOOK_EVERY_MS'] ??= '15000';
  const dir = throwAwayFolder();
  const whole = !process.env['FIRMAMENT_TEST_BARE'];
  const house = await startHouse({ mode, dir, throwAway: true, seed: whole, web: whole, say: (line) => console.error(`  ${line}`) });
  const handle = await holdProcesses(house);
  return { dir, stop: () => handle.stop().then(() => house.stop()), env: { FIRMAMENT_TEST_HANDLE: handle.url, FIRMAMENT_ENDPOINTS: join(dir, 'endpoints.json'), FIRMAMENT_TEST_MODE: mode, FIRMAMENT_TEST_DIR: dir } };
});
