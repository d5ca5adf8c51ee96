import { Go } from './Go';
import css from './FigureStrip.module.css';

/** A figure with what it means and the list that proves it. */
export interface Figure {
  label: string;
  value: string;
  meaning?: string;
  tone?: 'broken' | 'faint';
  href?: string;
}

/** Up to five figures in one ruled strip. */
export function FigureStrip({ figures, ruled }: { figures: Figure[]; ruled?: boolean }) {
  return (
    <div className={`${css.strip} ${ruled ? css.ruled : ''}`}>
      {figures.map((figure) => {
        const inside = (
          <>
            <div className={css.label}>{figure.label}</div>
            <div className={`${css.value} ${figure.tone ? css[figure.tone] : ''}`}>
              <span>{figure.value}</span>
              {figure.meaning && <small>{figure.meaning}</small>}
            </div>
          </>
        );
        if (!figure.href) return <div key={figure.label} className={css.figure}>{inside}</div>;
        if (figure.href.startsWith('#')) return <a key={figure.label} className={css.figure} href={figure.href}>{inside}</a>;
        return <Go key={figure.label} className={css.figure} to={figure.href}>{inside}</Go>;
      })}
    </div>
  );
}
