/** A rectangle in points, from the upper left corner of a page. */
export interface Place { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
/** Where one person signs. */
export interface SignerPlaces { readonly signature: Place; readonly name: Place; readonly date: Place }

/** An A4 page, and the part of it that signatures may fill: below the heading, above the page number. */
export const signaturePage = { heading: 'Signatures', left: 64, right: 531, top: 120, bottom: 770 } as const;

const gap = 24;
const tallest = 110;

/**
 * Where each of so many people signs on the last page of a contract. Who signs is not known when the contract is written, so the page is
 * left free and shared out when it goes out: a few people get wide places one below the other, many get small ones side by side.
 */
export function placesFor(at: number, people: number): SignerPlaces {
  const columns = people > 4 ? 2 : 1;
  const rows = Math.ceil(people / columns);
  const height = Math.min(tallest, Math.floor((signaturePage.bottom - signaturePage.top) / rows));
  const width = Math.floor((signaturePage.right - signaturePage.left - gap * (columns - 1)) / columns);
  const x = signaturePage.left + (at % columns) * (width + gap);
  const y = signaturePage.top + Math.floor(at / columns) * height;
  const [name, date] = [Math.floor(height * 0.5), Math.floor(height * 0.72)];
  const line = Math.max(8, Math.floor(height * 0.18));
  const across = Math.min(width, 260);
  return { signature: { x, y, width: across, height: Math.floor(height * 0.46) }, name: { x, y: y + name, width: across, height: line }, date: { x, y: y + date, width: Math.min(across, 120), height: line } };
}
