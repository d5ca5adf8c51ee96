import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { id, money, plainDate } from './shapes.js';

export const invoiceDrafted = defineEvent('revenue.invoice.drafted', 1, 'An invoice was started for a client.',
  z.object({ invoiceId: id('ivc'), clientId: id('cli'), total: money }));

const planItem = z.object({ itemId: id('ipi'), lineKey: z.string(), title: z.string(), timing: z.enum(['ON_ACCEPTANCE', 'DEPOSIT', 'ON_COMPLETION', 'RECURRING', 'TO_BE_CONFIRMED']), period: z.enum(['WEEK', 'MONTH', 'QUARTER', 'YEAR']).nullable(),
  amount: money.nullable(), nextOn: plainDate.nullable(), invoiceId: id('ivc').nullable() });
export const invoicePlanCreated = defineEvent('revenue.plan.created', 1, 'What will be billed for an agreement stands, and when.',
  z.object({ planId: id('ipl'), agreementId: id('agr'), clientId: id('cli'), projectId: id('prj').nullable(), effectiveOn: plainDate, fixedTotal: money, items: z.array(planItem) }));
/** An item after a change: when it ends, and why it is there, where it bills a difference. */
const amendedItem = planItem.extend({ endsOn: plainDate.nullable(), explanation: z.string().nullable() });
export const invoicePlanAmended = defineEvent('revenue.plan.amended', 1, 'What will be billed for an agreement is another from a day on. What stands on invoices stays there; a difference has an item of its own that says why.',
  z.object({ planId: id('ipl'), agreementId: id('agr'), clientId: id('cli'), projectId: id('prj').nullable(), versionNo: z.number().int().positive(), effectiveOn: plainDate, fixedTotal: money, items: z.array(amendedItem) }));
