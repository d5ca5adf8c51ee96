/** What kind of paper it is, on which side. */
export type BookKind = 'INVOICE' | 'CREDIT_NOTE' | 'BILL' | 'BILL_CREDIT';
/** A line, in whole minor units and thousandths of a piece. */
export interface BookLine { id: string; text: string; milli: number; unit: number; net: number; tax: number; account: string; taxCode: string | null }
/** An invoice, a bill or a credit note of either, as a ledger keeps it. */
export interface BookPaper {
  id: string; kind: BookKind; number: string; partyId: string; currency: string; day: string; dueOn: string | null; memo: string | null; lines: BookLine[]; net: number; tax: number; total: number; paid: number;
  state: 'DRAFT' | 'OPEN' | 'VOID' | 'DELETED'; token: number; updatedAt: Date;
}
/** Money that came in or went out. */
export interface BookPayment { id: string; side: 'RECEIVED' | 'PAID_OUT'; reference: string | null; partyId: string; currency: string; day: string; total: number; fee: number; appliesTo: { paperId: string; minor: number }[]; state: 'DONE' | 'DELETED'; token: number; updatedAt: Date }
/** A customer or a vendor. */
export interface BookParty { id: string; side: 'CUSTOMER' | 'VENDOR'; name: string; email: string | null; active: boolean; token: number; updatedAt: Date }
/** An account, what is sold, or a tax. `rate` is in hundredths of a percent. */
export interface BookCode { id: string; code: string; name: string; kind: 'INCOME' | 'EXPENSE' | 'TAX'; rate: number | null }
/** A file that lies beside a paper. */
export interface BookFile { id: string; paperId: string; name: string; type: string; size: number }

/** A no of the books, which each vendor says in its own way. */
export class BooksRefuse extends Error {
  constructor(readonly why: 'PERIOD_CLOSED' | 'NAME_TAKEN' | 'NUMBER_TAKEN' | 'PARTY_INACTIVE' | 'PARTY_UNKNOWN' | 'TAX_CODE' | 'ACCOUNT_CODE' | 'STALE' | 'NOT_FOUND' | 'PAID' | 'SUM', readonly what = '') { super(`${why} ${what}`); }
}

/** What a new paper says. */
export type NewPaper = Omit<BookPaper, 'id' | 'paid' | 'state' | 'token' | 'updatedAt' | 'net' | 'tax' | 'total'> & { state?: 'DRAFT' | 'OPEN'; tax?: number };
/** What new money says. */
export type NewPayment = Omit<BookPayment, 'id' | 'state' | 'token' | 'updatedAt'>;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const round = (x: number): number => Math.sign(x) * Math.floor(Math.abs(x) + 0.5);

/** One company's books in memory: the same double under two vendors' names. */
export class Books {
  readonly papers = new Map<string, BookPaper>();
  readonly payments = new Map<string, BookPayment>();
  readonly parties = new Map<string, BookParty>();
  readonly files: BookFile[] = [];
  closedUntil: string | null = null;
  name = 'Sandbox company';
  currency = 'GBP';
  readonly codes: BookCode[] = [
    { id: '1', code: '200', name: 'Sales', kind: 'INCOME', rate: null }, { id: '2', code: '400', name: 'Office costs', kind: 'EXPENSE', rate: null }, { id: '3', code: '404', name: 'Bank fees', kind: 'EXPENSE', rate: null },
    { id: '4', code: 'STANDARD', name: 'Standard 20%', kind: 'TAX', rate: 2_000 }, { id: '5', code: 'REDUCED', name: 'Reduced 5%', kind: 'TAX', rate: 500 }, { id: '6', code: 'ZERO', name: 'No tax', kind: 'TAX', rate: 0 },
  ];
  #last = 100;

  constructor(private readonly makeId: (n: number) => string, private readonly rules: { readonly numbersOnce: boolean }) {}

