import { idToUuid } from '@firmament/events';
import { act, approved, ask, issued, paid, refusal, see, whole } from '../../test/books.js';
import { aNamedClient, carry, connectionOf, connectLedger, openLedgerRoom, queueOf, readBack, type LedgerRoom } from '../../test/ledger-room.js';

describe.each(['QUICKBOOKS', 'XERO'] as const)('with %s', (name) => {
  let room: LedgerRoom;
  beforeAll(async () => { room = await openLedgerRoom(name); await connectLedger(room); });
  afterAll(async () => { await room?.stop(); });
  const there = (number: string | null) => [...room.sandbox.books.papers.values()].filter((one) => one.number === number && one.state !== 'DELETED');
  const line = { title: 'Year-end accounts', unitPriceMinor: '100000', taxName: 'VAT', taxBasisPoints: 2000, accountCode: '200' };
  const billed = { lines: [line] };
  const facts = async (type: string, invoiceId: string) => (await room.h.events(type)).map((one) => one.data).filter((data) => data.invoiceId === invoiceId);

  it('is connected by consent, says whose books they are, and shows nothing of its secrets', async () => {
    expect(await connectionOf(room)).toMatchObject({ health: 'CONNECTED', label: 'Sandbox company', lastError: null, callbackAddress: `http://127.0.0.1:4000/hooks/ledger/${room.h.firm.id}/${room.connectionId}` });
    expect((await connectionOf(room)).lastSyncAt).not.toBeNull();
    expect(JSON.stringify(await room.h.events('revenue.ledger.connected'))).not.toContain('hook');
    const [row] = await room.h.sql('select secret from revenue.connections');
    expect((row?.['secret'] as Buffer).toString('utf8')).not.toContain('hook');
  });

  it('an invoice is out once the ledger has it: one document with our number, the same sums and codes, its ids kept', async () => {
    const clientId = await aNamedClient(room, `Marlowe ${name}`);
    const { id } = await approved(room, clientId, billed);
    await act(room.h, room.writer, 'issueInvoice', { invoiceId: id });
    const waiting = await see(room.h, id);
    expect(waiting).toMatchObject({ status: 'ISSUING', problem: null });
    expect(await facts('revenue.invoice.issued', id)).toEqual([]);
    await carry(room);
    const invoice = await see(room.h, id);
    expect(invoice).toMatchObject({ status: 'ISSUED', number: waiting.number });
    expect(there(invoice.number)).toMatchObject([{ total: 120_000, net: 100_000, tax: 20_000, lines: [{ net: 100_000 }] }]);
    expect(await facts('revenue.invoice.issued', id)).toHaveLength(1);
    const [pushed] = await facts('revenue.invoice.pushed', id);
    expect(pushed).toMatchObject({ ledger: name, externalId: there(invoice.number)[0]?.id, attempt: 1 });
    expect(await ask(room.h, room.h.staff(), 'query($id: ID!) { invoice(id: $id) { ledgerLink { externalId url } ledgerWait { sentence } } }', { id })).toMatchObject({ ledgerLink: { externalId: there(invoice.number)[0]?.id }, ledgerWait: null });
    expect(await queueOf(room)).toEqual([]);
  });

  it('times out fifty times after the ledger committed: one document each, the same number, out when it is found', async () => {
    const clientId = await aNamedClient(room, `Timely ${name}`);
    for (let turn = 0; turn < 50; turn += 1) {
      room.sandbox.make({ operation: 'write', kind: 'reset-after-commit' });
      const { id } = await approved(room, clientId, billed);
      await act(room.h, room.writer, 'issueInvoice', { invoiceId: id });
      await carry(room);
      expect(await see(room.h, id)).toMatchObject({ status: 'ISSUING', problem: expect.stringContaining('could not be reached') });
      await carry(room);
      const invoice = await see(room.h, id);
      expect(invoice.status).toBe('ISSUED');
      expect(there(invoice.number)).toHaveLength(1);
    }
  });

  it('is asked at once what changed there when somebody looks, and not only at its time', async () => {
    await readBack(room);
    const isDue = async () => (await room.h.sql(`select due_at <= clock_timestamp() as now from revenue.due where kind = 'readback' and id = $1`, [idToUuid(room.connectionId)]))[0]?.['now'];
    await room.h.sql(`update revenue.due set due_at = clock_timestamp() + interval '1 hour' where kind = 'readback'`);
    expect(await isDue()).toBe(false);
    await act(room.h, room.h.staff(), 'checkLedger', { connectionId: room.connectionId });
    expect(await isDue()).toBe(true);
  });

  it('keeps the order of a client while the ledger is away, and says since when they wait', async () => {
    const clientId = await aNamedClient(room, `Orderly ${name}`);
    const ids: string[] = [];
    room.sandbox.make({ operation: 'any', kind: 'unavailable', times: 3 });
    for (let turn = 0; turn < 3; turn += 1) { const { id } = await approved(room, clientId, billed); await act(room.h, room.writer, 'issueInvoice', { invoiceId: id }); ids.push(id); }
    await carry(room);
    expect((await queueOf(room)).map((one) => [one.state, one.problem === null])).toEqual([['WAITING', false], ['WAITING', true], ['WAITING', true]]);
    const [first] = ids;
    expect(await facts('revenue.invoice.push_failed', first ?? '')).toMatchObject([{ retryable: true, errorCode: 'UNAVAILABLE' }]);
    await carry(room, 6);
    const numbers = await Promise.all(ids.map(async (id) => (await see(room.h, id)).number));
    const stood = [...room.sandbox.books.papers.values()].filter((one) => numbers.includes(one.number)).map((one) => one.number);
    expect(stood).toEqual(numbers);
    // Said once for the cause, however often it was tried.
    expect(await facts('revenue.invoice.push_failed', first ?? '')).toHaveLength(1);
  });

  it('a no of the ledger is a plain sentence with a place to mend it; tried again after that, it goes on under the same number', async () => {
    const clientId = await aNamedClient(room, `Closed ${name}`);
    room.sandbox.books.closedUntil = '2030-01-01';
    const { id } = await approved(room, clientId, billed);
    await act(room.h, room.writer, 'issueInvoice', { invoiceId: id });
    await carry(room);
    const [item] = await queueOf(room);
    expect(item).toMatchObject({ state: 'STUCK', errorCode: 'PERIOD_CLOSED', fixUrl: expect.stringMatching(/^https:/) });
    expect(await see(room.h, id)).toMatchObject({ status: 'ISSUING', problem: item?.problem });
    await carry(room);
    expect((await queueOf(room))[0]?.tries).toBe(1);
    room.sandbox.books.closedUntil = null;
    const before = (await see(room.h, id)).number;
    await act(room.h, room.h.staff(), 'retryLedgerItem', { itemId: item?.id });
    await carry(room);
    expect(await see(room.h, id)).toMatchObject({ status: 'ISSUED', number: before, problem: null });
  });

  it('a name that somebody has there already asks a human, and papers wait for the answer', async () => {
    const known = room.sandbox.books.addParty('CUSTOMER', `Penhallow ${name}`, 'old@penhallow.test');
    const clientId = await aNamedClient(room, `Penhallow ${name}`);
    const { id } = await approved(room, clientId, billed);
    await act(room.h, room.writer, 'issueInvoice', { invoiceId: id });
    await carry(room);
    const [question] = await ask<{ id: string; name: string; candidates: { externalId: string; email: string }[] }[]>(room.h, room.h.staff(), '{ ledgerPartyQuestions { id name candidates { externalId email } } }');
    expect(question).toMatchObject({ name: `Penhallow ${name}`, candidates: [{ externalId: known.id, email: 'old@penhallow.test' }] });
    expect((await queueOf(room))[0]).toMatchObject({ state: 'STUCK', errorCode: 'WHO_IS_IT' });
    await act(room.h, room.h.staff(), 'answerLedgerParty', { partyId: question?.id, externalId: known.id });
    await carry(room);
    expect(there((await see(room.h, id)).number)).toMatchObject([{ partyId: known.id }]);
  });

  it('payments, credits and what is taken back go there in turn', async () => {
    const clientId = await aNamedClient(room, `Payer ${name}`);
    const { id } = await approved(room, clientId, billed);
    await act(room.h, room.writer, 'issueInvoice', { invoiceId: id });
    await carry(room);
    await paid(room, clientId, '50000');
    await act(room.h, room.writer, 'creditInvoice', { invoiceId: id, amountMinor: '12000', reason: 'Agreed.' });
    await carry(room, 3);
    const { number } = await see(room.h, id);
    expect([...room.sandbox.books.payments.values()].filter((one) => one.partyId === there(number)[0]?.partyId)).toMatchObject([{ total: 50_000 }]);
    expect([...room.sandbox.books.papers.values()].filter((one) => one.kind === 'CREDIT_NOTE' && one.partyId === there(number)[0]?.partyId)).toMatchObject([{ total: 12_000, tax: 2_000 }]);
    const other = await approved(room, clientId, billed);
    await act(room.h, room.writer, 'issueInvoice', { invoiceId: other.id });
    await carry(room);
    await act(room.h, room.writer, 'voidInvoice', { invoiceId: other.id, reason: 'By mistake.' });
    await carry(room, 2);
    expect(there((await see(room.h, other.id)).number)).toMatchObject([{ state: 'VOID' }]);
    expect(await queueOf(room)).toEqual([]);
  });

  it('what a payer wrote is their own: words that look like ours keep no payment from the ledger', async () => {
    const clientId = await aNamedClient(room, `Words ${name}`);
    const { id } = await approved(room, clientId, billed);
    await act(room.h, room.writer, 'issueInvoice', { invoiceId: id });
    await carry(room, 2);
    await paid(room, clientId, '120000', { reference: 'ledger:no', allocations: [{ invoiceId: id }] });
    await carry(room, 2);
    const { number } = await see(room.h, id);
    expect([...room.sandbox.books.payments.values()].filter((one) => one.state === 'DONE' && one.appliesTo[0]?.paperId === there(number)[0]?.id)).toHaveLength(1);
  });

  it('money that is written down there comes back as one payment, however often it is told; taken back there, it is owed again', async () => {
    const clientId = await aNamedClient(room, `Back ${name}`);
    const { id } = await approved(room, clientId, billed);
    await act(room.h, room.writer, 'issueInvoice', { invoiceId: id });
    await carry(room);
    const { number } = await see(room.h, id);
    const payment = room.sandbox.books.byHand('pay', { number, minor: 120_000, day: '2026-11-20' }) as { id: string };
    for (const _ of [1, 2, 3]) await readBack(room);
    expect(await see(room.h, id)).toMatchObject({ status: 'PAID', paidOn: '2026-11-20' });
    expect(await room.h.sql('select reference, from_ledger from revenue.payments where client_id = $1', [idToUuid(clientId)])).toEqual([{ reference: expect.not.stringContaining(':') as string, from_ledger: true }]);
    await carry(room, 2);
    expect([...room.sandbox.books.payments.values()].filter((one) => one.state === 'DONE' && one.appliesTo[0]?.paperId === there(number)[0]?.id)).toHaveLength(1);
    room.sandbox.books.byHand('unpay', { id: payment.id });
    await readBack(room);
    const after = await see(room.h, id);
    expect([after.status, whole(after.balance)]).toEqual(['REOPENED', 120_000n]);
  });

  it('what is edited, deleted or written there past us is a question, told once, and nothing is changed on either side', async () => {
    const clientId = await aNamedClient(room, `Drift ${name}`);
    const [one, two] = [await approved(room, clientId, billed), await approved(room, clientId, billed)];
    for (const { id } of [one, two]) await act(room.h, room.writer, 'issueInvoice', { invoiceId: id });
    await carry(room, 2);
    const [edited, deleted] = [await see(room.h, one.id), await see(room.h, two.id)];
    room.sandbox.books.byHand('edit', { number: edited.number, by: 5_000 });
    room.sandbox.books.byHand('end', { number: deleted.number, how: name === 'XERO' ? 'VOID' : 'DELETED' });
    room.sandbox.books.byHand('write', { kind: 'INVOICE', number: `HAND-${name}`, partyId: there(edited.number)[0]?.partyId, day: '2026-11-20', lines: [{ id: 'x', text: 'By hand', milli: 1000, unit: 9_900, net: 9_900, tax: 0, account: '200', taxCode: null }] });
    for (const _ of [1, 2]) await readBack(room);
    const drifts = await ask<{ nodes: { id: string; field: string; bypass: boolean; ours: string; theirs: string; label: string }[] }>(room.h, room.h.staff(), '{ ledgerDrifts(first: 20) { nodes { id field bypass ours theirs label } } }');
    expect(drifts.nodes.map((each) => [each.field, each.bypass]).sort()).toEqual([['document', true], ['status', false], ['total', false]]);
    expect(drifts.nodes.find((each) => each.field === 'total')).toMatchObject({ ours: '1,200.00 GBP', theirs: '1,250.00 GBP' });
    expect(whole((await see(room.h, one.id)).total)).toBe(120_000n);
    expect((await room.h.events('revenue.ledger.drift_detected')).filter((each) => [one.id, two.id].includes(each.data.ourId as string))).toHaveLength(2);
    const total = drifts.nodes.find((each) => each.field === 'total');
    await act(room.h, room.h.staff(), 'resolveLedgerDrift', { driftId: total?.id, resolution: 'ACCEPTED' });
    expect(await refusal(room.h, room.h.staff(), 'resolveLedgerDrift', { driftId: total?.id, resolution: 'ACCEPTED' })).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_DRIFT_RESOLVED' });
    const past = drifts.nodes.find((each) => each.bypass);
    expect(await refusal(room.h, room.h.staff(), 'resolveLedgerDrift', { driftId: past?.id, resolution: 'KEEP_OURS' })).toMatchObject({ reason: 'REVENUE_DRIFT' });
    room.sandbox.books.byHand('edit', { number: edited.number, by: 0 });
    await readBack(room);
    expect((await ask<{ nodes: { field: string }[] }>(room.h, room.h.staff(), '{ ledgerDrifts(first: 20) { nodes { field } } }')).nodes.map((each) => each.field)).not.toContain('total');
  });

  it('asks once to be connected again when the consent was withdrawn; what waits goes on in its order after that', async () => {
    const clientId = await aNamedClient(room, `Reauth ${name}`);
    room.sandbox.consents.withdraw();
    const ids: string[] = [];
    for (let turn = 0; turn < 2; turn += 1) { const { id } = await approved(room, clientId, billed); await act(room.h, room.writer, 'issueInvoice', { invoiceId: id }); ids.push(id); }
    await carry(room, 3);
    expect((await connectionOf(room)).health).toBe('NEEDS_REAUTH');
    expect(await room.h.events('revenue.ledger.reauth_required')).toHaveLength(1);
    await connectLedger(room, '');
    expect((await connectionOf(room)).health).toBe('CONNECTED');
    await carry(room, 3);
    for (const id of ids) expect((await see(room.h, id)).status).toBe('ISSUED');
  });

  it('is closed to another firm, to clients, to visitors and to staff without the right', async () => {
    const other = room.h.staff(['*'], room.h.otherFirm.id);
    expect((await refusal(room.h, other, 'disconnectLedger', { connectionId: room.connectionId }))?.code).toBe('NOT_FOUND');
    expect((await connectionOf(room, other)) ?? null).toBeNull();
    expect(await queueOf(room, other)).toEqual([]);
    for (const actor of [room.h.portal(await aNamedClient(room, `Nobody ${name}`)), room.h.staff(['revenue.ledger.view'])]) expect((await refusal(room.h, actor, 'disconnectLedger', { connectionId: room.connectionId }))?.code).toBe('FORBIDDEN');
    expect((await refusal(room.h, room.h.public(), 'disconnectLedger', { connectionId: room.connectionId }))?.code).toBe('UNAUTHENTICATED');
  });
});

