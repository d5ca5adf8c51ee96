import {
  billHeld, billRouted, contactCreated, contactLinked, firmRegistered, invoiceApprovalRequested, invoiceIssued, invoiceOverdue, invoicePushFailed, invoiceRejected, invoiceReminderDue, invoiceVoided, ledgerReauthRequired, merchantReauthRequired, newId, paymentDisputeClosed, paymentDisputed, paymentFailed, paymentReviewNeeded, portalUserInvited, receiptIssued, userAdded,
} from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { mailServer, type MailServer } from '../../test/mail-server.js';
import communications from '../subgraph.js';

let h: Harness;
let server: MailServer;
const [owner, partner] = [newId('usr'), newId('usr')];
const publicUrl = 'https://house.test';

beforeAll(async () => {
  server = await mailServer();
  h = await testSubgraph(communications, { env: { SMTP_URL: server.url, FIRMAMENT_PUBLIC_URL: publicUrl } });
  await h.deliver(firmRegistered, { firmId: h.firm.id, name: 'Harbour & Vale', slug: 'harbour', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: owner });
  await h.deliver(userAdded, { userId: owner, name: 'Ines Calder', email: 'ines@harbour.test', roles: ['owner'] });
  await h.deliver(userAdded, { userId: partner, name: 'Tom Okafor', email: 'tom@harbour.test', roles: ['manager'] });
});
afterAll(async () => { await h?.stop(); await server?.close(); });
beforeEach(() => { server.arrived.length = 0; });

/** A person of a client; `portal: false` for one who was never asked in. */
async function aPerson(clientId: string, name: string, { isBilling = true, isPrimary = false, portal = true } = {}): Promise<string> {
  const person = { contactId: newId('con'), name, email: `${name.split(' ')[0]?.toLowerCase() ?? ''}-${newId('con').slice(-6)}@marlowe.test` };
  await h.knowClient(clientId);
  await h.deliver(contactCreated, { ...person, phone: null, source: 'STAFF' });
  await h.deliver(contactLinked, { linkId: newId('lnk'), contactId: person.contactId, clientId, contactName: name, role: 'Owner', isPrimary, isSignatory: false, isBilling, portalAccess: portal }, { clientId });
  if (portal) await h.deliver(portalUserInvited, { portalUserId: newId('pus'), clientId, expiresAt: '2099-01-01T00:00:00.000Z', ...person }, { clientId });
  return person.email;
}

const arrived = async () => { await h.sweep('send-due'); return server.arrived; };
const gbp = (minor: string) => ({ minor, currency: 'GBP' });
const anInvoice = (clientId: string, number: string | null = 'INV-0041') => ({ invoiceId: newId('ivc'), clientId, projectId: null, number, total: gbp('552000') });
const out = (clientId: string) => ({ ...anInvoice(clientId), number: 'INV-0041', issuedOn: '2026-11-19', dueOn: '2026-12-03', title: 'Year-end accounts', documentSha256: 'a'.repeat(64), contentHash: 'h' });
const told = async (user: string) => ((await h.as({ ...h.staff(), id: user }).run('{ notifications(first: 50) { nodes { title body } } }')).data as { notifications: { nodes: { title: string; body: string }[] } }).notifications.nodes;

describe('money that moved', () => {
  const moved = (clientId: string, kind: 'RECEIPT' | 'REFUND', numbers: readonly string[]) => ({
    receiptId: newId('rpt'), kind, clientId, paymentId: newId('pmt'), refundId: kind === 'REFUND' ? newId('rfd') : null, number: kind === 'REFUND' ? 'RFN-0001' : 'RCP-0001', amount: gbp('552000'),
    invoices: numbers.map((number) => ({ invoiceId: newId('ivc'), number, amount: gbp('552000') })), issuedOn: '2026-11-19', documentSha256: 'a'.repeat(64),
  });

  it('is told once to whoever is there for bills, with the page of its one invoice or of all', async () => {
    const clientId = newId('cli');
    const to = await aPerson(clientId, 'Piers Marlowe');
    const one = moved(clientId, 'RECEIPT', ['INV-0041']);
    for (const aggregateSeq of [1, 2]) await h.deliver(receiptIssued, one, { clientId, aggregateSeq });
    await h.deliver(receiptIssued, moved(clientId, 'REFUND', ['INV-0041', 'INV-0042']), { clientId });
    const mails = await arrived();
    expect(mails.map((mail) => [mail.to, mail.subject])).toEqual([[to, 'Receipt RCP-0001 for £5,520.00'], [to, 'Given back: £5,520.00, RFN-0001']]);
    for (const part of ['we received £5,520.00', 'Invoice INV-0041: £5,520.00', `${publicUrl}/portal/invoices/${one.invoices[0]?.invoiceId}?firm=harbour`]) expect(mails[0]?.text).toContain(part);
    for (const part of ['we gave £5,520.00 back', 'Invoice INV-0042', `${publicUrl}/portal/invoices?firm=harbour`]) expect(mails[1]?.text).toContain(part);
  });
});

