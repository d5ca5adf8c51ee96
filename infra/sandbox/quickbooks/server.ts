import { createHmac } from 'node:crypto';
import { Books, BooksRefuse, minorOf, wireOf, type BookKind, type BookPaper, type BookParty, type BookPayment } from '../books.js';
import { companySandbox, type Keeps } from '../companies.js';
import type { Answer, Asked, News, Route, SandboxDoor } from '../door.js';
import { multipart, type SentFile } from '../multipart.js';

/** QuickBooks Online, as far as invoices, bills and their payments need it: `/v3/company/{realm}/…`, JSON with the names of the vendor's schema. */
const company = '/v3/company/([^/]+)';
const path = (rest: string): RegExp => new RegExp(`^${company}${rest}$`);
const fault = (status: number, code: string, Message: string, Detail: string): Answer => ({ status, body: { Fault: { Error: [{ Message, Detail, code, element: '' }], type: status === 401 ? 'AUTHENTICATION' : 'ValidationFault' }, time: new Date().toISOString() } });

const names: Record<BookKind, string> = { INVOICE: 'Invoice', CREDIT_NOTE: 'CreditMemo', BILL: 'Bill', BILL_CREDIT: 'VendorCredit' };
const kindOf = (name: string): BookKind | undefined => (Object.keys(names) as BookKind[]).find((kind) => names[kind].toLowerCase() === name.toLowerCase());
const sales = (kind: BookKind): boolean => kind === 'INVOICE' || kind === 'CREDIT_NOTE';

/** The books' no in the vendor's words. */
function refusal(error: unknown): Answer {
  if (!(error instanceof BooksRefuse)) throw error;
  const said: Record<BooksRefuse['why'], [string, string, string]> = {
    PERIOD_CLOSED: ['6210', 'Account Period Closed, Cannot Update Through Services API', `The account period has closed and the account books cannot be updated through the API before ${error.what}.`],
    NAME_TAKEN: ['6240', 'Duplicate Name Exists Error', 'The name supplied already exists. : Another customer, vendor or employee is already using this name.'], NUMBER_TAKEN: ['6140', 'Duplicate Document Number Error', `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${error.what}`],
    PARTY_INACTIVE: ['610', 'Object Not Found', `Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.`], PARTY_UNKNOWN: ['2500', 'Invalid Reference Id', `Invalid Reference Id : Names element id ${error.what} not found`],
    TAX_CODE: ['2500', 'Invalid Reference Id', `Invalid Reference Id : TaxCode element id ${error.what} not found`], ACCOUNT_CODE: ['2500', 'Invalid Reference Id', `Invalid Reference Id : Item element id ${error.what} not found`],
    STALE: ['5010', 'Stale Object Error', 'Stale Object Error : You and another user were working on this at the same time.'], NOT_FOUND: ['610', 'Object Not Found', 'Object Not Found : Something you\'re trying to use has been made inactive.'],
    PAID: ['6540', 'Deposited Transaction cannot be changed', 'Transaction is paid and cannot be changed.'], SUM: ['6000', 'A business validation error has occurred while processing your request', 'The amount is more than what is open.'],
  };
  return fault(400, ...said[error.why]);
}

interface WireLine { Id?: string; Amount?: number; Description?: string; DetailType?: string; SalesItemLineDetail?: Detail; AccountBasedExpenseLineDetail?: Detail; LinkedTxn?: { TxnId: string; TxnType: string }[] }
interface Detail { ItemRef?: Ref; AccountRef?: Ref; Qty?: number; UnitPrice?: number; TaxCodeRef?: Ref }
interface Ref { value: string; name?: string }
interface Wire { Id?: string; SyncToken?: string; DocNumber?: string; CustomerRef?: Ref; VendorRef?: Ref; TxnDate?: string; DueDate?: string; CurrencyRef?: Ref; PrivateNote?: string; Line?: WireLine[]; TxnTaxDetail?: { TotalTax?: number }; DisplayName?: string; PrimaryEmailAddr?: { Address: string }; TotalAmt?: number; PaymentRefNum?: string }

