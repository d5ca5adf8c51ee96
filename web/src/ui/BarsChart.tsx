import { useRouter } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { shownAt } from '../lib/links';
import { moneyWords, roundMoneyWords } from '../lib/format';
import { Act } from './Act';
import { Money } from './facts';
import { Go } from './Go';
import css from './BarsChart.module.css';

/** The colours of charts, beside those of moves. */
export type ChartColour = 'lapis' | 'amber' | 'green' | 'red' | 'slate';

/** What one bar stands for: how much, how many, and the list that proves it. */
export interface BarValue { minor: string | number; count?: number; href?: string; colour?: ChartColour }

interface BarsChartProps {
  title: string;
  currency: string;
  /** What the first column of the table is called. */
  of: string;
  series: readonly { key: string; label: string; colour: ChartColour }[];
  rows: readonly { key: string; label: string; values: Readonly<Record<string, BarValue | null>> }[];
}

type Drawn = { label: string; [series: string]: string | number };

const colourOf = (colour: ChartColour): string => `var(--fm-chart-${colour})`;

/** Money as bars, and the same figures as a table under one button. A bar and a figure lead to the rows that they count. */
export function BarsChart({ title, currency, of, series, rows }: BarsChartProps) {
  const [table, setTable] = useState(false);
  const id = useId();
  return (
    <section className={css.chart} aria-labelledby={id}>
      <div className={css.head}>
        <h2 id={id}>{title}</h2>
        {series.length > 1 && !table && series.map((one) => <span key={one.key} className={css.key}><i style={{ background: colourOf(one.colour) }} aria-hidden />{one.label}</span>)}
        <Act small look="ghost" onClick={() => setTable(!table)}>{table ? 'View as chart' : 'View as table'}</Act>
      </div>
      {table ? <Twin title={title} currency={currency} of={of} series={series} rows={rows} /> : <Plot title={title} currency={currency} series={series} rows={rows} />}
    </section>
  );
}

function Plot({ title, currency, series, rows }: Omit<BarsChartProps, 'of'>) {
  const router = useRouter();
  const drawn: Drawn[] = rows.map((row) => ({ label: row.label, ...Object.fromEntries(series.map(({ key }) => [key, Number(row.values[key]?.minor ?? 0)])) }));
  const open = (key: string, at: number) => { const href = shownAt(rows[at]?.values[key]?.href); if (href) router.history.push(href); };
  return (
    <div className={css.plot} role="img" aria-label={`${title}, in ${currency}. The same figures stand in the table.`}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 600, height: 220 }}>
        <BarChart data={drawn} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false} barCategoryGap="25%" barGap={2}>
          <CartesianGrid vertical={false} stroke="var(--fm-line)" />
          <XAxis dataKey="label" tickLine={false} axisLine={{ stroke: 'var(--fm-line-strong)' }} tick={{ fill: 'var(--fm-ink-3)' }} interval="preserveStartEnd" minTickGap={8} />
          <YAxis width={56} tickCount={4} tickLine={false} axisLine={false} tick={{ fill: 'var(--fm-ink-3)' }} tickFormatter={(minor: number) => roundMoneyWords(minor, currency)} />
          <Tooltip cursor={{ fill: 'var(--fm-hover)' }} isAnimationActive={false} content={({ active, payload, label }) => (active && payload?.length ? <div className={css.tip}><b>{String(label)}</b>{payload.map((one) => <div key={String(one.dataKey)}>{series.length > 1 ? `${series.find(({ key }) => key === one.dataKey)?.label ?? ''} ` : ''}{exactOf(rows, String(label), String(one.dataKey), currency)}</div>)}</div> : null)} />
          {series.map(({ key, colour }) => <Bar key={key} dataKey={key} fill={colourOf(colour)} isAnimationActive={false} maxBarSize={44} onClick={(_bar, at) => open(key, at)}>{rows.map((row) => <Cell key={row.key} fill={colourOf(row.values[key]?.colour ?? colour)} />)}</Bar>)}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

/** The exact amount behind a bar: what is drawn is rounded to what a screen can show. */
const exactOf = (rows: BarsChartProps['rows'], label: string, key: string, currency: string): string => moneyWords(rows.find((row) => row.label === label)?.values[key]?.minor ?? 0, currency);

function Twin({ title, currency, of, series, rows }: BarsChartProps) {
  return (
    <div className={css.wide} tabIndex={0} role="group" aria-label={`${title}, as a table`}>
      <table className={css.twin}>
        <thead><tr><th scope="col">{of}</th>{series.map((one) => <th key={one.key} scope="col">{one.label}, {currency}</th>)}</tr></thead>
        <tbody>{rows.map((row) => <tr key={row.key}><th scope="row">{row.label}</th>{series.map(({ key }) => <td key={key}><Value value={row.values[key]} currency={currency} /></td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

function Value({ value, currency }: { value: BarValue | null | undefined; currency: string }) {
  if (!value) return <span className="fm-quiet">Not yours to see</span>;
  const words = <><Money minor={value.minor} currency={currency} />{value.count !== undefined && <span className="fm-quiet"> in {value.count}</span>}</>;
  return value.href ? <Go to={value.href} className="fm-link">{words}</Go> : words;
}
