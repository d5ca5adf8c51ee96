import { IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Act } from '../../../ui/Act';
import { Money } from '../../../ui/facts';
import { blankLine, withLineAfter, withLineMoved, type TypedLine } from './invoice-draft';
import type { InvoiceRecord } from './InvoicePage';
import css from './Money.module.css';

interface PaperFieldsProps {
  invoice: InvoiceRecord;
  lines: TypedLine[];
  stale: boolean;
  /** The line that the rail says more about. */
  chosen: string | null;
  onChoose: (key: string) => void;
  onChange: (lines: TypedLine[]) => void;
}

let counter = 0;

/** The lines on the paper, to be typed over. Enter begins a new line, Alt with an arrow moves one. */
export function PaperFields({ invoice, lines, stale, chosen, onChoose, onChange }: PaperFieldsProps) {
  const list = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    list.current?.querySelector<HTMLInputElement>(`[data-line="${wanted.current}"] input`)?.focus();
    wanted.current = null;
  }, [lines]);
  const put = (next: TypedLine[], focus: string) => { wanted.current = focus; onChange(next); };
  const add = (after: string | null) => { const line = blankLine(`new-${++counter}`, lines.at(-1)); put(withLineAfter(lines, after, line), line.key); };
  const copy = (of: TypedLine) => { const line = { ...of, key: `new-${++counter}`, lineId: null }; put(withLineAfter(lines, of.key, line), line.key); };
  const onKey = (event: KeyboardEvent, line: TypedLine) => {
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && !mod && event.target instanceof HTMLInputElement) { event.preventDefault(); add(line.key); }
    if (event.key === 'd' && mod) { event.preventDefault(); copy(line); }
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) { event.preventDefault(); put(withLineMoved(lines, line.key, event.key === 'ArrowUp' ? -1 : 1), line.key); }
  };
  const set = (key: string, change: Partial<TypedLine>) => onChange(lines.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const drop = (key: string) => onChange(lines.filter((one) => one.key !== key));
  return (
    <div className={css.fields} ref={list} role="group" aria-label="Lines of the invoice">
      <div className={css.fieldHead} aria-hidden><span>What</span><span>Quantity</span><span>Price, {invoice.currency}</span><span>Tax, %</span><span>Without tax</span><span /></div>
      {lines.map((line, at) => <LineRow key={line.key} line={line} no={at + 1} kept={invoice.lines.find((one) => one.id === line.lineId)} stale={stale} on={line.key === chosen} onFocus={() => onChoose(line.key)} onKey={(event) => onKey(event, line)} onChange={(change) => set(line.key, change)} onRemove={lines.length > 1 ? () => drop(line.key) : undefined} />)}
      <div className={css.keys} style={{ paddingTop: 8 }}><Act small look="ghost" icon={IconPlus} onClick={() => add(null)}>Another line</Act><span className={css.hide}><kbd>↵</kbd> new line</span><span className={css.hide}><kbd>Alt ↑↓</kbd> move</span><span className={css.hide}><kbd>Ctrl D</kbd> copy</span></div>
    </div>
  );
}

interface LineRowProps { line: TypedLine; no: number; kept: InvoiceRecord['lines'][number] | undefined; stale: boolean; on: boolean; onFocus: () => void; onKey: (event: KeyboardEvent) => void; onChange: (change: Partial<TypedLine>) => void; onRemove: (() => void) | undefined }

function LineRow({ line, no, kept, stale, on, onFocus, onKey, onChange, onRemove }: LineRowProps) {
  const name = line.title.trim() || `line ${no}`;
  return (
    <div className={css.fieldRow} data-line={line.key} data-on={on || undefined} role="group" aria-label={`Line ${no}`} onFocus={onFocus} onKeyDown={onKey}>
      <div>
        <input aria-label={`What line ${no} is`} maxLength={200} placeholder="What it is" value={line.title} onChange={(event) => onChange({ title: event.target.value })} />
        {(on || line.description) && <textarea aria-label={`More about ${name}`} rows={1} maxLength={2000} placeholder="More about it" value={line.description} onChange={(event) => onChange({ description: event.target.value })} />}
      </div>
      <input aria-label={`Quantity of ${name}`} className={css.num} inputMode="decimal" value={line.quantity} onChange={(event) => onChange({ quantity: event.target.value })} />
      <input aria-label={`Price of ${name}`} className={css.num} inputMode="decimal" placeholder="0.00" value={line.price} onChange={(event) => onChange({ price: event.target.value })} />
      <input aria-label={`Tax on ${name}, percent`} className={css.num} inputMode="decimal" placeholder="0" value={line.tax} onChange={(event) => onChange({ tax: event.target.value })} />
      <span className={`${css.sum} ${stale ? css.stale : ''}`}>{kept ? <Money minor={kept.net.minor} currency={kept.net.currency} /> : <span className="fm-quiet">When saved</span>}</span>
      <span className={css.ends}>{onRemove && <Act look="icon" icon={IconX} label={`Remove ${name}`} onClick={onRemove} />}</span>
    </div>
  );
}
