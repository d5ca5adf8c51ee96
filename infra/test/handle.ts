import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { House } from '../house/house.js';
import type { HouseProcess } from '../house/processes.js';
import { closeHttp } from '../servers/mail.js';

/** How fault tests reach the processes of the house under test. */
export interface Handle {
  /** `POST <url>/kill/<name>` kills a process as `kill -9` does; `POST <url>/start/<name>` with variables as JSON starts it again; `/stopped/<name>` waits for its end, `/stop/<name>` asks for it. */
  url: string;
  stop(): Promise<void>;
}

/** The processes of a house, some of them killed and started anew. */
class Held {
  private readonly now = new Map<string, HouseProcess>();
  private readonly expected = new Set<number>();
  private readonly gone = new Set<number>();
  private stopping = false;

  constructor(processes: readonly HouseProcess[]) {
    for (const child of processes) this.hold(child);
  }

  async act(verb: string, name: string, body: string): Promise<void> {
    const child = this.now.get(name);
    if (!child) throw new Error(`there is no process ${name}`);
    if (verb === 'start') return this.hold(await child.again(JSON.parse(body || '{}') as Record<string, string>));
    this.expected.add(child.pid);
    if (verb === 'stop') await child.stop();
    if (verb === 'kill' && !this.gone.has(child.pid)) process.kill(child.pid, 'SIGKILL');
    await child.ended;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.now.values()].map((child) => child.stop()));
  }

  private hold(child: HouseProcess): void {
    this.now.set(child.name, child);
    void child.ended.then((how) => {
      this.gone.add(child.pid);
      if (!this.expected.delete(child.pid) && !this.stopping) console.error(`  ${child.name} of the house under test ended (${how})`);
    });
  }
}

/** Listens on the loopback, behind a word that only this test run knows. */
export async function holdProcesses(house: House): Promise<Handle> {
  const word = randomBytes(12).toString('hex');
  const held = new Held(house.processes);
  const server = createServer((request, response) => void (async () => {
    const [, given, verb = '', name = ''] = (request.url ?? '').split('/');
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const fault = given === word ? await held.act(verb, name, body).then(() => '', (error: Error) => error.message) : 'no';
    response.writeHead(fault ? 400 : 200).end(fault);
  })());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${word}`,
    stop: async () => {
      await closeHttp(server);
      await held.stop();
    },
  };
}