/** One company. */
class QuickBooks {
  readonly books = new Books(String, { numbersOnce: true });
  readonly routes: Route[];
  /** Answers that were given under a `requestid`, so that a repeat is the same call. */
  readonly #given = new Map<string, Answer>();

  constructor(private readonly door: SandboxDoor) { this.routes = this.#routes(); }

  #routes(): Route[] {
    const write = (operation: string, rest: string, work: (asked: Asked) => Answer | Promise<Answer>): Route => ({ operation, method: 'POST', path: path(rest), handle: (asked) => this.#once(asked, work) });
    return [
      { operation: 'consent', method: 'GET', path: /^\/connect\/oauth2$/, open: true, handle: (asked) => this.door.consents.page(asked) },
      { operation: 'token', method: 'POST', path: /^\/oauth2\/v1\/tokens\/bearer$/, open: true, handle: (asked) => this.door.consents.token(asked) ?? { status: 400, body: { error: 'invalid_grant' } } },
      { operation: 'company', method: 'GET', path: path('/companyinfo/([^/]+)'), handle: () => ({ status: 200, body: { CompanyInfo: { Id: '1', CompanyName: this.books.name, Country: 'GB', SyncToken: '0' }, time: new Date().toISOString() } }) },
      { operation: 'preferences', method: 'GET', path: path('/preferences'), handle: () => ({ status: 200, body: { Preferences: { AccountingInfoPrefs: { ...(this.books.closedUntil ? { BookCloseDate: this.books.closedUntil } : {}) }, CurrencyPrefs: { HomeCurrency: { value: this.books.currency } } } } }) },
      { operation: 'query', method: 'GET', path: path('/query'), handle: (asked) => this.#query(asked.query.get('query') ?? '') },
      { operation: 'cdc', method: 'GET', path: path('/cdc'), handle: (asked) => this.#changes(asked) },
      write('upload', '/upload', (asked) => this.#upload(asked)), write('attach', '/attachable', (asked) => this.#link(asked.body as { Id: string; AttachableRef: { EntityRef: { value: string } }[] })),
      write('party', '/(customer|vendor)', ({ params, body }) => this.#party(params[1] === 'vendor' ? 'VENDOR' : 'CUSTOMER', body as Wire)),
      write('pay', '/(payment|billpayment)', ({ params, body, query }) => (query.get('operation') === 'delete' ? this.#unpay(params[1] === 'payment' ? 'Payment' : 'BillPayment', body as Wire) : this.#pay(params[1] === 'payment' ? 'RECEIVED' : 'PAID_OUT', body as Wire))),
      { operation: 'read-payment', method: 'GET', path: path('/(payment|billpayment)/([^/]+)'), handle: ({ params }) => { const one = this.books.payments.get(params[2] ?? ''); return one && one.state === 'DONE' ? { status: 200, body: { [one.side === 'RECEIVED' ? 'Payment' : 'BillPayment']: this.#paymentJson(one) } } : refusal(new BooksRefuse('NOT_FOUND')); } },
      write('write', '/(invoice|creditmemo|bill|vendorcredit)', (asked) => this.#write(asked)),
      { operation: 'read', method: 'GET', path: path('/(invoice|creditmemo|bill|vendorcredit)/([^/]+)'), handle: ({ params }) => { const one = this.books.papers.get(params[2] ?? ''); return one && one.state !== 'DELETED' ? this.#answer(one) : refusal(new BooksRefuse('NOT_FOUND')); } },
    ];
  }

  /** The same `requestid` is the same call: what was answered is answered again. */
  async #once(asked: Asked, work: (asked: Asked) => Answer | Promise<Answer>): Promise<Answer> {
    const key = asked.query.get('requestid');
    const known = key ? this.#given.get(key) : undefined;
    if (known) return known;
    const answer = await Promise.resolve().then(() => work(asked)).catch(refusal);
    if (key && answer.status < 300) this.#given.set(key, answer);
    return answer;
  }

  async #end(kind: BookKind, operation: 'void' | 'delete', body: Wire): Promise<Answer> {
    const paper = this.books.paper(body.Id ?? '');
    if (body.SyncToken !== String(paper.token) && paper.state === 'OPEN') throw new BooksRefuse('STALE');
    const ended = this.books.end(paper.id, operation === 'delete' ? 'DELETED' : 'VOID');
    await this.tell(ended, operation === 'delete' ? 'Delete' : 'Void');
    return operation === 'delete' ? { status: 200, body: { [names[kind]]: { Id: ended.id, domain: 'QBO', status: 'Deleted' }, time: new Date().toISOString() } } : this.#answer(ended);
  }

  async #write(asked: Asked): Promise<Answer> {
    const [kind, body] = [kindOf(asked.params[1] ?? '') as BookKind, asked.body as Wire];
    const operation = asked.query.get('operation');
    if (operation === 'void' || operation === 'delete') return this.#end(kind, operation, body);
    const currency = body.CurrencyRef?.value ?? this.books.currency;
    const lines = (body.Line ?? []).map((line, at) => {
      const detail = line.SalesItemLineDetail ?? line.AccountBasedExpenseLineDetail ?? {};
      const [milli, unit, net] = [Math.round((detail.Qty ?? 1) * 1000), minorOf(detail.UnitPrice ?? line.Amount, currency), minorOf(line.Amount, currency)];
      if (detail.UnitPrice !== undefined && Math.round((milli * unit) / 1000) !== net) throw new BooksRefuse('SUM', 'Amount calculation incorrect in the request.');
      const taxCode = detail.TaxCodeRef && detail.TaxCodeRef.value !== 'NON' ? detail.TaxCodeRef.value : null;
      return { id: String(at + 1), text: line.Description ?? '', milli, unit, net, tax: this.books.taxOf(net, taxCode), account: detail.ItemRef?.value ?? detail.AccountRef?.value ?? '', taxCode };
    });
    const words = { number: body.DocNumber ?? `auto-${Date.now()}`, partyId: body.CustomerRef?.value ?? body.VendorRef?.value ?? '', currency, day: body.TxnDate ?? '', dueOn: body.DueDate ?? null, memo: body.PrivateNote ?? null, lines, ...(body.TxnTaxDetail?.TotalTax === undefined ? {} : { tax: minorOf(body.TxnTaxDetail.TotalTax, currency) }) };
    if (body.Id !== undefined) {
      if (body.SyncToken !== String(this.books.paper(body.Id).token)) throw new BooksRefuse('STALE');
      const written = this.books.rewrite(body.Id, words);
      await this.tell(written, 'Update');
      return this.#answer(written);
    }
    const paper = this.books.add({ kind, ...words });
    await this.tell(paper, 'Create');
    return this.#answer(paper);
  }

  #answer(paper: BookPaper): Answer { return { status: 200, body: { [names[paper.kind]]: this.#json(paper), time: new Date().toISOString() } }; }

  #json(paper: BookPaper): Record<string, unknown> {
    const { currency } = paper;
    const party = this.books.parties.get(paper.partyId);
    const ref = { value: paper.partyId, name: party?.name };
    const detail = (line: BookPaper['lines'][number]) => ({ Qty: line.milli / 1000, UnitPrice: wireOf(line.unit, currency), TaxCodeRef: { value: line.taxCode ?? 'NON' } });
    return {
      Id: paper.id, SyncToken: String(paper.token), domain: 'QBO', MetaData: { CreateTime: paper.updatedAt.toISOString(), LastUpdatedTime: paper.updatedAt.toISOString() }, DocNumber: paper.number, TxnDate: paper.day, ...(paper.dueOn ? { DueDate: paper.dueOn } : {}), CurrencyRef: { value: currency },
      ...(sales(paper.kind) ? { CustomerRef: ref } : { VendorRef: ref }), PrivateNote: paper.state === 'VOID' ? `Voided - ${paper.memo ?? ''}` : paper.memo ?? undefined,
      Line: paper.lines.map((line) => ({ Id: line.id, Description: line.text, Amount: paper.state === 'VOID' ? 0 : wireOf(line.net, currency), ...(sales(paper.kind) ? { DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: line.account }, ...detail(line) } } : { DetailType: 'AccountBasedExpenseLineDetail', AccountBasedExpenseLineDetail: { AccountRef: { value: line.account }, TaxCodeRef: { value: line.taxCode ?? 'NON' } } }) })),
      TxnTaxDetail: { TotalTax: paper.state === 'VOID' ? 0 : wireOf(paper.tax, currency) }, TotalAmt: paper.state === 'VOID' ? 0 : wireOf(paper.total, currency), Balance: wireOf(this.books.balance(paper), currency),
    };
  }

  #paymentJson(one: BookPayment): Record<string, unknown> {
    const type = (id: string) => names[this.books.paper(id).kind];
    return {
      Id: one.id, SyncToken: String(one.token), TxnDate: one.day, TotalAmt: wireOf(one.total, one.currency), CurrencyRef: { value: one.currency }, ...(one.side === 'RECEIVED' ? { CustomerRef: { value: one.partyId }, PaymentRefNum: one.reference ?? undefined } : { VendorRef: { value: one.partyId }, DocNumber: one.reference ?? undefined, PayType: 'Check' }),
      Line: one.appliesTo.map(({ paperId, minor }) => ({ Amount: wireOf(minor, one.currency), LinkedTxn: [{ TxnId: paperId, TxnType: type(paperId) }] })), MetaData: { CreateTime: one.updatedAt.toISOString(), LastUpdatedTime: one.updatedAt.toISOString() },
    };
  }

  async #party(side: BookParty['side'], body: Wire): Promise<Answer> {
    const party = this.books.addParty(side, body.DisplayName ?? '', body.PrimaryEmailAddr?.Address ?? null);
    return Promise.resolve({ status: 200, body: { [side === 'VENDOR' ? 'Vendor' : 'Customer']: partyJson(party) } });
  }

  async #pay(side: BookPayment['side'], body: Wire): Promise<Answer> {
    const currency = body.CurrencyRef?.value ?? this.books.currency;
    const appliesTo = (body.Line ?? []).flatMap((line) => (line.LinkedTxn ?? []).map(({ TxnId }) => ({ paperId: TxnId, minor: minorOf(line.Amount, currency) })));
    const payment = this.books.pay({ side, reference: body.PaymentRefNum ?? body.DocNumber ?? null, partyId: body.CustomerRef?.value ?? body.VendorRef?.value ?? '', currency, day: body.TxnDate ?? '', total: minorOf(body.TotalAmt, currency), fee: 0, appliesTo });
    await this.tellPayment(payment, 'Create');
    return { status: 200, body: { [side === 'RECEIVED' ? 'Payment' : 'BillPayment']: this.#paymentJson(payment) } };
  }

  async #unpay(name: string, body: Wire): Promise<Answer> {
    const known = this.books.payments.get(body.Id ?? '');
    if (known && body.SyncToken !== String(known.token)) throw new BooksRefuse('STALE');
    await this.tellPayment(this.books.unpay(body.Id ?? ''), 'Delete');
    return { status: 200, body: { [name]: { Id: body.Id, domain: 'QBO', status: 'Deleted' }, time: new Date().toISOString() } };
  }

  #uploads = new Map<string, { name: string; type: string; size: number }>();
  #upload(asked: Asked): Answer {
    const [file] = Object.values((asked.body as { files: Record<string, SentFile> }).files);
    const id = this.books.newId();
    this.#uploads.set(id, { name: file?.name ?? '', type: file?.type ?? '', size: file?.bytes.length ?? 0 });
    return { status: 200, body: { AttachableResponse: [{ Attachable: { Id: id, SyncToken: '0', FileName: file?.name } }] } };
  }

  #link(body: { Id: string; AttachableRef: { EntityRef: { value: string } }[] }): Answer {
    for (const { EntityRef } of body.AttachableRef) this.books.attach(EntityRef.value, this.#uploads.get(body.Id) ?? { name: '', type: '', size: 0 });
    return { status: 200, body: { Attachable: { ...body, SyncToken: '1' } } };
  }

  /** `select * from X where A = 'b' and C = 'd'`, which is all that is asked here. */
  #query(text: string): Answer {
    const [, name = '', where = ''] = /^select \* from (\w+)(?: where (.+?))?(?: startposition \d+)?(?: maxresults \d+)?$/i.exec(text.trim()) ?? [];
    const wanted = [...where.matchAll(/([\w.]+) = '((?:[^'\\]|\\.)*)'/g)].map(([, field = '', value = '']) => [field, value.replaceAll(/\\(.)/g, '$1')] as const);
    const kind = kindOf(name);
    const known: Record<string, () => Record<string, unknown>[]> = {
      customer: () => this.#parties('CUSTOMER'), vendor: () => this.#parties('VENDOR'), item: () => this.books.codes.filter((one) => one.kind === 'INCOME').map((one) => ({ Id: one.id, Name: one.name, Sku: one.code, Active: true, Type: 'Service' })),
      account: () => this.books.codes.filter((one) => one.kind === 'EXPENSE').map((one) => ({ Id: one.id, Name: one.name, AcctNum: one.code, Classification: 'Expense', Active: true })), taxcode: () => this.books.codes.filter((one) => one.kind === 'TAX').map((one) => ({ Id: one.id, Name: one.code, Description: one.name, Active: true, SalesTaxRateList: { TaxRateDetail: [{ TaxRateRef: { value: one.id } }] } })),
      taxrate: () => this.books.codes.filter((one) => one.kind === 'TAX').map((one) => ({ Id: one.id, Name: one.name, RateValue: (one.rate ?? 0) / 100 })), attachable: () => this.books.files.map((one) => ({ Id: one.id, FileName: one.name, 'AttachableRef.EntityRef.Value': one.paperId })), payment: () => this.#payments('RECEIVED'), billpayment: () => this.#payments('PAID_OUT'),
    };
    const rows = kind ? [...this.books.papers.values()].filter((one) => one.kind === kind && one.state !== 'DELETED').map((one) => this.#json(one)) : known[name.toLowerCase()]?.();
    if (!rows) return fault(400, '4000', 'Error parsing query', `QueryParserError: ${text}`);
    const plain = (value: unknown): string => (typeof value === 'object' && value !== null ? (value as Ref).value : String(value));
    const found = rows.filter((row) => wanted.every(([field, value]) => (field === 'DisplayName' ? plain(row[field]).toLowerCase() === value.toLowerCase() : plain(row[field]) === value)));
    const key = kind ? names[kind] : { customer: 'Customer', vendor: 'Vendor', item: 'Item', account: 'Account', taxcode: 'TaxCode', taxrate: 'TaxRate', attachable: 'Attachable', payment: 'Payment', billpayment: 'BillPayment' }[name.toLowerCase()] ?? name;
    return { status: 200, body: { QueryResponse: found.length === 0 ? {} : { [key]: found, startPosition: 1, maxResults: found.length }, time: new Date().toISOString() } };
  }

  #parties(side: BookParty['side']): Record<string, unknown>[] { return [...this.books.parties.values()].filter((one) => one.side === side).map(partyJson); }
  #payments(side: BookPayment['side']): Record<string, unknown>[] { return [...this.books.payments.values()].filter((one) => one.side === side && one.state === 'DONE').map((one) => this.#paymentJson(one)); }

  #changes({ query }: Asked): Answer {
    const [entities, since] = [(query.get('entities') ?? '').split(','), new Date(query.get('changedSince') ?? 0)];
    const answers = entities.map((name) => {
      const kind = kindOf(name);
      const gone = (Id: string) => ({ Id, domain: 'QBO', status: 'Deleted', MetaData: { LastUpdatedTime: new Date().toISOString() } });
      const rows = kind ? [...this.books.papers.values()].filter((one) => one.kind === kind && one.updatedAt >= since).map((one) => (one.state === 'DELETED' ? gone(one.id) : this.#json(one)))
        : [...this.books.payments.values()].filter((one) => one.side === (name === 'Payment' ? 'RECEIVED' : 'PAID_OUT') && one.updatedAt >= since).map((one) => (one.state === 'DELETED' ? gone(one.id) : this.#paymentJson(one)));
      return rows.length === 0 ? {} : { [name]: rows, startPosition: 1, maxResults: rows.length };
    });
    return { status: 200, body: { CDCResponse: [{ QueryResponse: answers }], time: new Date().toISOString() } };
  }

  tell(paper: BookPaper, operation: string): Promise<void> { return this.door.call(this.#news(names[paper.kind], paper.id, operation)); }
  tellPayment(payment: BookPayment, operation: string): Promise<void> { return this.door.call(this.#news(payment.side === 'RECEIVED' ? 'Payment' : 'BillPayment', payment.id, operation)); }

  /** Both forms in turn: the vendor is moving from the one to the other. */
  #turn = 0;
  #news(name: string, id: string, operation: string): News[] {
    this.#turn += 1;
    const at = new Date().toISOString();
    const words: Record<string, string> = { Create: 'created', Update: 'updated', Void: 'voided', Delete: 'deleted' };
    const body = this.#turn % 2 === 0
      ? [{ specversion: '1.0', id: `evt-${this.#turn}`, source: 'intuit.sandbox', type: `qbo.${name.toLowerCase()}.${words[operation] ?? 'updated'}.v1`, datacontenttype: 'application/json', time: at, intuitentityid: id, intuitaccountid: 'sandbox', data: {} }]
      : { eventNotifications: [{ realmId: 'sandbox', dataChangeEvent: { entities: [{ name, id, operation, lastUpdated: at }] } }] };
    const bytes = Buffer.from(JSON.stringify(body));
    return this.door.plan.secrets.slice(0, 1).map((secret) => ({ headers: { 'content-type': 'application/json', 'intuit-signature': createHmac('sha256', secret).update(bytes).digest('base64') }, body: bytes }));
  }

  async byHand(command: string, body: Record<string, unknown>): Promise<Answer | null> {
    const done = this.books.byHand(command, body);
    if (done === null) return null;
    if (['edit', 'end', 'write'].includes(command)) await this.tell(done as BookPaper, command === 'edit' ? 'Update' : command === 'write' ? 'Create' : (done as BookPaper).state === 'DELETED' ? 'Delete' : 'Void');
    if (['pay', 'unpay'].includes(command)) await this.tellPayment(done as BookPayment, command === 'pay' ? 'Create' : 'Delete');
    return { status: 200, body: done };
  }
}

const partyJson = (one: BookParty): Record<string, unknown> => ({ Id: one.id, SyncToken: String(one.token), DisplayName: one.name, Active: one.active, ...(one.email ? { PrimaryEmailAddr: { Address: one.email } } : {}) });

async function parse(asked: Asked): Promise<unknown> {
  if (/multipart/.test(asked.headers['content-type'] ?? '')) return multipart(asked.raw, asked.headers['content-type'] ?? '');
  if (asked.raw.length === 0) return undefined;
  return /json/.test(asked.headers['content-type'] ?? '') ? JSON.parse(asked.raw.toString('utf8')) : Object.fromEntries(new URLSearchParams(asked.raw.toString('utf8')));
}

/** QuickBooks, not at Intuit's. Not started yet; the books of its usual company are at `books`. */
export function quickbooksSandbox(): SandboxDoor & Keeps & { books: Books } {
  return companySandbox({
    name: 'quickbooks', label: 'QuickBooks', wish: 'write invoices, bills and payments into these books and to read what became of them', open: (door) => new QuickBooks(door), companyIn: (asked) => /^\/v3\/company\/([^/]+)/.exec(asked.path)?.[1] ?? 'sandbox', companyWord: 'realmId',
    refuse: (asked, door) => (door.tokens.has(/^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1] ?? '') ? null : fault(401, '3200', 'message=AuthenticationFailed; errorCode=003200; statusCode=401', 'Token expired or revoked')),
    trouble: (trouble) => (trouble.kind === 'rate-limit' ? { ...fault(429, '3001', 'message=ThrottleExceeded; errorCode=003001; statusCode=429', 'Throttled'), headers: { 'retry-after': String(trouble.retryAfter ?? 60) } } : trouble.kind === 'no-consent' ? { status: 400, body: { error: 'invalid_grant' } } : fault(trouble.kind === 'unavailable' ? 503 : 500, '10000', 'An application error has occurred while processing your request', 'System Failure Error')),
    parse,
  });
}
