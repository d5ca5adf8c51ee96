import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The way to the store, which a test cuts and mends. The signature covers the host that was asked, so the store sees this address. */
export class ShakyWay {
  #cut = false;
  readonly #lines = new Set<Socket>();
  private constructor(private readonly listener: Server) {}

  static async to(endpoint: string): Promise<ShakyWay> {
    const target = new URL(endpoint);
    const listener = createServer();
    const way = new ShakyWay(listener);
    listener.on('connection', (caller) => way.#lead(caller, Number(target.port)));
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    return way;
  }

  get endpoint(): string { return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`; }

  /** From now on every connection breaks. */
  cut(): void {
    this.#cut = true;
    for (const line of this.#lines) line.destroy();
  }

  mend(): void { this.#cut = false; }

  async close(): Promise<void> {
    this.cut();
    this.listener.close();
    await once(this.listener, 'close');
  }

  #lead(caller: Socket, port: number): void {
    if (this.#cut) return void caller.destroy();
    const store = connect(port, '127.0.0.1');
    for (const [one, other] of [[caller, store], [store, caller]] as const) {
      this.#lines.add(one);
      one.on('error', () => other.destroy()).on('close', () => { this.#lines.delete(one); other.destroy(); });
      one.pipe(other);
    }
  }
}