  /** All that the books hold, to be put away and taken out again. */
  get kept(): object { const { papers, payments, parties, files, closedUntil } = this; return { papers, payments, parties, files, closedUntil, last: this.#last }; }
  set kept(kept: object) {
    const { papers, payments, parties, files, closedUntil, last } = kept as Pick<Books, 'papers' | 'payments' | 'parties' | 'files' | 'closedUntil'> & { last: number };
    for (const [id, one] of papers) this.papers.set(id, one);
    for (const [id, one] of payments) this.payments.set(id, one);
    for (const [id, one] of parties) this.parties.set(id, one);
    this.files.push(...files);
    this.closedUntil = closedUntil;
    this.#last = last;
  }

  newId(): string { this.#last += 1; return this.makeId(this.#last); }
  code(kind: BookCode['kind'], word: string): BookCode | undefined { return this.codes.find((one) => one.kind === kind && [one.id, one.code, one.name].includes(word)); }
  paper(id: string): BookPaper { return this.papers.get(id) ?? refuse('NOT_FOUND', id); }
  balance(paper: BookPaper): number { return paper.state === 'VOID' || paper.state === 'DELETED' ? 0 : paper.total - paper.paid; }

  addParty(side: BookParty['side'], name: string, email: string | null): BookParty {
    const taken = [...this.parties.values()].find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (taken) throw new BooksRefuse('NAME_TAKEN', name);
    const party: BookParty = { id: this.newId(), side, name, email, active: true, token: 0, updatedAt: new Date() };
    this.parties.set(party.id, party);
    return party;
  }

  add(given: NewPaper): BookPaper {
    this.#demandOpen(given.day);
    const party = this.parties.get(given.partyId) ?? refuse('PARTY_UNKNOWN', given.partyId);
    if (!party.active) throw new BooksRefuse('PARTY_INACTIVE', party.name);
    const mine = given.kind === 'INVOICE' || given.kind === 'CREDIT_NOTE';
    if (this.rules.numbersOnce && mine && [...this.papers.values()].some((one) => one.kind === given.kind && one.number === given.number && one.state !== 'DELETED')) throw new BooksRefuse('NUMBER_TAKEN', given.number);
    for (const line of given.lines) this.#demandCodes(line, mine);
    const net = sum(given.lines.map((line) => line.net));
    const tax = given.tax ?? sum(given.lines.map((line) => line.tax));
    const paper: BookPaper = { ...given, id: this.newId(), net, tax, total: net + tax, paid: 0, state: given.state ?? 'OPEN', token: 0, updatedAt: new Date() };
    this.papers.set(paper.id, paper);
    return paper;
  }

  /** Other words and sums in a paper's place. One that was taken back stays so, and one that is paid keeps at least what was paid. */
  rewrite(id: string, given: Omit<NewPaper, 'kind'>): BookPaper {
    const paper = this.paper(id);
    if (paper.state === 'VOID' || paper.state === 'DELETED') throw new BooksRefuse('NOT_FOUND', paper.number);
    this.#demandOpen(given.day);
    for (const line of given.lines) this.#demandCodes(line, paper.kind === 'INVOICE' || paper.kind === 'CREDIT_NOTE');
    const [net, tax] = [sum(given.lines.map((line) => line.net)), given.tax ?? sum(given.lines.map((line) => line.tax))];
    if (net + tax < paper.paid) throw new BooksRefuse('PAID', paper.number);
    return this.touch(paper, { number: given.number, partyId: given.partyId, currency: given.currency, day: given.day, dueOn: given.dueOn, memo: given.memo, lines: given.lines, net, tax, total: net + tax });
  }

  /** The tax of a line where the vendor reckons it. */
  taxOf(net: number, code: string | null): number { return round((net * (code === null ? 0 : this.code('TAX', code)?.rate ?? 0)) / 10_000); }

  /** Takes a paper back: it stays as void, or is gone. */
  end(id: string, how: 'VOID' | 'DELETED'): BookPaper {
    const paper = this.paper(id);
    if (paper.state === 'VOID' || paper.state === 'DELETED') return paper;
    if (paper.paid > 0) throw new BooksRefuse('PAID', paper.number);
    this.#demandOpen(paper.day);
    return this.touch(paper, { state: how });
  }

  pay(given: NewPayment): BookPayment {
    this.#demandOpen(given.day);
    for (const { paperId, minor } of given.appliesTo) {
      const paper = this.paper(paperId);
      if (paper.state !== 'OPEN' || minor > this.balance(paper)) throw new BooksRefuse('SUM', paper.number);
    }
    const payment: BookPayment = { ...given, id: this.newId(), state: 'DONE', token: 0, updatedAt: new Date() };
    this.payments.set(payment.id, payment);
    for (const { paperId, minor } of given.appliesTo) this.touch(this.paper(paperId), { paid: this.paper(paperId).paid + minor });
    return payment;
  }

  unpay(id: string): BookPayment {
    const payment = this.payments.get(id) ?? refuse('NOT_FOUND', id);
    if (payment.state === 'DELETED') return payment;
    for (const { paperId, minor } of payment.appliesTo) this.touch(this.paper(paperId), { paid: this.paper(paperId).paid - minor });
    return Object.assign(payment, { state: 'DELETED', token: payment.token + 1, updatedAt: new Date() });
  }

  attach(paperId: string, file: { name: string; type: string; size: number }): BookFile {
    this.paper(paperId);
    const kept = { id: this.newId(), paperId, ...file };
    this.files.push(kept);
    return kept;
  }

  touch(paper: BookPaper, change: Partial<BookPaper>): BookPaper { return Object.assign(paper, change, { token: paper.token + 1, updatedAt: new Date() }); }

  /** Somebody works in the ledger itself, past whoever is connected to it. */
  byHand(command: string, body: Record<string, unknown>): unknown {
    const known = () => this.paper(String(body['id'] ?? [...this.papers.values()].find((one) => one.number === body['number'] && one.state !== 'DELETED')?.id ?? ''));
    switch (command) {
      case 'books': return { papers: [...this.papers.values()], payments: [...this.payments.values()], parties: [...this.parties.values()], files: this.files };
      case 'pay': { const paper = known(); const minor = Number(body['minor'] ?? this.balance(paper)); return this.pay({ side: paper.kind === 'INVOICE' ? 'RECEIVED' : 'PAID_OUT', reference: (body['reference'] as string | undefined) ?? null, partyId: paper.partyId, currency: paper.currency, day: String(body['day'] ?? paper.day), total: minor, fee: Number(body['fee'] ?? 0), appliesTo: [{ paperId: paper.id, minor }] }); }
      case 'unpay': return this.unpay(String(body['id']));
      case 'edit': { const paper = known(); const by = Number(body['by'] ?? 0); if (body['dueOn']) paper.dueOn = String(body['dueOn']); const [first] = paper.lines; if (first) first.net += by; return this.touch(paper, { net: paper.net + by, total: paper.total + by, ...(body['memo'] ? { memo: String(body['memo']) } : {}) }); }
      case 'end': return this.end(known().id, body['how'] === 'DELETED' ? 'DELETED' : 'VOID');
      case 'write': return this.add({ ...{ memo: null, dueOn: null, currency: this.currency }, ...(body as unknown as NewPaper) });
      case 'party': return this.addParty((body['side'] as BookParty['side'] | undefined) ?? 'CUSTOMER', String(body['name']), (body['email'] as string | undefined) ?? null);
      case 'deactivate': return Object.assign(this.parties.get(String(body['id'])) ?? refuse('NOT_FOUND'), { active: false, updatedAt: new Date() });
      case 'close': this.closedUntil = (body['until'] as string | null | undefined) ?? null; return { closedUntil: this.closedUntil };
      default: return null;
    }
  }

  #demandOpen(day: string): void { if (this.closedUntil !== null && day <= this.closedUntil) throw new BooksRefuse('PERIOD_CLOSED', this.closedUntil); }

  #demandCodes(line: BookLine, mine: boolean): void {
    if (!this.code(mine ? 'INCOME' : 'EXPENSE', line.account)) throw new BooksRefuse('ACCOUNT_CODE', line.account);
    if (line.taxCode !== null && !this.code('TAX', line.taxCode)) throw new BooksRefuse('TAX_CODE', line.taxCode);
  }
}

function refuse(why: BooksRefuse['why'], what = ''): never { throw new BooksRefuse(why, what); }

/** How many decimals amounts of a currency have on the wire. */
export const decimalsOf = (currency: string): number => ({ JPY: 0, KWD: 3 })[currency] ?? 2;
/** An amount as JSON has it. */
export const wireOf = (minor: number, currency: string): number => Number((minor / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency)));
/** JSON's amount in minor units. */
export const minorOf = (amount: number | string | undefined, currency: string): number => round(Number(amount ?? 0) * 10 ** decimalsOf(currency));
