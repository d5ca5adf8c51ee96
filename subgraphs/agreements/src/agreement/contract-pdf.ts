import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { Money } from '@firmament/kit';
import type { Body, BodyNode } from '../body/body.types.js';
import type { PricedLine } from '../proposal/offer.types.js';
import { signaturePage as page } from './signature-page.rules.js';
import { amountInWords, whenBilled } from './words.rules.js';

/** What a document is made of. The same contract makes the same bytes: its date is part of it, and nothing else is of the moment. */
export interface Contract { readonly title: string; readonly firm: string; readonly body: Body; readonly lines: readonly PricedLine[]; readonly currency: string; readonly writtenAt: Date }

type Pdf = PDFKit.PDFDocument;
interface Sheet { readonly pdf: Pdf; readonly contract: Contract }

const from = createRequire(import.meta.url);
const faces = { plain: 'DejaVuSerif', bold: 'DejaVuSerif-Bold', italic: 'DejaVuSerif-Italic', boldItalic: 'DejaVuSerif-BoldItalic' } as const;
type Face = keyof typeof faces;
// A contract names people from everywhere; the fourteen fonts that every reader has know western letters only.
const fonts: Promise<(readonly [Face, Buffer])[]> = Promise.all((Object.entries(faces) as [Face, string][]).map(async ([face, file]) => [face, await readFile(from.resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`))] as const));

const margin = 64;
const size = { text: 10, small: 8, headings: [16, 13, 11] } as const;

const faceOf = (node: BodyNode, bold: boolean): Face => {
  const marks = new Set((node.marks ?? []).map((mark) => mark.type));
  const [strong, slanted] = [bold || marks.has('bold'), marks.has('italic')];
  return strong ? (slanted ? 'boldItalic' : 'bold') : (slanted ? 'italic' : 'plain');
};
const textOf = (node: BodyNode): string => (node.type === 'hardBreak' ? '\n' : (node.text ?? ''));
const isLines = (node: BodyNode): boolean => node.type === 'mergeField' && node.attrs?.name === 'lines';

// A ligature is two letters in one sign, which programs that read a contract back stumble over. The library's types know only a list of features to add.
const features = { liga: false } as unknown as PDFKit.Mixins.TextOptions['features'] & object;

/** Begins a new page when so much does not fit below. */
function room({ pdf }: Sheet, height: number): void {
  if (pdf.y + height > pdf.page.height - pdf.page.margins.bottom) pdf.addPage();
}

interface Run { readonly indent: number; readonly bold: boolean; readonly points: number }

/** The words of a paragraph or heading, each run in its own face. */
function runs(sheet: Sheet, nodes: readonly BodyNode[], how: Run): void {
  const { pdf } = sheet;
  const kept = nodes.filter((node) => textOf(node) !== '');
  pdf.fontSize(how.points);
  pdf.x = margin + how.indent;
  const width = pdf.page.width - 2 * margin - how.indent;
  if (kept.length === 0) { pdf.font('plain').moveDown(0.6); return; }
  kept.forEach((node, at) => {
    const underline = (node.marks ?? []).some((mark) => mark.type === 'underline');
    pdf.font(faceOf(node, how.bold)).text(textOf(node), { width, continued: at < kept.length - 1, underline, lineGap: 2, features });
  });
  pdf.moveDown(0.5);
}

function paragraph(sheet: Sheet, node: BodyNode, indent: number): void {
  const inner = node.content ?? [];
  if (!inner.some(isLines)) { runs(sheet, inner, { indent, bold: false, points: size.text }); return; }
  const words = inner.filter((one) => !isLines(one));
  if (words.some((one) => textOf(one).trim() !== '')) runs(sheet, words, { indent, bold: false, points: size.text });
  table(sheet);
}

function listItems(sheet: Sheet, node: BodyNode, indent: number): void {
  const first = Number(node.attrs?.start ?? 1);
  (node.content ?? []).forEach((item, at) => {
    room(sheet, 2 * size.text);
    const { y } = sheet.pdf;
    sheet.pdf.font('plain').fontSize(size.text).text(node.type === 'orderedList' ? `${first + at}.` : '•', margin + indent, y, { lineBreak: false });
    sheet.pdf.y = y;
    for (const child of item.content ?? []) block(sheet, child, indent + 18);
  });
}

function heading(sheet: Sheet, node: BodyNode): void {
  const points = size.headings[Number(node.attrs?.level ?? 1) - 1] ?? size.text;
  room(sheet, 4 * points);
  runs(sheet, node.content ?? [], { indent: 0, bold: true, points });
}

function rule({ pdf }: Sheet): void {
  pdf.moveTo(margin, pdf.y).lineTo(pdf.page.width - margin, pdf.y).lineWidth(0.5).stroke();
  pdf.moveDown(0.6);
}

function block(sheet: Sheet, node: BodyNode, indent: number): void {
  if (node.type === 'heading') heading(sheet, node);
  else if (node.type === 'paragraph') paragraph(sheet, node, indent);
  else if (node.type === 'bulletList' || node.type === 'orderedList') listItems(sheet, node, indent);
  else if (node.type === 'horizontalRule') rule(sheet);
  else for (const child of node.content ?? []) block(sheet, child, indent);
}

/** One row of the table of lines. */
function row(sheet: Sheet, cells: readonly [string, string, string], face: Face): void {
  const { pdf } = sheet;
  const full = pdf.page.width - 2 * margin;
  const widths = [full * 0.5, full * 0.27, full * 0.23] as const;
  pdf.font(face).fontSize(size.text);
  const height = Math.max(...cells.map((cell, at) => pdf.heightOfString(cell, { width: (widths[at] ?? 0) - 6, features })));
  room(sheet, height + 8);
  const { y } = pdf;
  cells.reduce((x, cell, at) => {
    pdf.text(cell, x, y, { width: (widths[at] ?? 0) - 6, align: at === 2 ? 'right' : 'left', features });
    return x + (widths[at] ?? 0);
  }, margin);
  pdf.y = y + height + 4;
}

function table(sheet: Sheet): void {
  const { lines, currency } = sheet.contract;
  const amount = (minor: bigint): string => amountInWords(Money.of(minor, currency).decimal, currency);
  rule(sheet);
  row(sheet, ['What', 'Billed', 'With tax'], 'bold');
  for (const line of lines) row(sheet, [line.quantity === 1 ? line.title : `${line.quantity} × ${line.title}`, whenBilled(line), line.timing === 'TO_BE_CONFIRMED' ? '–' : amount(line.grossMinor)], 'plain');
  const fixed = lines.filter((line) => line.timing !== 'RECURRING').reduce((sum, line) => sum + line.grossMinor, 0n);
  row(sheet, ['Total of what does not recur', '', amount(fixed)], 'bold');
  rule(sheet);
}

/** The last page is for those who sign. It stays free below its heading: who they are is decided when the contract goes out. */
function signatures({ pdf, contract }: Sheet): void {
  pdf.addPage();
  pdf.font('bold').fontSize(size.headings[1]).text(page.heading, margin, margin, { features });
  pdf.font('plain').fontSize(size.small).text(`To «${contract.title}».`, { features });
}

/** Title and page number stand on every page. */
function footers({ pdf, contract }: Sheet): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    pdf.switchToPage(at);
    pdf.page.margins.bottom = 0;
    pdf.font('plain').fontSize(size.small).text(`${contract.title} · ${at - start + 1} / ${count}`, margin, pdf.page.height - 40, { width: pdf.page.width - 2 * margin, align: 'center', lineBreak: false, features });
  }
}

/** Writes a contract as a PDF. */
export async function contractPdf(contract: Contract): Promise<Buffer> {
  const known = await fonts;
  const pdf = new PDFDocument({ size: 'A4', margin, bufferPages: true, pdfVersion: '1.7', lang: 'en', displayTitle: true, info: { Title: contract.title, Author: contract.firm, CreationDate: contract.writtenAt, ModDate: contract.writtenAt } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve, reject) => { pdf.on('end', () => { resolve(Buffer.concat(chunks)); }); pdf.on('error', reject); });
  for (const [face, bytes] of known) pdf.registerFont(face, bytes);
  const sheet = { pdf, contract };
  for (const node of contract.body.content) block(sheet, node, 0);
  signatures(sheet);
  footers(sheet);
  pdf.end();
  return whole;
}
