import { eventually } from '@firmament/kit/testing';
import { handInBill } from './bill-upload.js';
import type { Firm } from './firm.js';
import { budgetMs } from './house.js';
import { aPdf } from './uploads.js';

/** Money of a client, so that its pages have something to show. */
export interface LaidMoney { readonly invoiceId: string; readonly draftInvoiceId: string; readonly paymentId: string; readonly billId: string }

/** Gives a client a plan, an invoice that is out and partly paid, and one that is being written. */
export async function layMoney({ owner }: Firm, clientId: string, agreementId: string): Promise<LaidMoney> {
  const words = { clientId, currency: 'GBP', lines: [{ title: 'Accounts', unitPriceMinor: '12000', taxName: 'VAT', taxBasisPoints: 2000 }] };
  const draft = await eventually(() => owner.do('draftInvoice', { ...words, title: 'Books in May' }), 'revenue knows the client', { timeoutMs: budgetMs });
  await owner.do('createInvoiceApprovalRule', { name: 'Nobody is asked', steps: [] });
  await owner.do('createInvoicePlan', { clientId, agreementId, effectiveOn: '2026-12-01', fixedTotal: { minor: '12000', currency: 'GBP' }, items: [{ lineKey: 'accounts', title: 'Accounts', timing: 'DEPOSIT', amount: { minor: '12000', currency: 'GBP' } }, { lineKey: 'books', title: 'Books', timing: 'RECURRING', period: 'MONTH', amount: { minor: '5000', currency: 'GBP' } }] });
  const { id: invoiceId } = await owner.do('draftInvoice', words);
  await owner.do('submitInvoice', { invoiceId });
  await owner.do('issueInvoice', { invoiceId });
  const { id: paymentId } = await owner.do('recordPayment', { clientId, amountMinor: '5000', currency: 'GBP', method: 'CARD', receivedOn: '2026-11-19', allocations: [{ invoiceId }] });
  const billId = await handInBill(owner, aPdf('a bill'), { vendorName: 'Paper & Co', number: 'A-1', billedOn: '2026-11-18', currency: 'GBP', lines: [{ title: 'Printing', unitPriceMinor: '12000', clientId }] });
  return { invoiceId, draftInvoiceId: draft?.id ?? '', paymentId, billId };
}
