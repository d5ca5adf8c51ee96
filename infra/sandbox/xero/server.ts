import { createHash, createHmac } from 'node:crypto';
import { Books, BooksRefuse, minorOf, wireOf, type BookKind, type BookParty, type BookPaper, type BookPayment } from '../books.js';
import { companySandbox, type Keeps } from '../companies.js';
import type { Answer, Asked, News, Route, SandboxDoor } from '../door.js';

/** Xero Accounting 2.0, as far as invoices, bills, credit notes and payments need it: lists under plural names, ids that are uuids, dates as `/Date(…)/` beside ISO texts. */
const root = '/api.xro/2.0';
const path = (rest: string): RegExp => new RegExp(`^${root}${rest}$`);
const validation = (message: string, id = '00000000-0000-0000-0000-000000000000'): Answer => ({ status: 400, body: { ErrorNumber: 10, Type: 'ValidationException', Message: 'A validation exception occurred', Elements: [{ InvoiceID: id, ValidationErrors: [{ Message: message }] }] } });
const problem = (Status: number, Title: string, Detail: string): Answer => ({ status: Status, body: { Type: null, Title, Status, Detail, Instance: '00000000-0000-0000-0000-000000000000' } });

const types: Record<BookKind, string> = { INVOICE: 'ACCREC', CREDIT_NOTE: 'ACCRECCREDIT', BILL: 'ACCPAY', BILL_CREDIT: 'ACCPAYCREDIT' };
const kindOf = (type: string): BookKind | undefined => (Object.keys(types) as BookKind[]).find((kind) => types[kind] === type);
const isNote = (kind: BookKind): boolean => kind === 'CREDIT_NOTE' || kind === 'BILL_CREDIT';

/** The books' no in the vendor's words. */
function refusal(error: unknown): Answer {
  if (!(error instanceof BooksRefuse)) throw error;
  const said: Record<BooksRefuse['why'], string> = {
    PERIOD_CLOSED: 'The document date cannot be before the end of year lock date, currently set at ' + error.what, NAME_TAKEN: `The contact name ${error.what} is already assigned to another contact. The contact name must be unique across all active contacts.`, NUMBER_TAKEN: 'Invoice # must be unique.',
    PARTY_INACTIVE: `The contact ${error.what} is archived.`, PARTY_UNKNOWN: 'The contact could not be found.', TAX_CODE: `The TaxType code '${error.what}' does not exist or cannot be used for this type of transaction.`, ACCOUNT_CODE: `Account code '${error.what}' is not a valid code for this document.`,
    STALE: 'The document has changed.', NOT_FOUND: 'not found', PAID: 'Invoice not of valid status for modification', SUM: 'Payment amount exceeds the amount outstanding on this document',
  };
  return error.why === 'NOT_FOUND' ? problem(404, 'Not Found', 'The resource you\'re looking for cannot be found') : validation(said[error.why]);
}

const dated = (day: string): Record<string, string> => ({ DateString: `${day}T00:00:00`, Date: `/Date(${Date.parse(`${day}T00:00:00Z`)}+0000)/` });
interface WireLine { LineItemID?: string; Description?: string; Quantity?: number; UnitAmount?: number; LineAmount?: number; AccountCode?: string; TaxType?: string; TaxAmount?: number }
interface Wire { Type?: string; InvoiceID?: string; CreditNoteID?: string; InvoiceNumber?: string; CreditNoteNumber?: string; Contact?: { ContactID?: string }; Date?: string; DueDate?: string; CurrencyCode?: string; Reference?: string; Status?: string; LineItems?: WireLine[] }
interface WirePayment { Invoice?: { InvoiceID?: string }; CreditNote?: { CreditNoteID?: string }; Account?: { Code?: string }; Date?: string; Amount?: number; Reference?: string; Status?: string }