describe('an invoice that is out', () => {
  it('is told once to the people who are there for bills, and to nobody else of the client', async () => {
    const clientId = newId('cli');
    const [main, books] = [await aPerson(clientId, 'Marion Marlowe', { isBilling: false, isPrimary: true }), await aPerson(clientId, 'Piers Marlowe')];
    const fact = out(clientId);
    for (const aggregateSeq of [1, 2]) await h.deliver(invoiceIssued, fact, { clientId, aggregateSeq });
    const mails = await arrived();
    expect(mails.map((mail) => mail.to)).toEqual([books]);
    expect(main).not.toBe(books);
    expect(mails[0]?.subject).toBe('Invoice INV-0041 from Harbour & Vale');
    for (const part of ['Hello Piers Marlowe', 'For: Year-end accounts', 'Amount: £5,520.00', 'To be paid by: Thursday 3 December 2026', `${publicUrl}/portal/invoices/${fact.invoiceId}?firm=harbour`]) expect(mails[0]?.text).toContain(part);
  });

  it('goes to the main contact where nobody is there for bills, and shows no door to whoever has none', async () => {
    const clientId = newId('cli');
    const main = await aPerson(clientId, 'Wilma Wren', { isBilling: false, isPrimary: true, portal: false });
    await aPerson(clientId, 'Other Wren', { isBilling: false });
    await h.deliver(invoiceIssued, out(clientId), { clientId });
    const mails = await arrived();
    expect(mails.map((mail) => mail.to)).toEqual([main]);
    expect(mails[0]?.text).not.toContain('/portal/');
  });

  it('tells the owner when a client has nobody with an address', async () => {
    const clientId = newId('cli');
    await h.knowClient(clientId);
    await h.deliver(invoiceIssued, out(clientId), { clientId });
    expect(await arrived()).toEqual([]);
    expect((await told(owner)).map(({ title }) => title)).toContain('A mail about money has nobody to go to');
  });

  it('is taken back in words; one that never had a number is not mentioned', async () => {
    const clientId = newId('cli');
    const books = await aPerson(clientId, 'Bea Books');
    await h.deliver(invoiceVoided, { ...anInvoice(clientId), reason: 'By mistake.', billAgain: true }, { clientId });
    await h.deliver(invoiceVoided, { ...anInvoice(clientId, null), reason: 'By mistake.', billAgain: true }, { clientId });
    const mails = await arrived();
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([[books, 'Taken back: invoice INV-0041']]);
    expect(mails[0]?.text).not.toContain('By mistake');
  });

  it('that was paid by money that did not come: the client hears it once, whatever the bank said', async () => {
    const clientId = newId('cli');
    const books = await aPerson(clientId, 'Una Unpaid');
    const fact = { paymentId: newId('pmt'), clientId, amount: gbp('1200'), method: 'DIRECT_DEBIT' as const, providerRef: null, reason: 'insufficient funds' };
    for (const aggregateSeq of [1, 2]) await h.deliver(paymentFailed, fact, { clientId, aggregateSeq });
    const mails = await arrived();
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([[books, 'Your payment of £12.00 did not come']]);
    expect(mails[0]?.text).not.toContain('insufficient');
  });

  it('that is late is said by the firm to whoever is billed, once for each reminder', async () => {
    const clientId = newId('cli');
    const books = await aPerson(clientId, 'Rex Reminded');
    const late = (daysLate: number, reminderNo: number) => ({ ...anInvoice(clientId), number: 'INV-0041', dueOn: '2026-12-03', balance: gbp('6000'), daysLate, reminderNo, last: false, byHand: false });
    await h.deliver(invoiceReminderDue, late(1, 1), { clientId, aggregateSeq: 1 });
    await h.deliver(invoiceReminderDue, late(10, 2), { clientId, aggregateSeq: 2 });
    await h.deliver(invoiceReminderDue, late(-2, 3), { clientId, aggregateSeq: 3 });
    const mails = await arrived();
    expect(mails.map(({ to, subject }) => [to, subject]).sort()).toEqual([[books, 'Reminder: invoice INV-0041 is 10 days late'], [books, 'Reminder: invoice INV-0041 is a day late'], [books, 'Reminder: invoice INV-0041 is due soon']]);
    expect(mails[0]?.text).toContain('£60.00 is left to pay');
  });
});

