import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { CurrencyStandingFragmentDoc, FigureFragmentDoc, MoneyFiguresDocument, type CurrencyStandingFragment, type MoneyFiguresQuery } from '../../../gql/staff/graphql';
import { countWords, dayWords, moneyWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { BarsChart } from '../../../ui/BarsChart';
import { FigureStrip, type Figure } from '../../../ui/FigureStrip';
import { Choices, FilterBar } from '../../../ui/Filters';
import { Go } from '../../../ui/Go';
import { Empty, PageTrouble, Waiting } from '../../../ui/Trouble';
import { ageRows, listAt, monthRows } from './dashboard';
import { MoneyFrame, NewInvoice } from './MoneyFrame';
import type { Counted } from './views';
import css from './Money.module.css';

const spans = [{ key: '6', label: '6 months' }, { key: '12', label: '12 months' }, { key: '24', label: '24 months' }] as const;

/** Money at a glance: what is owed and late, what came, what waits for us, and how it went month by month. */
export function MoneyPage() {
  const search = useSearch({ from: '/frame/money' });
  const navigate = useNavigate({ from: '/money' });
  const span = spans.find((one) => one.key === search.months) ?? spans[1];
  const page = usePage(MoneyFiguresDocument, { months: Number(span.key) }, { everyMs: 60_000 });
  const figures = page.data?.revenueFigures;
  const all = figures?.currencies.map((one) => reveal(CurrencyStandingFragmentDoc, one)) ?? [];
  const shown = all.filter((one) => !search.currency || one.currency === search.currency);
  const some = all.some((one) => !isBare(one));
  return (
    <MoneyFrame on="overview" title="Money" sentence={figures && sentenceOf(figures, all)} primary={<NewInvoice />}>
      {page.waiting && <Waiting label="Figures of money" rows={6} />}
      {page.failure && !figures && <PageTrouble failure={page.failed('revenueFigures') ?? page.failure} what="Figures of money are" onRetry={page.again} />}
      {figures && (
        <FilterBar>
          <Choices label="How far back" options={spans} on={span.key} onChoose={(months) => void navigate({ search: (now) => ({ ...now, months }), replace: true })} />
          {all.length > 1 && <Choices label="Currency" options={[{ key: '', label: 'All currencies' }, ...all.map((one) => ({ key: one.currency, label: one.currency }))]} on={search.currency ?? ''} onChoose={(currency) => void navigate({ search: (now) => ({ ...now, currency: currency || undefined }), replace: true })} />}
        </FilterBar>
      )}
      {figures && (
        <div className={css.scroll} tabIndex={0} role="group" aria-label="Figures of money">
          {!some && <Empty>No money has moved yet. Write an invoice, or let the plan of an agreement draft the first.</Empty>}
          {some && shown.map((one) => <Standing key={one.currency} of={one} several={shown.length > 1} />)}
        </div>
      )}
    </MoneyFrame>
  );
}

const figureOf = (of: CurrencyStandingFragment, key: 'drafts' | 'rejected' | 'awaitingApproval' | 'approved' | 'issuing' | 'open' | 'overdue'): Counted => reveal(FigureFragmentDoc, of[key]);
const isBare = (of: CurrencyStandingFragment): boolean => (['drafts', 'rejected', 'awaitingApproval', 'approved', 'issuing', 'open'] as const).every((key) => figureOf(of, key).count === 0) && of.months.every((one) => reveal(FigureFragmentDoc, one.invoiced).count === 0 && !(one.received && reveal(FigureFragmentDoc, one.received).count > 0)) && !(of.unbilled && reveal(FigureFragmentDoc, of.unbilled).count > 0);

function sentenceOf({ asOf, ledger }: MoneyFiguresQuery['revenueFigures'], all: CurrencyStandingFragment[]) {
  const late = all.reduce((sum, one) => sum + figureOf(one, 'overdue').count, 0);
  const ours = all.reduce((sum, one) => sum + figureOf(one, 'awaitingApproval').count + figureOf(one, 'approved').count + figureOf(one, 'issuing').count + figureOf(one, 'rejected').count, 0);
  const said = [`${late === 0 ? 'Nothing is late' : `${countWords(late, 'invoice is', 'invoices are')} late`}, ${ours === 0 ? 'and nothing waits for us' : `${countWords(ours, 'waits', 'wait')} for us`}, as of ${dayWords(plainDate(asOf), 'UTC')}.`];
  if (!ledger || ledger.stuck + ledger.drifts === 0) return <>{said}</>;
  return <>{said} <Go to="/settings/ledger" className="fm-link">{[ledger.stuck > 0 && `${ledger.stuck} stuck on the way to the ledger`, ledger.drifts > 0 && countWords(ledger.drifts, 'difference', 'differences')].filter(Boolean).join(', ')}</Go></>;
}

function Standing({ of, several }: { of: CurrencyStandingFragment; several: boolean }) {
  const { currency } = of;
  return (
    <section aria-label={`Money in ${currency}`}>
      {several && <div className={css.head}><h2>{currency}</h2></div>}
      <div className={css.strips}><FigureStrip ruled figures={mainFigures(of)} /><FigureStrip ruled figures={ourFigures(of)} /></div>
      <BarsChart
        title="Invoiced and received" currency={currency} of="Month" series={[{ key: 'invoiced', label: 'Invoiced', colour: 'lapis' }, ...(of.months.some((one) => one.received) ? [{ key: 'received', label: 'Received', colour: 'green' as const }] : [])]}
        rows={monthRows(of.months.map((one) => ({ from: one.from, to: one.to, invoiced: reveal(FigureFragmentDoc, one.invoiced), received: one.received ? reveal(FigureFragmentDoc, one.received) : null, refunded: one.refunded ? reveal(FigureFragmentDoc, one.refunded) : null })), currency)}
      />
      <BarsChart title="Owed, by how late it is" currency={currency} of="Late by" series={[{ key: 'owed', label: 'Left to pay', colour: 'red' }]} rows={ageRows(of.ages.map((one) => ({ ...one, owed: reveal(FigureFragmentDoc, one.owed) })), currency)} />
    </section>
  );
}

function figure(label: string, of: Counted, words: (count: number) => string, href: string, tone?: Figure['tone']): Figure {
  return { label, value: moneyWords(of.amount.minor, of.amount.currency), meaning: of.count === 0 ? 'none' : words(of.count), href, tone: of.count === 0 ? 'faint' : tone };
}

function mainFigures(of: CurrencyStandingFragment): Figure[] {
  const { currency } = of;
  const month = of.months.at(-1);
  const invoices = (count: number) => countWords(count, 'invoice');
  return [
    figure('Open', figureOf(of, 'open'), invoices, listAt('/money/invoices', { view: 'open', currency })),
    figure('Overdue', figureOf(of, 'overdue'), invoices, listAt('/money/invoices', { view: 'overdue', currency }), 'broken'),
    ...(of.receivedThisMonth && month ? [figure('Received this month', reveal(FigureFragmentDoc, of.receivedThisMonth), (count) => countWords(count, 'payment'), listAt('/money/payments', { view: 'received', receivedFrom: month.from, receivedTo: month.to, currency }))] : []),
    ...(of.unbilled ? [figure('Unbilled', reveal(FigureFragmentDoc, of.unbilled), (count) => countWords(count, 'thing'), listAt('/money/unbilled', { currency }))] : []),
  ];
}

const sum = (a: Counted, b: Counted): Counted => ({ count: a.count + b.count, amount: { currency: a.amount.currency, minor: String(BigInt(a.amount.minor) + BigInt(b.amount.minor)) } });

function ourFigures(of: CurrencyStandingFragment): Figure[] {
  const { currency } = of;
  const invoices = (count: number) => countWords(count, 'invoice');
  return [
    figure('Drafts', sum(figureOf(of, 'drafts'), figureOf(of, 'rejected')), invoices, listAt('/money/invoices', { view: 'drafts', currency })),
    figure('To approve', figureOf(of, 'awaitingApproval'), invoices, listAt('/money/invoices', { view: 'approval', currency })),
    figure('To issue', sum(figureOf(of, 'approved'), figureOf(of, 'issuing')), invoices, listAt('/money/invoices', { view: 'issue', currency })),
    ...(of.billsToPay ? [figure('Bills to pay', reveal(FigureFragmentDoc, of.billsToPay), (count) => countWords(count, 'bill'), '/money/bills')] : []),
  ];
}
