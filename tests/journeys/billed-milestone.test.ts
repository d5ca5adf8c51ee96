import { newId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { publishAgain } from '../support/events.js';
import { aBilledClient, billedWork, invoicesOf, invoiceThatIs, issuedFor, ledgerName, reached, toPay } from '../support/billing.js';
import { budgetMs, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { mailsTo } from '../support/mail.js';
import { tasksCalled } from '../support/signing.js';
import type { Story } from '../support/story.js';

const flow = 'From reached milestone to issued invoice';
const telling = ['projects.milestone.completed', 'revenue.invoice.drafted', 'revenue.invoice.approval_requested', 'revenue.invoice.approved', 'revenue.invoice.pushed', 'revenue.invoice.issued'];
const factsOf = async (story: Story, type: string): Promise<Record<string, unknown>[]> => (await story.events()).filter((event) => event.type === type).map(({ data }) => data as Record<string, unknown>);
const mailsAbout = async (email: string, fits: RegExp): Promise<number> => (await mailsTo(email)).filter(({ subject }) => fits.test(subject)).length;

describe('flow 4: a milestone is reached', () => {
  journey('its invoice is drafted, agreed to by somebody else, issued under the next number, stands once in the ledger, and is with the client', async (story) => {
    const client = await aBilledClient(story);
    const { owner } = story.firm;
    const began = performance.now();
    // 4.1 to 4.3: one draft with its sources, on its way past somebody else, and nothing outside knows of it.
    const waiting = await reached(story, client);
    expect(waiting).toMatchObject({ number: null, total: { decimal: '1200.00' }, lines: [{ source: { milestoneId: client.milestoneId, agreementId: client.agreementId } }] });
    expect((await owner.try('mutation($input: ApproveInvoiceInput!) { approveInvoice(input: $input) { id } }', { input: { invoiceId: waiting.id, contentHash: waiting.contentHash } })).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect([(await client.ledger.books()).papers, await toPay(client.portal), await mailsAbout(client.guest.email, /Invoice/)]).toEqual([[], [], 0]);
    const before = waiting.contentHash;
    await client.approver.do('approveInvoice', { invoiceId: waiting.id, contentHash: before });
    await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    await story.settle();
    process.stderr.write(`  flow 4 (${ledgerName}), all post-conditions ${Math.round(performance.now() - began)} ms after the milestone\n`);
    // 4.4 to 4.6.
    const invoice = await invoiceThatIs(story, 'ISSUED');
    expect(invoice).toMatchObject({ contentHash: before, number: 'INV-0001', issuedOn: expect.any(String) as string, dueOn: expect.any(String) as string, documentSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    const [paper, ...others] = await client.ledger.papers(invoice.number ?? '');
    expect([paper?.total, others, invoice.ledgerLink?.externalId]).toEqual([120_000, [], paper?.id]);
    // 4.7: one thing to pay, one mail to whoever is billed.
    await eventually(async () => (await toPay(client.portal)).length === 1, 'it waits in the portal', { timeoutMs: budgetMs });
    await eventually(async () => (await mailsAbout(client.guest.email, /^Invoice INV-0001/)) === 1, 'the client is written to', { timeoutMs: budgetMs });
    // 4.8.
    const { invoicePlan } = await owner.ask<{ invoicePlan: { items: { invoice: { id: string } | null }[] } }>('query($id: ID!) { invoicePlan(agreementId: $id) { items { invoice { id } } } }', { id: client.agreementId });
    expect(invoicePlan.items).toEqual([{ invoice: { id: invoice.id } }]);
    // 4.9, in the order of the facts.
    const { client: seen } = await owner.ask<{ client: { stories: { nodes: { entries: { eventType: string; occurredAt: string }[] }[] } } }>('query($id: ID!) { client(id: $id) { stories { nodes { entries { eventType occurredAt } } } } }', { id: client.clientId });
    const told = seen.stories.nodes.flatMap(({ entries }) => entries).sort((one, other) => (one.occurredAt < other.occurredAt ? -1 : one.occurredAt > other.occurredAt ? 1 : 0)).map(({ eventType }) => eventType).filter((type) => telling.includes(type));
    expect([...new Set(told)].sort()).toEqual([...telling].sort());
    expect(told.indexOf('projects.milestone.completed')).toBeLessThan(told.indexOf('revenue.invoice.approved'));
    await story.isHiddenFrom(story.control.owner, [{ field: 'invoice', id: invoice.id, random: newId('ivc') }]);
    await story.keepsItsPromises();
  }, billedWork);

  journey('X1 and 4.F1 reached twice, told twice, or reopened and reached again: one invoice', async (story) => {
    const client = await aBilledClient(story, { withLedger: false });
    await reached(story, client);
    await publishAgain(await story.event('projects.milestone.completed'), `again:${newId('evt')}`);
    await publishAgain(await story.event('revenue.invoice.drafted'), `again:${newId('evt')}`);
    await story.firm.owner.do('reopenMilestone', { milestoneId: client.milestoneId, reason: 'Too early.' });
    await story.settle();
    await story.firm.owner.do('completeMilestone', { milestoneId: client.milestoneId });
    await story.settle();
    expect(await invoicesOf(story)).toHaveLength(1);
    expect(await story.runs(flow)).toHaveLength(1);
    await story.keepsItsPromises({ redelivered: 2 });
  }, billedWork);
});

describe('flow 4 in trouble', () => {
  journey('4.F2 and 4.F3 rejected and changed, the same run goes on after a new yes; a yes to other words counts for nothing', async (story) => {
    const client = await aBilledClient(story);
    const { owner } = story.firm;
    const first = await reached(story, client);
    await client.approver.do('rejectInvoice', { invoiceId: first.id, contentHash: first.contentHash, comment: 'Name the period.' });
    await eventually(async () => (await tasksCalled(story, 'Change the invoice%')).length === 1, 'its author has a task', { timeoutMs: budgetMs });
    expect([(await invoicesOf(story)).map(({ status }) => status), (await client.ledger.books()).papers, await toPay(client.portal)]).toEqual([['REJECTED'], [], []]);
    const words = { currency: 'GBP', title: 'Setting up, November', lines: [{ title: 'Setting up, November', unitPriceMinor: '120000', taxIncluded: true, source: { milestoneId: client.milestoneId, agreementId: client.agreementId } }] };
    await owner.do('changeInvoice', { invoiceId: first.id, ...words });
    await owner.do('submitInvoice', { invoiceId: first.id });
    const stale = await client.approver.try('mutation($input: ApproveInvoiceInput!) { approveInvoice(input: $input) { id } }', { input: { invoiceId: first.id, contentHash: first.contentHash } });
    expect(stale.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT' });
    const again = await invoiceThatIs(story, 'AWAITING_APPROVAL');
    expect(again.contentHash).not.toBe(first.contentHash);
    await client.approver.do('approveInvoice', { invoiceId: first.id, contentHash: again.contentHash });
    await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    const invoice = await invoiceThatIs(story, 'ISSUED');
    expect(invoice).toMatchObject({ number: 'INV-0001', contentHash: again.contentHash });
    expect(await client.ledger.papers('INV-0001')).toHaveLength(1);
  }, billedWork);

  journey('4.F5, 4.F6 and X6 the ledger is away, and then loses its answer: one document, and nobody outside hears before it is there', async (story) => {
    const client = await aBilledClient(story);
    await client.ledger.trouble('write', 'unavailable');
    const { id, contentHash } = await reached(story, client);
    await client.approver.do('approveInvoice', { invoiceId: id, contentHash });
    await eventually(async () => (await factsOf(story, 'revenue.invoice.push_failed')).length === 1, 'it is told that the ledger does not answer', { timeoutMs: 2 * budgetMs });
    expect([(await invoicesOf(story))[0]?.status, await toPay(client.portal), await mailsAbout(client.guest.email, /Invoice/)]).toEqual(['ISSUING', [], 0]);
    await client.ledger.trouble('write', 'reset-after-commit');
    const invoice = await invoiceThatIs(story, 'ISSUED', 9 * budgetMs);
    expect(await client.ledger.papers(invoice.number ?? '')).toHaveLength(1);
    await story.runThatIs('COMPLETED', flow, 2 * budgetMs);
  }, billedWork);

  journey('4.F7 and X7 a closed period is a plain sentence; mended and tried again, it goes on under the same number', async (story) => {
    const client = await aBilledClient(story);
    await client.ledger.command('close', { until: '2099-01-01' });
    const { id, contentHash } = await reached(story, client);
    await client.approver.do('approveInvoice', { invoiceId: id, contentHash });
    const { owner } = story.firm;
    const stuck = await eventually(async () => (await owner.ask<{ ledgerQueue: { nodes: { id: string; state: string; errorCode: string | null; problem: string | null; fixUrl: string | null }[] } }>('{ ledgerQueue(first: 5) { nodes { id state errorCode problem fixUrl } } }')).ledgerQueue.nodes.find(({ state }) => state === 'STUCK'), 'it is stuck', { timeoutMs: 3 * budgetMs });
    expect(stuck).toMatchObject({ errorCode: 'PERIOD_CLOSED', problem: expect.any(String) as string, fixUrl: expect.stringMatching(/^https:/) as string });
    const number = (await invoicesOf(story))[0]?.number;
    await client.ledger.command('close', { until: null });
    await owner.do('retryLedgerItem', { itemId: stuck?.id });
    const invoice = await invoiceThatIs(story, 'ISSUED', 3 * budgetMs);
    expect([invoice.number, (await client.ledger.papers(number ?? '')).length]).toEqual([number, 1]);
  }, billedWork);

  journey('4.F8 and 4.F9 without a ledger it is out at once; taken back, nothing waits in the portal, the client is told, and the milestone can be billed again', async (story) => {
    const client = await aBilledClient(story, { withLedger: false });
    const { owner } = story.firm;
    const invoice = await issuedFor(story, client);
    await eventually(async () => (await toPay(client.portal)).length === 1, 'it waits in the portal', { timeoutMs: budgetMs });
    await owner.do('voidInvoice', { invoiceId: invoice.id, reason: 'Wrong client.' });
    await eventually(async () => (await toPay(client.portal)).length === 0, 'nothing waits in the portal', { timeoutMs: budgetMs });
    await eventually(async () => (await mailsAbout(client.guest.email, /^Taken back: invoice INV-0001/)) === 1, 'the client is told', { timeoutMs: budgetMs });
    const { id } = await owner.do('draftInvoice', { clientId: client.clientId, projectId: client.projectId, currency: 'GBP', lines: [{ title: 'Setting up', unitPriceMinor: '120000', taxIncluded: true, source: { milestoneId: client.milestoneId } }] });
    await story.settle();
    // What people draft, they send to approval themselves.
    expect((await invoicesOf(story)).find((one) => one.id === id)?.status).toBe('DRAFT');
    expect(await story.runs(flow)).toHaveLength(1);
    expect((await look('select 1 from revenue.invoices where tenant_id = $1', [story.firm.uuid])).length).toBe(2);
  }, billedWork);
});
