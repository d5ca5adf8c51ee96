import { IconPlus, IconX } from '@tabler/icons-react';
import type { MilestoneBilling } from '../../../gql/staff/graphql';
import { Act } from '../../../ui/Act';
import { nextKey, type Plan, type PlannedMilestone, type PlannedRequest } from './plan';
import { typedNumber } from './PlanSections';
import css from './Templates.module.css';

interface PartProps {
  plan: Plan;
  onChange: (plan: Plan) => void;
}

/** What files the work needs of the client, line by line. */
export function FileRequestLines({ plan, onChange }: PartProps) {
  const set = (key: string, part: Partial<PlannedRequest>) => onChange({ ...plan, fileRequests: plan.fileRequests.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  const add = () => onChange({ ...plan, fileRequests: [...plan.fileRequests, { key: nextKey('files', plan.fileRequests), title: '', section: null, dueAfterDays: null, items: [{ title: '', required: true, hint: null }] }] });
  return (
    <section>
      <h2 className="fm-h2">Files to ask the client for</h2>
      {plan.fileRequests.map((request, at) => (
        <fieldset key={request.key} className={css.stageEdit}>
          <div className={css.stageHead}>
            <input aria-label={`Name of file request ${at + 1}`} maxLength={200} placeholder="Bank statements for the year" value={request.title} onChange={(event) => set(request.key, { title: event.target.value })} />
            <label>Due after<input aria-label={`Working days for file request ${at + 1}`} inputMode="numeric" placeholder="days" value={request.dueAfterDays ?? ''} onChange={(event) => set(request.key, { dueAfterDays: typedNumber(event.target.value) })} />days</label>
            <span><Act look="icon" icon={IconX} label={`Remove file request ${at + 1}`} onClick={() => onChange({ ...plan, fileRequests: plan.fileRequests.filter((one) => one.key !== request.key) })} /></span>
          </div>
          {request.items.map((item, i) => (
            <div key={i} className={css.itemEdit}>
              <input aria-label={`File ${i + 1} of request ${at + 1}`} maxLength={200} placeholder="A file" value={item.title} onChange={(event) => set(request.key, { items: request.items.map((one, n) => (n === i ? { ...one, title: event.target.value } : one)) })} />
              <input aria-label={`Hint for file ${i + 1} of request ${at + 1}`} maxLength={300} placeholder="Where the client finds it" value={item.hint ?? ''} onChange={(event) => set(request.key, { items: request.items.map((one, n) => (n === i ? { ...one, hint: event.target.value } : one)) })} />
              <label className={css.check}><input type="checkbox" checked={item.required} onChange={(event) => set(request.key, { items: request.items.map((one, n) => (n === i ? { ...one, required: event.target.checked } : one)) })} />Needed</label>
              <Act look="icon" icon={IconX} label={`Remove file ${i + 1} of request ${at + 1}`} disabled={request.items.length === 1} onClick={() => set(request.key, { items: request.items.filter((_, n) => n !== i) })} />
            </div>
          ))}
          <div><Act small look="ghost" icon={IconPlus} onClick={() => set(request.key, { items: [...request.items, { title: '', required: true, hint: null }] })}>Another file</Act></div>
        </fieldset>
      ))}
      <div><Act small look="ghost" icon={IconPlus} onClick={add}>Another file request</Act></div>
    </section>
  );
}

const billings: readonly (readonly [MilestoneBilling, string])[] = [['NONE', 'No bill'], ['FIXED', 'A fixed price'], ['PERCENT', 'A share of the price'], ['TIME', 'The time spent']];

/** The points that are reached, and what reaching one means for billing. */
export function MilestoneLines({ plan, onChange }: PartProps) {
  const set = (key: string, part: Partial<PlannedMilestone>) => onChange({ ...plan, milestones: plan.milestones.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  const add = () => onChange({ ...plan, milestones: [...plan.milestones, { key: nextKey('milestone', plan.milestones), title: '', dueAfterDays: null, billing: 'NONE', percent: null, amount: null }] });
  return (
    <section>
      <h2 className="fm-h2">Milestones</h2>
      {plan.milestones.map((one, at) => (
        <div key={one.key} className={css.milestoneEdit}>
          <input aria-label={`Milestone ${at + 1}`} maxLength={200} placeholder="What is reached" value={one.title} onChange={(event) => set(one.key, { title: event.target.value })} />
          <select aria-label={`Billing of milestone ${at + 1}`} value={one.billing} onChange={(event) => set(one.key, { billing: event.target.value as MilestoneBilling, percent: event.target.value === 'PERCENT' ? (one.percent ?? 50) : null, amount: event.target.value === 'FIXED' ? (one.amount ?? { minor: '0', currency: 'GBP' }) : null })}>{billings.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select>
          {one.billing === 'PERCENT' && <input aria-label={`Share for milestone ${at + 1}, percent`} inputMode="numeric" value={one.percent ?? ''} onChange={(event) => set(one.key, { percent: typedNumber(event.target.value) })} />}
          {one.billing === 'FIXED' && <PriceInput label={`Price of milestone ${at + 1}`} minor={String(one.amount?.minor ?? '0')} onChange={(minor) => set(one.key, { amount: { minor, currency: one.amount?.currency ?? 'GBP' } })} />}
          {(one.billing === 'NONE' || one.billing === 'TIME') && <span />}
          <input aria-label={`Working days for milestone ${at + 1}`} inputMode="numeric" placeholder="days" value={one.dueAfterDays ?? ''} onChange={(event) => set(one.key, { dueAfterDays: typedNumber(event.target.value) })} />
          <Act look="icon" icon={IconX} label={`Remove milestone ${at + 1}`} onClick={() => onChange({ ...plan, milestones: plan.milestones.filter((other) => other.key !== one.key) })} />
        </div>
      ))}
      <div><Act small look="ghost" icon={IconPlus} onClick={add}>Another milestone</Act></div>
    </section>
  );
}

function PriceInput({ label, minor, onChange }: { label: string; minor: string; onChange: (minor: string) => void }) {
  const [whole, cents = '00'] = [minor.slice(0, -2) || '0', minor.slice(-2).padStart(2, '0')];
  return <input aria-label={label} inputMode="decimal" defaultValue={`${whole}.${cents}`} onBlur={(event) => { const found = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(event.target.value.trim()); if (found) onChange(`${found[1]}${(found[2] ?? '').padEnd(2, '0')}`.replace(/^0+(?=\d)/, '')); }} />;
}
