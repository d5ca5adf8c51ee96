import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { countWords } from '../lib/format';
import { Dialog } from './Dialog';
import type { Icon } from './icons';
import css from './Palette.module.css';

/** One thing the palette can open or do. */
export interface PaletteRow {
  id: string;
  label: string;
  second?: string | null;
  icon: Icon;
  hotkey?: string;
  onAct: () => void;
}

export interface PaletteGroup {
  name: string;
  rows: PaletteRow[];
}

interface PaletteProps {
  open: boolean;
  typed: string;
  onType: (words: string) => void;
  groups: PaletteGroup[];
  /** Said where a source is silent. */
  note?: string | null;
  onClose: () => void;
}

/** Ctrl K: records, acts and pages, by a few letters. */
export function Palette({ open, typed, onType, groups, note, onClose }: PaletteProps) {
  const rows = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const { at, setAt, onKey, list } = usePaletteCursor(rows, onClose);
  const id = useId();
  const words = typed.replace(/^[>#@]\s*/, '');
  return (
    <Dialog open={open} onClose={onClose} size="672px" top="104px" label="Search or run a command">
      <div className={css.top}>
        <IconSearch aria-hidden />
        <input
          data-autofocus role="combobox" aria-expanded aria-controls={id} aria-activedescendant={rows[at] ? `${id}-${at}` : undefined} aria-label="Search or run a command"
          placeholder="Search or run a command" value={typed} maxLength={120} onChange={(event) => { onType(event.target.value); setAt(0); }} onKeyDown={onKey}
        />
        <span className={css.scopes} aria-hidden><kbd>&gt; actions</kbd><kbd>@ people</kbd></span>
      </div>
      <div className={css.list} role="listbox" id={id} ref={list} aria-label="Found">
        {groups.map((group) => (
          <div key={group.name} role="group" aria-label={group.name}>
            <div className={css.group} aria-hidden>{group.name}</div>
            {group.rows.map((row) => {
              const index = rows.indexOf(row);
              return <PaletteLine key={row.id} id={`${id}-${index}`} row={row} words={words} on={index === at} onPoint={() => setAt(index)} onAct={() => { onClose(); row.onAct(); }} />;
            })}
          </div>
        ))}
        {rows.length === 0 && <p className={css.none}>Nothing here matches «{words}».</p>}
      </div>
      <div className={css.foot}>
        <span><kbd>↑</kbd><kbd>↓</kbd>move</span><span><kbd>↵</kbd>open</span>
        <span role="status">{note ?? `${countWords(rows.length, 'result')}, only what you may see`}</span>
      </div>
    </Dialog>
  );
}

interface LineProps {
  id: string;
  row: PaletteRow;
  words: string;
  on: boolean;
  onPoint: () => void;
  onAct: () => void;
}

function PaletteLine({ id, row, words, on, onPoint, onAct }: LineProps) {
  return (
    <div id={id} role="option" aria-selected={on} className={css.row} onMouseMove={onPoint} onClick={onAct}>
      <row.icon aria-hidden />
      <span><Marked label={row.label} words={words} /></span>
      <span className={`${css.second} fm-trunc`}>{row.second}</span>
      {on ? <kbd aria-hidden>↵ open</kbd> : row.hotkey ? <kbd aria-hidden>{row.hotkey}</kbd> : <span />}
    </div>
  );
}

function Marked({ label, words }: { label: string; words: string }) {
  const at = words ? label.toLowerCase().indexOf(words.toLowerCase()) : -1;
  if (at < 0) return <>{label}</>;
  return <>{label.slice(0, at)}<mark>{label.slice(at, at + words.length)}</mark>{label.slice(at + words.length)}</>;
}

function usePaletteCursor(rows: PaletteRow[], onClose: () => void) {
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => { list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }); }, [at]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((now) => Math.min(rows.length - 1, now + 1));
    else if (event.key === 'ArrowUp') setAt((now) => Math.max(0, now - 1));
    else if (event.key === 'Enter') { onClose(); rows[at]?.onAct(); }
    else return;
    event.preventDefault();
  };
  return { at, setAt, onKey, list };
}
