import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@firmament/kit/ids';
import { testSubgraph } from '@firmament/kit/testing';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import communications from '../subgraph.js';
import { caughtMail, type InboundMail } from './inbound-mail.js';

let h: Awaited<ReturnType<typeof testSubgraph>>;
const objects = new Map<string, Uint8Array>();
let waiting: InboundMail[] = [];
let isStoreDown = false;

beforeAll(async () => {
  const inbound = { waiting: () => Promise.resolve([...waiting]), done: (id: string) => { waiting = waiting.filter((one) => one.id !== id); } };
  const attachments = { put: async (key: string, bytes: Uint8Array) => { if (isStoreDown) throw new Error('the store is down'); objects.set(key, bytes); }, stop: () => undefined };
  h = await testSubgraph({ ...communications, ports: () => ({ inbound, attachments }) });
});
beforeEach(() => { waiting = []; objects.clear(); isStoreDown = false; });
afterAll(async () => { await h?.stop(); });

const pdf = Buffer.from('%PDF-1.7\nÿþ\n%%EOF', 'latin1');
const composed = (more: Record<string, unknown> = {}): Promise<Buffer> => new MailComposer({
  from: 'Print Shop <desk@print.test>', to: 'bills@post.test', subject: 'Your bill', text: 'Please pay.', messageId: `<${newId('msg')}@print.test>`,
  attachments: [{ filename: '../bill 12.pdf', content: pdf, contentType: 'application/pdf' }, { filename: 'logo.png', content: Buffer.from('x'), contentType: 'image/png', contentDisposition: 'inline', cid: 'logo' }], ...more,
}).compile().build();
const comes = async (to: string, raw: Buffer): Promise<void> => {
  waiting.push({ id: newId('msg'), to: [to], raw });
  await h.sweep('take-inbound');
};
const renew = async (actor = h.staff()): Promise<string> => ((await h.as(actor).run('mutation { renewInboundAddress(input: { purpose: BILLS }) { address purpose } }')).data as { renewInboundAddress: { address: string } }).renewInboundAddress.address;
const received = () => h.events('communications.mail.received');

it('takes a mail once, and lays its files down where whoever it is for finds them; a fact carries no bytes', async () => {
  const [address, raw] = [await renew(), await composed()];
  await comes(address, raw);
  await comes(address.toUpperCase(), raw);
  const facts = await received();
  expect(facts).toHaveLength(1);
  expect(facts[0]?.data).toMatchObject({ purpose: 'BILLS', from: 'desk@print.test', subject: 'Your bill', attachments: [{ name: '..bill 12.pdf', contentType: 'application/pdf', size: pdf.length, sha256: createHash('sha256').update(pdf).digest('hex') }] });
  const [{ key }] = facts[0]?.data['attachments'] as [{ key: string }];
  expect(Buffer.from(objects.get(key) ?? [])).toEqual(pdf);
  expect(waiting).toEqual([]);
});

it('takes nothing at an address that nobody has, that is over, or that names another firm', async () => {
  const before = (await received()).length;
  const old = await renew();
  const address = await renew();
  for (const to of [old, address.replace(/-.{20}@/, `-${'0'.repeat(20)}@`), address.replace(h.firm.id.slice(5), h.otherFirm.id.slice(5)), 'bills@post.test', 'ada@post.test']) await comes(to, await composed());
  expect([(await received()).length, objects.size, waiting]).toEqual([before, 0, []]);
});

it('loses nothing while the store is away', async () => {
  const [address, before] = [await renew(), (await received()).length];
  isStoreDown = true;
  await expect(comes(address, await composed())).rejects.toThrow('the store is down');
  expect([(await received()).length, waiting.length]).toEqual([before, 1]);
  isStoreDown = false;
  await h.sweep('take-inbound');
  expect([(await received()).length, waiting.length]).toEqual([before + 1, 0]);
});

it('shows a firm its own address, and only those who may', async () => {
  const address = await renew();
  const ask = (actor = h.staff()) => h.as(actor).run('{ inboundAddress(purpose: BILLS) { address } }');
  expect((await ask()).data).toEqual({ inboundAddress: { address } });
  expect((await ask({ ...h.staff(), tenantId: h.otherFirm.id })).data).toEqual({ inboundAddress: null });
  expect(await ask(h.staff(['communications.message.view']))).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
});

describe('the way from the mail catcher', () => {
  let server: Server;
  const asked: string[] = [];
  let page = '';
  beforeAll(async () => {
    server = createServer((request, response) => { asked.push(request.url ?? ''); response.end(JSON.stringify(asked.length === 1 ? [{ id: 'one', to: ['bills+x@post.test'], raw: Buffer.from('hello').toString('base64') }] : [])); });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    page = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => { server.close(); });

  it('asks for what came after the last one that is done, and for nothing where there is no catcher', async () => {
    const inbound = caughtMail(page);
    const [mail] = await inbound.waiting();
    expect([mail?.id, Buffer.from(mail?.raw ?? []).toString()]).toEqual(['one', 'hello']);
    inbound.done('one');
    expect([await inbound.waiting(), asked, await caughtMail(undefined).waiting()]).toEqual([[], ['/api/inbound', '/api/inbound?after=one'], []]);
  });
});
