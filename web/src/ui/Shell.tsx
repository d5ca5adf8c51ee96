import { Menu, Tooltip } from '@mantine/core';
import { IconChevronRight, IconDots, IconPlus, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { now } from '../lib/clock';
import { initials, timeWords } from '../lib/format';
import { modKey } from '../lib/keys';
import { Act } from './Act';
import { Disc } from './facts';
import type { Icon } from './icons';
import css from './Shell.module.css';

/** One door of the sidebar. */
export interface Door {
  to: string;
  label: string;
  icon: Icon;
  count?: string | null;
  /** Only for «n stuck» and «n late». */
  hot?: boolean;
}

export interface MenuEntry {
  label: string;
  icon?: Icon;
  onAct: () => void;
}

interface ShellProps {
  firm: string;
  /** One or two letters that stand for the firm's logo. */
  mark?: string;
  me: string;
  groups: { name: string | null; doors: Door[] }[];
  bottom: Door[];
  /** Doors that stand at the foot, over the menu of me. */
  settings?: Door[];
  news: MenuEntry[];
  mine: MenuEntry[];
  onSearch: () => void;
  children: ReactNode;
}

/** The frame of the staff app: sidebar, sheet, and a bottom bar on a phone. */
export function Shell({ firm, mark, me, groups, bottom, settings = [], news, mine, onSearch, children }: ShellProps) {
  return (
    <ShellActs.Provider value={{ onSearch, news }}>
      <a href="#sheet" className="fm-skip fm-link">Skip to the page</a>
      <div className={css.app}>
        <aside className={css.side}>
          <div className={css.firm}><span className={css.mark} aria-hidden>{mark ?? initials(firm)}</span><span className="fm-trunc">{firm}</span></div>
          <nav className={css.nav} aria-label="Main">
            {groups.map((group) => <DoorGroup key={group.name ?? ''} {...group} />)}
          </nav>
          <div className={css.foot}>
            {settings.length > 0 && <nav className={css.nav} aria-label="Settings"><DoorGroup name={null} doors={settings} /></nav>}
            <MyMenu me={me} mine={mine} />
          </div>
        </aside>
        <div className={css.main}>{children}</div>
        <nav className={css.bottom} aria-label="Main, short">
          {bottom.map((door) => <Link key={door.to} to={door.to} activeOptions={{ exact: door.to === '/', includeSearch: false }}><door.icon aria-hidden />{door.label}</Link>)}
          <button type="button" onClick={onSearch}><IconDots aria-hidden />More</button>
        </nav>
      </div>
    </ShellActs.Provider>
  );
}

function DoorGroup({ name, doors }: { name: string | null; doors: Door[] }) {
  return (
    <>
      {name && <h2 className={css.group}>{name}</h2>}
      {doors.map((door) => (
        <Tooltip key={door.to} label={door.label} position="right" events={{ hover: window.innerWidth <= 1100, focus: false, touch: false }}>
          <Link to={door.to} className={css.item} activeOptions={{ exact: door.to === '/', includeSearch: false }}>
            <door.icon aria-hidden />
            <span className="fm-trunc">{door.label}</span>
            {door.count && <span className={`${css.count} ${door.hot ? css.hot : ''}`}>{door.count}</span>}
          </Link>
        </Tooltip>
      ))}
    </>
  );
}

function MyMenu({ me, mine }: { me: string; mine: MenuEntry[] }) {
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <button type="button" className={css.item}><i data-disc style={{ display: 'inline-grid' }}><Disc name={me} /></i><span className={`fm-trunc ${css.me}`}>{me || 'Me'}</span></button>
      </Menu.Target>
      <Menu.Dropdown>{mine.map((entry) => <Menu.Item key={entry.label} leftSection={entry.icon && <entry.icon size={15} stroke={1.75} />} onClick={entry.onAct}>{entry.label}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}

const ShellActs = createContext<{ onSearch: () => void; news: MenuEntry[] }>({ onSearch: () => undefined, news: [] });

/** A part of the path to this page. */
export interface Crumb {
  label: string;
  to?: string;
}

/** One page on the sheet, with its path over it; also names the browser's tab. */
export function Sheet({ crumbs, children }: { crumbs: Crumb[]; children: ReactNode }) {
  const title = crumbs.at(-1)?.label ?? 'Firmament';
  useEffect(() => { document.title = `${title} · Firmament`; }, [title]);
  return (
    <>
      <TopBar crumbs={crumbs} />
      <OfflineLine />
      <main className={css.sheet} id="sheet" tabIndex={-1}>{children}</main>
    </>
  );
}

function TopBar({ crumbs }: { crumbs: Crumb[] }) {
  const { onSearch, news } = useContext(ShellActs);
  return (
    <header className={css.top}>
      <ol className={css.crumbs} aria-label="Path">
        {crumbs.map((crumb, i) => (
          <li key={crumb.label}>
            {i > 0 && <IconChevronRight aria-hidden stroke={1.75} />}
            {crumb.to ? <Link to={crumb.to} className="fm-trunc">{crumb.label}</Link> : <span className="fm-trunc">{crumb.label}</span>}
          </li>
        ))}
      </ol>
      <div className={css.right}>
        <button type="button" className={css.search} onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
          <IconSearch size={16} stroke={1.75} aria-hidden /><span>Search or run a command</span><kbd>{modKey}K</kbd>
        </button>
        {news.length > 0 && <NewMenu news={news} />}
      </div>
    </header>
  );
}

function NewMenu({ news }: { news: MenuEntry[] }) {
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target><Act icon={IconPlus} hotkey="C">New</Act></Menu.Target>
      <Menu.Dropdown>{news.map((entry) => <Menu.Item key={entry.label} leftSection={entry.icon && <entry.icon size={15} stroke={1.75} />} onClick={entry.onAct}>{entry.label}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}

function OfflineLine() {
  const [since, setSince] = useState<string | null>(null);
  useEffect(() => {
    const off = () => setSince(timeWords(now()));
    const on = () => setSince(null);
    window.addEventListener('offline', off);
    window.addEventListener('online', on);
    return () => { window.removeEventListener('offline', off); window.removeEventListener('online', on); };
  }, []);
  if (!since) return null;
  return <div className={css.offline} role="status">No connection since {since}. You can read; changes wait.</div>;
}
