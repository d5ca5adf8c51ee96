import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

const from = createRequire(import.meta.url);
const faces = { plain: 'DejaVuSerif', bold: 'DejaVuSerif-Bold' } as const;
/** Plain or bold. */
export type Face = keyof typeof faces;

async function read(file: string): Promise<Font> {
  const font = create(await readFile(from.resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`)));
  if (!('layout' in font)) throw new Error(`${file} holds several fonts`);
  return font;
}

// An invoice names people from everywhere; the fourteen fonts that every reader has know western letters only.
// They are read once and not for each paper: reading them was most of what a paper cost, while others waited for the next number.
const fonts: Promise<(readonly [Face, Font])[]> = Promise.all((Object.entries(faces) as [Face, string][]).map(async ([face, file]) => [face, await read(file)] as const));

/** Gives a document its fonts under their names. */
export async function layFonts(pdf: PDFKit.PDFDocument): Promise<void> {
  // The library takes a font that was read already; its types know only what it reads itself.
  for (const [face, font] of await fonts) pdf.registerFont(face, font as unknown as Uint8Array<ArrayBuffer>);
}
