import { idToUuid, newId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { aBilledClient, aManager, anAskedInvoice, billedWork, invoicesOf, invoiceThatIs, issuedFor, pay, reached, toPay } from '../support/billing.js';
import { budgetMs, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { mailsTo } from '../support/mail.js';
import { merge, rowsOf } from '../support/merge.js';
import type { Story } from '../support/story.js';

const flow = 'From reached milestone to issued invoice';
const notices = async ({ firm }: Story): Promise<string[]> => (await firm.owner.ask<{ notifications: { nodes: { title: string }[] } }>('{ notifications(first: 50) { nodes { title } } }')).notifications.nodes.map(({ title }) => title);
const mailsAbout = async (address: string, words: RegExp): Promise<number> => (await mailsTo(address)).filter(({ subject }) => words.test(subject)).length;

describe('flows 4 and 5 in trouble', () => {
  journey('X5 the ledger asks for patience: the invoice is on its way, says since when it waits, and nobody outside hears before it is there', async (story) => {
    const client = await aBilledClient(story);
    await client.ledger.command('trouble', { operation: 'write', kind: 'rate-limit', retryAfter: 6 });
    const { id, contentHash } = await reached(story, client);
    await client.approver.do('approveInvoice', { invoiceId: id, contentHash });
    const wait = await eventually(async () => {
      const { invoice } = await story.firm.owner.ask<{ invoice: { status: string; ledgerWait: { since: string; sentence: string | null; retryable: boolean } | null } }>('query($id: ID!) { invoice(id: $id) { status ledgerWait { since sentence retryable } } }', { id });
      return invoice.status === 'ISSUING' && invoice.ledgerWait?.sentence ? invoice.ledgerWait : null;
    }, 'it says that it waits', { timeoutMs: 2 * budgetMs });
    expect(wait).toMatchObject({ since: expect.any(String), sentence: expect.any(String), retryable: true });
    expect([await toPay(client.portal), await mailsAbout(client.guest.email, /^Invoice/)]).toEqual([[], 0]);
    const invoice = await invoiceThatIs(story, 'ISSUED', 6 * budgetMs);
    await story.runThatIs('COMPLETED', flow, 2 * budgetMs);
    await story.settle();
    expect([(await client.ledger.papers(invoice.number ?? '')).length, await mailsAbout(client.guest.email, /^Invoice/)]).toEqual([1, 1]);
  }, billedWork);

  journey('X8 the consent is withdrawn: its connector is asked once, what waits keeps its order, and goes on when the ledger is connected again', async (story) => {
    const client = await aBilledClient(story);
    const { owner } = story.firm;
    await client.ledger.command('withdraw', {});
    const first = await reached(story, client);
    await client.approver.do('approveInvoice', { invoiceId: first.id, contentHash: first.contentHash });
    await eventually(async () => (await client.ledger.seen())?.health === 'NEEDS_REAUTH', 'it must be connected again', { timeoutMs: 3 * budgetMs });
    const second = await anAskedInvoice(story.firm, client.clientId, 'Advice');
    await client.approver.do('approveInvoice', { invoiceId: second.id, contentHash: second.contentHash });
    await owner.do('issueInvoice', { invoiceId: second.id });
    await story.settle();
    expect([(await notices(story)).filter((title) => /must be connected again$/.test(title)).length, (await invoicesOf(story)).map(({ status }) => status), await toPay(client.portal)]).toEqual([1, ['ISSUING', 'ISSUING'], []]);
    await client.ledger.connect();
    await eventually(async () => (await invoicesOf(story)).every(({ status }) => status === 'ISSUED'), 'both are out', { timeoutMs: 6 * budgetMs });
    const order = (await story.events()).filter(({ type }) => type === 'revenue.invoice.pushed').map(({ data }) => (data as { invoiceId: string }).invoiceId);
    expect([order, (await client.ledger.books()).papers.length]).toEqual([[first.id, second.id], 2]);
  }, billedWork);

  journey('X9 who has to agree leaves the firm: the invoice waits for others, and goes out', async (story) => {
    const client = await aBilledClient(story, { withLedger: false });
    const { owner } = story.firm;
    const other = await aManager(story, 'Nora Next');
    const { users } = await owner.ask<{ users: { nodes: { id: string; name: string }[] } }>('{ users(first: 20) { nodes { id name } } }');
    const mia = users.nodes.find(({ name }) => name === 'Mia Manager')?.id ?? '';
    await owner.do('createInvoiceApprovalRule', { kind: 'INVOICE', name: 'Mia agrees', steps: [{ approverUserIds: [mia] }] });
    const { id, contentHash } = await reached(story, client);
    const yes = () => other.try('mutation($input: ApproveInvoiceInput!) { approveInvoice(input: $input) { id } }', { input: { invoiceId: id, contentHash } });
    expect((await yes()).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    await owner.do('deactivateUser', { userId: mia });
    await eventually(async () => (await yes()).errors.length === 0, 'somebody else may agree', { timeoutMs: 2 * budgetMs });
    await invoiceThatIs(story, 'ISSUED', 2 * budgetMs);
    await story.runThatIs('COMPLETED', flow, 2 * budgetMs);
  }, billedWork);

  journey('X10 the client is merged into another record while their invoice waits for a yes: it goes out and is paid for the survivor', async (story) => {
    const client = await aBilledClient(story, { withLedger: false });
    const { owner } = story.firm;
    const survivor = await owner.do('createClient', { displayName: 'Marlowe Holdings', kind: 'ORG', status: 'ACTIVE', ownerUserId: story.firm.ownerId });
    const { id, contentHash } = await reached(story, client);
    await story.settle();
    await merge(story, survivor.id, client.clientId);
    await eventually(async () => (await rowsOf(story, client.clientId, ['revenue', 'projects'])).length === 0, 'work and money follow', { timeoutMs: 3 * budgetMs });
    await client.approver.do('approveInvoice', { invoiceId: id, contentHash });
    await invoiceThatIs(story, 'ISSUED', 3 * budgetMs);
    await story.runThatIs('COMPLETED', flow, 2 * budgetMs);
    await pay(story, survivor.id, '120000', { providerRef: newId('pmt') });
    await invoiceThatIs(story, 'PAID', 2 * budgetMs);
    await story.settle();
    expect([(await story.event('revenue.invoice.issued')).clientid, (await story.event('revenue.invoice.paid')).clientid, await rowsOf(story, client.clientId, ['revenue', 'projects'])]).toEqual([survivor.id, survivor.id, []]);
    expect(await look('select 1 from revenue.invoices where tenant_id = $1 and client_id = $2 and status = $3', [story.firm.uuid, idToUuid(survivor.id), 'PAID'])).toHaveLength(1);
  }, billedWork);

  journey('X7 a payment that the ledger refuses is told in plain words, and goes there once it is mended', async (story) => {
    const client = await aBilledClient(story);
    const invoice = await issuedFor(story, client);
    await client.ledger.command('close', { until: '2099-01-01' });
    await pay(story, client.clientId, '120000', { providerRef: newId('pmt') });
    await invoiceThatIs(story, 'PAID', 2 * budgetMs);
    const stuck = await eventually(async () => (await story.firm.owner.ask<{ ledgerQueue: { nodes: { id: string; state: string; kind: string; problem: string | null; fixUrl: string | null }[] } }>('{ ledgerQueue(first: 5) { nodes { id state kind problem fixUrl } } }')).ledgerQueue.nodes.find(({ state }) => state === 'STUCK'), 'it is stuck', { timeoutMs: 3 * budgetMs });
    expect(stuck).toMatchObject({ kind: 'PAYMENT', problem: expect.any(String), fixUrl: expect.stringMatching(/^https:/) });
    await client.ledger.command('close', { until: null });
    await story.firm.owner.do('retryLedgerItem', { itemId: stuck?.id });
    await eventually(async () => (await client.ledger.books()).payments.filter(({ state }) => state === 'DONE').length === 1, 'the payment stands there', { timeoutMs: 3 * budgetMs });
    expect((await client.ledger.papers(invoice.number ?? ''))[0]?.paid).toBe(120_000);
  }, billedWork);
});