/** One organisation. */
class Xero {
  readonly books = new Books((n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, { numbersOnce: true });
  readonly routes: Route[];
  readonly #given = new Map<string, { hash: string; answer: Answer }>();

  constructor(private readonly door: SandboxDoor) {
    this.books.codes.push({ id: '7', code: '090', name: 'Bank', kind: 'EXPENSE', rate: null });
    for (const [code, xero] of [['STANDARD', 'OUTPUT2'], ['REDUCED', 'RROUTPUT'], ['ZERO', 'NONE']] as const) Object.assign(this.books.code('TAX', code) ?? {}, { code: xero });
    this.routes = this.#routes();
  }

  #routes(): Route[] {
    const write = (operation: string, method: string, rest: string, work: (asked: Asked) => Answer | Promise<Answer>): Route => ({ operation, method, path: path(rest), handle: (asked) => this.#once(asked, work) });
    return [
      { operation: 'consent', method: 'GET', path: /^\/identity\/connect\/authorize$/, open: true, handle: (asked) => this.door.consents.page(asked) },
      { operation: 'token', method: 'POST', path: /^\/connect\/token$/, open: true, handle: (asked) => this.door.consents.token(asked) ?? { status: 400, body: { error: 'invalid_grant' } } },
      { operation: 'connections', method: 'GET', path: /^\/connections$/, open: true, handle: ({ headers }) => (this.door.tokens.has(bearer(headers)) ? { status: 200, body: [{ id: 'e1eede29-f875-4a5d-8470-17f6a29a88b1', tenantId: this.door.consents.companyOf(bearer(headers)), tenantType: 'ORGANISATION', tenantName: this.books.name }] } : problem(401, 'Unauthorized', 'TokenExpired')) },
      { operation: 'company', method: 'GET', path: path('/Organisation'), handle: () => ({ status: 200, body: { Organisations: [{ Name: this.books.name, BaseCurrency: this.books.currency, CountryCode: 'GB', ...(this.books.closedUntil ? { PeriodLockDate: `/Date(${Date.parse(`${this.books.closedUntil}T00:00:00Z`)}+0000)/` } : {}) }] } }) },
      { operation: 'accounts', method: 'GET', path: path('/Accounts'), handle: () => ({ status: 200, body: { Accounts: this.books.codes.filter((one) => one.kind !== 'TAX').map((one) => ({ AccountID: one.id, Code: one.code, Name: one.name, Type: one.code === '090' ? 'BANK' : one.kind === 'INCOME' ? 'REVENUE' : 'EXPENSE', Status: 'ACTIVE', Class: one.kind === 'INCOME' ? 'REVENUE' : 'EXPENSE' })) } }) },
      { operation: 'taxes', method: 'GET', path: path('/TaxRates'), handle: () => ({ status: 200, body: { TaxRates: this.books.codes.filter((one) => one.kind === 'TAX').map((one) => ({ Name: one.name, TaxType: one.code, Status: 'ACTIVE', EffectiveRate: (one.rate ?? 0) / 100 })) } }) },
      { operation: 'parties', method: 'GET', path: path('/Contacts'), handle: ({ query }) => ({ status: 200, body: { Contacts: this.#parties(query.get('where') ?? '') } }) },
      write('party', 'PUT', '/Contacts', ({ body }) => { const [one] = (body as { Contacts: { Name: string; EmailAddress?: string }[] }).Contacts; return { status: 200, body: { Contacts: [partyJson(this.books.addParty('CUSTOMER', one?.Name ?? '', one?.EmailAddress ?? null))] } }; }),
      { operation: 'query', method: 'GET', path: path('/(Invoices|CreditNotes)'), handle: (asked) => this.#list(asked) },
      { operation: 'read', method: 'GET', path: path('/(Invoices|CreditNotes)/([^/]+)'), handle: ({ params }) => { const one = this.books.papers.get(params[1] ?? ''); return one ? this.#answer(one) : refusal(new BooksRefuse('NOT_FOUND')); } },
      write('write', 'PUT', '/(Invoices|CreditNotes)', ({ body }) => this.#write(body as Record<string, Wire[]>)), write('end', 'POST', '/(Invoices|CreditNotes)/([^/]+)', ({ params, body }) => this.#end(params[1] ?? '', body as Record<string, Wire[]>)),
      { operation: 'payments', method: 'GET', path: path('/Payments'), handle: (asked) => ({ status: 200, body: { Payments: this.#payments(asked) } }) },
      { operation: 'read-payment', method: 'GET', path: path('/Payments/([^/]+)'), handle: ({ params }) => { const one = this.books.payments.get(params[0] ?? ''); return one ? { status: 200, body: { Payments: [this.#paymentJson(one)] } } : refusal(new BooksRefuse('NOT_FOUND')); } },
      write('pay', 'PUT', '/Payments', ({ body }) => this.#pay((body as { Payments: WirePayment[] }).Payments)),
      write('unpay', 'POST', '/Payments/([^/]+)', ({ params, body }) => this.#unpay(params[0] ?? '', body as WirePayment)),
      write('attach', 'PUT', '/(Invoices|CreditNotes)/([^/]+)/Attachments/([^/]+)', ({ params, headers, raw }) => ({ status: 200, body: { Attachments: [{ AttachmentID: this.books.attach(params[1] ?? '', { name: params[2] ?? '', type: headers['content-type'] ?? '', size: raw.length }).id, FileName: params[2] }] } })),
    ];
  }

  /** The same key is the same call; with another body it is refused, as the vendor does. */
  async #once(asked: Asked, work: (asked: Asked) => Answer | Promise<Answer>): Promise<Answer> {
    const key = asked.headers['idempotency-key'];
    const hash = createHash('sha256').update(asked.path).update(asked.raw).digest('hex');
    const known = typeof key === 'string' ? this.#given.get(key) : undefined;
    if (known) return known.hash === hash ? known.answer : problem(400, 'Bad Request', 'Idempotency key already used with another request');
    const answer = await Promise.resolve().then(() => work(asked)).catch(refusal);
    if (typeof key === 'string' && answer.status < 300) this.#given.set(key, { hash, answer });
    return answer;
  }

  async #write(body: Record<string, Wire[]>): Promise<Answer> {
    const [one] = body['Invoices'] ?? body['CreditNotes'] ?? [];
    const kind = kindOf(one?.Type ?? '');
    if (!one || !kind) return validation('Type is required.');
    const words = this.#words(one);
    const paper = this.books.add({ kind, ...words, state: one.Status === 'AUTHORISED' ? 'OPEN' : 'DRAFT' });
    await this.tell(paper, 'CREATE');
    return this.#answer(paper);
  }

  #words(one: Wire): Omit<Parameters<Books['add']>[0], 'kind'> {
    const currency = one.CurrencyCode ?? this.books.currency;
    const lines = (one.LineItems ?? []).map((line) => {
      const [milli, unit] = [Math.round((line.Quantity ?? 1) * 1000), minorOf(line.UnitAmount, currency)];
      const net = line.LineAmount === undefined ? Math.round((milli * unit) / 1000) : minorOf(line.LineAmount, currency);
      if (Math.round((milli * unit) / 1000) !== net) throw new BooksRefuse('SUM');
      const taxCode = line.TaxType && line.TaxType !== 'NONE' ? line.TaxType : null;
      return { id: this.books.newId(), text: line.Description ?? '', milli, unit, net, tax: line.TaxAmount === undefined ? this.books.taxOf(net, taxCode) : minorOf(line.TaxAmount, currency), account: line.AccountCode ?? '', taxCode };
    });
    return { number: one.InvoiceNumber ?? one.CreditNoteNumber ?? '', partyId: one.Contact?.ContactID ?? '', currency, day: one.Date ?? '', dueOn: one.DueDate ?? null, memo: one.Reference ?? null, lines };
  }

  async #end(id: string, body: Record<string, Wire[]>): Promise<Answer> {
    const [one] = body['Invoices'] ?? body['CreditNotes'] ?? [];
    if (one?.LineItems) {
      const written = this.books.rewrite(id, this.#words(one));
      await this.tell(written, 'UPDATE');
      return this.#answer(written);
    }
    if (one?.Status !== 'VOIDED' && one?.Status !== 'DELETED') return validation('Only the status can be changed here.');
    const ended = this.books.end(id, one.Status === 'VOIDED' ? 'VOID' : 'DELETED');
    await this.tell(ended, 'UPDATE');
    return this.#answer(ended);
  }

  async #pay(all: WirePayment[]): Promise<Answer> {
    const [one] = all;
    const paper = this.books.paper(one?.Invoice?.InvoiceID ?? one?.CreditNote?.CreditNoteID ?? '');
    if (one?.Account?.Code !== '090') return validation('Account must be a bank account.');
    const minor = minorOf(one.Amount, paper.currency);
    const payment = this.books.pay({ side: paper.kind === 'INVOICE' || paper.kind === 'BILL_CREDIT' ? 'RECEIVED' : 'PAID_OUT', reference: one.Reference ?? null, partyId: paper.partyId, currency: paper.currency, day: one.Date ?? '', total: minor, fee: 0, appliesTo: [{ paperId: paper.id, minor }] });
    await this.tell(paper, 'UPDATE');
    return { status: 200, body: { Payments: [this.#paymentJson(payment)] } };
  }

  async #unpay(id: string, { Status }: WirePayment): Promise<Answer> {
    if (Status !== 'DELETED') return validation('Only the status can be changed here.');
    const payment = this.books.unpay(id);
    for (const { paperId } of payment.appliesTo) await this.tell(this.books.paper(paperId), 'UPDATE');
    return { status: 200, body: { Payments: [this.#paymentJson(payment)] } };
  }

  #answer(paper: BookPaper): Answer { return { status: 200, body: { [isNote(paper.kind) ? 'CreditNotes' : 'Invoices']: [this.#json(paper)] } }; }

  #json(paper: BookPaper): Record<string, unknown> {
    const { currency, kind } = paper;
    const party = this.books.parties.get(paper.partyId);
    const Status = paper.state === 'OPEN' ? (this.books.balance(paper) === 0 && paper.paid > 0 ? 'PAID' : 'AUTHORISED') : { DRAFT: 'DRAFT', VOID: 'VOIDED', DELETED: 'DELETED' }[paper.state];
    return {
      Type: types[kind], ...(isNote(kind) ? { CreditNoteID: paper.id, CreditNoteNumber: paper.number, RemainingCredit: wireOf(this.books.balance(paper), currency) } : { InvoiceID: paper.id, InvoiceNumber: paper.number, AmountDue: wireOf(this.books.balance(paper), currency), AmountPaid: wireOf(paper.paid, currency), ...(paper.dueOn ? { DueDate: `/Date(${Date.parse(`${paper.dueOn}T00:00:00Z`)}+0000)/`, DueDateString: `${paper.dueOn}T00:00:00` } : {}) }),
      Contact: { ContactID: paper.partyId, Name: party?.name }, ...dated(paper.day), Status, LineAmountTypes: 'Exclusive', CurrencyCode: currency, Reference: paper.memo ?? '', SubTotal: wireOf(paper.net, currency), TotalTax: wireOf(paper.tax, currency), Total: wireOf(paper.total, currency), UpdatedDateUTC: `/Date(${paper.updatedAt.getTime()}+0000)/`,
      LineItems: paper.lines.map((line) => ({ LineItemID: line.id, Description: line.text, Quantity: line.milli / 1000, UnitAmount: wireOf(line.unit, currency), LineAmount: wireOf(line.net, currency), TaxAmount: wireOf(line.tax, currency), AccountCode: line.account, TaxType: line.taxCode ?? 'NONE' })),
    };
  }

  #paymentJson(one: BookPayment): Record<string, unknown> {
    const [to] = one.appliesTo;
    const paper = to ? this.books.papers.get(to.paperId) : undefined;
    return { PaymentID: one.id, ...dated(one.day), Amount: wireOf(one.total, one.currency), Reference: one.reference ?? '', Status: one.state === 'DELETED' ? 'DELETED' : 'AUTHORISED', PaymentType: paper ? `${types[paper.kind]}PAYMENT` : 'ACCRECPAYMENT', CurrencyRate: 1, UpdatedDateUTC: `/Date(${one.updatedAt.getTime()}+0000)/`,
      Invoice: { InvoiceID: to?.paperId, InvoiceNumber: paper?.number, Type: paper ? types[paper.kind] : 'ACCREC', CurrencyCode: one.currency, Contact: { ContactID: one.partyId } }, ...(one.fee > 0 ? { BankAmount: wireOf(one.total - one.fee, one.currency) } : {}) };
  }

  #since(asked: Asked): Date { return new Date(asked.headers['if-modified-since'] ?? 0); }

  #list(asked: Asked): Answer {
    const notes = asked.params[0] === 'CreditNotes';
    const where = asked.query.get('where') ?? '';
    const [type, number, contact] = [/Type=="(\w+)"/.exec(where)?.[1], /(?:Invoice|CreditNote)Number=="((?:[^"\\]|\\.)*)"/.exec(where)?.[1], /ContactID==guid\("([^"]+)"\)/i.exec(where)?.[1]];
    const found = [...this.books.papers.values()].filter((one) => isNote(one.kind) === notes && one.updatedAt >= this.#since(asked) && (!type || types[one.kind] === type) && (number === undefined || one.number === number) && (!contact || one.partyId === contact));
    return { status: 200, body: { [asked.params[0] ?? '']: found.map((one) => this.#json(one)) } };
  }

  #payments(asked: Asked): Record<string, unknown>[] {
    const reference = /Reference=="((?:[^"\\]|\\.)*)"/.exec(asked.query.get('where') ?? '')?.[1];
    return [...this.books.payments.values()].filter((one) => one.updatedAt >= this.#since(asked) && (reference === undefined || one.reference === reference)).map((one) => this.#paymentJson(one));
  }

  #parties(where: string): Record<string, unknown>[] {
    const name = /Name(?:\.ToLower\(\))?=="((?:[^"\\]|\\.)*)"/.exec(where)?.[1]?.replaceAll(/\\(.)/g, '$1');
    return [...this.books.parties.values()].filter((one) => name === undefined || one.name.toLowerCase() === name.toLowerCase()).map(partyJson);
  }

  async tell(paper: BookPaper, eventType: string): Promise<void> {
    const kind = isNote(paper.kind) ? 'CREDITNOTE' : 'INVOICE';
    const event = { resourceUrl: `${this.door.url}${root}/${isNote(paper.kind) ? 'CreditNotes' : 'Invoices'}/${paper.id}`, resourceId: paper.id, eventDateUtc: new Date().toISOString().slice(0, -1), eventType, eventCategory: kind, tenantId: 'sandbox', tenantType: 'ORGANISATION' };
    await this.door.call(this.signed({ events: [event], firstEventSequence: 1, lastEventSequence: 1, entropy: 'S0m3r4Nd0mt3xt' }));
  }

  signed(body: unknown): News[] {
    const bytes = Buffer.from(JSON.stringify(body));
    return this.door.plan.secrets.slice(0, 1).map((secret) => ({ headers: { 'content-type': 'application/json', 'x-xero-signature': createHmac('sha256', secret).update(bytes).digest('base64') }, body: bytes }));
  }

  async byHand(command: string, body: Record<string, unknown>): Promise<Answer | null> {
    if (command === 'intent') { await this.door.call(this.signed({ events: [], firstEventSequence: 0, lastEventSequence: 0, entropy: 'intent' })); return { status: 200, body: {} }; }
    const done = this.books.byHand(command, body);
    if (done === null) return null;
    if (['edit', 'end', 'write'].includes(command)) await this.tell(done as BookPaper, command === 'write' ? 'CREATE' : 'UPDATE');
    if (['pay', 'unpay'].includes(command)) for (const { paperId } of (done as BookPayment).appliesTo) await this.tell(this.books.paper(paperId), 'UPDATE');
    return { status: 200, body: done };
  }
}

const partyJson = (one: BookParty): Record<string, unknown> => ({ ContactID: one.id, Name: one.name, ContactStatus: one.active ? 'ACTIVE' : 'ARCHIVED', ...(one.email ? { EmailAddress: one.email } : {}) });

const bearer = (headers: Asked['headers']): string => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';

/** Xero, not at Xero's. Not started yet; the books of its usual organisation are at `books`. */
export function xeroSandbox(): SandboxDoor & Keeps & { books: Books } {
  return companySandbox({
    name: 'xero', label: 'Xero', wish: 'write invoices, bills and payments into these books and to read what became of them', open: (door) => new Xero(door), companyIn: (asked) => String(asked.headers['xero-tenant-id'] ?? 'sandbox'), companyWord: null,
    refuse: ({ headers }, door) => (door.tokens.has(bearer(headers)) ? (headers['xero-tenant-id'] ? null : problem(403, 'Forbidden', 'AuthenticationUnsuccessful')) : problem(401, 'Unauthorized', 'TokenExpired: token expired or revoked')),
    trouble: (trouble) => (trouble.kind === 'rate-limit' ? { status: 429, body: {}, headers: { 'retry-after': String(trouble.retryAfter ?? 60), 'x-rate-limit-problem': 'minute' } } : trouble.kind === 'no-consent' ? { status: 400, body: { error: 'invalid_grant' } } : problem(trouble.kind === 'unavailable' ? 503 : 500, 'Error', 'An error occurred in Xero.')),
  });
}
