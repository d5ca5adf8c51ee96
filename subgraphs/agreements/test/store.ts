import { testSubgraph, type Harness } from '@firmament/kit/testing';
import type { Logger } from 'pino';
import type { PacketCarrier } from '../src/packet/carrier.js';
import { openPorts, type AgreementsConfig } from '../src/ports.js';
import agreements from '../src/subgraph.js';

/** Where the store of a test run stands. */
export const storeEnv = (): Record<string, string> => Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[0].startsWith('S3_') && entry[1] !== undefined));

/** Opens the domain on the real store behind its gate, with a carrier of the test's own where it wants one. */
export function openAgreements(carrier?: PacketCarrier, env: Record<string, string> = {}, log?: Logger): Promise<Harness> {
  const def = carrier ? { ...agreements, ports: (settings: AgreementsConfig) => ({ ...openPorts(settings), carrier }) } : agreements;
  return testSubgraph(def, { env: { ...storeEnv(), ...env }, ...(log ? { log } : {}) });
}