it.each(['QUICKBOOKS', 'XERO'] as const)('%s: twenty who meet a token that has run out renew it once, and each paper stands there once', async (name) => {
  const room = await openLedgerRoom(name);
  try {
    room.sandbox.consents.lifetimeSeconds = 30;
    await connectLedger(room);
    room.sandbox.consents.lifetimeSeconds = 28_800;
    const ids: string[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      const { id } = await approved(room, await aNamedClient(room, `Many ${turn}`), { lines: [{ title: 'Advice', unitPriceMinor: '10000' }] });
      await act(room.h, room.writer, 'issueInvoice', { invoiceId: id });
      ids.push(id);
    }
    const before = room.sandbox.consents.renewals;
    await room.h.sql(`update revenue.due set due_at = clock_timestamp() where kind = 'ledger'`);
    await Promise.all(ids.map(() => room.h.sweep('carry-to-ledger')));
    expect(room.sandbox.consents.renewals - before).toBe(1);
    await carry(room);
    const numbers = await Promise.all(ids.map(async (id) => (await see(room.h, id)).number));
    expect([...room.sandbox.books.papers.values()].map((one) => one.number).sort()).toEqual(numbers.sort());
    expect((await connectionOf(room)).health).toBe('CONNECTED');
  } finally { await room.stop(); }
});

it('without waiting for the ledger an invoice is out at once, and without a ledger nothing is queued', async () => {
  const room = await openLedgerRoom('QUICKBOOKS');
  try {
    const clientId = await aNamedClient(room, 'Before');
    await issued(room, clientId);
    expect(await queueOf(room)).toEqual([]);
    await connectLedger(room);
    await act(room.h, room.h.staff(), 'changeBillingSettings', { waitsForLedger: false }, '{ waitsForLedger }');
    const { id } = await approved(room, clientId, { lines: [{ title: 'Advice', unitPriceMinor: '5000', accountCode: '200' }] });
    await act(room.h, room.writer, 'issueInvoice', { invoiceId: id });
    expect((await see(room.h, id)).status).toBe('ISSUED');
    expect((await room.h.as(room.h.staff()).run('mutation { pushMissingInvoices { count } }')).data).toEqual({ pushMissingInvoices: { count: 1 } });
    await carry(room, 3);
    expect([...room.sandbox.books.papers.values()]).toHaveLength(2);
  } finally { await room.stop(); }
});
