import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { startChild, type Running } from '../../../infra/servers/child.js';
import { findNats } from '../../../infra/servers/nats.js';
import { anyPort } from '../../../infra/servers/ports.js';
import { serverCache, throwAwayFolder } from '../../../infra/servers/servers.js';
import { Proxy } from './proxy.js';

/** One broker of three. Its clients and the other brokers reach it through doors; so does it reach them. */
interface Node {
  readonly name: string;
  readonly port: number;
  readonly monitor: number;
  readonly routePort: number;
  readonly clients: Proxy;
  /** From this one to another, by the other's name. */
  readonly ways: Map<string, Proxy>;
  running: Running | null;
}

/** Three brokers that keep every message three times. */
export class Cluster {
  private readonly dir = throwAwayFolder();
  private readonly connections: NatsConnection[] = [];
  private program = '';
  private constructor(readonly nodes: readonly Node[]) {}

  static async open(): Promise<Cluster> {
    const nodes = await Promise.all(['one', 'two', 'three'].map(async (name): Promise<Node> =>
      ({ name, port: await anyPort(), monitor: await anyPort(), routePort: await anyPort(), clients: new Proxy(), ways: new Map(), running: null })));
    const cluster = new Cluster(nodes);
    cluster.program = await findNats({ cache: serverCache, say: () => undefined });
    for (const node of nodes) {
      for (const other of nodes) if (other !== node) node.ways.set(other.name, new Proxy());
    }
    await cluster.start();
    return cluster;
  }

  /** Starts whatever does not run. */
  async start(): Promise<void> {
    await Promise.all(this.nodes.filter((node) => !node.running).map((node) => this.startNode(node)));
  }

  async kill(...names: string[]): Promise<void> {
    await Promise.all(this.nodes.filter((node) => names.includes(node.name)).map(async (node) => {
      if (!node.running) return;
      process.kill(node.running.pid, 'SIGKILL');
      await node.running.ended;
      node.running = null;
    }));
  }

  /** Nobody reaches this one any more, and it reaches nobody. */
  cutOff(name: string): void { for (const door of this.doorsOf(name)) door.refuse(); }
  heal(name: string): void { for (const door of this.doorsOf(name)) door.heal(); }

  /** A connection through the doors of all three, or straight to one of them. */
  async connect(only?: string): Promise<NatsConnection> {
    const servers = await Promise.all(this.nodes.filter((node) => !only || node.name === only)
      .map((node) => (only ? `127.0.0.1:${node.port}` : node.clients.leadTo(`127.0.0.1:${node.port}`))));
    const nc = await connect({ servers, ignoreClusterUpdates: true, reconnectTimeWait: 100, maxReconnectAttempts: -1, pingInterval: 2_000, maxPingOut: 2 });
    this.connections.push(nc);
    return nc;
  }

  async close(): Promise<void> {
    await Promise.all(this.connections.map((nc) => nc.close()));
    await this.kill(...this.nodes.map((node) => node.name));
    await Promise.all(this.nodes.flatMap((node) => [node.clients, ...node.ways.values()]).map((door) => door.close()));
    await rm(this.dir, { recursive: true, force: true });
  }

  private doorsOf(name: string): Proxy[] {
    return this.nodes.flatMap((node) => (node.name === name ? [node.clients, ...node.ways.values()] : [...node.ways].filter(([to]) => to === name).map(([, door]) => door)));
  }

  private async startNode(node: Node): Promise<void> {
    const dir = join(this.dir, node.name);
    await mkdir(dir, { recursive: true });
    const others = this.nodes.filter((other) => other !== node);
    const routes = await Promise.all(others.map(async (other) => `nats://${await (node.ways.get(other.name) as Proxy).leadTo(`127.0.0.1:${other.routePort}`)}`));
    // A route that two brokers tell each other about would lead past the doors: what they advertise leads nowhere.
    const config = [
      `server_name: ${node.name}`, `listen: "127.0.0.1:${node.port}"`, `http: "127.0.0.1:${node.monitor}"`,
      `jetstream { store_dir: ${JSON.stringify(join(dir, 'store'))}, max_memory_store: 64MB, max_file_store: 1GB }`,
      `cluster { name: house, listen: "127.0.0.1:${node.routePort}", advertise: "127.0.0.1:1", no_advertise: true, routes: ${JSON.stringify(routes)} }`, '',
    ];
    await writeFile(join(dir, 'nats.conf'), config.join('\n'));
    node.running = await startChild({
      name: `NATS ${node.name}`, command: this.program, args: ['-c', join(dir, 'nats.conf')], log: join(dir, 'nats.log'), stopSignal: 'SIGINT',
      ready: async () => (await fetch(`http://127.0.0.1:${node.monitor}/varz`)).ok,
    });
  }
}
