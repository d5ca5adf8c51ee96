import { LockMode } from '@mikro-orm/core';
import type { Ctx } from '@firmament/kit';
import { Bill } from '../bill/bill.entity.js';
import { BillSubject } from '../bill/bill-subject.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { InvoiceSubject } from '../invoice/invoice-subject.js';
import type { PaperKind } from './approval.types.js';
import type { Subject } from './subject.js';

/** The paper of an approval, held until the commit as it is for every decision; null when it is gone. */
export const subjects: Readonly<Record<PaperKind, (ctx: Ctx, id: string) => Promise<Subject | null>>> = {
  INVOICE: async (ctx, id) => {
    const invoice = await ctx.em.findOne(Invoice, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    return invoice && new InvoiceSubject(invoice);
  },
  BILL: async (ctx, id) => {
    const bill = await ctx.em.findOne(Bill, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    return bill && new BillSubject(bill);
  },
};
