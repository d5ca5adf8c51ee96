import PDFDocument from 'pdfkit';
import { layFonts, type Face } from './paper-fonts.js';
import type { Paper, PaperLine } from './paper.types.js';

type Pdf = PDFKit.PDFDocument;
interface Sheet { readonly pdf: Pdf; readonly paper: Paper }

const margin = 56;
const size = { title: 18, text: 9.5, small: 8 } as const;
// A ligature is two letters in one sign, which programs that read an invoice back stumble over. The library's types know only a list of features to add.
const features = { liga: false } as unknown as PDFKit.Mixins.TextOptions['features'] & object;

const widthOf = ({ pdf }: Sheet): number => pdf.page.width - 2 * margin;

/** Begins a new page when so much does not fit below. */
function room({ pdf }: Sheet, height: number): void {
  if (pdf.y + height > pdf.page.height - pdf.page.margins.bottom) pdf.addPage();
}

function words(sheet: Sheet, text: string, face: Face = 'plain', points: number = size.text): void {
  sheet.pdf.font(face).fontSize(points).text(text, margin, sheet.pdf.y, { width: widthOf(sheet), lineGap: 2, features });
}

function rule(sheet: Sheet): void {
  const { pdf } = sheet;
  pdf.moveTo(margin, pdf.y).lineTo(pdf.page.width - margin, pdf.y).lineWidth(0.5).stroke();
  pdf.y += 6;
}

/** Who bills, whom, and under which number. */
function head(sheet: Sheet): void {
  const { paper, pdf } = sheet;
  words(sheet, paper.seller.name, 'bold', 12);
  for (const line of [paper.seller.address, paper.seller.taxNumber === null ? null : `Tax number ${paper.seller.taxNumber}`]) if (line) words(sheet, line, 'plain', size.small);
  pdf.moveDown(1.5);
  words(sheet, `${paper.kind} ${paper.number}`, 'bold', size.title);
  if (paper.title) words(sheet, paper.title);
  pdf.moveDown(0.8);
  for (const [label, value] of [['To', paper.buyer] as const, ...paper.facts]) words(sheet, `${label}: ${value}`);
  pdf.moveDown(1);
}

const tableOf = ({ paper: { kind } }: Sheet): (typeof tables)[keyof typeof tables] => (kind === 'Receipt' || kind === 'Refund' ? tables.moved : tables.billed);

/** One row of the table; numbers stand to the right. */
function row(sheet: Sheet, cells: readonly string[], face: Face): void {
  const { pdf } = sheet;
  const widths = tableOf(sheet).shares.map((share) => share * widthOf(sheet));
  pdf.font(face).fontSize(size.text);
  const height = Math.max(...cells.map((cell, at) => pdf.heightOfString(cell, { width: (widths[at] ?? 0) - 6, features })));
  room(sheet, height + 8);
  const { y } = pdf;
  cells.reduce((x, cell, at) => {
    pdf.text(cell, x, y, { width: (widths[at] ?? 0) - 6, align: at === 0 ? 'left' : 'right', features });
    return x + (widths[at] ?? 0);
  }, margin);
  pdf.y = y + height + 4;
}

const titleOf = (line: PaperLine): string => (line.description ? `${line.title}\n${line.description}` : line.title);
/** Money that moved has no quantities and no tax. */
const tables = {
  billed: { shares: [0.4, 0.12, 0.17, 0.13, 0.18], head: ['What', 'Quantity', 'Price', 'Tax', 'With tax'], cells: (line: PaperLine) => [titleOf(line), line.quantity, line.unit, line.tax, line.gross] },
  moved: { shares: [0.75, 0.25], head: ['What', 'Amount'], cells: (line: PaperLine) => [titleOf(line), line.gross] },
} as const;

function table(sheet: Sheet): void {
  rule(sheet);
  const { head: titles, cells } = tableOf(sheet);
  row(sheet, titles, 'bold');
  for (const line of sheet.paper.lines) row(sheet, cells(line), 'plain');
  rule(sheet);
  sheet.paper.sums.forEach(([label, amount], at) => { row(sheet, [label, ...titles.slice(2).map(() => ''), amount], at === sheet.paper.sums.length - 1 ? 'bold' : 'plain'); });
  rule(sheet);
}

/** Number and page stand on every page. */
function footers({ pdf, paper }: Sheet): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    pdf.switchToPage(at);
    pdf.page.margins.bottom = 0;
    pdf.font('plain').fontSize(size.small).text(`${paper.kind} ${paper.number} · ${at - start + 1} / ${count}`, margin, pdf.page.height - 36, { width: pdf.page.width - 2 * margin, align: 'center', lineBreak: false, features });
  }
}

/** Writes an invoice, a credit note, a receipt or the document of a refund as a PDF. */
export async function paperPdf(paper: Paper): Promise<Buffer> {
  const writtenAt = new Date(`${paper.day}T12:00:00Z`);
  const pdf = new PDFDocument({ size: 'A4', margin, bufferPages: true, pdfVersion: '1.7', lang: 'en', displayTitle: true, info: { Title: `${paper.kind} ${paper.number}`, Author: paper.seller.name, CreationDate: writtenAt, ModDate: writtenAt } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve, reject) => { pdf.on('end', () => { resolve(Buffer.concat(chunks)); }); pdf.on('error', reject); });
  await layFonts(pdf);
  const sheet = { pdf, paper };
  head(sheet);
  table(sheet);
  for (const text of paper.closing) { pdf.moveDown(0.6); words(sheet, text); }
  footers(sheet);
  pdf.end();
  return whole;
}
