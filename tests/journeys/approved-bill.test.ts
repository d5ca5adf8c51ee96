import { newId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { aDesk, bills, billThatIs, words } from '../support/bills.js';
import { publishAgain } from '../support/events.js';
import { budgetMs } from '../support/house.js';
import { journey } from '../support/journey.js';
import { tasksCalled } from '../support/signing.js';

const flow = 'From a read bill to the ledger';
describe('flow 6: a bill comes in', () => {
  journey('is read, goes past somebody else, stands once in the ledger with its report, and is paid there', async (story) => {
    const { owner } = story.firm;
    const { approver, ledger, send } = await aDesk(story);
    await send('leaflets');
    // 6.1 and 6.2: nothing is guessed; its reader is told.
    const bill = await billThatIs(story, 'NEEDS_CODING');
    await eventually(async () => (await owner.ask<{ notifications: { nodes: { title: string }[] } }>('{ notifications(first: 20) { nodes { title } } }')).notifications.nodes.some(({ title }) => title === 'A bill came in'), 'its reader is told', { timeoutMs: budgetMs });
    await owner.do('codeBill', { billId: bill.id, ...words('PS-12') });
    // 6.3 and 6.4: the automation sends it on its way, and whoever read it may not agree.
    const routed = await billThatIs(story, 'ROUTED');
    expect((await owner.try('mutation($input: ApproveBillInput!) { approveBill(input: $input) { id } }', { input: { billId: bill.id, contentHash: routed.contentHash } })).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect((await ledger.books()).papers).toEqual([]);
    const { approvals } = await approver.ask<{ approvals: { nodes: { subjectId: string; mayDecide: boolean }[] } }>('{ approvals { nodes { subjectId mayDecide } } }');
    expect(approvals.nodes).toEqual([{ subjectId: bill.id, mayDecide: true }]);
    await approver.do('approveBill', { billId: bill.id, contentHash: routed.contentHash });
    // 6.5 and 6.6.
    await billThatIs(story, 'PUSHED', 6 * budgetMs);
    await story.runThatIs('COMPLETED', flow, 2 * budgetMs);
    const [paper, ...others] = await ledger.papers('PS-12');
    expect([paper?.total, paper?.kind, others]).toEqual([54_000, 'BILL', []]);
    expect((await ledger.books()).files.filter(({ paperId }) => paperId === paper?.id).length).toBeGreaterThan(0);
    await ledger.command('pay', { id: paper?.id, minor: 54_000, reference: 'run 7', day: new Date().toISOString().slice(0, 10) });
    await billThatIs(story, 'PAID', 6 * budgetMs);
    await story.settle();
    // 6.8, in the order of the facts.
    const wanted = ['revenue.bill.received', 'revenue.bill.coded', 'revenue.bill.routed', 'revenue.bill.approved', 'revenue.bill.pushed', 'revenue.bill.paid'];
    expect((await story.events()).map(({ type }) => type).filter((type) => wanted.includes(type))).toEqual(wanted);
    await story.isHiddenFrom(story.control.owner, [{ field: 'bill', id: bill.id, random: newId('bil') }]);
    await story.keepsItsPromises();
  });

  journey('X1, 6.F1 and 6.F4: the facts come twice, the mail comes twice, and changes are asked for: one bill, and a new way after the new words', async (story) => {
    const { owner } = story.firm;
    const { approver, send } = await aDesk(story);
    for (const messageId of [newId('msg'), newId('msg')]) await send('the same', messageId);
    await eventually(async () => (await story.events()).some(({ type }) => type === 'revenue.bill.duplicate_linked'), 'the second one lies beside the first', { timeoutMs: 2 * budgetMs });
    const [bill, ...others] = await bills(story);
    expect(others).toEqual([]);
    await owner.do('codeBill', { billId: bill?.id, ...words('PS-13') });
    const routed = await billThatIs(story, 'ROUTED');
    await publishAgain(await story.event('revenue.bill.coded'), `again:${newId('evt')}`);
    await approver.do('requestBillChanges', { billId: bill?.id, contentHash: routed.contentHash, comment: 'Another account.' });
    await billThatIs(story, 'NEEDS_CODING');
    await owner.do('codeBill', { billId: bill?.id, ...words('PS-13', { lines: [{ title: 'Leaflets', unitPriceMinor: '45000', taxName: 'VAT', taxBasisPoints: 2000, accountCode: '401' }] }) });
    const again = await billThatIs(story, 'ROUTED');
    expect(again.contentHash).not.toBe(routed.contentHash);
    const stale = await approver.try('mutation($input: ApproveBillInput!) { approveBill(input: $input) { id } }', { input: { billId: bill?.id, contentHash: routed.contentHash } });
    expect(stale.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT' });
    expect((await story.runs(flow)).length).toBe(2);
  });

  journey('6.F3 and 6.F8: turned down it is nowhere in the ledger; another bank account holds the next one until somebody asked', async (story) => {
    const { owner } = story.firm;
    const { approver, ledger, send } = await aDesk(story);
    const posters = (number: string, unitPriceMinor: string, bankAccount: string): object => words(number, { bankAccount, lines: [{ title: 'Posters', unitPriceMinor, taxName: 'VAT', taxBasisPoints: 2000, accountCode: '400' }] });
    await send('turned down');
    const first = await billThatIs(story, 'NEEDS_CODING');
    await owner.do('codeBill', { billId: first.id, ...posters('PS-14', '45000', 'GB29 NWBK 6016 1331 9268 19') });
    const routed = await billThatIs(story, 'ROUTED');
    await approver.do('rejectBill', { billId: first.id, contentHash: routed.contentHash, comment: 'Never ordered.' });
    expect(await billThatIs(story, 'REJECTED')).toMatchObject({ reason: 'Never ordered.' });
    expect((await ledger.books()).papers).toEqual([]);
    await send('agreed to');
    const second = await billThatIs(story, 'NEEDS_CODING');
    await owner.do('codeBill', { billId: second.id, ...posters('PS-15', '99000', 'GB29 NWBK 6016 1331 9268 19') });
    await approver.do('approveBill', { billId: second.id, contentHash: (await billThatIs(story, 'ROUTED')).contentHash });
    await billThatIs(story, 'PUSHED', 6 * budgetMs);
    await send('another account');
    const third = await billThatIs(story, 'NEEDS_CODING');
    await owner.do('codeBill', { billId: third.id, ...posters('PS-16', '31000', 'GB94 BARC 1020 1530 0934 59') });
    await billThatIs(story, 'HELD');
    await eventually(async () => (await tasksCalled(story, 'Ask the vendor by another way%')).length === 1, 'somebody asks the vendor', { timeoutMs: 2 * budgetMs });
    await story.settle();
    expect((await ledger.books()).papers.map(({ number }) => number)).toEqual(['PS-15']);
  });
});
