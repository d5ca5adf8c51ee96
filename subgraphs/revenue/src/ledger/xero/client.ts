import { XeroClient, type AccountingApi } from 'xero-node';
import { askVendor, parsed, type FaultWords } from '@firmament/kit';
import { LedgerRefused, type RefusalCode } from '../ledger-port.js';
import { withinTime } from '../within-time.js';

/** Where a firm's books are, and who we are to them. */
export interface XeroLine { readonly baseUrl: string; readonly tenantId: string; readonly accessToken: string; readonly appUrl: string; readonly usualAccount: string | null; /** The code of the bank account into which money is booked that was received outside of Xero. */ readonly bankAccount: string | null; readonly now: () => Date; readonly timeoutMs: number }

interface Body { Detail?: string; Title?: string; Message?: string; Elements?: { ValidationErrors?: { Message?: string }[] }[] }
const provider = 'XERO';
const label = 'Xero';

/** What the vendor's sentences mean, and where it is mended. Xero gives no codes for what a document is refused for. */
function meaningOf(said: string): { readonly code: RefusalCode; readonly at: string } {
  if (/lock date|period.*(closed|locked)/i.test(said)) return { code: 'PERIOD_CLOSED', at: 'GeneralLedger/LockDates.aspx' };
  if (/contact name .* already assigned|name must be unique/i.test(said)) return { code: 'NAME_TAKEN', at: 'Contacts' };
  if (/archived/i.test(said)) return { code: 'PARTY_INACTIVE', at: 'Contacts' };
  if (/taxtype|tax type/i.test(said)) return { code: 'TAX_CODE', at: 'Setup/TaxRates.aspx' };
  if (/account code|account must/i.test(said)) return { code: 'ACCOUNT_CODE', at: 'GeneralLedger/ChartOfAccounts.aspx' };
  return { code: 'INVALID', at: '' };
}

const sentenceOf = (data: unknown): string | null => {
  const { Elements = [], Detail, Message, Title } = (data ?? {}) as Body;
  return Elements.flatMap((one) => one.ValidationErrors ?? []).flatMap((one) => one.Message ?? []).join(' ') || (Detail ?? Message ?? Title ?? null);
};

/** Speaks to one organisation's books through the vendor's client. */
export class XeroBooks {
  readonly #api: AccountingApi;
  readonly #words: FaultWords;

  constructor(private readonly line: XeroLine) {
    const client = new XeroClient();
    client.accountingApi.basePath = `${line.baseUrl}/api.xro/2.0`;
    client.accountingApi.accessToken = line.accessToken;
    this.#api = client.accountingApi;
    this.#words = {
      provider, label, now: line.now(), words: (data) => ({ sentence: sentenceOf(data) }),
      refused: (data, status) => {
        if (status === 404) return new LedgerRefused(provider, `${label}: it does not stand there any more.`, 'NOT_FOUND');
        if (status !== 400) return null;
        const said = sentenceOf(data) ?? 'It was refused without a reason.';
        const { code, at } = meaningOf(said);
        return new LedgerRefused(provider, `${label}: ${said}`.slice(0, 300), code, `${line.appUrl}/${at}`);
      },
    };
  }

  /** Calls the vendor's client; what it rejects with is a text, in which the answer stands. */
  ask<T>(call: (api: AccountingApi, tenantId: string) => Promise<{ body: T }>): Promise<T> {
    const asked = call(this.#api, this.line.tenantId).then(({ body }) => body, (error: unknown) => { throw thrown(error); });
    return askVendor(this.#words, () => withinTime({ provider, label, timeoutMs: this.line.timeoutMs }, asked));
  }
}

function thrown(error: unknown): unknown {
  const said = typeof error === 'string' ? (parsed(error) as { response?: { statusCode?: number; body?: unknown; headers?: Record<string, unknown> } } | null)?.response : undefined;
  return said?.statusCode ? { response: { status: said.statusCode, data: said.body, headers: said.headers } } : {};
}
