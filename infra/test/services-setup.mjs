// Jest's global set-up of the suites that try the walls: always the house of separate services, because these suites
// also speak to each domain directly; without seed and pages, because they make their own firms.
import setup from './house-setup.mjs';

export default async function servicesSetup() {
  process.env.FIRMAMENT_TEST_MODE ??= 'services';
  process.env.FIRMAMENT_TEST_BARE ??= '1';
  // They compare whole databases before and after: nobody looks at ledgers and payment services meanwhile, for each look is written down.
  process.env.REVENUE_LOOK_EVERY_MS ??= '86400000';
  await setup();
}
