import { eventually } from '@firmament/kit/testing';
import type { Firm } from './firm.js';
import { budgetMs, house } from './house.js';

/** A charge, as the sandbox keeps it. */
export interface KeptCharge { readonly id: string; readonly reference: string; readonly status: string; readonly amount: number }
interface Account { readonly id: string; readonly callbackAddress: string; readonly lastSyncAt: string | null; readonly lastError: string | null }

/** A firm's account at Sandbox Pay: connected as its owner does it, and told by commands what people and banks do there. */
export class FirmPayments {
  accountId = '';
  constructor(readonly firm: Firm, private readonly word = 'payments') {}

  /** The key of the account there: firms share a sandbox, and no charges. */
  get key(): string { return `a key of ${this.firm.slug} ${this.word}`; }
  private get secret(): string { return `a secret of ${this.firm.slug} ${this.word}`; }

  async connect(): Promise<void> {
    await this.command('admit', { token: this.key });
    await this.firm.owner.do('connectPaymentService', { service: 'SANDBOX_PAY', apiKey: this.key, callbackKey: this.secret });
    const account = await eventually(async () => {
      const { paymentServices: [service] } = await this.firm.owner.ask<{ paymentServices: { account: Account | null }[] }>('{ paymentServices { account { id callbackAddress lastSyncAt lastError } } }');
      return service?.account?.lastSyncAt ? service.account : null;
    }, 'Sandbox Pay answers', { timeoutMs: budgetMs });
    this.accountId = account?.id ?? '';
    await this.callbacks('deliver', account?.callbackAddress);
  }

  /** How callbacks of this account go out from now on. */
  callbacks(mode: 'deliver' | 'lose' | 'duplicate' | 'hold', url?: string): Promise<unknown> { return this.command('callbacks', { account: this.key, secrets: [this.secret], mode, ...(url ? { url } : {}) }); }
  /** What somebody does at the page of a try, or a bank behind it. */
  act(tryId: string, step: string, by: object = {}): Promise<unknown> { return this.command('act', { reference: tryId, step, ...by }); }
  async charges(): Promise<KeptCharge[]> { return await this.command('charges', { account: this.key }) as KeptCharge[]; }
  trouble(operation: string, kind: string, times = 1): Promise<unknown> { return this.command('trouble', { operation, kind, times }); }

  async command(name: string, body: object): Promise<unknown> {
    const url = house.endpoints.sandboxes.sandboxPay;
    if (!url) throw new Error('This house has no sandbox for payments.');
    const response = await fetch(`${url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`Sandbox Pay: ${text}`);
    return JSON.parse(text) as unknown;
  }
}
