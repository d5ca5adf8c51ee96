import PDFDocument from 'pdfkit';
import type { Ctx } from '@firmament/kit';
import { Approval } from '../approval/approval.entity.js';
import { historyOf, type Moment } from '../approval/inbox.rules.js';
import { layFonts, type Face } from '../issue/paper-fonts.js';
import type { Bill } from './bill.entity.js';

/** One paragraph of the report. */
interface Paragraph { readonly text: string; readonly face: Face; readonly points: number }

const deeds: Readonly<Record<Moment['kind'], string>> = { ASKED: 'sent it to approval', APPROVED: 'agreed', REJECTED: 'did not agree', CHANGES_REQUESTED: 'asked for changes', VOIDED: 'What was asked about no longer counts: the words changed.' };

function told(moment: Moment): string {
  const at = `${moment.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (moment.kind === 'VOIDED') return `${at}: ${deeds.VOIDED}`;
  const step = moment.stepNo === null ? '' : ` in step ${moment.stepNo + 1}`;
  const instead = moment.forId !== null && moment.forId !== moment.byId ? `, in the place of ${moment.forId}` : '';
  return `${at}: ${moment.byName || 'Somebody'}${moment.byId === null ? '' : ` (${moment.byId})`} ${deeds[moment.kind]}${step}${instead}.${moment.comment ? ` «${moment.comment}»` : ''}\nSHA-256 of the words: ${moment.contentHash}`;
}

/** What a report says: whose bill, what was agreed to, and who agreed when. */
export function reportParagraphs(bill: Bill, moments: readonly Moment[], said: readonly { readonly field: string; readonly value: string }[], ruleName: string): Paragraph[] {
  const plain = (text: string): Paragraph => ({ text, face: 'plain', points: 9 });
  const head = (text: string): Paragraph => ({ text, face: 'bold', points: 11 });
  return [
    { text: `Approval of ${bill.credit ? 'credit note' : 'bill'} ${bill.number ?? ''}`, face: 'bold', points: 16 }, plain(`Record ${bill.id}. Came in by ${bill.channel.toLowerCase()}${bill.submittedByName ? `, from ${bill.submittedByName}` : ''}.`),
    ...(bill.fileSha256 === null ? [] : [plain(`SHA-256 of its file: ${bill.fileSha256}`)]), ...(bill.releasedHow === null ? [] : [plain(`It was held for another account, and released: ${bill.releasedHow}`)]),
    head('What was agreed to'), ...said.map(({ field, value }) => plain(`${field}: ${value}`)), plain(`SHA-256 of the words: ${bill.approvedHash ?? ''}`),
    head('Who agreed, and when'), plain(`Route: ${ruleName}`), ...moments.map((one) => plain(told(one))),
  ];
}

/** Who agreed to a bill, when and to which words, as a PDF to lie beside it in the ledger. The same approvals make the same bytes. */
export async function auditReport(ctx: Ctx, bill: Bill): Promise<Buffer> {
  const approvals = await ctx.em.find(Approval, { billId: bill.id }, { orderBy: { createdAt: 'ASC', id: 'ASC' } });
  const last = approvals.findLast((one) => one.state === 'APPROVED');
  return reportPdf(reportParagraphs(bill, historyOf(approvals), last?.said ?? [], last?.ruleName ?? ''), `Approval of ${bill.number ?? bill.id}`, last?.endedAt ?? bill.createdAt);
}

async function reportPdf(paragraphs: readonly Paragraph[], title: string, writtenAt: Date): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: 56, pdfVersion: '1.7', lang: 'en', displayTitle: true, info: { Title: title, CreationDate: writtenAt, ModDate: writtenAt } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve, reject) => { pdf.on('end', () => { resolve(Buffer.concat(chunks)); }); pdf.on('error', reject); });
  await layFonts(pdf);
  for (const { text, face, points } of paragraphs) pdf.font(face).fontSize(points).text(text, { lineGap: 2, paragraphGap: 4 });
  pdf.end();
  return whole;
}
