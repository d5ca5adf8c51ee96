import { createHash } from 'node:crypto';
import { billReceived, idToUuid } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { BillFileInvalid, DocumentStoreDown } from '../errors.js';
import { portsOf } from '../ports.js';
import { Bill } from './bill.entity.js';
import { extensionOf, isOfType, largestBill } from './bill-file.rules.js';
import type { BillUpload } from './bill-upload.entity.js';
import { compareBill, heed } from './find-duplicates.js';
import { lockBills } from './lock-bills.js';
import type { BillChannel, BillFile } from './bill.types.js';

/** Who handed a bill in, how, and for whom where a client did. */
export interface Handing { readonly channel: BillChannel; readonly byId: string | null; readonly byName: string | null; readonly clientId: string | null }
/** A file, with its bytes. */
export interface FileIn { readonly name: string; readonly type: string; readonly bytes: Uint8Array }

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The bytes that were sent to the address of an upload, once they are what was declared. */
export async function bytesOf(ctx: Ctx, upload: BillUpload): Promise<Uint8Array> {
  const bytes = await portsOf(ctx).documents.read(upload.key, largestBill).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'the object store did not give a bill back');
    throw new DocumentStoreDown();
  });
  if (bytes === null) throw new BillFileInvalid('it has not been sent yet, or it is too large');
  if (bytes.length !== Number(upload.size) || sha256Of(bytes) !== upload.sha256) throw new BillFileInvalid('what came is not what was announced');
  if (!isOfType(bytes, upload.type)) throw new BillFileInvalid('it is not of the type that it says it is');
  return bytes;
}

/** Lays the file where nobody has an address to write to. What the bytes are is in the name, so a second try writes the same object. */
async function sealed(ctx: Ctx, billId: string, { name, type, bytes }: FileIn): Promise<BillFile> {
  const sha256 = sha256Of(bytes);
  const key = `revenue/${idToUuid(ctx.actor.tenantId ?? '')}/bills/${idToUuid(billId)}/${sha256.slice(0, 32)}.${extensionOf(type)}`;
  await portsOf(ctx).documents.put(key, bytes, type).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'the object store did not take a bill');
    throw new DocumentStoreDown();
  });
  return { key, sha256, size: bytes.length, type, name };
}

/** A bill of which nothing but its way in is known. */
export function blankBill(ctx: Ctx, { channel, byId, byName, clientId }: Handing): Bill {
  const bill = ctx.em.create(Bill, {
    id: ctx.newId('bil'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, vendorId: null, vendorName: null, number: null, numberKey: null, billedOn: null, dueOn: null, currency: null, credit: false, netMinor: null, taxMinor: null, totalMinor: null, note: null, status: 'NEEDS_CODING', channel,
    submittedBy: byId, submittedByName: byName, authorIds: byId === null ? [] : [byId], contentHash: null, approvedHash: null, bankMask: null, bankPrint: null, heldReason: null, releasedHow: null, releasedBy: null, releasedPrint: null, duplicateOfId: null, duplicateCheck: null, reason: null, file: null, fileSha256: null,
    paidOn: null, createdAt: ctx.now,
  });
  ctx.em.persist(bill);
  return bill;
}

/** Says that a bill came in. */
export function tellReceived(ctx: Ctx, bill: Bill): void {
  ctx.emit(billReceived, { ...bill.facts, channel: bill.channel, fileSha256: bill.fileSha256, submittedBy: bill.submittedBy }, { aggregateId: bill.id, clientId: bill.clientId });
}

/** Takes a file in as a bill that somebody has to read: nothing is guessed. The same bytes again are kept as evidence beside the first, and are no second bill. */
export async function takeIn(ctx: Ctx, file: FileIn, handing: Handing): Promise<Bill> {
  await lockBills(ctx);
  const bill = blankBill(ctx, handing);
  const kept = await sealed(ctx, bill.id, file);
  Object.assign(bill, { file: kept, fileSha256: kept.sha256 });
  const finding = await compareBill(ctx, bill);
  if (finding.verdict !== 'SAME') tellReceived(ctx, bill);
  heed(ctx, bill, finding);
  return bill;
}
