import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { AgedRowFragmentDoc, ClientMoneyDocument, InvoiceRowFragmentDoc, PaymentRowFragmentDoc, PlanRowFragmentDoc } from '../../../gql/staff/graphql';
import { isNothing } from '../../../lib/amounts';
import { countWords, dayWords, moneyWords, plainDate } from '../../../lib/format';
import { usePage, type PageAnswer } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Due, Money } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { Status } from '../../../ui/Status';
import { Empty, PanelOut, Waiting } from '../../../ui/Trouble';
import { listAt } from '../money/dashboard';
import { DraftUnbilled } from '../money/DraftUnbilled';
import { InvoiceStatusOf } from '../money/invoice-columns';
import { invoiceName } from '../money/invoice-words';
import { methodWords, paymentState } from '../money/payment-words';
import { planStanding } from '../money/plan-words';
import { planName } from '../money/PlansPage';
import { settlesWords } from '../money/PaymentsPage';
import { useMay } from '../shell/use-may';
import type { ClientMoneyQuery } from '../../../gql/staff/graphql';
import type { ClientRecord } from './ClientPage';
import css from '../money/Money.module.css';

type Answer = PageAnswer<ClientMoneyQuery>;

/** What this client owes, what waits to be billed to them, their invoices, plans and payments. */
export function ClientMoney({ client }: { client: Pick<ClientRecord, 'id' | 'displayName'> }) {
  const page = usePage(ClientMoneyDocument, { clientId: client.id }, { everyMs: 20_000 });
  const navigate = useNavigate();
  const may = useMay();
  if (page.waiting) return <Waiting label="Money" rows={6} />;
  if (!page.data) return <PanelOut what="Money" failure={page.failure} onRetry={page.again} />;
  const write = () => void navigate({ to: '/money/invoices', search: { view: 'drafts', open: 'new', client: client.id } });
  return (
    <>
      <Owed client={client} page={page} />
      {may('revenue.plan.view') && <Unbilled client={client} page={page} />}
      <section aria-label="Invoices">
        <div className={css.head}><h2>Invoices</h2>{may('revenue.invoice.create') && <Act small icon={IconPlus} onClick={write}>New invoice</Act>}</div>
        <Invoices page={page} />
      </section>
      {may('revenue.plan.view') && <Plans page={page} />}
      {may('revenue.payment.view') && <Payments page={page} />}
    </>
  );
}

function Owed({ client, page }: { client: Pick<ClientRecord, 'id'>; page: Answer }) {
  const rows = page.data?.agedReceivables?.map((one) => reveal(AgedRowFragmentDoc, one));
  return (
    <section aria-label="What they owe">
      <div className={css.head}><h2>What they owe</h2>{rows && <Go to={listAt(`/money/statements/${client.id}`, { currency: rows[0]?.total.currency })} className="fm-link">Statement</Go>}</div>
      {!rows && <PanelOut what="What they owe" failure={page.failed('agedReceivables')} onRetry={page.again} />}
      {rows?.length === 0 && <p className="fm-quiet">Nothing.</p>}
      <ul className={rows && rows.length > 0 ? css.list : undefined}>{rows?.map((row) => {
        const late = String(BigInt(row.total.minor) - BigInt(row.notDue.minor));
        return <li key={row.total.currency}><Go to={listAt('/money/invoices', { view: 'open', client: client.id, currency: row.total.currency })} className="fm-link">Open in {row.total.currency}</Go><b className="fm-strong"><Money minor={row.total.minor} currency={row.total.currency} /></b><small>{isNothing(late) ? 'Nothing of it is late.' : <span className="fm-late">{moneyWords(late, row.total.currency)} of it is late.</span>}</small></li>;
      })}</ul>
    </section>
  );
}

function Unbilled({ client, page }: { client: Pick<ClientRecord, 'id' | 'displayName'>; page: Answer }) {
  const rows = page.data?.unbilledWork;
  const may = useMay()('revenue.invoice.create');
  if (rows?.length === 0) return null;
  return (
    <section aria-label="What waits to be billed">
      <div className={css.head}><h2>Unbilled</h2><Go to={`/money/unbilled?open=${client.id}`} className="fm-link">Thing by thing</Go></div>
      {!rows && <PanelOut what="Unbilled work" failure={page.failed('unbilledWork')} onRetry={page.again} />}
      <ul className={css.list}>{rows?.map((row) => <li key={row.total.currency}><span>{countWords(row.count, 'thing')} since {dayWords(plainDate(row.oldestOn), 'UTC')} {may && <DraftUnbilled row={{ ...row, client }} small />}</span><Money minor={row.total.minor} currency={row.total.currency} /></li>)}</ul>
    </section>
  );
}

function Invoices({ page }: { page: Answer }) {
  const list = page.data?.invoices;
  if (!list) return <PanelOut what="Invoices" many failure={page.failed('invoices')} onRetry={page.again} />;
  if (list.nodes.length === 0) return <Empty>No invoice yet.</Empty>;
  return <ul className={css.list}>{list.nodes.map((node) => reveal(InvoiceRowFragmentDoc, node)).map((row) => <li key={row.id}><span><Go to={`/money/invoices/${row.id}`} className="fm-strong">{invoiceName(row)}</Go>{row.number && row.title && <span className="fm-second"> {row.title}</span>}</span><Money minor={row.total.minor} currency={row.total.currency} /><small><InvoiceStatusOf row={row} />{row.dueOn && <> due <Due date={row.dueOn} bare /></>}</small></li>)}</ul>;
}

function Plans({ page }: { page: Answer }) {
  const list = page.data?.invoicePlans;
  if (list?.nodes.length === 0) return null;
  return (
    <section aria-label="Plans">
      <div className={css.head}><h2>Plans</h2></div>
      {!list && <PanelOut what="Plans" many failure={page.failed('invoicePlans')} onRetry={page.again} />}
      <ul className={css.list}>{list?.nodes.map((node) => reveal(PlanRowFragmentDoc, node)).map((row) => <li key={row.id}><Go to={`/money/plans/${row.agreementId}`} className="fm-strong">{planName(row)}</Go><Money minor={row.fixedTotal.minor} currency={row.fixedTotal.currency} /><small>{row.pausedOn ? `Paused: ${row.pauseReason ?? ''}` : planStanding(row.items)}</small></li>)}</ul>
    </section>
  );
}

function Payments({ page }: { page: Answer }) {
  const list = page.data?.payments;
  return (
    <section aria-label="Payments">
      <div className={css.head}><h2>Payments</h2></div>
      {!list && <PanelOut what="Payments" many failure={page.failed('payments')} onRetry={page.again} />}
      {list?.nodes.length === 0 && <p className="fm-quiet">None yet.</p>}
      <ul className={list && list.nodes.length > 0 ? css.list : undefined}>{list?.nodes.map((node) => reveal(PaymentRowFragmentDoc, node)).map((row) => <li key={row.id}><span><Go to={`/money/payments?open=${row.id}`} className="fm-strong">{row.reference || 'Payment'}</Go> <span className="fm-second">{methodWords[row.method]}</span></span><Money minor={row.amount.minor} currency={row.amount.currency} /><small><Status machine="payment" state={paymentState(row)} /> {dayWords(plainDate(row.receivedOn), 'UTC')}: {settlesWords(row)}</small></li>)}</ul>
    </section>
  );
}
