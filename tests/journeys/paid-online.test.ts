import { eventually } from '@firmament/kit/testing';
import { aBilledClient, billedWork, invoicesOf, invoiceThatIs, issuedFor, toPay, type BilledClient } from '../support/billing.js';
import { publishAgain } from '../support/events.js';
import { budgetMs, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { mailsTo } from '../support/mail.js';
import { FirmPayments } from '../support/payments.js';
import { tasksCalled } from '../support/signing.js';
import type { Story } from '../support/story.js';

interface Try { readonly id: string; readonly state: string; readonly checkoutUrl: string | null; readonly problem: string | null }
const shown = '{ id state checkoutUrl problem }';

/** A client whose firm takes payments in the portal. */
async function whoMayPay(story: Story, withLedger: boolean): Promise<{ client: BilledClient; payments: FirmPayments }> {
  const client = await aBilledClient(story, { withLedger });
  const payments = new FirmPayments(story.firm);
  await payments.connect();
  await story.settle();
  return { client, payments };
}

/** Begins to pay, and waits for the page at which it goes on. */
async function openPage({ portal }: BilledClient, invoiceId: string): Promise<Try> {
  await portal.do<Try>('payInvoice', { invoiceId }, shown);
  const open = await eventually(async () => {
    const { invoice } = await portal.ask<{ invoice: { onlinePayment: Try | null } }>(`query($id: ID!) { invoice(id: $id) { onlinePayment ${shown} } }`, { id: invoiceId });
    return invoice.onlinePayment?.state === 'OPEN' ? invoice.onlinePayment : null;
  }, 'the page is open', { timeoutMs: budgetMs });
  if (!open) throw new Error('no page is open');
  return open;
}
const moneyKept = async (story: Story): Promise<{ state: string; amount: { decimal: string }; unapplied: { decimal: string } }[]> => (await story.firm.owner.ask<{ payments: { nodes: { state: string; amount: { decimal: string }; unapplied: { decimal: string } }[] } }>('{ payments(first: 10) { nodes { state amount { decimal } unapplied { decimal } } } }')).payments.nodes;
const receiptsBy = async ({ guest }: BilledClient): Promise<number> => (await mailsTo(guest.email)).filter(({ subject }) => /receipt/i.test(subject)).length;

describe('flow 5 by the client’s own hand', () => {
  journey('5.1, 5.5 and X1 the button is pressed five times at once: one page, one payment, one receipt, and one payment in the ledger', async (story) => {
    const { client, payments } = await whoMayPay(story, true);
    const invoice = await issuedFor(story, client);
    const presses = await Promise.all(Array.from({ length: 5 }, () => client.portal.do<Try>('payInvoice', { invoiceId: invoice.id }, shown)));
    expect(new Set(presses.map(({ id }) => id)).size).toBe(1);
    const page = await openPage(client, invoice.id);
    expect(page.checkoutUrl).toMatch(/^http.+\/pay\/ch_/);
    await payments.callbacks('duplicate');
    await payments.act(page.id, 'card');
    const paid = await invoiceThatIs(story, 'PAID', 3 * budgetMs);
    await eventually(async () => (await tasksCalled(story, 'Follow up: INV-%')).length === 1, 'the owner follows up', { timeoutMs: 2 * budgetMs });
    await eventually(async () => (await receiptsBy(client)) === 1, 'the client has a receipt', { timeoutMs: 2 * budgetMs });
    await eventually(async () => (await client.ledger.books()).payments.filter(({ state }) => state === 'DONE').length === 1, 'the payment stands in the ledger', { timeoutMs: 6 * budgetMs });
    await publishAgain(await story.event('revenue.payment.received'), 'again:received');
    await story.settle();
    expect([paid.balance.decimal, await moneyKept(story), await toPay(client.portal), await receiptsBy(client), (await payments.charges()).length]).toEqual(['0.00', [{ state: 'RECEIVED', amount: { decimal: '1200.00' }, unapplied: { decimal: '0.00' } }], [], 1, 1]);
    const { invoice: seen } = await client.portal.ask<{ invoice: { payableOnline: boolean; receipts: { number: string; amount: { decimal: string } }[] } }>('query($id: ID!) { invoice(id: $id) { payableOnline receipts { number amount { decimal } } } }', { id: invoice.id });
    expect(seen).toEqual({ payableOnline: false, receipts: [{ number: expect.any(String), amount: { decimal: '1200.00' } }] });
    const again = await client.portal.try('mutation($input: PayInvoiceInput!) { payInvoice(input: $input) { id } }', { input: { invoiceId: invoice.id } });
    expect(again.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT' });
  }, billedWork);

  journey('X4 and 5.F6 every call about it is lost: it is found by looking; a debit that the bank returns settles nothing, and the next try does', async (story) => {
    const { client, payments } = await whoMayPay(story, false);
    await payments.callbacks('lose');
    const invoice = await issuedFor(story, client);
    const debit = await openPage(client, invoice.id);
    await payments.act(debit.id, 'debit');
    await eventually(async () => (await look<{ state: string }>('select state from revenue.online_payments where tenant_id = $1', [story.firm.uuid]))[0]?.state === 'PENDING', 'the debit is known to be on its way', { timeoutMs: 6 * budgetMs });
    expect([(await invoicesOf(story))[0]?.status, (await toPay(client.portal)).length]).toEqual(['ISSUED', 1]);
    await payments.act(debit.id, 'bounce');
    await eventually(async () => (await tasksCalled(story, 'A payment did not come%')).length === 1, 'somebody speaks with the client', { timeoutMs: 6 * budgetMs });
    const card = await openPage(client, invoice.id);
    expect(card.id).not.toBe(debit.id);
    await payments.act(card.id, 'card');
    expect((await invoiceThatIs(story, 'PAID', 6 * budgetMs)).balance.decimal).toBe('0.00');
    await story.settle();
    expect((await moneyKept(story)).map(({ state, unapplied }) => [state, unapplied.decimal]).sort()).toEqual([['FAILED', '0.00'], ['RECEIVED', '0.00']]);
  }, billedWork);

  journey('5.F9 whoever paid asks their bank for the money: a flag and a task, and nothing else until the bank decides; then it is owed again', async (story) => {
    const { client, payments } = await whoMayPay(story, false);
    const invoice = await issuedFor(story, client);
    const page = await openPage(client, invoice.id);
    await payments.act(page.id, 'card');
    await invoiceThatIs(story, 'PAID', 3 * budgetMs);
    await story.settle();
    await payments.act(page.id, 'dispute', { reason: 'I do not know this firm.' });
    await eventually(async () => (await tasksCalled(story, 'A payment is disputed%')).length === 1, 'somebody answers the bank', { timeoutMs: 3 * budgetMs });
    const seen = async () => (await story.firm.owner.ask<{ invoice: { status: string; disputed: boolean } }>('query($id: ID!) { invoice(id: $id) { status disputed } }', { id: invoice.id })).invoice;
    expect([await seen(), await toPay(client.portal)]).toEqual([{ status: 'PAID', disputed: true }, []]);
    await payments.act(page.id, 'lose');
    await invoiceThatIs(story, 'REOPENED', 3 * budgetMs);
    await story.settle();
    expect([(await seen()).disputed, (await toPay(client.portal)).length, (await moneyKept(story)).map(({ state }) => state), (await tasksCalled(story, 'A payment is disputed%')).length]).toEqual([false, 1, ['FAILED'], 1]);
  }, billedWork);
});
