import { eventually } from '@firmament/kit/testing';
import { holderOf, sessionOf } from './actors.js';
import type { Firm } from './firm.js';
import { budgetMs, house } from './house.js';

/** The ledgers that have a sandbox. */
export type LedgerName = 'QUICKBOOKS' | 'XERO';
const sandboxes = { QUICKBOOKS: 'quickbooks', XERO: 'xero' } as const;
/** Every firm of a test is opened with this one. */
const password = 'a long demo password';

/** A paper, as the sandbox keeps it. */
export interface BookedPaper { readonly id: string; readonly kind: string; readonly number: string; readonly total: number; readonly net: number; readonly tax: number; readonly paid: number; readonly state: string; readonly partyId: string }
/** What a company's books hold. */
export interface Booked { readonly papers: BookedPaper[]; readonly payments: { readonly id: string; readonly state: string; readonly total: number; readonly side: string }[]; readonly parties: { readonly id: string; readonly name: string }[]; readonly files: { readonly name: string; readonly paperId: string }[] }
interface Seen { id: string; health: string; callbackAddress: string; checkingSince: string | null; lastSyncAt: string | null; lastError: string | null }

/** A firm's ledger at its sandbox: connected by consent as its owner does it, and worked in past us by commands. */
export class FirmLedger {
  constructor(readonly firm: Firm, readonly name: LedgerName, private readonly key: string) {}

  /** The firm's company there: firms share a sandbox, and no books. */
  get company(): string { return this.firm.slug; }

  async connect(): Promise<Seen> {
    const cookies = await sessionOf(this.firm.ownerEmail, password, this.firm.slug);
    const begun = await holderOf(cookies, 'staff').do<{ address: string }>('beginLedgerConsent', { ledger: this.name, callbackKey: this.key }, '{ address consent { id } }');
    const page = new URL(begun.address);
    page.searchParams.set('company', this.company);
    page.searchParams.set('decision', 'allow');
    const brought = new URL((await fetch(page, { redirect: 'manual' })).headers.get('location') ?? '').search;
    await fetch(`${house.endpoints.gateway}/connect/ledger/return${brought}`, { redirect: 'manual', headers: { cookie: cookies.map((one) => one.split(';')[0]).join('; ') } });
    const seen = await eventually(async () => { const one = await this.seen(); return one?.health === 'CONNECTED' && one.checkingSince === null && one.lastSyncAt !== null ? one : null; }, `${this.name} answers`, { timeoutMs: 3 * budgetMs });
    if (!seen) throw new Error(`${this.name} is not connected`);
    if (this.name === 'XERO') await this.firm.owner.do('changeLedgerBooking', { connectionId: seen.id, bankAccount: '090' });
    await this.command('callbacks', { url: seen.callbackAddress, secrets: [this.key], mode: 'deliver' });
    return seen;
  }

  async seen(): Promise<Seen | null> {
    const { ledgerServices } = await this.firm.owner.ask<{ ledgerServices: { name: string; connection: Seen | null }[] }>('{ ledgerServices { name connection { id health callbackAddress checkingSince lastSyncAt lastError } } }');
    return ledgerServices.find(({ name }) => name === this.name)?.connection ?? null;
  }

  /** What stands in its books. */
  books(): Promise<Booked> { return this.command('books', {}) as Promise<Booked>; }
  /** What stands there under a number. */
  async papers(number: string): Promise<BookedPaper[]> { return (await this.books()).papers.filter((one) => one.number === number && one.state !== 'DELETED'); }
  /** Trouble at the next call of an operation. */
  trouble(operation: string, kind: string, times = 1): Promise<unknown> { return this.command('trouble', { operation, kind, times }); }

  async command(name: string, body: object): Promise<unknown> {
    const url = house.endpoints.sandboxes[sandboxes[this.name]];
    if (!url) throw new Error(`This house has no sandbox of ${this.name}.`);
    const response = await fetch(`${url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify({ company: this.company, ...body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${this.name}: ${text}`);
    return JSON.parse(text) as unknown;
  }
}
