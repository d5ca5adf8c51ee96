import type { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CryptoKeySigner, layoutText, PDF, rgb, type EmbeddedFont, type PDFPage } from '@libpdf/core';

/** Everything that this domain does to a PDF's bytes; the library behind it appears nowhere else. */

/** Something to put onto a page, in points from its upper left corner; the page counts from 0 through all documents. */
export interface PageMark {
  readonly page: number; readonly x: number; readonly y: number; readonly width: number; readonly height: number;
  readonly content: { readonly kind: 'TEXT' | 'HAND'; readonly text: string } | { readonly kind: 'IMAGE'; readonly png: Uint8Array };
}
/** A line of the page that tells how a document was signed. */
export interface AuditLine { readonly text: string; readonly style: 'TITLE' | 'HEAD' | 'PLAIN' }
/** With what a document is sealed, and what the seal says. */
export interface Seal { readonly privateKey: webcrypto.CryptoKey; readonly certificate: Uint8Array; readonly reason: string; readonly at: Date; readonly name: string }

const resolve = createRequire(import.meta.url).resolve;
const fonts = new Map<string, Uint8Array>();
/** Fonts that know more than western letters; the standard ones of PDF would lose half of Europe's names. */
function fontBytes(name: string): Uint8Array {
  const known = fonts.get(name) ?? new Uint8Array(readFileSync(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)));
  fonts.set(name, known);
  return known;
}
interface Faces { readonly plain: EmbeddedFont; readonly bold: EmbeddedFont; readonly hand: EmbeddedFont }
const facesOf = (pdf: PDF): Faces => ({ plain: pdf.embedFont(fontBytes('DejaVuSans')), bold: pdf.embedFont(fontBytes('DejaVuSans-Bold')), hand: pdf.embedFont(fontBytes('DejaVuSerif-Italic')) });

/** What a font cannot draw is shown as a mark of its absence, and never left out silently. */
function drawable(font: EmbeddedFont, text: string): string {
  const one = text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ');
  return font.canEncode(one) ? one : [...one].map((letter) => (font.canEncode(letter) ? letter : '?')).join('');
}

/** How many pages each document has. */
export async function pageCounts(pdfs: readonly Uint8Array[]): Promise<number[]> {
  return Promise.all(pdfs.map(async (bytes) => (await PDF.load(bytes)).getPages().length));
}

/** Several documents as one, for providers that take a single file. */
export async function joined(pdfs: readonly Uint8Array[]): Promise<Uint8Array> {
  const [only] = pdfs;
  return pdfs.length === 1 && only ? only : (await PDF.merge([...pdfs])).save();
}

/** The documents as one, with every mark in its place, and behind them the pages that tell how they were signed. */
export async function composed(pdfs: readonly Uint8Array[], marks: readonly PageMark[], audit: readonly AuditLine[]): Promise<Uint8Array> {
  const pdf = await PDF.load(await joined(pdfs));
  const faces = facesOf(pdf);
  const pages = pdf.getPages();
  for (const mark of marks) {
    const page = pages[mark.page];
    if (page) draw(pdf, page, { mark, faces });
  }
  writeAudit(pdf, audit, faces);
  return pdf.save({ subsetFonts: true });
}

/** The same lines as a document of their own. */
export async function auditPages(audit: readonly AuditLine[]): Promise<Uint8Array> {
  const pdf = PDF.create();
  writeAudit(pdf, audit, facesOf(pdf));
  return pdf.save({ subsetFonts: true });
}

/** Seals a document (PAdES B-B): whoever changes a byte afterwards breaks the seal. */
export async function sealed(bytes: Uint8Array, seal: Seal): Promise<Uint8Array> {
  const pdf = await PDF.load(bytes);
  const signer = new CryptoKeySigner(seal.privateKey, seal.certificate, 'EC', 'ECDSA');
  const { bytes: signed } = await pdf.sign({ signer, reason: seal.reason, signingTime: seal.at, contactInfo: seal.name, level: 'B-B', subFilter: 'ETSI.CAdES.detached', digestAlgorithm: 'SHA-256' });
  return signed;
}

const ink = rgb(0.06, 0.13, 0.36);

function draw(pdf: PDF, page: PDFPage, { mark, faces }: { mark: PageMark; faces: Faces }): void {
  const bottom = page.height - mark.y - mark.height;
  const { content } = mark;
  if (content.kind === 'IMAGE') {
    const image = pdf.embedPng(content.png);
    const scale = Math.min(mark.width / image.width, mark.height / image.height);
    page.drawImage(image, { x: mark.x, y: bottom, width: image.width * scale, height: image.height * scale });
    return;
  }
  const font = content.kind === 'HAND' ? faces.hand : faces.plain;
  const text = drawable(font, content.text);
  const wanted = Math.min(content.kind === 'HAND' ? 20 : 11, mark.height * 0.8);
  const size = Math.min(wanted, (wanted * mark.width) / Math.max(1, font.widthOfTextAtSize(text, wanted)));
  page.drawText(text, { x: mark.x, y: bottom + mark.height * 0.25, font, size, color: ink });
}

const sizes: Readonly<Record<AuditLine['style'], number>> = { TITLE: 16, HEAD: 11, PLAIN: 9 };
const margin = 56;

function writeAudit(pdf: PDF, audit: readonly AuditLine[], faces: Faces): void {
  let page = pdf.addPage({ size: 'a4' });
  let y = page.height - margin;
  for (const line of audit) {
    const font = line.style === 'PLAIN' ? faces.plain : faces.bold;
    const size = sizes[line.style];
    for (const { text } of layoutText(drawable(font, line.text), font, size, page.width - 2 * margin, size * 1.4).lines) {
      if (y < margin) {
        page = pdf.addPage({ size: 'a4' });
        y = page.height - margin;
      }
      page.drawText(text, { x: margin, y: y - size, font, size });
      y -= size * 1.45;
    }
    y -= line.style === 'TITLE' ? 10 : 2;
  }
}