describe('the people of the firm', () => {
  const approval = { approvalId: newId('iap'), contentHash: 'h' };

  it('hear when it is their turn; the owner hears where nobody is named', async () => {
    const clientId = newId('cli');
    await h.knowClient(clientId);
    const asked = { ...anInvoice(clientId, null), ...approval, ruleName: 'Above 5,000', stepNo: 0, stepCount: 2, dueAt: null };
    await h.deliver(invoiceApprovalRequested, { ...asked, approverIds: [partner] }, { clientId });
    expect(await told(partner)).toEqual([{ title: 'An invoice of £5,520.00 waits for your yes', body: '«Above 5,000», step 1 of 2. Open Approvals.' }]);
    await h.deliver(invoiceApprovalRequested, { ...asked, ...anInvoice(clientId, null), total: gbp('100'), approvalId: newId('iap'), approverIds: [] }, { clientId });
    expect((await told(owner)).map(({ title }) => title)).toContain('An invoice of £1.00 waits for your yes');
    await h.deliver(invoiceRejected, { ...anInvoice(clientId, null), ...approval, stepNo: 0, approverId: owner, authorIds: [partner], comment: 'Wrong period.' }, { clientId });
    expect(await told(partner)).toContainEqual({ title: 'An invoice of £5,520.00 came back', body: 'Wrong period.' });
  });

  it('hear of bills: whose turn it is with what they were read as, and what is held and why', async () => {
    const bill = { billId: newId('bil'), clientId: null, vendorId: newId('vnd'), vendorName: 'Print Shop', number: 'PS-12', total: gbp('54000'), dueOn: null, credit: false };
    await h.deliver(billRouted, { ...bill, approvalId: newId('iap'), contentHash: 'h', ruleName: 'Bills', stepNo: 0, stepCount: 1, approverIds: [partner], dueAt: null });
    expect(await told(partner)).toContainEqual({ title: 'Print Shop · PS-12 waits for your yes', body: '£540.00. «Bills», step 1 of 1. Open Approvals: the document and what it was coded as lie there.' });
    await h.deliver(billHeld, { ...bill, billId: newId('bil'), reason: 'It asks to be paid to another account.' });
    expect(await told(owner)).toContainEqual({ title: 'Print Shop · PS-12 is held', body: 'It asks to be paid to another account. Ask the vendor by another way before it goes on.' });
  });

  it('hear of the ledger only when somebody is needed, each once', async () => {
    const clientId = newId('cli');
    await h.knowClient(clientId);
    const failed = { ...anInvoice(clientId), connectionId: newId('cnx'), ledger: 'XERO' as const, attempt: 1, errorCode: 'PERIOD_CLOSED' };
    await h.deliver(invoicePushFailed, { ...failed, sentence: 'Xero does not answer.', retryable: true }, { clientId });
    expect((await told(owner)).filter(({ title }) => title.includes('does not take'))).toEqual([]);
    await h.deliver(invoicePushFailed, { ...failed, sentence: 'The period is closed.', retryable: false }, { clientId, aggregateSeq: 2 });
    expect(await told(owner)).toContainEqual({ title: 'Xero does not take invoice INV-0041', body: 'The period is closed.' });
    await h.deliver(ledgerReauthRequired, { connectionId: newId('cnx'), ledger: 'XERO', reason: 'The consent was withdrawn.', connectedBy: owner });
    expect((await told(owner)).filter(({ title }) => title === 'Xero must be connected again')).toHaveLength(1);
  });
});

describe('what is late or disputed', () => {
  it('is told to the owner of the firm, with what it means', async () => {
    const clientId = newId('cli');
    await h.deliver(invoiceOverdue, { ...anInvoice(clientId), number: 'INV-0041', dueOn: '2026-12-03', balance: gbp('6000'), daysLate: 1 }, { clientId });
    const disputed = { paymentId: newId('pmt'), clientId, amount: gbp('1200'), method: 'CARD' as const, providerRef: null, disputed: gbp('1200'), invoices: [] };
    await h.deliver(paymentDisputed, { ...disputed, reason: 'Not my card.' }, { clientId, aggregateSeq: 1 });
    await h.deliver(paymentDisputeClosed, { ...disputed, outcome: 'LOST' }, { clientId, aggregateSeq: 2 });
    expect(await told(owner)).toEqual(expect.arrayContaining([
      { title: 'Invoice INV-0041 is late', body: '£60.00 was to be paid by Thursday 3 December 2026.' }, { title: 'A payment of £12.00 is disputed', body: 'Not my card. Nothing changes until the bank decides.' },
      { title: 'A disputed payment of £12.00 is gone', body: 'The bank decided for whoever paid. What it settled is owed again.' },
    ]));
  });
});

describe('paying in the portal', () => {
  it('asks somebody of the firm when money may be one payment or two, and when the service no longer lets it in', async () => {
    const clientId = newId('cli');
    await h.deliver(paymentReviewNeeded, { paymentId: newId('pmt'), onlinePaymentId: newId('opm'), clientId, invoiceId: newId('ivc'), invoiceNumber: 'INV-0041', amount: gbp('552000'), providerRef: 'ch_1' }, { clientId });
    await h.deliver(merchantReauthRequired, { connectionId: newId('cnx'), service: 'SANDBOX_PAY', reason: 'Sandbox Pay: This key is not known.', connectedBy: partner });
    expect((await told(owner)).map(({ title }) => title)).toContain('£5,520.00 for invoice INV-0041 may be one payment or two');
    expect((await told(partner)).map(({ title }) => title)).toContain('The payment service must be connected again');
  });
});
