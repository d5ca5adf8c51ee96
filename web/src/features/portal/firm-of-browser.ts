/** The firm whose portal this browser opened, as the link's page told it. */
export interface KnownFirm {
  id: string;
  name: string;
}

const key = 'firmament-portal-firm';

/** What is remembered; null before a link was opened here. */
export function firmOfBrowser(): KnownFirm | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    const { id, name } = (kept ?? {}) as Partial<KnownFirm>;
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : null;
  } catch {
    return null;
  }
}

/** Remembers the firm, so that the letterhead and «send me a link» work without asking again. */
export function keepFirm(firm: KnownFirm): void {
  localStorage.setItem(key, JSON.stringify(firm));
}
