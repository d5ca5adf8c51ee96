import { newId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { signIn, type Somebody } from '../support/actors.js';
import { budgetMs } from '../support/house.js';
import { journey } from '../support/journey.js';
import { mailIn, mailWithPdf } from '../support/mail-in.js';
import { aPdf } from '../support/uploads.js';

interface Row { id: string; status: string; contentHash: string | null; submittedByName: string | null; duplicates: { channel: string }[]; file: { url: string } | null }
const bills = async (who: Somebody): Promise<Row[]> => (await who.ask<{ bills: { nodes: Row[] } }>('{ bills { nodes { id status contentHash submittedByName duplicates { channel } file { url } } } }')).bills.nodes;
const words = { vendorName: 'Print Shop', number: 'PS-12', billedOn: '2026-11-18', currency: 'GBP', lines: [{ title: 'Leaflets', unitPriceMinor: '45000', taxName: 'VAT', taxBasisPoints: 2000, accountCode: '410' }] };

describe('flow 6: a bill comes by mail', () => {
  journey('twice, and is one bill: read by one person, approved by another, and told step by step', async (story) => {
    const { owner } = story.firm;
    const { address } = await owner.do<{ address: string }>('renewInboundAddress', { purpose: 'BILLS' }, '{ address }');
    const pdf = aPdf('leaflets');
    const mail = mailWithPdf(address, pdf, { messageId: newId('msg') });
    expect([await mailIn(address, mail), await mailIn(address, mail), await mailIn(address, mailWithPdf(address, pdf, { messageId: newId('msg') }))]).toEqual(['250', '250', '250']);
    const bill = await eventually(async () => (await bills(owner)).find((one) => one.duplicates.length > 0), 'the bill is here, and the second mail lies beside it', { timeoutMs: budgetMs * 2 });
    await story.settle();
    expect(await bills(owner)).toMatchObject([{ status: 'NEEDS_CODING', submittedByName: 'desk@print.test', duplicates: [{ channel: 'MAIL' }] }]);
    expect(Buffer.from(await (await fetch(bill?.file?.url ?? '')).arrayBuffer())).toEqual(pdf);
    await owner.do('codeBill', { billId: bill?.id, ...words });
    await owner.do('routeBill', { billId: bill?.id });
    const [routed] = await bills(owner);
    const helper = `mia.${story.firm.slug}@firm.test`;
    await owner.do('addUser', { name: 'Mia Manager', email: helper, password: 'a long demo password', roleKeys: ['manager'] });
    const mia = await signIn(helper, 'a long demo password', story.firm.slug);
    const { approvals } = await mia.ask<{ approvals: { nodes: { subjectId: string; mayDecide: boolean; title: string }[] } }>('{ approvals { nodes { subjectId mayDecide title } } }');
    expect(approvals.nodes).toEqual([{ subjectId: bill?.id, mayDecide: true, title: 'Print Shop · PS-12' }]);
    await mia.do('approveBill', { billId: bill?.id, contentHash: routed?.contentHash });
    expect(await bills(owner)).toMatchObject([{ status: 'APPROVED' }]);
    await story.settle();
    const told = (await story.events()).map(({ type }) => type).filter((type) => type.startsWith('revenue.bill') || type.startsWith('communications.mail'));
    expect([...told].sort()).toEqual(['communications.mail.received', 'communications.mail.received', 'revenue.bill.approved', 'revenue.bill.coded', 'revenue.bill.duplicate_linked', 'revenue.bill.received', 'revenue.bill.routed']);
  });
});
