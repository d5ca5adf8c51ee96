import { invoicePushed, invoicePushFailed } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import type { Ctx } from '@firmament/kit';
import { billPushedToLedger, billPushFailedInLedger } from '../../bill/from-ledger.js';
import { Invoice } from '../../invoice/invoice.entity.js';
import { isOut } from '../../issue/issue-invoice.js';
import type { LedgerName } from '../ledger-port.js';
import type { LedgerItem } from './ledger-item.entity.js';

/** What happened to whom. */
export interface Carried { readonly item: LedgerItem; readonly connectionId: string; readonly ledger: LedgerName }
/** What a ledger would not do. */
export interface Failure { readonly errorCode: string; readonly sentence: string; readonly retryable: boolean }

const held = (ctx: Ctx, id: string): Promise<Invoice | null> => ctx.em.findOne(Invoice, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });

/** It stands in the ledger: an invoice that waited for that is out now. */
export async function standsThere(ctx: Ctx, { item, connectionId, ledger }: Carried, externalId: string): Promise<void> {
  const attempt = item.tries;
  if (item.kind === 'BILL' || item.kind === 'BILL_CREDIT') { await billPushedToLedger(ctx, { billId: item.ourId, connectionId, ledger, externalId, attempt }); return; }
  if (item.kind !== 'INVOICE') return;
  const invoice = await held(ctx, item.ourId);
  if (!invoice) return;
  ctx.emit(invoicePushed, { ...invoice.facts, connectionId, ledger, externalId, attempt }, { aggregateId: invoice.id, clientId: invoice.clientId });
  if (invoice.status === 'ISSUING') await isOut(ctx, invoice);
}

/** It does not get there; an invoice says why it has not gone out. */
export async function tellFailure(ctx: Ctx, { item, connectionId, ledger }: Carried, failure: Failure): Promise<void> {
  const attempt = Math.max(1, item.tries);
  if (item.kind === 'BILL' || item.kind === 'BILL_CREDIT') { await billPushFailedInLedger(ctx, { billId: item.ourId, connectionId, ledger, attempt, ...failure }); return; }
  if (item.kind !== 'INVOICE') return;
  const invoice = await held(ctx, item.ourId);
  if (!invoice) return;
  if (invoice.status === 'ISSUING') invoice.problem = failure.sentence;
  ctx.emit(invoicePushFailed, { ...invoice.facts, connectionId, ledger, attempt, ...failure }, { aggregateId: invoice.id, clientId: invoice.clientId });
}
