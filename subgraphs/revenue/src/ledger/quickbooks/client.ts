import { createRequire } from 'node:module';
import { askVendor, type FaultWords } from '@firmament/kit';
import { LedgerRefused, type RefusalCode } from '../ledger-port.js';
import { withinTime } from '../within-time.js';

/** Names of records, as the vendor's client spells them in its functions. */
export type Entity = 'Invoice' | 'CreditMemo' | 'Bill' | 'VendorCredit' | 'Payment' | 'BillPayment' | 'Customer' | 'Vendor' | 'Item' | 'Account' | 'TaxCode' | 'TaxRate' | 'Attachable';
type Told = (error: unknown, answer: unknown) => void;
/** The part of `node-quickbooks` that is used: it has no types of its own. */
interface Client { endpoint: string; upload(name: string, type: string, bytes: Buffer, entity: string, id: string, told: Told): void; changeDataCapture(entities: string[], since: string, told: Told): void; [call: string]: unknown }
type MakeClient = new (id: string, secret: string, token: string, noSecret: false, realmId: string, sandbox: boolean, debug: false, minor: number | null, oauth: '2.0', refresh: null) => Client;
const QuickBooks = createRequire(import.meta.url)('node-quickbooks') as MakeClient;

/** Where a firm's books are, and who we are to them. */
export interface QuickbooksLine { readonly baseUrl: string; readonly realmId: string; readonly accessToken: string; readonly appUrl: string; readonly usualAccount: string | null; readonly now: () => Date; readonly timeoutMs: number }

interface Fault { Fault?: { Error?: { code?: string; Message?: string; Detail?: string }[] } }
const provider = 'QUICKBOOKS';
const label = 'QuickBooks';

/** What the vendor's codes mean, and where it is mended. Codes: QuickBooks Online's own list of error codes. */
function meaningOf(code: string, detail: string): { readonly code: RefusalCode; readonly sentence: string; readonly at: string } {
  if (code === '6210' || code === '6200' || /period (has )?closed/i.test(detail)) return { code: 'PERIOD_CLOSED', sentence: 'The books are closed for this day.', at: 'settings?p=advanced' };
  if (code === '6240') return { code: 'NAME_TAKEN', sentence: 'Another customer, vendor or employee has this name.', at: 'customers' };
  if (code === '5010') return { code: 'STALE', sentence: 'Somebody changed this there in the meantime.', at: '' };
  if (/inactive/i.test(detail) && code === '610') return { code: 'PARTY_INACTIVE', sentence: 'The customer, the vendor or something on a line has been made inactive.', at: 'customers' };
  if (code === '610') return { code: 'NOT_FOUND', sentence: 'It does not stand there any more.', at: '' };
  if (code === '2500' && /tax/i.test(detail)) return { code: 'TAX_CODE', sentence: 'A tax on it is not known there.', at: 'salestax' };
  if (code === '2500' && /item|account/i.test(detail)) return { code: 'ACCOUNT_CODE', sentence: 'Something that is sold, or an account, is not known there.', at: 'items' };
  return { code: 'INVALID', sentence: detail, at: '' };
}

/** Speaks to one company's books through the vendor's client. */
export class QuickbooksClient {
  readonly #client: Client;
  readonly #words: FaultWords;

  constructor(private readonly line: QuickbooksLine) {
    this.#client = new QuickBooks('', '', line.accessToken, false, line.realmId, false, false, null, '2.0', null);
    this.#client.endpoint = `${line.baseUrl}/v3/company/`;
    const first = (data: unknown) => (data as Fault | null)?.Fault?.Error?.[0];
    this.#words = {
      provider, label, now: line.now(), words: (data) => ({ sentence: first(data)?.Detail ?? first(data)?.Message ?? null, throttled: first(data)?.code === '3001' }),
      refused: (data, status) => {
        const { code = '', Detail = '', Message = '' } = first(data) ?? {};
        if (status >= 500 || status === 401 || status === 429 || code === '' || code === '3001' || code === '3200') return null;
        const meaning = meaningOf(code, Detail || Message);
        return new LedgerRefused(provider, `${label}: ${meaning.sentence}`.slice(0, 300), meaning.code, `${line.appUrl}/app/${meaning.at}`);
      },
    };
  }

  /** `requestId` makes a repeat the same call to the vendor. */
  create<T>(entity: Entity, body: object, requestId: string): Promise<T> { return this.#ask<T>(`create${entity}`, { ...body, requestId }); }
  read<T>(entity: Entity, id: string): Promise<T> { return this.#ask<T>(`get${entity}`, id); }
  rewrite<T>(entity: Entity, body: object, requestId: string): Promise<T> { return this.#ask<T>(`update${entity}`, { ...body, sparse: false, requestId }); }
  end<T>(act: 'void' | 'delete', entity: Entity, body: object, requestId: string): Promise<T> { return this.#ask<T>(`${act}${entity}`, { ...body, requestId }); }
  company<T>(): Promise<T> { return this.#ask<T>('getCompanyInfo', this.line.realmId); }
  preferences<T>(): Promise<T> { return this.#ask<T>('getPreferences'); }

  /** All records that fit; the library pages through them. */
  async find<T>(entity: Entity, where: Readonly<Record<string, string>>): Promise<T[]> {
    const criteria = [...Object.entries(where).map(([field, value]) => ({ field, value, operator: '=' })), { field: 'fetchAll', value: true }];
    const { QueryResponse } = await this.#ask<{ QueryResponse: Record<string, T[] | number> }>(`find${entity}s`, criteria);
    return (QueryResponse[entity] as T[] | undefined) ?? [];
  }

  changes<T>(entities: readonly Entity[], since: Date): Promise<T> { return this.#run<T>((told) => { this.#client.changeDataCapture([...entities], since.toISOString(), told); }); }
  upload(entity: Entity, id: string, file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array }): Promise<unknown> { return this.#run((told) => { this.#client.upload(file.name, file.type, Buffer.from(file.bytes), entity, id, told); }); }

  #ask<T>(call: string, ...given: unknown[]): Promise<T> { return this.#run<T>((told) => { (this.#client[call] as (...all: unknown[]) => void)(...given, told); }); }

  #run<T>(call: (told: Told) => void): Promise<T> {
    const asked = new Promise<T>((resolve, reject) => { call((error, answer) => { if (error) reject(thrown(error)); else resolve(answer as T); }); });
    return askVendor(this.#words, () => withinTime({ provider, label, timeoutMs: this.line.timeoutMs }, asked));
  }
}

/** A fault may come as a body with status 200, or as the HTTP client's error. */
const thrown = (error: unknown): unknown => ((error as Fault).Fault ? { response: { status: 400, data: error } } : error);
