import { wearBrand } from '../../lib/brand';

/** The firm whose portal this browser opened last. */
export interface KnownFirm {
  id: string;
  name: string;
  /** One or two letters that stand for its logo. */
  mark: string;
  brandColour: string;
}

const key = 'firmament-portal-firm';

/** What is remembered; null before a link was opened here, or where the browser remembers nothing. */
export function firmOfBrowser(): KnownFirm | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    const { id, name, mark, brandColour } = (kept ?? {}) as Partial<KnownFirm>;
    return typeof id === 'string' && typeof name === 'string' && typeof mark === 'string' && typeof brandColour === 'string' ? { id, name, mark, brandColour } : null;
  } catch {
    return null;
  }
}

/** Puts the firm's colour on, and remembers the firm: the next visit has its letterhead at the first paint. */
export function wearFirm(firm: KnownFirm): void {
  wearBrand(firm.brandColour);
  const { id, name, mark, brandColour } = firm;
  try { localStorage.setItem(key, JSON.stringify({ id, name, mark, brandColour })); } catch { /* storage may be closed to us */ }
}
