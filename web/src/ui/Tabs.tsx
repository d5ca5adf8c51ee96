import { Link } from '@tanstack/react-router';
import css from './Tabs.module.css';

export interface Tab {
  key: string;
  label: string;
  count?: number | null;
  to: string;
  search?: Record<string, unknown>;
}

/** Views over a list or parts of a record; each is an address. */
export function Tabs({ tabs, on, label, topped }: { tabs: Tab[]; on: string; label: string; topped?: boolean }) {
  return (
    <nav className={`${css.tabs} ${topped ? css.topped : ''}`} aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.key} to={tab.to} search={tab.search as never} className={css.tab} data-on={tab.key === on} aria-current={tab.key === on ? 'page' : undefined}>
          {tab.label}
          {tab.count !== null && tab.count !== undefined && <small>{tab.count}</small>}
        </Link>
      ))}
    </nav>
  );
}
