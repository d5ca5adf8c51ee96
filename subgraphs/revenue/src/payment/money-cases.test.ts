import { act, aClient, aDraft, issued, line, openBooks, paid, refusal, see, whole, words, type Books } from '../../test/books.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); clientId = await aClient(books.h); });
afterAll(async () => { await books?.h.stop(); });

const rows = () => books.h.sql('select (select count(*) from revenue.invoices) as invoices, (select count(*) from revenue.payments) as payments, (select count(*) from revenue.allocations) as allocations, (select count(*) from revenue.refunds) as refunds, (select count(*) from revenue.credit_notes) as credits');
const drafted = (lines: Record<string, unknown>[], more: Record<string, unknown> = {}) => act<{ total: { minor: unknown; decimal: string }; tax: { decimal: string } }>(books.h, books.writer, 'draftInvoice', { clientId, ...words({ lines, ...more }) }, '{ total { minor decimal } tax { decimal } }');
const free = (unitPriceMinor: unknown, more: Record<string, unknown> = {}) => line({ unitPriceMinor, taxBasisPoints: 0, ...more });

describe('whole minor units, with one rule of rounding', () => {
  it('sums tenths of a pound that floats cannot', async () => { expect((await drafted([free('10'), free('20')])).total.decimal).toBe('0.30'); });
  it('reckons tax by the line and not on the sum', async () => { expect((await drafted(Array.from({ length: 3 }, () => line({ unitPriceMinor: '5', taxBasisPoints: 1000 })))).tax.decimal).toBe('0.03'); });
  it('rounds half up where half to even would not', async () => { expect((await drafted([line({ unitPriceMinor: '25', taxBasisPoints: 1000 }), line({ unitPriceMinor: '45', taxBasisPoints: 1000 })])).tax.decimal).toBe('0.08'); });
  it('takes a third off three lines, and they sum to the total', async () => {
    const seen = await aDraft(books, clientId, { lines: ['1', '1', '1'].map((unitPriceMinor) => free(unitPriceMinor, { discount: { basisPoints: 3333 } })), discount: { basisPoints: 3333 } });
    expect(seen.lines.reduce((sum, one) => sum + whole(one.gross), 0n)).toBe(whole(seen.total));
  });
});

