import { createHmac } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { SandboxDoor, type Answer, type Asked, type CallbackPlan, type Front, type Route } from '../door.js';
import type { Keeps } from '../companies.js';
import { checkoutPage, donePage } from './page.js';

/** A charge as the service keeps it. Each change raises `revision`, and puts it at the end of what changed. */
export interface Charge {
  id: string; account: string; reference: string; amount: number; currency: string; description: string; returnUrl: string;
  status: 'open' | 'pending' | 'succeeded' | 'failed' | 'cancelled'; method: 'card' | 'direct_debit' | null; failure: { code: string; message: string } | null; paidOn: string | null;
  dispute: { id: string; status: 'open' | 'won' | 'lost'; reason: string; amount: number; openedOn: string } | null;
  revision: number; place: number; events: number;
}
/** What happens to a charge outside of the house. */
export type PayStep = 'card' | 'debit' | 'declined' | 'settle' | 'bounce' | 'cancel' | 'dispute' | 'win' | 'lose';

interface Wish { amount?: number; currency?: string; reference?: string; description?: string; return_url?: string }
interface Command { id?: string; reference?: string; step?: PayStep; reason?: string; amount?: number; account?: string }
type Plan = SandboxDoor['plan'];
interface Kept { readonly charges: ReadonlyMap<string, Charge>; readonly plans: ReadonlyMap<string, Plan>; readonly tokens: ReadonlySet<string>; readonly last: number }

const fault = (status: number, code: string, message: string): Answer => ({ status, body: { error: { code, message } } });
const bearer = ({ headers }: Asked): string => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
const today = (): string => new Date().toISOString().slice(0, 10);

/** From where each step leads where; a step that does not fit changes nothing. */
const steps: Readonly<Record<PayStep, { readonly from: readonly Charge['status'][]; readonly change: (one: Charge, by: Command) => Partial<Charge> }>> = {
  card: { from: ['open'], change: () => ({ status: 'succeeded', method: 'card', paidOn: today() }) },
  debit: { from: ['open'], change: () => ({ status: 'pending', method: 'direct_debit' }) },
  declined: { from: ['open'], change: () => ({ status: 'failed', method: 'card', failure: { code: 'card_declined', message: 'The card was declined.' } }) },
  settle: { from: ['pending'], change: () => ({ status: 'succeeded', paidOn: today() }) },
  bounce: { from: ['pending', 'succeeded'], change: (_, { reason }) => ({ status: 'failed', failure: { code: 'debit_returned', message: reason ?? 'The bank returned the debit: not enough money in the account.' } }) },
  cancel: { from: ['open'], change: () => ({ status: 'cancelled' }) },
  dispute: { from: ['succeeded'], change: (one, { reason, amount }) => ({ dispute: { id: `dp_${one.id.slice(3)}`, status: 'open', reason: reason ?? 'The cardholder does not recognise it.', amount: amount ?? one.amount, openedOn: today() } }) },
  win: { from: ['succeeded'], change: (one) => ({ dispute: one.dispute && { ...one.dispute, status: 'won' } }) },
  lose: { from: ['succeeded'], change: (one) => ({ dispute: one.dispute && { ...one.dispute, status: 'lost' } }) },
};

/** A payment service that does not exist. People pay at a page of its own; accounts share the service and see nothing of each other. */
export class PayDesk {
  readonly charges = new Map<string, Charge>();
  readonly plans = new Map<string, Plan>();
  last = 0;
  constructor(private readonly door: () => SandboxDoor) {}

