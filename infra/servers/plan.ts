import type { Running } from './child.js';

/** Where a server may keep things and whom it tells what it is doing. */
export interface Ground {
  /** Data and logs of this set of servers. */
  dir: string;
  /** Downloaded server programs, shared by every set on this machine. */
  cache: string;
  /** A set for one test run: fast and forgetful in place of durable. */
  throwAway: boolean;
  /** A stopped cluster that an empty Postgres begins as a copy of. */
  postgresData?: string | undefined;
  /** Word for a generated secret; the same name gives the same word for the life of the set. */
  secret: (name: string) => string;
  say: (line: string) => void;
}

/** A server that runs or that was found in the environment. */
export interface Server {
  url: string;
  /** Absent when the server is somebody else's. */
  running?: Running;
  stop(): Promise<void>;
}

/** A server that somebody else runs. */
export function external(url: string): Server {
  return { url, stop: () => Promise.resolve() };
}
