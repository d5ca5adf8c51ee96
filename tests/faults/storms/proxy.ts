import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Which way bytes go: `up` to the server, `down` to who called. */
type Way = 'up' | 'down';

interface Line { readonly caller: Socket; readonly server: Socket; silent: boolean }

/** A piece of bad network before a server: slow, cut, or half-open (connected, and nothing comes any more). */
export class Proxy {
  private readonly lines = new Set<Line>();
  private readonly swallowed = new Set<Way>();
  private readonly listener: Server = createServer((caller) => this.accept(caller));
  private target = { host: '', port: 0 };
  private refusing = false;
  /** How long each piece of data is held up, either way. */
  latencyMs = 0;

  /** Begins, or goes on, to lead to `host:port`; answers where to connect. */
  async leadTo(host: string): Promise<string> {
    const at = new URL(`tcp://${host}`);
    this.target = { host: at.hostname, port: Number(at.port) };
    if (!this.listener.listening) await once(this.listener.listen(0, '127.0.0.1'), 'listening');
    return `127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  /** Resets all connections; new ones are taken. */
  cut(): void {
    for (const line of this.lines) this.drop(line);
  }

  /** Resets all connections and every new one, until healed. */
  refuse(): void {
    this.refusing = true;
    this.cut();
  }

  /** From now on bytes of these ways vanish, and nobody is told of an end: what a pulled cable looks like. */
  swallow(...ways: Way[]): void {
    for (const way of ways) this.swallowed.add(way);
  }

  /** Good network again; lines that lost bytes are reset, because their rest would be garbage. */
  heal(): void {
    this.refusing = false;
    this.latencyMs = 0;
    this.swallowed.clear();
    for (const line of this.lines) if (line.silent) this.drop(line);
  }

  /** How many open lines have lost bytes. */
  get silentLines(): number { return [...this.lines].filter((line) => line.silent).length; }

  async close(): Promise<void> {
    this.refuse();
    await new Promise((resolve) => this.listener.close(resolve));
  }

  private accept(caller: Socket): void {
    if (this.refusing) {
      caller.on('error', () => undefined).resetAndDestroy();
      return;
    }
    const line: Line = { caller, server: connect(this.target), silent: false };
    this.lines.add(line);
    this.carry(line, 'up');
    this.carry(line, 'down');
  }

  private carry(line: Line, way: Way): void {
    const [from, to] = way === 'up' ? [line.caller, line.server] : [line.server, line.caller];
    let queue = Promise.resolve();
    from.setNoDelay(true);
    from.on('data', (bytes) => {
      const late = this.latencyMs;
      queue = queue.then(async () => {
        if (late > 0) await pause(late);
        if (this.swallowed.has(way)) line.silent = true;
        else if (!to.destroyed) to.write(bytes);
      });
    });
    from.on('error', () => undefined);
    from.on('close', () => void queue.then(() => { if (!this.swallowed.has(way)) this.drop(line); }));
  }

  private drop(line: Line): void {
    this.lines.delete(line);
    line.caller.resetAndDestroy();
    line.server.resetAndDestroy();
  }
}
