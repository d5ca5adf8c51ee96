// Jest's global set-up of the suites that need the running house (journeys, browser). The mode is FIRMAMENT_TEST_MODE,
// `house` (default) or `services`. FIRMAMENT_ENDPOINTS=<endpoints.json> uses a house that already runs.
import { startHost } from './child-setup.mjs';

export default async function setup() {
  if (process.env.FIRMAMENT_ENDPOINTS) return;
  await startHost('house-host.ts', [process.env.FIRMAMENT_TEST_MODE ?? 'house']);
}
