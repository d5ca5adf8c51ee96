import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gate } from './gate.js';
import { closeHttp } from './mail.js';
import { honestMultipart } from './multipart.js';
import { external, type Ground, type Server } from './plan.js';
import { choosePort } from './ports.js';
import type { GateKey } from './signature.js';

/** The bucket that the house keeps its files in. */
export const bucket = 'firmament';
const region = 'us-east-1';

interface Store {
  callback(): RequestListener;
  configureBuckets(): Promise<unknown>;
  logger: { exceptions: { unhandle(): void }; close(): void };
}
type StoreClass = new (options: object) => Store;

/** An S3 with its key. */
export interface S3Server extends Server {
  key: GateKey;
}

/** S3 by `S3_ENDPOINT`, else a store on this disk behind a gate that checks every signature. */
export async function startS3(ground: Ground): Promise<S3Server> {
  const given = process.env['S3_ENDPOINT'];
  if (given) return { ...external(given), key: keyFromEnvironment() };
  const key = { accessKeyId: 'firmament', secretAccessKey: ground.secret('s3'), region };
  const password = randomBytes(24).toString('hex');
  const directory = join(ground.dir, 's3');
  const store = await openStore(directory);
  const inner = createServer(onlyWith(password, honestMultipart({ directory, bucket }, store.callback())));
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
  const outer = gate(key, { port: (inner.address() as AddressInfo).port, password }, () => new Date());
  const port = await choosePort(ground.throwAway ? undefined : 9100);
  await new Promise<void>((resolve, reject) => outer.once('error', reject).listen(port, '127.0.0.1', resolve));
  const stop = async () => void (await Promise.all([closeHttp(outer), closeHttp(inner)]), store.logger.close());
  return { url: `http://127.0.0.1:${port}`, key, stop };
}

function keyFromEnvironment(): GateKey {
  const read = (name: string) => process.env[name] ?? '';
  return { accessKeyId: read('S3_ACCESS_KEY_ID'), secretAccessKey: read('S3_SECRET_ACCESS_KEY'), region: read('S3_REGION') || region };
}

async function openStore(directory: string): Promise<Store> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const S3rver = createRequire(import.meta.url)('s3rver') as StoreClass;
  const store = new S3rver({ directory, silent: true, vhostBuckets: false, configureBuckets: [{ name: bucket, configs: [] }] });
  store.logger.exceptions.unhandle(); // its logger would swallow the faults of our own process
  await store.configureBuckets();
  return store;
}

/** The store listens on a port of its own; without the gate's password nobody speaks to it. */
function onlyWith(password: string, handle: RequestListener): RequestListener {
  return (request, response) => {
    if (request.headers['x-gate'] !== password) return void response.writeHead(403).end();
    delete request.headers['x-gate'];
    handle(request, response);
  };
}
