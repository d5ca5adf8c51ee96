import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useKeys } from '../lib/keys';
import css from './Filters.module.css';

/** The line over a list: search, filters, what is set. */
export function FilterBar({ children, right }: { children: ReactNode; right?: ReactNode }) {
  return <div className={css.bar} role="search">{children}{right && <div className={css.right}>{right}</div>}</div>;
}

interface FilterChipProps {
  field: string;
  value: string;
  operator?: string;
  onRemove: () => void;
}

/** One filter that is set: field, operator, value, and a way off. */
export function FilterChip({ field, value, operator = 'is', onRemove }: FilterChipProps) {
  return (
    <span className={css.chip}>
      <span className={css.field}>{field}</span>
      <span className={css.is}>{operator}</span>
      <b>{value}</b>
      <button type="button" onClick={onRemove} aria-label={`Remove filter ${field} ${operator} ${value}`}><IconX size={12} aria-hidden /></button>
    </span>
  );
}

/** Search in this page; the address follows when typing rests. */
export function SearchBox({ value, onSearch, label }: { value: string; onSearch: (words: string) => void; label: string }) {
  const [typed, setTyped] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const report = useRef(onSearch);
  report.current = onSearch;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const rest = setTimeout(() => report.current(typed), 250);
    return () => clearTimeout(rest);
  }, [typed, value]);
  useKeys({ '/': (event) => { event.preventDefault(); input.current?.focus(); } });
  return (
    <label className={css.search}>
      <IconSearch size={14} aria-hidden />
      <input
        ref={input} type="search" value={typed} aria-label={label} placeholder={label} maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => { if (event.key === 'Escape') { setTyped(''); input.current?.blur(); } }}
      />
      <kbd aria-hidden>/</kbd>
    </label>
  );
}

/** A few words of which one is on. */
export function Choices({ options, on, onChoose, label }: { options: readonly { key: string; label: string }[]; on: string; onChoose: (key: string) => void; label: string }) {
  return (
    <div className={css.pick} role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.key} type="button" className={css.choice} aria-pressed={option.key === on} onClick={() => onChoose(option.key)}>{option.label}</button>
      ))}
    </div>
  );
}
