import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { startChild, type Running } from '../../../infra/servers/child.js';
import { findNats } from '../../../infra/servers/nats.js';
import { anyPort } from '../../../infra/servers/ports.js';
import { serverCache, throwAwayFolder } from '../../../infra/servers/servers.js';

/** One broker of three. */
interface Node { readonly name: string; readonly port: number; readonly monitor: number; readonly routePort: number; running: Running | null }

/** Three brokers that keep every message three times. */
export class Cluster {
  private readonly dir = throwAwayFolder();
  private readonly connections: NatsConnection[] = [];
  private program = '';
  private constructor(readonly nodes: readonly Node[]) {}

  static async open(): Promise<Cluster> {
    const nodes = await Promise.all(['one', 'two', 'three'].map(async (name): Promise<Node> =>
      ({ name, port: await anyPort(), monitor: await anyPort(), routePort: await anyPort(), running: null })));
    const cluster = new Cluster(nodes);
    cluster.program = await findNats({ cache: serverCache, say: () => undefined });
    // What came up before another one failed must not outlive this.
    await cluster.start().catch(async (error: unknown) => { await cluster.close(); throw error; });
    return cluster;
  }

  /** Starts whatever does not run, one after the other: brokers of this version that call each other at the same moment may stand still for good. */
  async start(): Promise<void> {
    for (const node of this.nodes) if (!node.running) await this.startNode(node);
  }

  async kill(...names: string[]): Promise<void> {
    await Promise.all(this.nodes.filter((node) => names.includes(node.name)).map(async (node) => {
      if (!node.running) return;
      process.kill(node.running.pid, 'SIGKILL');
      await node.running.ended;
      node.running = null;
    }));
  }

  /** Nothing gets into this one or out of it any more, and nobody is told. */
  freeze(name: string): void { this.signal(name, 'SIGSTOP'); }
  thaw(name: string): void { this.signal(name, 'SIGCONT'); }

  /** A connection to whichever answers, or to one of them alone. */
  async connect(only?: string): Promise<NatsConnection> {
    const servers = this.nodes.filter((node) => !only || node.name === only).map((node) => `127.0.0.1:${node.port}`);
    const nc = await connect({ servers, ignoreClusterUpdates: true, reconnectTimeWait: 100, maxReconnectAttempts: -1, pingInterval: 2_000, maxPingOut: 2 });
    this.connections.push(nc);
    return nc;
  }

  /** How many messages each broker itself holds of a stream; asked one by one, not of their leader. */
  async held(stream: string, names = this.nodes.map((node) => node.name)): Promise<number[]> {
    return Promise.all(this.nodes.filter((node) => names.includes(node.name)).map(async (node) => {
      const page = await (await fetch(`http://127.0.0.1:${node.monitor}/jsz?streams=1`)).json() as { account_details?: { stream_detail?: { name: string; state: { messages: number } }[] }[] };
      return page.account_details?.flatMap((account) => account.stream_detail ?? []).find((one) => one.name === stream)?.state.messages ?? -1;
    }));
  }

  async close(): Promise<void> {
    await Promise.all(this.connections.map((nc) => nc.close()));
    await this.kill(...this.nodes.map((node) => node.name));
    await rm(this.dir, { recursive: true, force: true });
  }

  private signal(name: string, signal: NodeJS.Signals): void {
    const running = this.nodes.find((node) => node.name === name)?.running;
    if (!running) throw new Error(`the broker ${name} does not run`);
    process.kill(running.pid, signal);
  }

  private async startNode(node: Node): Promise<void> {
    const dir = join(this.dir, node.name);
    await mkdir(dir, { recursive: true });
    const routes = this.nodes.map((one) => `nats://127.0.0.1:${one.routePort}`);
    const config = [
      `server_name: ${node.name}`, `listen: "127.0.0.1:${node.port}"`, `http: "127.0.0.1:${node.monitor}"`,
      `jetstream { store_dir: ${JSON.stringify(join(dir, 'store'))}, max_memory_store: 64MB, max_file_store: 1GB }`,
      `cluster { name: house, listen: "127.0.0.1:${node.routePort}", no_advertise: true, pool_size: -1, routes: ${JSON.stringify(routes)} }`, '',
    ];
    await writeFile(join(dir, 'nats.conf'), config.join('\n'));
    node.running = await startChild({
      name: `NATS ${node.name}`, command: this.program, args: ['-c', join(dir, 'nats.conf')], log: join(dir, 'nats.log'), stopSignal: 'SIGINT',
      ready: async () => (await fetch(`http://127.0.0.1:${node.monitor}/varz`)).ok,
    });
  }
}
