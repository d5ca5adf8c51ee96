import { IconArrowUp, IconChevronDown, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { BillingPeriod, BillingTiming } from '../../../gql/staff/graphql';
import { Act } from '../../../ui/Act';
import { blankLine, type DraftDiscount, type DraftLine } from './offer-draft';
import css from './Proposals.module.css';

const timings: readonly (readonly [BillingTiming, string])[] = [['ON_ACCEPTANCE', 'On acceptance'], ['DEPOSIT', 'Deposit first'], ['ON_COMPLETION', 'On completion'], ['RECURRING', 'Again and again'], ['TO_BE_CONFIRMED', 'To be confirmed']];
const periods: readonly (readonly [BillingPeriod, string])[] = [['WEEK', 'Each week'], ['MONTH', 'Each month'], ['QUARTER', 'Each quarter'], ['YEAR', 'Each year']];

interface LineFieldsProps {
  lines: DraftLine[];
  currency: string;
  /** What the lines are for, in the names of their fields: «Good», «add-ons». */
  of: string;
  onChange: (lines: DraftLine[]) => void;
  /** A key that no other line has. */
  newKey: () => string;
  another: string;
}

/** Lines of an offer: name, price, when it is billed, tax; the rest behind «more». */
export function LineFields({ lines, currency, of, onChange, newKey, another }: LineFieldsProps) {
  const set = (key: string, change: Partial<DraftLine>) => onChange(lines.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const up = (at: number) => { const list = [...lines]; list.splice(at - 1, 0, ...list.splice(at, 1)); onChange(list); };
  return (
    <>
      {lines.length > 0 && <div className={css.lineHead} aria-hidden><span /><span>Line</span><span>Price, {currency}</span><span>Billed</span><span>Tax, %</span><span /></div>}
      {lines.map((line, at) => <LineField key={line.key} line={line} name={line.title.trim() || `line ${at + 1} of ${of}`} onChange={(change) => set(line.key, change)} onRemove={() => onChange(lines.filter((one) => one.key !== line.key))} onUp={at > 0 ? () => up(at) : undefined} />)}
      <div><Act small look="ghost" icon={IconPlus} onClick={() => onChange([...lines, blankLine(newKey(), lines.at(-1))])}>{another}</Act></div>
    </>
  );
}

interface LineFieldProps { line: DraftLine; name: string; onChange: (change: Partial<DraftLine>) => void; onRemove: () => void; onUp: (() => void) | undefined }

function LineField({ line, name, onChange, onRemove, onUp }: LineFieldProps) {
  const [open, setOpen] = useState(false);
  const needs = line.timing === 'RECURRING' || line.timing === 'DEPOSIT';
  return (
    <div className={css.line}>
      <div className={css.lineRow}>
        <Act look="icon" icon={open ? IconChevronDown : IconChevronRight} label={`${open ? 'Less' : 'More'} about ${name}`} onClick={() => setOpen(!open)} />
        <input aria-label={`Name of ${name}`} maxLength={200} placeholder="What it is" value={line.title} onChange={(event) => onChange({ title: event.target.value })} />
        <input aria-label={`Price of ${name}`} inputMode="decimal" className={css.num} disabled={line.timing === 'TO_BE_CONFIRMED'} placeholder={line.timing === 'TO_BE_CONFIRMED' ? 'later' : '0.00'} value={line.timing === 'TO_BE_CONFIRMED' ? '' : line.price} onChange={(event) => onChange({ price: event.target.value })} />
        <select aria-label={`When ${name} is billed`} value={line.timing} onChange={(event) => onChange(timed(line, event.target.value as BillingTiming))}>{timings.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select>
        <input aria-label={`Tax on ${name}, percent`} inputMode="decimal" className={css.num} placeholder="0" value={line.tax} onChange={(event) => onChange({ tax: event.target.value })} />
        <span>{onUp && <Act look="icon" icon={IconArrowUp} label={`Move ${name} up`} onClick={onUp} />}<Act look="icon" icon={IconX} label={`Remove ${name}`} onClick={onRemove} /></span>
      </div>
      {needs && !open && <p className={css.lineNote}>{line.timing === 'RECURRING' ? periods.find(([key]) => key === line.period)?.[1] ?? 'Each month' : `${line.deposit || '?'} % on acceptance, the rest on completion`}</p>}
      {open && <LineMore line={line} onChange={onChange} />}
    </div>
  );
}

const timed = (line: DraftLine, timing: BillingTiming): Partial<DraftLine> => ({ timing, period: timing === 'RECURRING' ? line.period ?? 'MONTH' : null, deposit: timing === 'DEPOSIT' ? line.deposit || '30' : '' });

function LineMore({ line, onChange }: { line: DraftLine; onChange: (change: Partial<DraftLine>) => void }) {
  return (
    <div className={css.lineMore}>
      {line.timing === 'RECURRING' && <label>How often<select value={line.period ?? 'MONTH'} onChange={(event) => onChange({ period: event.target.value as BillingPeriod })}>{periods.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select></label>}
      {line.timing === 'DEPOSIT' && <label>Deposit, %<input inputMode="decimal" value={line.deposit} onChange={(event) => onChange({ deposit: event.target.value })} /></label>}
      <label>How many, as a rule<input inputMode="numeric" value={line.usual} onChange={(event) => onChange({ usual: event.target.value, ...(Number(event.target.value) > Number(line.most) ? { most: event.target.value } : {}) })} /></label>
      <label>At least<input inputMode="numeric" value={line.least} onChange={(event) => onChange({ least: event.target.value })} /></label>
      <label>At most<input inputMode="numeric" value={line.most} onChange={(event) => onChange({ most: event.target.value })} /></label>
      <label>What the tax is called<input maxLength={40} value={line.taxName} onChange={(event) => onChange({ taxName: event.target.value })} /></label>
      <DiscountFields discount={line.discount} onChange={(discount) => onChange({ discount })} />
      <label className={css.wide}>More about it<textarea rows={2} maxLength={2000} value={line.description} onChange={(event) => onChange({ description: event.target.value })} /></label>
    </div>
  );
}

/** What is taken off: nothing, a share or an amount. */
export function DiscountFields({ discount, onChange, whole }: { discount: DraftDiscount; onChange: (discount: DraftDiscount) => void; whole?: boolean }) {
  const of = whole ? 'the whole' : 'this line';
  return (
    <>
      <label>{whole ? 'Taken off the whole' : 'Taken off'}<select value={discount.kind} onChange={(event) => onChange({ kind: event.target.value as DraftDiscount['kind'], typed: '' })}><option value="none">Nothing</option><option value="share">A share, %</option><option value="amount">An amount</option></select></label>
      {discount.kind !== 'none' && <label>{discount.kind === 'share' ? `Share off ${of}, %` : `Amount off ${of}`}<input inputMode="decimal" value={discount.typed} onChange={(event) => onChange({ ...discount, typed: event.target.value })} /></label>}
    </>
  );
}
