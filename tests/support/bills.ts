import { newId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import type { Somebody } from './actors.js';
import { aManager, ledgerName } from './billing.js';
import { budgetMs } from './house.js';
import { FirmLedger } from './ledgers.js';
import { mailIn, mailWithPdf } from './mail-in.js';
import type { Story } from './story.js';
import { aPdf } from './uploads.js';

/** A bill as staff see it. */
export interface SeenBill { id: string; status: string; contentHash: string | null; problem: string | null; reason: string | null; number: string | null }
/** The firm's bills, the newest on top; what came twice is left out. */
export const bills = async ({ firm }: Story): Promise<SeenBill[]> => (await firm.owner.ask<{ bills: { nodes: SeenBill[] } }>('{ bills(first: 50) { nodes { id status contentHash reason number } } }')).bills.nodes;
/** What a bill of the print shop says. */
export const words = (number: string, more: object = {}): object => ({ vendorName: 'Print Shop', number, billedOn: new Date().toISOString().slice(0, 10), currency: 'GBP', lines: [{ title: 'Leaflets', unitPriceMinor: '45000', taxName: 'VAT', taxBasisPoints: 2000, accountCode: '400' }], ...more });

/** The newest bill, once it stands in a state. */
export async function billThatIs(story: Story, status: string, timeoutMs = 3 * budgetMs): Promise<SeenBill> {
  let last: SeenBill | undefined;
  const found = await eventually(async () => { [last] = await bills(story); return last?.status === status ? last : null; }, `the bill is ${status}`, { timeoutMs }).catch((error: Error) => { throw new Error(`${error.message}; it is ${last?.status ?? 'not there'}`); });
  if (!found) throw new Error(`no bill is ${status}`);
  return found;
}

/** A firm that takes bills in by mail, with somebody else to agree, and the ledger of this run. */
export async function aDesk(story: Story): Promise<{ approver: Somebody; ledger: FirmLedger; send: (what: string, messageId?: string) => Promise<void> }> {
  const ledger = new FirmLedger(story.firm, ledgerName, newId('key'));
  await ledger.connect();
  const approver = await aManager(story);
  const { address } = await story.firm.owner.do<{ address: string }>('renewInboundAddress', { purpose: 'BILLS' }, '{ address }');
  await story.settle();
  await story.mark();
  return { approver, ledger, send: async (what, messageId = newId('msg')) => { expect(await mailIn(address, mailWithPdf(address, aPdf(what), { messageId }))).toBe('250'); } };
}
