import { eventually } from '@firmament/kit/testing';
import { holderOf, sessionOf } from '../support/actors.js';
import { openFirm, type Firm } from '../support/firm.js';
import { budgetMs, house, leaveHouse } from '../support/house.js';

const password = 'a long demo password';
const sandbox = (): string => house.endpoints.sandboxes.docusign ?? '';
let firm: Firm;
beforeAll(async () => { firm = await openFirm(); });
afterAll(leaveHouse);

interface Seen { id: string; health: string; label: string; lastSyncAt: string | null; lastError: string | null; checkingSince: string | null }
const plainCookies = (cookies: readonly string[]): string => cookies.map((one) => one.split(';')[0]).join('; ');
const docusign = async (): Promise<Seen | undefined> => {
  const { signingServices } = await firm.owner.ask<{ signingServices: { name: string; connections: Seen[] }[] }>('{ signingServices { name connections { id health label lastSyncAt lastError checkingSince } } }');
  return signingServices.find((one) => one.name === 'DOCUSIGN')?.connections[0];
};
/** Where the browser is sent on to when it comes back with this. */
const comeBack = async (query: string, cookies: readonly string[] = []): Promise<string> => {
  const response = await fetch(`${house.endpoints.gateway}/connect/signing/return?${query}`, { redirect: 'manual', headers: { cookie: plainCookies(cookies) } });
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
};
const allowAt = async (address: string): Promise<string> => {
  const url = new URL(address);
  url.searchParams.set('decision', 'allow');
  return new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '').search.slice(1);
};

it('an owner connects DocuSign at its own page; nobody else can finish it, and nobody twice', async () => {
  const [cookies, elsewhere] = [await sessionOf(firm.ownerEmail, password, firm.slug), await sessionOf(firm.ownerEmail, password, firm.slug)];
  const here = holderOf(cookies, 'staff');
  const begun = await here.do<{ consent: { id: string }; address: string }>('beginSigningConsent', { service: 'DOCUSIGN', secrets: [] }, '{ consent { id } address }');
  expect(new URL(begun.address).origin).toBe(sandbox());
  const brought = await allowAt(begun.address);
  expect(await comeBack(brought)).toBe('/settings/connections?problem=signed-out');
  expect(await comeBack(brought, elsewhere)).toBe('/settings/connections?problem=unknown');
  expect(await comeBack(brought, cookies)).toBe(`/settings/connections?consent=${begun.consent.id}`);
  expect(await comeBack(brought, cookies)).toBe('/settings/connections?problem=unknown');
  await eventually(async () => { const { signingConsent } = await here.ask<{ signingConsent: { stage: string } }>('query($id: ID!) { signingConsent(id: $id) { stage } }', { id: begun.consent.id }); return signingConsent.stage === 'DONE'; }, 'the consent became a connection', { timeoutMs: budgetMs });
  const connected = await eventually(async () => { const one = await docusign(); return one?.lastSyncAt && one.checkingSince === null ? one : null; }, 'DocuSign was asked how it is', { timeoutMs: budgetMs });
  expect(connected).toMatchObject({ health: 'CONNECTED', label: 'Sandbox account', lastError: null });
});

it('when the consent is withdrawn, the owner is told once, and a check says so', async () => {
  await fetch(`${sandbox()}/_sandbox/withdraw`, { method: 'POST', body: '{}' });
  const before = await docusign();
  await firm.owner.do('checkSigningConnection', { connectionId: before?.id });
  await eventually(async () => (await docusign())?.health === 'NEEDS_REAUTH', 'the connection needs somebody', { timeoutMs: budgetMs });
  const told = async (): Promise<string[]> => (await firm.owner.ask<{ myNotifications: { nodes: { title: string }[] } }>('{ myNotifications { nodes { title } } }')).myNotifications.nodes.map((one) => one.title).filter((title) => title.includes('connected again'));
  await eventually(async () => (await told()).length > 0, 'the owner is told', { timeoutMs: budgetMs });
  expect(await told()).toEqual(['DocuSign must be connected again']);
});
