import { eventually } from '@firmament/kit/testing';
import { publishAgain } from '../support/events.js';
import { aBilledClient, billedWork, invoicesOf, invoiceThatIs, issuedFor, ledgerName, pay, toPay, type BilledClient } from '../support/billing.js';
import { budgetMs } from '../support/house.js';
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
const followUps = (story: Story): Promise<{ title: string; assignee_user_id: string | null }[]> => tasksCalled(story, 'Follow up: INV-%');

describe('flow 5: an invoice is paid', () => {
  journey('files open, work goes on, nothing waits in the portal, and the owner follows up; in part it does none of that', async (story) => {
    const client = await aBilledClient(story);
    // A callback about what we wrote there ourselves may come at any moment, also while the house is held to be at rest.
    await client.ledger.command('callbacks', { mode: 'lose' });
    const invoice = await issuedFor(story, client);
    const fileId = await waitsForMoney(story, client, invoice.id);
    await story.settle();
    // 5.F2: a part of it.
    await pay(story, client.clientId, '20000', { providerRef: 'part-1' });
    const part = await invoiceThatIs(story, 'PARTIALLY_PAID');
    await story.settle();
    expect([part.balance.decimal, await fetched(client, fileId), await statusOf(story, client), await toPay(client.portal), await followUps(story)]).toEqual(['1000.00', 'FILES_LOCKED', 'ON_HOLD', [expect.any(String)], []]);
    const began = performance.now();
    await pay(story, client.clientId, '100000', { providerRef: 'rest-1' });
    await eventually(async () => (await followUps(story)).length === 1, 'the owner follows up', { timeoutMs: 2 * budgetMs });
    await story.settle();
    process.stderr.write(`  flow 5 (${ledgerName}), all post-conditions ${Math.round(performance.now() - began)} ms after the payment\n`);
    // 5.1, 5.4 to 5.6.
    const paid = await invoiceThatIs(story, 'PAID');
    expect([paid.balance.decimal, paid.paidOn, await fetched(client, fileId), await statusOf(story, client), await toPay(client.portal)]).toEqual(['0.00', new Date().toISOString().slice(0, 10), 'FETCHED', 'ACTIVE', []]);
    // 5.7.
    const told = (await story.events()).map(({ type }) => type);
    for (const type of ['revenue.payment.received', 'revenue.invoice.paid', 'files.object.unlocked', 'projects.project.resumed']) expect(told).toContain(type);
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
    const { id, contentHash } = await owner.do<{ id: string; contentHash: string }>('draftInvoice', { clientId: client.clientId, currency: 'GBP', lines: [{ title: 'Advice', unitPriceMinor: '50000' }] }, '{ id contentHash }');
    await owner.do('submitInvoice', { invoiceId: id });
    await client.approver.do('approveInvoice', { invoiceId: id, contentHash });
    await owner.do('issueInvoice', { invoiceId: id });
    await owner.do('voidInvoice', { invoiceId: id, reason: 'By mistake.' });
    await pay(story, client.clientId, '50000');
    await eventually(async () => (await tasksCalled(story, 'A client paid more%')).length === 2, 'somebody decides about that, too', { timeoutMs: 2 * budgetMs });
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
