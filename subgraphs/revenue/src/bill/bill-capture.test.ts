import { idToUuid, mailReceived, newId } from '@firmament/events';
import { act, aClient, ask, openBooks, person, refusal, type Books } from '../../test/books.js';
import { aPdf, billLine, billWords, coded, handedIn, seeBill, sha256, uploaded, type SeenBill } from '../../test/bills.js';

let books: Books;
beforeAll(async () => { books = await openBooks(); });
beforeEach(() => { books.h.setNow(new Date('2026-11-19T11:18:00Z')); });
afterAll(async () => { await books?.h.stop(); });

const told = async (id: string): Promise<string[]> => (await books.h.events()).filter((one) => one.data.billId === id).map((one) => one.type.replace('revenue.bill.', ''));
const decides = (bill: SeenBill, duplicate: boolean) => ({ billId: bill.id, duplicate });

it('takes a file in once it is what was announced, seals it, and guesses nothing (6.1, 6.F12)', async () => {
  const { h, writer, store } = books;
  const bytes = aPdf();
  const uploadId = await uploaded(books, writer, bytes);
  const [first, again] = [await act(h, writer, 'receiveBill', { uploadId }), await act(h, writer, 'receiveBill', { uploadId })];
  const bill = await seeBill(books, first.id);
  expect(again.id).toBe(first.id);
  expect(bill).toMatchObject({ status: 'NEEDS_CODING', channel: 'UPLOAD', number: null, total: null, vendor: null, fileSha256: sha256(bytes), file: { contentType: 'application/pdf' } });
  expect(await told(bill.id)).toEqual(['received']);
  expect(await refusal(h, writer, 'routeBill', { billId: bill.id })).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_BILL_STATE' });
  const [row] = await h.sql('select file from revenue.bills where id = $1', [idToUuid(bill.id)]);
  expect(store.objects.get((row?.['file'] as { key: string }).key)).toEqual(bytes);
  await expect(h.sql(`update revenue.bills set file_sha256 = 'x' where id = $1`, [idToUuid(bill.id)])).rejects.toThrow(/file of a bill never changes/);
  await expect(h.sql('delete from revenue.bills where id = $1', [idToUuid(bill.id)])).rejects.toThrow(/never deleted/);
});

it('refuses what is not what was announced, and what somebody else sent', async () => {
  const { h, writer, approver, store } = books;
  const bytes = aPdf();
  const begin = (more: Record<string, unknown> = {}) => ({ name: 'bill.pdf', contentType: 'application/pdf', size: bytes.length, sha256: sha256(bytes), ...more });
  const { uploadId, url } = await act<{ uploadId: string; url: string }>(h, writer, 'beginBillUpload', begin(), '{ uploadId url headers { name value } expiresAt }');
  expect(await refusal(h, writer, 'receiveBill', { uploadId })).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'REVENUE_BILL_FILE' });
  store.send(url, aPdf());
  expect(await refusal(h, writer, 'receiveBill', { uploadId })).toMatchObject({ reason: 'REVENUE_BILL_FILE' });
  store.send(url, bytes);
  expect(await refusal(h, approver, 'receiveBill', { uploadId })).toMatchObject({ code: 'FORBIDDEN' });
  const text = Buffer.from('no pdf at all');
  const lie = await act<{ uploadId: string; url: string }>(h, writer, 'beginBillUpload', begin({ size: text.length, sha256: sha256(text) }), '{ uploadId url }');
  store.send(lie.url, text);
  expect(await refusal(h, writer, 'receiveBill', { uploadId: lie.uploadId })).toMatchObject({ reason: 'REVENUE_BILL_FILE' });
  for (const more of [{ contentType: 'text/html' }, { size: 21 * 1024 ** 2 }, { sha256: 'x' }, { name: '../x' }]) expect(await refusal(h, writer, 'beginBillUpload', begin(more), '{ uploadId }')).toMatchObject({ code: 'BAD_USER_INPUT' });
  store.down = true;
  expect(await refusal(h, writer, 'beginBillUpload', begin(), '{ uploadId }')).toMatchObject({ reason: 'REVENUE_STORE_UNAVAILABLE' });
  store.down = false;
});

