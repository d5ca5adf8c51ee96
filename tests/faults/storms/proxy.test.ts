import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { eventually } from './patience.js';
import { Proxy } from './proxy.js';
import { diceFor } from './seed.js';

let echo: Server;
let proxy: Proxy;
const heard = new Map<Socket, string>();
const opened: Socket[] = [];

/** Also of a socket that ends with an error, which a reset is. */
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => { socket.once('close', () => resolve()); });

async function call(): Promise<Socket> {
  const at = new URL(`tcp://${await proxy.leadTo(`127.0.0.1:${(echo.address() as AddressInfo).port}`)}`);
  const socket = connect({ host: at.hostname, port: Number(at.port) });
  opened.push(socket);
  heard.set(socket, '');
  socket.on('error', () => undefined).on('data', (bytes) => heard.set(socket, `${heard.get(socket)}${String(bytes)}`));
  await once(socket, 'connect');
  return socket;
}

beforeAll(async () => {
  echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  await once(echo.listen(0, '127.0.0.1'), 'listening');
  proxy = new Proxy();
});
afterAll(async () => {
  for (const socket of opened) socket.destroy();
  await proxy.close();
  await new Promise((resolve) => echo.close(resolve));
});

test('bytes are late and in order', async () => {
  const socket = await call();
  proxy.latencyMs = 50;
  const begin = performance.now();
  for (const letter of 'abcdef') socket.write(letter);
  await eventually(() => heard.get(socket) === 'abcdef', 'all came back');
  expect(performance.now() - begin).toBeGreaterThan(90);
  proxy.heal();
});

test('a cut line is reset, and a new one may be opened', async () => {
  const socket = await call();
  const over = closed(socket);
  proxy.cut();
  await over;
  const next = await call();
  next.write('again');
  await eventually(() => heard.get(next) === 'again', 'the new line carries');
});

test('a half-open line takes bytes, gives none, and is reset when healed', async () => {
  const [socket, witness] = [await call(), await call()];
  proxy.swallow('down');
  socket.write('lost');
  const over = closed(socket);
  await new Promise((resolve) => { socket.write('lost too', resolve); });
  expect({ heard: heard.get(socket), open: !socket.destroyed }).toEqual({ heard: '', open: true });
  await eventually(() => proxy.silentLines === 1, 'the proxy swallowed something');
  proxy.heal();
  await over;
  witness.write('still here');
  await eventually(() => heard.get(witness) === 'still here', 'a line that lost nothing goes on');
});

test('one seed draws the same numbers for the same purpose, and others for another one', () => {
  const draw = (purpose: string): number[] => { const dice = diceFor(purpose); return Array.from({ length: 8 }, () => dice.roll(1_000)); };
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});