describe('amounts that are none', () => {
  it.each<[string, unknown]>([['less than nothing', '-1'], ['nothing from below', '-0'], ['no number', 'NaN'], ['more than any number', '1e309'], ['endless', 'Infinity'], ['a broken penny', '0.5'], ['hexadecimal', '0x10'], ['empty', ''], ['a number that a float has rounded already', 9_007_199_254_740_993], ['a list', ['1', '2']]])('are refused as a price: %s', async (_, unitPriceMinor) => {
    const before = await rows();
    expect(await refusal(books.h, books.writer, 'draftInvoice', { clientId, ...words({ lines: [free(unitPriceMinor)] }) })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await rows()).toEqual(before);
  });
  it.each(['-1', '-0', '0', '0.0001', 'NaN', '1e3', '1e309', '٣', '1,5', ' 1', '9007199254740993'])('are refused as a quantity: %s', async (quantity) => {
    expect(await refusal(books.h, books.writer, 'draftInvoice', { clientId, ...words({ lines: [free('1', { quantity })] }) })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
  it.each<[string, unknown]>([['-1', '-1'], ['-0', '-0'], ['NaN', 'NaN'], ['1e309', '1e309'], ['half', '0.5'], ['beyond a float', 9_007_199_254_740_993]])('are refused as a payment, a credit and what is given back: %s', async (_, amountMinor) => {
    const { h, writer } = books;
    const { id: invoiceId } = await issued(books, clientId, { lines: [free('10000')] });
    const { id: paymentId } = await paid(books, clientId, '100', { allocations: [] });
    const before = await rows();
    for (const [name, input] of [['recordPayment', { clientId, amountMinor, currency: 'GBP', method: 'CASH', receivedOn: '2026-11-19' }], ['creditInvoice', { invoiceId, amountMinor, reason: 'x' }], ['refundPayment', { paymentId, amountMinor, reason: 'x' }]] as const) {
      expect({ name, refused: await refusal(h, writer, name, input) }).toMatchObject({ name, refused: { code: 'BAD_USER_INPUT' } });
    }
    expect(await rows()).toEqual(before);
  });
  it('are never asked for beyond what came or what was billed', async () => {
    const { h, writer } = books;
    const { id: invoiceId } = await issued(books, clientId, { lines: [free('10000')] });
    const { id: paymentId } = await paid(books, clientId, '10000', { allocations: [{ invoiceId }] });
    const before = await rows();
    expect(await refusal(h, writer, 'refundPayment', { paymentId, invoiceId, amountMinor: '10001', reason: 'x' })).toMatchObject({ reason: 'REVENUE_AMOUNT' });
    expect(await refusal(h, writer, 'creditInvoice', { invoiceId, amountMinor: '10001', reason: 'x' })).toMatchObject({ reason: 'REVENUE_AMOUNT' });
    expect(await rows()).toEqual(before);
  });
  it('leave as text, so that no reader rounds them', async () => {
    const { total } = await drafted([free('9007199254740993')]);
    expect(JSON.parse(JSON.stringify(total.minor))).toBe('9007199254740993');
  });
});

describe('currencies', () => {
  it.each([['JPY', '1', '1'], ['KWD', '1', '0.001'], ['BHD', '1001', '1.001'], ['GBP', '1', '0.01']])('of %s have decimals of their own', async (currency, unitPriceMinor, decimal) => { expect((await drafted([free(unitPriceMinor)], { currency })).total.decimal).toBe(decimal); });
  it('round to the unit that they have: no half yen, and fils to the thousandth', async () => {
    const lines = [line({ unitPriceMinor: '333', taxBasisPoints: 1000, quantity: '1.5' })];
    expect([(await drafted(lines, { currency: 'JPY' })).total.decimal, (await drafted(lines, { currency: 'KWD' })).total.decimal]).toEqual(['550', '0.550']);
  });
  it.each(['XXX', 'XTS', 'gbp', 'GB', 'POUNDS', '', '£'])('are refused when there is none of that name: %p', async (currency) => {
    const before = await rows();
    expect(await refusal(books.h, books.writer, 'draftInvoice', { clientId, ...words({ currency }) })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refusal(books.h, books.writer, 'recordPayment', { clientId, amountMinor: '1', currency, method: 'CASH', receivedOn: '2026-11-19' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await rows()).toEqual(before);
  });
  it('are never mixed in one invoice: a line has none of its own', async () => { expect((await refusal(books.h, books.writer, 'draftInvoice', { clientId, ...words({ lines: [free('1', { currency: 'EUR' })] }) }))?.code).toBe('BAD_USER_INPUT'); });
  it('never settle an invoice of another', async () => {
    const own = await aClient(books.h);
    const yen = await issued(books, own, { currency: 'JPY', lines: [free('500')] });
    await paid(books, own, '500');
    expect(whole((await see(books.h, yen.id)).balance)).toBe(500n);
    expect(await refusal(books.h, books.writer, 'recordPayment', { clientId: own, amountMinor: '500', currency: 'GBP', method: 'CASH', receivedOn: '2026-11-19', allocations: [{ invoiceId: yen.id }] })).toMatchObject({ reason: 'REVENUE_AMOUNT' });
  });
});

describe('after an invoice went out', () => {
  it('two who pay all of it at once pay it once, and what is over is the client\'s', async () => {
    const { id: invoiceId } = await issued(books, clientId, { lines: [free('10000')] });
    const answers = await Promise.all([0, 1].map((n) => refusal(books.h, books.writer, 'recordPayment', { clientId, amountMinor: '10000', currency: 'GBP', method: 'CARD', receivedOn: '2026-11-19', providerRef: `${invoiceId}-${n}`, allocations: [{ invoiceId, amountMinor: '10000' }] })));
    expect(answers.filter((one) => one === undefined)).toHaveLength(1);
    expect(answers.find((one) => one !== undefined)).toMatchObject({ reason: expect.stringMatching(/REVENUE_(AMOUNT|INVOICE_STATE)/) as string });
    expect(await see(books.h, invoiceId)).toMatchObject({ status: 'PAID' });
    expect(await books.h.sql('select sum(amount_minor)::text as settled from revenue.allocations a join revenue.invoices i on i.id = a.invoice_id where i.number = $1', [(await see(books.h, invoiceId)).number])).toEqual([{ settled: '10000' }]);
  });
  it('nobody changes it or throws it away, before it is paid or after: a credit note corrects it', async () => {
    const { h, writer } = books;
    const seen = await issued(books, clientId, { lines: [free('10000')] });
    const tries = async () => Promise.all([refusal(h, writer, 'changeInvoice', { invoiceId: seen.id, ...words() }), refusal(h, writer, 'discardInvoice', { invoiceId: seen.id }, ''), refusal(h, writer, 'withdrawInvoice', { invoiceId: seen.id })]);
    for (const one of await tries()) expect(one).toMatchObject({ code: 'CONFLICT' });
    await paid(books, clientId, '10000', { allocations: [{ invoiceId: seen.id }] });
    for (const one of [...await tries(), await refusal(h, writer, 'voidInvoice', { invoiceId: seen.id, reason: 'x' })]) expect(one).toMatchObject({ code: 'CONFLICT' });
    await act(h, writer, 'creditInvoice', { invoiceId: seen.id, amountMinor: '2500', reason: 'Less.' });
    expect(await see(h, seen.id)).toMatchObject({ status: 'PAID', number: seen.number, contentHash: seen.contentHash, creditNotes: [{ number: expect.stringMatching(/^CN-/) as string }] });
  });
  it('a change that began from what somebody else has changed since is refused', async () => {
    const { h, writer } = books;
    const draft = await aDraft(books, clientId);
    const both = await Promise.all([1, 2].map((n) => refusal(h, writer, 'changeInvoice', { invoiceId: draft.id, ifVersion: draft.version, ...words({ lines: [free(String(n))] }) })));
    expect(both.filter((one) => one === undefined)).toHaveLength(1);
    expect(both.find((one) => one !== undefined)).toMatchObject({ code: 'CONFLICT', reason: 'STALE_VERSION' });
  });
});
