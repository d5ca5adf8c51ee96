import { invoiceIssued, invoicePaid, invoicePartiallyPaid, invoiceReopened, invoiceVoided, type DataOf } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { addAction, finishAction } from './keep-actions.js';

/** It was settled in part or in full, and is to be paid again; nothing happens where it waits already. */
async function waitAgain({ data }: { data: DataOf<typeof invoiceReopened> }, ctx: Ctx): Promise<void> {
  await addAction({ clientId: data.clientId, kind: 'INVOICE', sourceRef: data.invoiceId, title: `Invoice ${data.number ?? ''}`, why: 'Pay what is left.', dueOn: null }, ctx);
}

/** What the client's list does about invoices: one waits from the day on which it is out until nothing is left to pay, or it is taken back. */
export const invoiceListeners = [
  on(invoiceIssued, async ({ data }, ctx) => {
    await addAction({ clientId: data.clientId, kind: 'INVOICE', sourceRef: data.invoiceId, title: data.title ?? `Invoice ${data.number}`, why: 'Pay it.', dueOn: data.dueOn }, ctx);
  }),
  on(invoicePartiallyPaid, waitAgain), on(invoiceReopened, waitAgain),
  on(invoicePaid, async ({ data }, ctx) => { await finishAction('INVOICE', data.invoiceId, ctx); }),
  on(invoiceVoided, async ({ data }, ctx) => { await finishAction('INVOICE', data.invoiceId, ctx); }),
];
