import { isNothing } from '../../../lib/amounts';
import { dayWords, moneyWords, plainDate } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import type { Owed } from './payment-draft';
import css from './Money.module.css';

interface SplitFieldsProps { owed: readonly Owed[]; currency: string; split: Readonly<Record<string, string>>; read: { left: string } | string | null; waiting: boolean; onChange: (split: Record<string, string>) => void; onSpread: () => void }

/** Which invoices some money settles, and how much of each; what is left is credit. */
export function SplitFields({ owed, currency, split, read, waiting, onChange, onSpread }: SplitFieldsProps) {
  if (waiting) return <p className="fm-quiet" role="status">Asking what they owe.</p>;
  if (owed.length === 0) return <p className="fm-second">They owe nothing in {currency}. The money stays as their credit.</p>;
  return (
    <fieldset className={css.group}>
      <legend className="fm-h2">What it settles</legend>
      <div className={css.split}>
        {owed.map((one) => (
          <label key={one.id}>
            <span>{one.number ?? one.title} <small>{moneyWords(one.balance.minor, currency)} left{one.dueOn ? `, due ${dayWords(plainDate(one.dueOn), 'UTC')}` : ''}</small></span>
            <input inputMode="decimal" aria-label={`Settles of ${one.number ?? one.title ?? 'the invoice'}, ${currency}`} value={split[one.id] ?? ''} onChange={(event) => onChange({ ...split, [one.id]: event.target.value })} />
          </label>
        ))}
      </div>
      <div className={css.acts}><Act small onClick={onSpread}>What is due first</Act><span className="fm-second" role="status">{read === null ? '' : typeof read === 'string' ? read : isNothing(read.left) ? 'Nothing is left over.' : `${moneyWords(read.left, currency)} stays as their credit.`}</span></div>
    </fieldset>
  );
}
