import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { ensureConsumer, ensureStream, natsAddress } from '@firmament/events/runtime';
import { startNats, type NatsServer } from './nats.js';
import { serverCache } from './servers.js';

let nats: NatsServer;
let dir: string;
const open: NatsConnection[] = [];

async function as(user: string): Promise<NatsConnection> {
  const nc = await connect(natsAddress(nats.urlFor(user)));
  open.push(nc);
  return nc;
}
const jetstream = (nc: NatsConnection, subject: string) => nc.request(subject, '{}', { timeout: 5000 }).then((answer) => answer.json<{ error?: unknown }>());

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'firmament-nats-'));
  const given = process.env['NATS_URL'];
  delete process.env['NATS_URL'];
  nats = await startNats({ dir, cache: serverCache, throwAway: true, secret: (name) => name.replace(':', '-'), say: () => undefined }, ['crm', 'files']);
  if (given) process.env['NATS_URL'] = given;
  const nc = await as('infra');
  await ensureStream(nc);
  for (const durable of ['crm', 'files']) await ensureConsumer(nc, { durable, startPolicy: 'beginning', filterSubjects: ['evt.>'] });
});
afterAll(async () => {
  await Promise.all(open.map((nc) => nc.close()));
  await nats.stop();
  await rm(dir, { recursive: true });
});

describe('the rights of a domain on the bus', () => {
  it('publishes its own facts into the stream', async () => {
    const nc = await as('crm');
    expect(await jetstream(nc, 'evt.crm.client.created.v1')).toMatchObject({ stream: 'FIRMAMENT' });
  });

  it('reads through its own durable', async () => {
    const nc = await as('crm');
    expect(await jetstream(nc, '$JS.API.CONSUMER.INFO.FIRMAMENT.crm')).toMatchObject({ name: 'crm' });
  });

  it.each([
    ['publish a fact of another domain', 'evt.files.folder.created.v1'],
    ['read through the durable of another domain', '$JS.API.CONSUMER.MSG.NEXT.FIRMAMENT.files'],
    ['make a durable', '$JS.API.CONSUMER.DURABLE.CREATE.FIRMAMENT.crm2'],
    ['empty the stream', '$JS.API.STREAM.PURGE.FIRMAMENT'],
    ['delete the stream', '$JS.API.STREAM.DELETE.FIRMAMENT'],
  ])('may not %s', async (_what, subject) => {
    const nc = await as('crm');
    await expect(jetstream(nc, subject)).rejects.toThrow(/permission/i);
  });

  it('may not listen to everything around the stream', async () => {
    const nc = await as('crm');
    const heard = nc.subscribe('evt.>');
    await expect((async () => {
      for await (const message of heard) return message;
    })()).rejects.toThrow(/permission/i);
  });

  it('needs a password', async () => {
    const url = new URL(nats.url);
    await expect(connect({ servers: url.host, reconnect: false })).rejects.toThrow(/auth/i);
  });
});
