import { useEffect, type ReactNode } from 'react';
import type { PortalFirmFragment } from '../../gql/portal/graphql';
import { firmOfBrowser, wearFirm } from './firm-of-browser';
import css from './Shell.module.css';

interface LetterheadProps {
  /** The firm as this page learned it; without it, the one that the browser remembers. */
  firm?: PortalFirmFragment | null;
  nav?: ReactNode;
  children?: ReactNode;
}

/** Puts the firm's colours on as soon as the firm is known. */
export function useFirmColours(firm?: PortalFirmFragment | null): void {
  useEffect(() => { if (firm) wearFirm(firm); }, [firm]);
}

/** The firm's mark and name on its own paper. */
export function Letterhead({ firm, nav, children }: LetterheadProps) {
  const known = firm ?? firmOfBrowser();
  useFirmColours(firm);
  return (
    <header className={css.head}>
      {known && <span className={css.mark} aria-hidden>{known.mark}</span>}
      <b className={css.firm}>{known?.name ?? 'Client portal'}</b>
      {nav}
      {children}
    </header>
  );
}
