import { eventually } from '@firmament/kit/testing';
import { aManager } from '../support/billing.js';
import { aDesk, bills, billThatIs, words } from '../support/bills.js';
import { budgetMs } from '../support/house.js';
import { journey } from '../support/journey.js';
import { tasksCalled } from '../support/signing.js';
import type { Story } from '../support/story.js';

const today = (): string => new Date().toISOString().slice(0, 10);
const notices = async ({ firm }: Story): Promise<string[]> => (await firm.owner.ask<{ notifications: { nodes: { title: string }[] } }>('{ notifications(first: 30) { nodes { title } } }')).notifications.nodes.map(({ title }) => title);

describe('flow 6 in trouble', () => {
  journey('6.F7 and 6.F11 the ledger is away, and then loses its answer: one bill there; what is paid and taken back is told with a task', async (story) => {
    const { owner } = story.firm;
    const { approver, ledger, send } = await aDesk(story);
    await send('leaflets');
    const { id } = await billThatIs(story, 'NEEDS_CODING');
    await owner.do('codeBill', { billId: id, ...words('PS-21') });
    await ledger.trouble('write', 'unavailable');
    await approver.do('approveBill', { billId: id, contentHash: (await billThatIs(story, 'ROUTED')).contentHash });
    await eventually(async () => (await story.events()).some(({ type }) => type === 'revenue.bill.push_failed'), 'it is told that the ledger does not answer', { timeoutMs: 3 * budgetMs });
    expect((await bills(story))[0]?.status).toBe('APPROVED');
    await ledger.trouble('write', 'reset-after-commit');
    await billThatIs(story, 'PUSHED', 9 * budgetMs);
    const [paper, ...others] = await ledger.papers('PS-21');
    expect(others).toEqual([]);
    const { id: paymentId } = await ledger.command('pay', { id: paper?.id, minor: 54_000, reference: 'run 8', day: today() }) as { id: string };
    await billThatIs(story, 'PAID', 6 * budgetMs);
    await ledger.command('unpay', { id: paymentId });
    await billThatIs(story, 'PAYMENT_REVERSED', 6 * budgetMs);
    await eventually(async () => (await tasksCalled(story, 'Its payment was taken back%')).length === 1, 'somebody looks into it', { timeoutMs: 2 * budgetMs });
  });

  journey('6.F2 and 6.F10 what looks like another one waits for a person; what the vendor gives back takes the same way', async (story) => {
    const { owner } = story.firm;
    const { approver, ledger, send } = await aDesk(story);
    await send('first');
    const first = await billThatIs(story, 'NEEDS_CODING');
    await owner.do('codeBill', { billId: first.id, ...words('PS-31') });
    await approver.do('approveBill', { billId: first.id, contentHash: (await billThatIs(story, 'ROUTED')).contentHash });
    await billThatIs(story, 'PUSHED', 6 * budgetMs);
    await send('second');
    const second = await billThatIs(story, 'NEEDS_CODING');
    await owner.do('codeBill', { billId: second.id, ...words('PS-31/B') });
    await billThatIs(story, 'DUPLICATE_SUSPECTED');
    await story.settle();
    expect((await ledger.books()).papers.map(({ number }) => number)).toEqual(['PS-31']);
    await owner.do('decideBillDuplicate', { billId: second.id, duplicate: false });
    await approver.do('approveBill', { billId: second.id, contentHash: (await billThatIs(story, 'ROUTED')).contentHash });
    await billThatIs(story, 'PUSHED', 6 * budgetMs);
    await send('given back');
    const back = await billThatIs(story, 'NEEDS_CODING');
    await owner.do('codeBill', { billId: back.id, ...words('PS-32', { credit: true, lines: [{ title: 'Too many', unitPriceMinor: '10000', taxName: 'VAT', taxBasisPoints: 2000, accountCode: '400' }] }) });
    await approver.do('approveBill', { billId: back.id, contentHash: (await billThatIs(story, 'ROUTED')).contentHash });
    await billThatIs(story, 'PUSHED', 6 * budgetMs);
    expect((await ledger.books()).papers.map(({ number, kind, total }) => [number, kind, total]).sort()).toEqual([['PS-31', 'BILL', 54_000], ['PS-31/B', 'BILL', 54_000], ['PS-32', 'BILL_CREDIT', 12_000]]);
  });

  journey('6.F12 what cannot be read waits to be coded: nothing is guessed, nobody can agree to it, and nothing reaches the ledger', async (story) => {
    const { approver, ledger, send } = await aDesk(story);
    await send('a scan without a word in it');
    const { id } = await billThatIs(story, 'NEEDS_CODING');
    await story.settle();
    const { bill } = await story.firm.owner.ask<{ bill: object }>('query($id: ID!) { bill(id: $id) { number billedOn total { decimal } vendor { name } lines { title } } }', { id });
    expect(bill).toEqual({ number: null, billedOn: null, total: null, vendor: null, lines: [] });
    const early = await approver.try('mutation($input: ApproveBillInput!) { approveBill(input: $input) { id } }', { input: { billId: id, contentHash: 'nothing' } });
    expect([early.errors.length, (await bills(story)).map(({ status }) => status), (await ledger.books()).papers]).toEqual([1, ['NEEDS_CODING'], []]);
  });

  journey('6.F6 whoever is away is stood in for by whom they named, and by nobody else', async (story) => {
    const { owner } = story.firm;
    const { approver, send } = await aDesk(story);
    const deputy = await aManager(story, 'Dora Deputy');
    const { users } = await owner.ask<{ users: { nodes: { id: string; name: string }[] } }>('{ users(first: 20) { nodes { id name } } }');
    const idOf = (name: string): string => users.nodes.find((one) => one.name === name)?.id ?? '';
    await owner.do('createInvoiceApprovalRule', { kind: 'BILL', name: 'Mia agrees', steps: [{ approverUserIds: [idOf('Mia Manager')] }] });
    await send('while away');
    const { id } = await billThatIs(story, 'NEEDS_CODING');
    await owner.do('codeBill', { billId: id, ...words('PS-41') });
    const { contentHash } = await billThatIs(story, 'ROUTED');
    const yes = { input: { billId: id, contentHash } };
    const early = await deputy.try('mutation($input: ApproveBillInput!) { approveBill(input: $input) { id } }', yes);
    expect(early.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    await approver.do('delegateApprovals', { toUserId: idOf('Dora Deputy'), fromOn: today(), untilOn: today() });
    const { approvals } = await deputy.ask<{ approvals: { nodes: { subjectId: string; mayDecide: boolean }[] } }>('{ approvals(view: DELEGATES) { nodes { subjectId mayDecide } } }');
    expect(approvals.nodes).toEqual([{ subjectId: id, mayDecide: true }]);
    await deputy.do('approveBill', yes.input);
    await billThatIs(story, 'PUSHED', 6 * budgetMs);
  });

  journey('6.F9 and 4.F11 what was approved or edited in the ledger is told, and written over on neither side until somebody decides', async (story) => {
    const { owner } = story.firm;
    const { approver, ledger, send } = await aDesk(story);
    await send('ours');
    const { id } = await billThatIs(story, 'NEEDS_CODING');
    await owner.do('codeBill', { billId: id, ...words('PS-51') });
    await approver.do('approveBill', { billId: id, contentHash: (await billThatIs(story, 'ROUTED')).contentHash });
    await billThatIs(story, 'PUSHED', 6 * budgetMs);
    const vendor = await ledger.command('party', { side: 'VENDOR', name: 'Straight There' }) as { id: string };
    await ledger.command('write', { kind: 'BILL', number: 'S-1', partyId: vendor.id, day: today(), net: 9_900, tax: 0, total: 9_900, lines: [{ id: 'x', text: 'By hand', milli: 1000, unit: 9_900, net: 9_900, tax: 0, account: '400', taxCode: null }] });
    await billThatIs(story, 'BYPASSED', 6 * budgetMs);
    await eventually(async () => (await notices(story)).some((title) => /past the people who must agree/.test(title)), 'the firm is told', { timeoutMs: 2 * budgetMs });
    const [paper] = await ledger.papers('PS-51');
    await ledger.command('edit', { id: paper?.id, by: 1_000 });
    const drift = await eventually(async () => (await owner.ask<{ ledgerDrifts: { nodes: { id: string; field: string; ours: string; theirs: string }[] } }>('{ ledgerDrifts(first: 20) { nodes { id field ours theirs } } }')).ledgerDrifts.nodes.find(({ field }) => field === 'total'), 'the difference is found', { timeoutMs: 6 * budgetMs });
    expect(drift?.ours).not.toBe(drift?.theirs);
    await story.settle();
    expect([(await ledger.papers('PS-51'))[0]?.total, (await owner.ask<{ bill: { total: { decimal: string } } }>('query($id: ID!) { bill(id: $id) { total { decimal } } }', { id })).bill.total.decimal]).toEqual([55_000, '540.00']);
    for (const { id: driftId } of (await owner.ask<{ ledgerDrifts: { nodes: { id: string }[] } }>('{ ledgerDrifts(first: 20) { nodes { id } } }')).ledgerDrifts.nodes) await owner.do('resolveLedgerDrift', { driftId, resolution: 'ACCEPTED' });
    expect((await owner.ask<{ ledgerDrifts: { totalCount: number } }>('{ ledgerDrifts(first: 20) { totalCount } }')).ledgerDrifts.totalCount).toBe(0);
  });
});