it('is one bill when it comes again: the same bytes, or vendor, number and amount (6.2, 6.F1)', async () => {
  const { writer, approver } = books;
  const [bytes, words] = [aPdf(), billWords({ vendorName: 'Paper & Co' })];
  const first = await handedIn(books, { bytes, words });
  expect(first).toMatchObject({ status: 'RECEIVED', vendor: { name: 'Paper & Co', status: 'CANDIDATE' }, total: { minor: '120000' } });
  const again = await handedIn(books, { bytes, who: approver });
  const scanned = await handedIn(books, { words: { ...words, vendorName: 'PAPER CO', number: String(words['number']).toUpperCase() }, who: writer });
  expect([again, scanned]).toMatchObject([{ status: 'DUPLICATE', duplicateOf: { id: first.id } }, { status: 'DUPLICATE', duplicateOf: { id: first.id } }]);
  expect(await told(again.id)).toEqual(['duplicate_linked']);
  expect((await seeBill(books, first.id)).duplicates.map((one) => one.id).sort()).toEqual([again.id, scanned.id].sort());
  const listed = await ask<{ nodes: { id: string }[] }>(books.h, writer, '{ bills { nodes { id } } }');
  expect([first, again, scanned].map((one) => listed.nodes.some((row) => row.id === one.id))).toEqual([true, false, false]);
});

it('is one bill when two people hand the same file in at one moment', async () => {
  const { h, writer, approver } = books;
  const bytes = aPdf();
  const uploads = await Promise.all([writer, approver].map((who) => uploaded(books, who, bytes)));
  const ids = await Promise.all([writer, approver].map((who, at) => act(h, who, 'receiveBill', { uploadId: uploads[at] })));
  expect((await Promise.all(ids.map(({ id }) => seeBill(books, id)))).map((one) => one.status).sort()).toEqual(['DUPLICATE', 'NEEDS_CODING']);
});

it('holds what only looks alike until a human says (6.F2)', async () => {
  const { h, writer } = books;
  const first = await coded(books, { vendorName: 'Look & Like', number: 'A-1' });
  const other = await coded(books, { vendorName: 'Look & Like', number: 'A-2' });
  expect(other).toMatchObject({ status: 'DUPLICATE_SUSPECTED', likeness: ['VENDOR_AMOUNT_AND_DAY'], looksLike: [{ id: first.id }] });
  expect(await told(other.id)).toEqual(['received', 'coded', 'duplicate_suspected']);
  expect(await refusal(h, writer, 'routeBill', { billId: other.id })).toMatchObject({ reason: 'REVENUE_BILL_STATE' });
  await act(h, writer, 'decideBillDuplicate', decides(other, false));
  expect((await h.events('revenue.bill.coded')).filter((one) => one.data.billId === other.id).map((one) => one.data.ready)).toEqual([false, true]);
  expect(await seeBill(books, other.id)).toMatchObject({ status: 'RECEIVED', likeness: [] });
  const corrected = await coded(books, { vendorName: 'Look & Like', number: 'A-1', lines: [billLine({ unitPriceMinor: '90000' })] });
  expect(corrected).toMatchObject({ status: 'DUPLICATE_SUSPECTED', likeness: ['VENDOR_AND_NUMBER'] });
  expect(await refusal(h, writer, 'decideBillDuplicate', decides(corrected, false))).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_BILL_NUMBER' });
  await act(h, writer, 'decideBillDuplicate', decides(corrected, true));
  expect(await seeBill(books, corrected.id)).toMatchObject({ status: 'DUPLICATE', duplicateOf: { id: first.id } });
  await act(h, writer, 'reopenBill', { billId: corrected.id }).catch(() => undefined);
  expect(await seeBill(books, corrected.id)).toMatchObject({ status: 'DUPLICATE' });
});