  readonly routes: Route[] = [
    { operation: 'account', method: 'GET', path: /^\/v1\/account$/, handle: (asked) => ({ status: 200, body: { id: bearer(asked).slice(-6), name: 'Sandbox Pay account' } }) },
    { operation: 'create', method: 'POST', path: /^\/v1\/charges$/, handle: (asked) => this.#create(asked) },
    { operation: 'list', method: 'GET', path: /^\/v1\/charges$/, handle: (asked) => this.#list(asked) },
    { operation: 'read', method: 'GET', path: /^\/v1\/charges\/([^/]+)$/, handle: (asked) => this.#own(asked, (one) => ({ status: 200, body: this.json(one) })) },
    { operation: 'cancel', method: 'POST', path: /^\/v1\/charges\/([^/]+)\/cancel$/, handle: (asked) => this.#own(asked, async (one) => ((await this.act(one, 'cancel')) ? { status: 200, body: this.json(one) } : fault(409, 'not_open', 'This charge is not open any more.'))) },
    { operation: 'page', method: 'GET', path: /^\/pay\/([^/]+)$/, open: true, handle: ({ params }) => this.#page(params[0] ?? '') },
    { operation: 'confirm', method: 'POST', path: /^\/pay\/([^/]+)$/, open: true, handle: (asked) => this.#confirm(asked) },
  ];

  json(one: Charge): Record<string, unknown> {
    const { id, reference, amount, currency, description, status, method, failure, paidOn, dispute, revision } = one;
    return { id, object: 'charge', reference, amount, currency, description, status, method, failure, paid_on: paidOn, checkout_url: `${this.door().url}/pay/${id}`, revision, dispute: dispute && { id: dispute.id, status: dispute.status, reason: dispute.reason, amount: dispute.amount, opened_on: dispute.openedOn } };
  }

  /** The same reference is the same charge; with another amount it is refused. */
  async #create(asked: Asked): Promise<Answer> {
    const { amount, currency, reference, description = '', return_url: returnUrl } = (asked.body ?? {}) as Wish;
    if (!Number.isSafeInteger(amount) || (amount ?? 0) <= 0 || !/^[A-Z]{3}$/.test(currency ?? '') || !reference || !returnUrl) return fault(422, 'invalid', 'amount, currency, reference and return_url are needed.');
    const known = [...this.charges.values()].find((one) => one.account === bearer(asked) && one.reference === reference);
    if (known) return known.amount === amount && known.currency === currency ? { status: 200, body: this.json(known) } : fault(409, 'reference_taken', 'Another charge carries this reference.');
    const charge: Charge = { id: `ch_${String(this.charges.size + 1).padStart(8, '0')}`, account: bearer(asked), reference, amount: amount as number, currency: currency as string, description, returnUrl, status: 'open', method: null, failure: null, paidOn: null, dispute: null, revision: 0, place: 0, events: 0 };
    this.charges.set(charge.id, charge);
    this.#touch(charge, {});
    return { status: 201, body: this.json(charge) };
  }

  #list(asked: Asked): Answer {
    const [reference, after] = [asked.query.get('reference'), Number(asked.query.get('after') ?? '0')];
    const mine = [...this.charges.values()].filter((one) => one.account === bearer(asked) && (reference === null || one.reference === reference)).sort((a, b) => a.place - b.place);
    const found = mine.filter((one) => reference !== null || one.place > after).slice(0, 50);
    return { status: 200, body: { data: found.map((one) => this.json(one)), cursor: String(found.at(-1)?.place ?? after), has_more: reference === null && mine.filter((one) => one.place > after).length > found.length } };
  }

  #own(asked: Asked, work: (one: Charge) => Answer | Promise<Answer>): Answer | Promise<Answer> {
    const one = this.charges.get(asked.params[0] ?? '');
    return one && one.account === bearer(asked) ? work(one) : fault(404, 'not_found', 'There is no such charge.');
  }

  #page(id: string): Answer {
    const one = this.charges.get(id);
    if (!one) return fault(404, 'not_found', 'There is no such charge.');
    return { status: 200, type: 'text/html; charset=utf-8', bytes: Buffer.from(one.status === 'open' ? checkoutPage(one) : donePage(one)) };
  }

  async #confirm(asked: Asked): Promise<Answer> {
    const one = this.charges.get(asked.params[0] ?? '');
    const how = (asked.body as { how?: PayStep } | undefined)?.how;
    if (!one || !how || !['card', 'debit', 'declined', 'cancel'].includes(how)) return fault(404, 'not_found', 'There is no such charge.');
    // Two windows on one page pay once: the second one is led back like the first.
    await this.act(one, how);
    return { status: 303, headers: { location: one.returnUrl } };
  }

  #touch(one: Charge, change: Partial<Charge>): void { Object.assign(one, change, { revision: one.revision + 1, place: (this.last += 1) }); }

  /** Does what somebody outside does, and tells it by callback; false when it does not fit. */
  async act(one: Charge, step: PayStep, by: Command = {}): Promise<boolean> {
    const { from, change } = steps[step];
    if (!from.includes(one.status) || ((step === 'win' || step === 'lose') && one.dispute?.status !== 'open')) return false;
    this.#touch(one, change(one, by));
    await this.tell(one);
    return true;
  }

  /** Puts news of a charge on the wire. */
  async tell(one: Charge): Promise<void> {
    const plan = this.plans.get(one.account) ?? this.door().plan;
    one.events += 1;
    const body = Buffer.from(JSON.stringify({ id: `evt_${one.id.slice(3)}_${one.events}`, type: 'charge.changed', charge: one.id, reference: one.reference }));
    await this.door().call([{ headers: { 'content-type': 'application/json', 'x-sandbox-pay-signature': createHmac('sha256', plan.secrets[0] ?? '').update(body).digest('hex') }, body }], plan);
  }

  async command(name: string, body: Command & CallbackPlan): Promise<Answer | null> {
    if (name === 'charges') return { status: 200, body: [...this.charges.values()].filter((one) => !body.account || one.account === body.account) };
    if (name === 'callbacks' && body.account) {
      const { account, ...plan } = body;
      this.plans.set(account, { url: null, secrets: [], mode: 'deliver', ...this.plans.get(account), ...plan });
      return { status: 200, body: { ok: true } };
    }
    if (name !== 'act') return null;
    const one = this.charges.get(body.id ?? '') ?? [...this.charges.values()].find(({ reference }) => reference === body.reference);
    if (!one || !body.step || !(body.step in steps)) return { status: 404, body: { error: 'no such charge or step' } };
    return { status: 200, body: { done: await this.act(one, body.step, body), status: one.status } };
  }

  keep(tokens: ReadonlySet<string>): Buffer { return serialize({ charges: this.charges, plans: this.plans, tokens, last: this.last } satisfies Kept); }
  remember(kept: Buffer): ReadonlySet<string> {
    const { charges, plans, tokens, last } = deserialize(kept) as Kept;
    for (const [id, one] of charges) this.charges.set(id, one);
    for (const [account, plan] of plans) this.plans.set(account, plan);
    this.last = last;
    return tokens;
  }
}

/** Sandbox Pay. Not started yet; what it keeps is at `desk`. */
export function sandboxPay(): SandboxDoor & Keeps & { desk: PayDesk } {
  const desk = new PayDesk(() => door);
  const door: SandboxDoor = new SandboxDoor('Sandbox Pay', 'take payments in your name', () => front);
  const front: Front = {
    name: 'sandbox-pay', label: 'Sandbox Pay', routes: desk.routes,
    refuse: (asked) => (door.tokens.has(bearer(asked)) ? null : fault(401, 'unauthorized', 'This key is not known.')),
    trouble: (trouble) => (trouble.kind === 'rate-limit' ? { ...fault(429, 'slow_down', 'Too many requests.'), headers: { 'retry-after': String(trouble.retryAfter ?? 60) } } : fault(trouble.kind === 'unavailable' ? 503 : 500, 'internal', 'Something is wrong on our side.')),
    command: (name, body) => desk.command(name, body as Command & CallbackPlan),
  };
  const keep = (): Buffer => desk.keep(door.tokens);
  const remember = (kept: Buffer): void => { for (const token of desk.remember(kept)) door.tokens.add(token); };
  return Object.assign(door, { desk, keep, remember });
}
