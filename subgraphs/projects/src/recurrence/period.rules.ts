/** How long the period is that an occurrence stands for. */
export type PeriodKind = 'DAY' | 'MONTH' | 'QUARTER' | 'YEAR';
/** What a period is called: its key, its words, and the tokens of a name. */
export interface Period { readonly key: string; readonly words: string; readonly tokens: Readonly<Record<string, string>> }

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const lengths: Readonly<Record<PeriodKind, number>> = { DAY: 1, MONTH: 1, QUARTER: 3, YEAR: 12 };
const two = (value: number): string => String(value).padStart(2, '0');

/** How long the periods of a rule are. A rule that may come twice a month has no period but the day. */
export function periodKindOf(rrule: string): PeriodKind {
  const parts = new Map(rrule.toUpperCase().replace(/^RRULE:/, '').split(';').map((part) => part.split('=') as [string, string]));
  const several = ['BYMONTHDAY', 'BYDAY', 'BYMONTH', 'BYYEARDAY', 'BYWEEKNO', 'BYHOUR'].some((name) => (parts.get(name) ?? '').includes(',')) || (parts.has('BYDAY') && !parts.has('BYSETPOS') && !/^[+-]?\d/.test(parts.get('BYDAY') ?? ''));
  const interval = Number(parts.get('INTERVAL') ?? 1);
  if (several) return 'DAY';
  if (parts.get('FREQ') === 'YEARLY') return 'YEAR';
  if (parts.get('FREQ') !== 'MONTHLY') return 'DAY';
  return interval % 12 === 0 ? 'YEAR' : interval % 3 === 0 ? 'QUARTER' : 'MONTH';
}

/**
 * The period of an occurrence, `offset` periods away. A fiscal year is named after the calendar year in which it ends, as accountants do;
 * quarters are those of the fiscal year.
 */
export function periodOf(date: string, kind: PeriodKind, fiscal: { readonly startMonth: number; readonly offset: number }): Period {
  const shifted = kind === 'DAY' ? date : shiftMonths(date, fiscal.offset * lengths[kind]);
  const [year, month] = [Number(shifted.slice(0, 4)), Number(shifted.slice(5, 7))];
  const into = (month - fiscal.startMonth + 12) % 12;
  const fiscalYear = fiscal.startMonth === 1 ? year : month >= fiscal.startMonth ? year + 1 : year;
  const quarter = Math.floor(into / 3) + 1;
  const monthWords = `${months[month - 1] ?? ''} ${year}`;
  const yearWords = fiscal.startMonth === 1 ? String(fiscalYear) : `FY ${fiscalYear}`;
  const named: Readonly<Record<PeriodKind, { key: string; words: string }>> = {
    DAY: { key: date, words: date }, MONTH: { key: `${year}-${two(month)}`, words: monthWords },
    QUARTER: { key: `${fiscalYear}-Q${quarter}`, words: `Q${quarter} ${yearWords}` }, YEAR: { key: String(fiscalYear), words: yearWords },
  };
  return { ...named[kind], tokens: { period: named[kind].words, year: String(year), month: months[month - 1] ?? '', quarter: `Q${Math.floor((month - 1) / 3) + 1}`, fiscalYear: yearWords, fiscalQuarter: `Q${quarter}` } };
}

function shiftMonths(date: string, by: number): string {
  const at = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + by;
  return `${Math.floor(at / 12)}-${two((at % 12) + 1)}-01`;
}