it('holds a bill that asks to be paid elsewhere than the last one, until another person asked the vendor (6.F8)', async () => {
  const { h, writer, approver } = books;
  const [old, other] = ['GB29 NWBK 6016 1331 9268 19', 'GB33 BUKB 2020 1555 5555 55'];
  const vendorName = 'Steady Supplies';
  await coded(books, { vendorName, number: '1', bankAccount: old });
  expect((await coded(books, { vendorName, number: '2', billedOn: '2026-11-17', bankAccount: 'gb29nwbk60161331926819' })).status).toBe('RECEIVED');
  const held = await coded(books, { vendorName, number: '3', billedOn: '2026-11-16', bankAccount: other });
  expect(held).toMatchObject({ status: 'HELD', bankMask: '••5555' });
  expect(held.heldReason).toMatch(/asks to be paid to ••5555/);
  expect(await refusal(h, writer, 'routeBill', { billId: held.id })).toMatchObject({ reason: 'REVENUE_BILL_STATE' });
  const how = 'Called Ms Hale on the number in our own file.';
  expect(await refusal(h, writer, 'releaseBill', { billId: held.id, how })).toMatchObject({ code: 'FORBIDDEN', reason: 'REVENUE_OWN_BILL' });
  expect(await refusal(h, approver, 'releaseBill', { billId: held.id, how: 'ok' })).toMatchObject({ code: 'BAD_USER_INPUT' });
  await act(h, approver, 'releaseBill', { billId: held.id, how });
  expect(await seeBill(books, held.id)).toMatchObject({ status: 'RECEIVED', heldReason: null, vendor: { bankMask: '••5555' } });
  expect((await coded(books, { vendorName, number: '4', billedOn: '2026-11-15', bankAccount: old })).status).toBe('HELD');
  const everything = JSON.stringify([await h.events(), await h.sql('select * from revenue.bills'), await h.sql('select * from revenue.vendors')]);
  for (const account of [old, other]) expect(everything.toUpperCase().replaceAll(' ', '')).not.toContain(account.replaceAll(' ', ''));
});

it('refuses what contradicts itself, and changes nothing', async () => {
  const { h, writer } = books;
  const bill = await handedIn(books);
  const says = (more: Record<string, unknown>) => refusal(h, writer, 'codeBill', { billId: bill.id, ...billWords(more) });
  expect(await says({ lines: [billLine({ unitPriceMinor: '-1' })] })).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'REVENUE_BILL' });
  expect(await says({ vendorName: null })).toMatchObject({ reason: 'REVENUE_BILL', field: 'input.vendorName' });
  expect(await says({ dueOn: '2026-11-01' })).toMatchObject({ reason: 'REVENUE_BILL', field: 'input.dueOn' });
  expect(await says({ lines: [billLine({ rebill: true })] })).toMatchObject({ reason: 'REVENUE_BILL' });
  expect(await says({ lines: [billLine({ clientId: 'cli_01m7sre6j0fmnbzps8w985ednm' })] })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await says({ number: '--' })).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await seeBill(books, bill.id)).toMatchObject({ status: 'NEEDS_CODING', vendor: null });
  await act(h, writer, 'addVendor', { name: 'Twin' });
  await act(h, writer, 'addVendor', { name: 'Twin' });
  expect(await says({ vendorName: 'Twin' })).toMatchObject({ reason: 'REVENUE_VENDOR_UNCLEAR' });
});

it('is closed to another firm, and to staff without the right', async () => {
  const { h, writer } = books;
  const bill = await coded(books, { vendorName: 'Closed Doors' });
  const stranger = { ...person(h, 'Stranger'), tenantId: h.otherFirm.id };
  const noRight = person(h, 'No Right', ['revenue.invoice.view']);
  const { id: vendorId } = bill.vendor ?? { id: '' };
  for (const [name, input] of [['routeBill', { billId: bill.id }], ['codeBill', { billId: bill.id, ...billWords() }], ['changeVendor', { vendorId, name: 'Mine' }], ['markBillPaid', { billId: bill.id, paidOn: '2026-11-19' }]] as const) {
    expect(await refusal(h, stranger, name, input)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(h, noRight, name, input)).toMatchObject({ code: 'FORBIDDEN' });
  }
  expect(await h.as(stranger).run('query($id: ID!) { bill(id: $id) { id } }', { id: bill.id })).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  expect(await ask<{ totalCount: number }>(h, stranger, '{ bills { totalCount } }')).toEqual({ totalCount: 0 });
  const theirs = await handedIn({ ...books, writer: stranger }, { who: stranger }).catch((error: unknown) => error);
  expect(theirs).toBeInstanceOf(Error);
  expect((await ask<{ nodes: { name: string }[] }>(h, writer, '{ vendors(search: "closed") { nodes { name } } }')).nodes).toEqual([{ name: 'Closed Doors' }]);
});

