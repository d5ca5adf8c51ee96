import { PDF } from '@libpdf/core';

/** A small real PDF of one page. */
export async function samplePdf(words = 'Engagement letter'): Promise<Uint8Array> {
  const pdf = PDF.create();
  pdf.addPage({ size: 'a4' }).drawText(words, { x: 72, y: 720, size: 18 });
  return pdf.save();
}
