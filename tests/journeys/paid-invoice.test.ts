import { idToUuid } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { publishAgain } from '../support/events.js';
import { aBilledClient, billedWork, invoicesOf, invoiceThatIs, issuedFor, ledgerName, pay, toPay, type BilledClient } from '../support/billing.js';
import { budgetMs, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { tasksCalled } from '../support/signing.js';
import type { Story } from '../support/story.js';
import { aPdf, lookedThrough, sendFile } from '../support/uploads.js';

const flow = 'After an invoice is paid';

/** The client's report is theirs when the invoice is paid, and the work goes on then. */
async function waitsForMoney(story: Story, client: BilledClient, invoiceId: string): Promise<string> {
  const { owner } = story.firm;
  const upload = await sendFile(owner, { folderId: await sharedFolder(story, client.clientId) }, { name: 'report.pdf', bytes: aPdf('the report') });
  await lookedThrough(owner, upload);
  const { client: seen } = await owner.ask<{ client: { files: { nodes: { id: string; name: string }[] } } }>('query($id: ID!) { client(id: $id) { files(first: 20) { nodes { id name } } } }', { id: client.clientId });
  const fileId = seen.files.nodes.find(({ name }) => name === 'report.pdf')?.id ?? '';
  await owner.do('lockFileUntilPaid', { fileId, reason: invoiceId }, '{ open }');
  await owner.do('holdProject', { projectId: client.projectId, reason: 'Until the invoice is paid.', untilInvoiceId: invoiceId });
  return fileId;
}

async function sharedFolder(story: Story, clientId: string): Promise<string> {
  const { client } = await story.firm.owner.ask<{ client: { folders: { id: string; path: string }[] } }>('query($id: ID!) { client(id: $id) { folders { id path } } }', { id: clientId });
  return client.folders.find(({ path }) => path.startsWith('Year-end'))?.id ?? '';
}

const fetched = async ({ portal }: BilledClient, fileId: string): Promise<string> => {
  const { errors } = await portal.try('mutation($input: FileDownloadInput!) { fileDownload(input: $input) { url } }', { input: { fileId } });
  return (errors[0]?.extensions?.['reason'] as string | undefined) ?? 'FETCHED';
};
const statusOf = async (story: Story, { projectId }: BilledClient): Promise<string> => (await story.firm.owner.ask<{ project: { status: string } }>('query($id: ID!) { project(id: $id) { status } }', { id: projectId })).project.status;
interface Money { currency: string; open: { count: number; amount: { decimal: string } }; overdue: { count: number }; received: { decimal: string }; credit: { decimal: string } }
/** 5.2: how many invoices are owed and what is left of them, how many of them are late, and what came and settles nothing. */
async function moneyOf(story: Story, clientId: string): Promise<unknown[]> {
  const { client } = await story.firm.owner.ask<{ client: { money: Money[] } }>('query($id: ID!) { client(id: $id) { money { currency open { count amount { decimal } } overdue { count } received { decimal } credit { decimal } } } }', { id: clientId });
  return client.money.map(({ currency, open, overdue, received, credit }) => [currency, open.count, open.amount.decimal, overdue.count, received.decimal, credit.decimal]);
}
const clientStatus = async (story: Story, clientId: string): Promise<string> => (await story.firm.owner.ask<{ client: { status: string } }>('query($id: ID!) { client(id: $id) { status } }', { id: clientId })).client.status;

/** Another invoice to the client, to which somebody agreed. */
async function agreedTo(story: Story, client: BilledClient, unitPriceMinor: string, more: object = {}): Promise<string> {
  const { owner } = story.firm;
  const { id, contentHash } = await owner.do<{ id: string; contentHash: string }>('draftInvoice', { clientId: client.clientId, currency: 'GBP', lines: [{ title: 'Advice', unitPriceMinor }], ...more }, '{ id contentHash }');
  await owner.do('submitInvoice', { invoiceId: id });
  await client.approver.do('approveInvoice', { invoiceId: id, contentHash });
  return id;
}

/** Another invoice that is out. */
async function furtherInvoice(story: Story, client: BilledClient, unitPriceMinor: string, more: object = {}): Promise<string> {
  const id = await agreedTo(story, client, unitPriceMinor, more);
  await story.firm.owner.do('issueInvoice', { invoiceId: id });
  return id;
}
const standingOf = async (story: Story, id: string): Promise<[string, string]> => {
  const { invoice } = await story.firm.owner.ask<{ invoice: { status: string; balance: { decimal: string } } }>('query($id: ID!) { invoice(id: $id) { status balance { decimal } } }', { id });
  return [invoice.status, invoice.balance.decimal];
};
/** How many reminders of an invoice are scheduled, and how many the client has. */
async function remindersOf(story: Story, client: BilledClient, invoiceId: string): Promise<[scheduled: number, mails: number]> {
  const [row] = await look<{ n: number }>(`select count(*)::int as n from revenue.due where kind = 'dunning' and tenant_id = $1 and id = $2`, [story.firm.uuid, idToUuid(invoiceId)]);
  return [row?.n ?? 0, (await story.mails(client.guest.email)).filter(({ subject }) => subject.startsWith('Reminder: invoice ')).length];
}
const followUps = (story: Story): Promise<{ title: string; assignee_user_id: string | null }[]> => tasksCalled(story, 'Follow up: INV-%');

describe('flow 5: an invoice is paid', () => {
  journey('files open, work goes on, a hold is lifted, nothing waits in the portal, and the owner follows up; in part it does none of that', async (story) => {
    const client = await aBilledClient(story);
    // A callback about what we wrote there ourselves may come at any moment, also while the house is held to be at rest.
    await client.ledger.command('callbacks', { mode: 'lose' });
    const invoice = await issuedFor(story, client);
    const fileId = await waitsForMoney(story, client, invoice.id);
    for (const step of [{ status: 'ACTIVE' }, { status: 'ON_HOLD', reason: 'Invoices are overdue.' }]) await story.firm.owner.do('changeClientStatus', { clientId: client.clientId, ...step });
    await story.settle();
    const closed = await client.portal.ask<object>('query($id: ID!) { file(id: $id) { locked waitsFor { number } } }', { id: fileId });
    expect(closed).toEqual({ file: { locked: true, waitsFor: [{ number: invoice.number }] } });
    expect(await moneyOf(story, client.clientId)).toEqual([['GBP', 1, '1200.00', 0, '0.00', '0.00']]);
    for (const _ of [1, 2]) await story.firm.owner.try('mutation($input: RemindOfInvoiceInput!) { remindOfInvoice(input: $input) { id } }', { input: { invoiceId: invoice.id } });
    await story.settle();
    expect(await remindersOf(story, client, invoice.id)).toEqual([1, 1]);
    // 5.F2: a part of it.
    await pay(story, client.clientId, '20000', { providerRef: 'part-1' });
    const part = await invoiceThatIs(story, 'PARTIALLY_PAID');
    await story.settle();
    expect([part.balance.decimal, await fetched(client, fileId), await statusOf(story, client), await toPay(client.portal), await followUps(story)]).toEqual(['1000.00', 'FILES_LOCKED', 'ON_HOLD', [expect.any(String)], []]);
    expect([await moneyOf(story, client.clientId), await clientStatus(story, client.clientId), await remindersOf(story, client, invoice.id)]).toEqual([[['GBP', 1, '1000.00', 0, '200.00', '0.00']], 'ON_HOLD', [1, 1]]);
    const began = performance.now();
    await pay(story, client.clientId, '100000', { providerRef: 'rest-1' });
    await eventually(async () => (await followUps(story)).length === 1, 'the owner follows up', { timeoutMs: 2 * budgetMs });
    await story.settle();
    process.stderr.write(`  flow 5 (${ledgerName}), all post-conditions ${Math.round(performance.now() - began)} ms after the payment\n`);
    // 5.1, 5.4 to 5.6.
    const paid = await invoiceThatIs(story, 'PAID');
    expect([paid.balance.decimal, paid.paidOn, await fetched(client, fileId), await statusOf(story, client), await toPay(client.portal), await remindersOf(story, client, invoice.id)]).toEqual(['0.00', new Date().toISOString().slice(0, 10), 'FETCHED', 'ACTIVE', [], [0, 1]]);
    // 5.2 and 5.3.
    expect([await moneyOf(story, client.clientId), await clientStatus(story, client.clientId)]).toEqual([[['GBP', 0, '0.00', 0, '1200.00', '0.00']], 'ACTIVE']);
    // 5.7: one story tells all of it.
    const told = (await story.entries((await story.event('revenue.invoice.paid')).correlationid)).map(({ text }) => text).join('\n');
    for (const words of ['wrote down a payment of', `is settled: ${invoice.number ?? ''}`, 'opened to the client report.pdf', 'Follow up: INV-']) expect(told).toContain(words);
    // X1: the fact comes twice.
    await publishAgain(await story.event('revenue.invoice.paid'), 'again:paid');
    await story.settle();
    expect([(await followUps(story)).length, (await story.runs(flow)).length]).toEqual([1, 1]);
    // Both payments stand in the ledger, once.
    await eventually(async () => (await client.ledger.books()).payments.filter(({ state }) => state === 'DONE').length === 2, 'the payments stand in the ledger', { timeoutMs: 3 * budgetMs });
    await story.keepsItsPromises({ redelivered: 1 });
  }, billedWork);

  journey('5.F7 given back in full: it is owed again, the files close for new downloads, and the follow-up is called off', async (story) => {
    const client = await aBilledClient(story, { withLedger: false });
    const invoice = await issuedFor(story, client);
    const fileId = await waitsForMoney(story, client, invoice.id);
    const payment = await pay(story, client.clientId, '120000');
    await eventually(async () => (await followUps(story)).length === 1, 'the owner follows up', { timeoutMs: 2 * budgetMs });
    expect(await fetched(client, fileId)).toBe('FETCHED');
    await story.firm.owner.do('refundPayment', { paymentId: payment.id, amountMinor: '120000', invoiceId: invoice.id, effect: 'REOPEN', reason: 'Paid by mistake.' });
    await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    await story.settle();
    const { tasks } = await story.firm.owner.ask<{ tasks: { nodes: { title: string; state: string }[] } }>('{ tasks(first: 50) { nodes { title state } } }');
    expect([await fetched(client, fileId), tasks.nodes.find(({ title }) => title.startsWith('Follow up: INV'))?.state, (await toPay(client.portal)).length]).toEqual(['FILES_LOCKED', 'CANCELLED', 1]);
    expect((await invoicesOf(story))[0]).toMatchObject({ balance: { decimal: '1200.00' } });
  }, billedWork);

  journey('5.F4, 5.F6 and 5.F12: too much is credit with a task; money on its way opens nothing and its failure is told; what was taken back settles nothing', async (story) => {
    const client = await aBilledClient(story, { withLedger: false });
    const { owner } = story.firm;
    const invoice = await issuedFor(story, client);
    const fileId = await waitsForMoney(story, client, invoice.id);
    const debit = await pay(story, client.clientId, '120000', { method: 'DIRECT_DEBIT', pending: true });
    await story.settle();
    expect([await fetched(client, fileId), (await invoicesOf(story))[0]?.status]).toEqual(['FILES_LOCKED', 'ISSUED']);
    await owner.do('failPayment', { paymentId: debit.id, reason: 'The account has no money.' });
    await eventually(async () => (await tasksCalled(story, 'A payment did not come%')).length === 1, 'somebody speaks with the client', { timeoutMs: 2 * budgetMs });
    await pay(story, client.clientId, '150000');
    await eventually(async () => (await tasksCalled(story, 'A client paid more%')).length === 1, 'somebody decides about the credit', { timeoutMs: 2 * budgetMs });
    expect((await invoiceThatIs(story, 'PAID')).balance.decimal).toBe('0.00');
    expect(await fetched(client, fileId)).toBe('FETCHED');
    const id = await furtherInvoice(story, client, '50000');
    await owner.do('voidInvoice', { invoiceId: id, reason: 'By mistake.' });
    await pay(story, client.clientId, '50000');
    await eventually(async () => (await tasksCalled(story, 'A client paid more%')).length === 2, 'somebody decides about that, too', { timeoutMs: 2 * budgetMs });
    await story.keepsItsPromises();
  }, billedWork);

  journey('5.F5 and 5.F8 one payment settles several invoices as it says, each flows once; what is given back in part is owed again, or credited', async (story) => {
    const client = await aBilledClient(story, { withLedger: false });
    const { owner } = story.firm;
    const [late, soon, other] = [await furtherInvoice(story, client, '30000', { termsDays: 60 }), await furtherInvoice(story, client, '20000', { termsDays: 5 }), await furtherInvoice(story, client, '10000', { termsDays: 30 })];
    // What it says: the one that is due last, and a part of the one that is due first. What it does not say: the oldest due day first.
    await pay(story, client.clientId, '35000', { allocations: [{ invoiceId: late }, { invoiceId: soon, amountMinor: '5000' }] });
    const payment = await pay(story, client.clientId, '25000');
    expect([await standingOf(story, late), await standingOf(story, soon), await standingOf(story, other)]).toEqual([['PAID', '0.00'], ['PAID', '0.00'], ['PAID', '0.00']]);
    await eventually(async () => (await followUps(story)).length === 3, 'the owner follows up each', { timeoutMs: 3 * budgetMs });
    await story.settle();
    expect([(await followUps(story)).length, (await story.runs(flow)).length, await moneyOf(story, client.clientId)]).toEqual([3, 3, [['GBP', 0, '0.00', 0, '600.00', '0.00']]]);
    await owner.do('refundPayment', { paymentId: payment.id, amountMinor: '4000', invoiceId: other, effect: 'REOPEN', reason: 'A mistake.' });
    await owner.do('refundPayment', { paymentId: payment.id, amountMinor: '2500', invoiceId: soon, effect: 'CREDIT', reason: 'Less work.' });
    await story.settle();
    expect([await standingOf(story, other), await standingOf(story, soon), await moneyOf(story, client.clientId)]).toEqual([['PARTIALLY_PAID', '40.00'], ['PAID', '0.00'], [['GBP', 1, '40.00', 0, '535.00', '0.00']]]);
    const { tasks } = await owner.ask<{ tasks: { nodes: { title: string; state: string }[] } }>('{ tasks(first: 50) { nodes { title state } } }');
    expect(tasks.nodes.filter(({ title }) => title.startsWith('Follow up: INV')).map(({ state }) => state).sort()).toEqual(['CANCELLED', 'OPEN', 'OPEN']);
    await story.keepsItsPromises();
  }, billedWork);

  journey('5.F11 money that comes before its invoice is out waits as credit, and settles it then', async (story) => {
    const client = await aBilledClient(story, { withLedger: false });
    const { owner } = story.firm;
    const invoiceId = await agreedTo(story, client, '40000');
    const early = await owner.try('mutation($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }', { input: { clientId: client.clientId, amountMinor: '40000', currency: 'GBP', method: 'BANK_TRANSFER', receivedOn: new Date().toISOString().slice(0, 10), allocations: [{ invoiceId }] } });
    expect(early.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT' });
    const payment = await pay(story, client.clientId, '40000');
    await eventually(async () => (await tasksCalled(story, 'A client paid more%')).length === 1, 'somebody decides about the credit', { timeoutMs: 2 * budgetMs });
    expect([await standingOf(story, invoiceId), await moneyOf(story, client.clientId)]).toEqual([['APPROVED', '400.00'], [['GBP', 0, '0.00', 0, '400.00', '400.00']]]);
    await owner.do('issueInvoice', { invoiceId });
    await owner.do('allocatePayment', { paymentId: payment.id });
    await eventually(async () => (await followUps(story)).length === 1, 'the owner follows up', { timeoutMs: 2 * budgetMs });
    expect([await standingOf(story, invoiceId), await moneyOf(story, client.clientId)]).toEqual([['PAID', '0.00'], [['GBP', 0, '0.00', 0, '400.00', '0.00']]]);
    await story.keepsItsPromises();
  }, billedWork);

  journey('5.F1 and 5.F10 written down in the ledger by hand, it is read back as one payment, and the same flow runs', async (story) => {
    const client = await aBilledClient(story);
    const invoice = await issuedFor(story, client);
    const fileId = await waitsForMoney(story, client, invoice.id);
    const [paper] = await client.ledger.papers(invoice.number ?? '');
    await client.ledger.command('pay', { id: paper?.id, minor: 120_000, reference: 'BACS 1', day: new Date().toISOString().slice(0, 10) });
    await eventually(async () => (await followUps(story)).length === 1, 'the owner follows up', { timeoutMs: 6 * budgetMs });
    expect([(await invoiceThatIs(story, 'PAID')).balance.decimal, await fetched(client, fileId)]).toEqual(['0.00', 'FETCHED']);
    await story.settle();
    const received = (await story.events()).filter(({ type }) => type === 'revenue.payment.received');
    expect(received.map(({ actorkind }) => actorkind)).toEqual(['provider']);
  }, billedWork);
});