it('takes a bill in from a client by the portal, for a person of the firm to read', async () => {
  const { h, store, approver } = books;
  const [clientId, otherId] = [await aClient(h), await aClient(h)];
  const [quentin, rosalind] = [h.portal(clientId), h.portal(otherId)];
  const bytes = aPdf();
  const { uploadId, url } = await act<{ uploadId: string; url: string }>(h, quentin, 'beginBillUpload', { name: 'print shop.pdf', contentType: 'application/pdf', size: bytes.length, sha256: sha256(bytes) }, '{ uploadId url }');
  store.send(url, bytes);
  expect(await refusal(h, rosalind, 'handInBill', { uploadId })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusal(h, approver, 'handInBill', { uploadId })).toMatchObject({ code: 'FORBIDDEN' });
  const [one, again] = [await act<{ id: string; name: string }>(h, quentin, 'handInBill', { uploadId }, '{ id name receivedAt }'), await act(h, quentin, 'handInBill', { uploadId })];
  expect([one.name, again.id]).toEqual(['print shop.pdf', one.id]);
  const bill = await seeBill(books, one.id);
  expect(bill).toMatchObject({ status: 'NEEDS_CODING', channel: 'PORTAL', client: { id: clientId } });
  expect((await h.events('revenue.bill.received')).at(-1)).toMatchObject({ clientId, data: { channel: 'PORTAL', clientId } });
  expect(await h.as(quentin).run('query($id: ID!) { bill(id: $id) { id } }', { id: bill.id })).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  await act(h, approver, 'codeBill', { billId: bill.id, ...billWords() });
  expect(await seeBill(books, bill.id)).toMatchObject({ status: 'RECEIVED', client: { id: clientId } });
});

it('takes bills in that came by mail: one bill by mail and upload, whatever the mail calls its files (6.F1)', async () => {
  const { h, store, writer } = books;
  const [bytes, other] = [aPdf(), aPdf()];
  const at = (name: string, content: Buffer, more: Record<string, unknown> = {}) => {
    const key = `communications/${idToUuid(h.firm.id)}/inbound/${name}`;
    store.objects.set(key, content);
    return { key, name, contentType: 'application/octet-stream', size: content.length, sha256: sha256(content), ...more };
  };
  const uploadedOne = await handedIn(books, { bytes });
  const elsewhere = at('theirs.pdf', other, { key: `communications/${idToUuid(h.otherFirm.id)}/inbound/theirs.pdf` });
  store.objects.set(elsewhere.key, other);
  await h.deliver(mailReceived, { mailId: newId('mib'), purpose: 'BILLS', from: 'desk@print.test', subject: 'Bills', attachments: [at('one.pdf', bytes), at('two.pdf', other), at('terms.txt', Buffer.from('Terms')), at('changed.pdf', aPdf(), { sha256: 'a'.repeat(64) }), elsewhere] });
  const { nodes } = await ask<{ nodes: { id: string; channel: string; status: string; submittedByName: string }[] }>(h, writer, '{ bills(first: 100, statuses: [NEEDS_CODING, DUPLICATE]) { nodes { id channel status submittedByName } } }');
  const mailed = nodes.filter((one) => one.channel === 'MAIL');
  expect(mailed.map((one) => one.status).sort()).toEqual(['DUPLICATE', 'NEEDS_CODING']);
  expect(mailed.every((one) => one.submittedByName === 'desk@print.test')).toBe(true);
  expect((await seeBill(books, uploadedOne.id)).duplicates).toHaveLength(1);
});
