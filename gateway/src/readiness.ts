import type { SubgraphClient } from './subgraph-client.js';

/** How the house stands, by domain. */
export interface Standing {
  readonly status: 'ready' | 'degraded' | 'starting' | 'unavailable';
  readonly domains: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
}

/** Says whether requests may come. A domain that fails later empties its panels; it does not close the house. */
export class Readiness {
  private everReady = false;
  private closing = false;

  constructor(private readonly clients: readonly SubgraphClient[]) {}

  /** From now on no new requests are wanted. */
  close(): void {
    this.closing = true;
  }

  /** Asks every domain. */
  async look(): Promise<Standing> {
    const found = await Promise.all(this.clients.map(async (client) => [client.name, await healthOf(client)] as const));
    const domains = Object.fromEntries(found);
    const all = found.every(([, { ok }]) => ok);
    if (all) this.everReady = true;
    return { status: this.closing ? 'unavailable' : this.statusFor(all, domains.identity?.ok ?? false), domains };
  }

  private statusFor(all: boolean, signInWorks: boolean): Standing['status'] {
    if (all) return 'ready';
    if (!this.everReady) return 'starting';
    return signInWorks ? 'degraded' : 'unavailable';
  }
}

async function healthOf(client: SubgraphClient): Promise<{ ok: boolean; detail: string }> {
  try {
    const { ok, detail } = await client.health();
    return { ok, detail };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.name : 'fails' };
  }
}
