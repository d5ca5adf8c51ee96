import type { SandboxDoor } from './door.js';
import { quickbooksSandbox } from './quickbooks/server.js';
import { xeroSandbox } from './xero/server.js';

const open: SandboxDoor[] = [];
afterEach(async () => { for (const door of open.splice(0)) await door.stop().catch(() => undefined); });

it.each([['QuickBooks', quickbooksSandbox], ['Xero', xeroSandbox]] as const)('the sandbox of %s is taken out again as it was put away: papers, money, names, consents and where it calls', async (_, make) => {
  const first = make();
  open.push(first);
  const url = await first.start();
  const command = async (at: string, name: string, body: object = {}) => (await (await fetch(`${at}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify({ company: 'harbour', ...body }) })).json()) as { papers?: { number: string; total: number; paid: number }[]; id?: string };
  const { id: partyId } = await command(url, 'party', { name: 'Aldous' });
  await command(url, 'write', { kind: 'INVOICE', number: 'INV-1', partyId, day: '2026-11-19', lines: [{ id: '1', text: 'Work', milli: 1000, unit: 500, net: 500, tax: 100, account: '200', taxCode: null }] });
  await command(url, 'pay', { number: 'INV-1', minor: 200 });
  await command(url, 'callbacks', { url: 'http://127.0.0.1:1/hooks', secrets: ['s'], mode: 'lose' });
  first.consents.clients.set('app', 'secret');
  const asked = new URL(`${url}/`);
  asked.search = new URLSearchParams({ client_id: 'app', redirect_uri: 'http://127.0.0.1:1/back', response_type: 'code', state: 'x', decision: 'allow', company: 'harbour' }).toString();
  const code = new URL(String(first.consents.page({ query: asked.searchParams, path: '/', method: 'GET', headers: {}, raw: Buffer.alloc(0), body: undefined, params: [] }).headers?.['location'])).searchParams.get('code');
  const tokenOf = (door: typeof first, wish: object) => door.consents.token({ query: new URLSearchParams(), path: '/', method: 'POST', headers: {}, raw: Buffer.alloc(0), body: { client_id: 'app', client_secret: 'secret', redirect_uri: 'http://127.0.0.1:1/back', ...wish }, params: [] })?.body as { access_token: string; refresh_token: string };
  const issued = tokenOf(first, { grant_type: 'authorization_code', code });
  const [before, kept] = [await command(url, 'books'), first.keep()];
  const second = make();
  open.push(second);
  second.remember(kept);
  second.consents.clients.set('app', 'secret');
  const again = await second.start();
  expect(await command(again, 'books')).toEqual(before);
  expect(before.papers).toMatchObject([{ number: 'INV-1', total: 600, paid: 200 }]);
  expect([second.tokens.has(issued.access_token), second.consents.companyOf(issued.access_token), second.plan]).toMatchObject([true, 'harbour', { url: 'http://127.0.0.1:1/hooks', secrets: ['s'], mode: 'lose' }]);
  expect(tokenOf(second, { grant_type: 'refresh_token', refresh_token: issued.refresh_token }).access_token).toBeTruthy();
  expect((await command(again, 'party', { name: 'Brook' })).id).not.toBe(partyId);
});
