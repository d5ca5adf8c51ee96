/** What tests of a domain may lean on. */
export { eventually } from './eventually.js';
export { testSubgraph, Harness, type HarnessOptions, type RunOptions, type StoredEvent } from './harness.js';
