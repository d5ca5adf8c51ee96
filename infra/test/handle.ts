import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { House } from '../house/house.js';
import type { HouseProcess } from '../house/processes.js';
import { closeHttp } from '../servers/mail.js';

/** How fault tests reach the processes of the house under test. */
export interface Handle {
  /** `POST <url>/kill/<name>` kills a process as `kill -9` does; `POST <url>/start/<name>` with variables as JSON starts it again; `/stopped/<name>` waits for its end. */
  url: string;
  stop(): Promise<void>;
}

/** Listens on the loopback, behind a word that only this test run knows. */
export async function holdProcesses(house: House): Promise<Handle> {
  const word = randomBytes(12).toString('hex');
  const now = new Map(house.processes.map((child) => [child.name, child]));
  const expected = new Set<number>();
  const gone = new Set<number>();
  const watch = (child: HouseProcess): void => void child.ended.then((how) => {
    gone.add(child.pid);
    if (!expected.delete(child.pid) && !stopping) console.error(`  ${child.name} of the house under test ended (${how})`);
  });
  let stopping = false;
  for (const child of house.processes) watch(child);
  const act = async (verb: string, name: string, body: string): Promise<void> => {
    const child = now.get(name);
    if (!child) throw new Error(`there is no process ${name}`);
    if (verb === 'kill' || verb === 'stopped') {
      expected.add(child.pid);
      if (verb === 'kill' && !gone.has(child.pid)) process.kill(child.pid, 'SIGKILL');
      await child.ended;
      return;
    }
    const again = await child.again(JSON.parse(body || '{}') as Record<string, string>);
    now.set(name, again);
    watch(again);
  };
  const server = createServer((request, response) => void (async () => {
    const [, given, verb = '', name = ''] = (request.url ?? '').split('/');
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const fault = given === word ? await act(verb, name, body).then(() => '', (error: Error) => error.message) : 'no';
    response.writeHead(fault ? 400 : 200).end(fault);
  })());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${word}`,
    stop: async () => {
      stopping = true;
      await closeHttp(server);
      await Promise.all([...now.values()].map((child) => child.stop()));
    },
  };
}
