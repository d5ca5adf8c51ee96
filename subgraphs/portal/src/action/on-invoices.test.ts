import { contactLinked, invoiceIssued, invoicePaid, invoicePartiallyPaid, invoiceReopened, invoiceVoided, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import portal from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(portal); });
afterAll(async () => { await h?.stop(); });

interface Todo { portalTodo: { items: { kind: string; title: string; why: string | null; dueOn: string | null }[] } }

/** A person of a client who may come in, and the list that they see. */
async function aList(clientId: string): Promise<() => Promise<Todo['portalTodo']['items']>> {
  const contactId = newId('con');
  await h.knowClient(clientId);
  await h.deliver(contactLinked, { contactId, clientId, linkId: newId('lnk'), contactName: 'Marion Marlowe', role: 'OWNER', isPrimary: true, isSignatory: true, isBilling: true, portalAccess: true });
  const { data, errors } = await h.as(h.staff()).run('mutation($input: InvitePortalUserInput!) { invitePortalUser(input: $input) { portalUser { id } } }', { input: { contactId, clientId, name: 'Marion Marlowe', email: `${contactId}@x.test` } });
  if (errors) throw new Error(JSON.stringify(errors));
  const id = (data as { invitePortalUser: { portalUser: { id: string } } }).invitePortalUser.portalUser.id;
  return async () => ((await h.as({ ...h.portal(clientId), id }).run('{ portalTodo { items { kind title why dueOn } } }')).data as unknown as Todo).portalTodo.items.filter((one) => one.kind === 'INVOICE');
}

const gbp = (minor: string) => ({ minor, currency: 'GBP' });
const of = (clientId: string, invoiceId = newId('ivc')) => ({ invoiceId, clientId, projectId: null, number: 'INV-0007', total: gbp('12000') });
const out = (facts: ReturnType<typeof of>, title: string | null = null) => ({ ...facts, issuedOn: '2026-11-19', dueOn: '2026-12-19', title, documentSha256: 'a'.repeat(64), contentHash: 'b'.repeat(64) });
const settled = (facts: ReturnType<typeof of>, balance: string) => ({ ...facts, amountPaid: gbp('0'), credited: gbp('0'), balance: gbp(balance), paidOn: null });

it('holds an invoice until nothing is left to pay, once however often it is told', async () => {
  const clientId = newId('cli');
  const items = await aList(clientId);
  const facts = of(clientId);
  await h.deliver(invoiceIssued, out(facts), { clientId });
  await h.deliver(invoicePartiallyPaid, settled(facts, '2000'), { clientId });
  expect(await items()).toEqual([{ kind: 'INVOICE', title: 'Invoice INV-0007', why: 'Pay it.', dueOn: '2026-12-19' }]);
  await h.deliver(invoicePaid, settled(facts, '0'), { clientId });
  expect(await items()).toEqual([]);
  await h.deliver(invoiceReopened, settled(facts, '12000'), { clientId });
  expect(await items()).toMatchObject([{ title: 'Invoice INV-0007', dueOn: '2026-12-19' }]);
});

it('drops an invoice that is taken back, and leaves the others', async () => {
  const clientId = newId('cli');
  const items = await aList(clientId);
  const facts = of(clientId);
  await h.deliver(invoiceIssued, out(facts, 'Year end'), { clientId });
  await h.deliver(invoiceIssued, out(of(clientId), 'Payroll'), { clientId });
  await h.deliver(invoiceVoided, { ...facts, reason: 'Wrong.', billAgain: true }, { clientId });
  expect((await items()).map((one) => one.title)).toEqual(['Payroll']);
});
