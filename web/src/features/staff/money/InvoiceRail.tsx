import { IconDownload, IconExternalLink, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { InvoiceLineageDocument, PaymentsOfClientDocument } from '../../../gql/staff/graphql';
import { countWords, dayWords, instant, minuteWords, moneyWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Money, When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { Facts, Section, SectionRow } from '../../../ui/Rail';
import { Status } from '../../../ui/Status';
import { PanelOut } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import { historyOf } from './history';
import { InvoiceReminders } from './InvoiceReminders';
import { termsWords } from './invoice-words';
import type { InvoicePart } from './InvoicePage';
import { methodWords } from './payment-words';
import { PdfDrawer } from './PdfDrawer';
import { sourceWords } from './source-words';
import css from './Money.module.css';

/** What is not on the paper: days, the ledger, what it bills, who agreed, what was paid, and what happened. */
export function InvoiceRail({ part }: { part: InvoicePart }) {
  const { invoice } = part;
  const may = useMay();
  const payments = usePage(PaymentsOfClientDocument, { clientId: invoice.client?.id ?? '', currency: invoice.currency }, { wait: !invoice.number || !invoice.client || !may('revenue.payment.view'), everyMs: 20_000 });
  const paid = (payments.data?.payments.nodes ?? []).flatMap((one) => { const own = one.allocations.filter((of) => of.invoice?.id === invoice.id); return own.length > 0 ? [{ ...one, settles: own.reduce((sum, of) => sum + BigInt(of.amount.minor), 0n) }] : []; });
  return (
    <>
      <Section title="Days">
        <Facts facts={[['Written', dayWords(instant(invoice.createdAt))], ['Issued', invoice.issuedOn ? dayWords(plainDate(invoice.issuedOn), 'UTC') : 'Not yet'], ['To pay', termsWords(invoice.termsDays, invoice.dueOn)], ...(invoice.purchaseOrder ? [['Their order', invoice.purchaseOrder] as const] : []), ...(invoice.projectId ? [['Project', <Go key="project" to={`/projects/${invoice.projectId}`} className="fm-link">Open it</Go>] as const] : [])]} />
      </Section>
      {invoice.number && <Paper part={part} />}
      {invoice.number && <Ledger part={part} />}
      <Sources part={part} />
      <Approvals part={part} />
      {invoice.number && may('revenue.payment.view') && (
        <Section title="Payments">
          {payments.failure && !payments.data && <PanelOut what="Payments" many failure={payments.failure} onRetry={payments.again} />}
          {payments.data && paid.length === 0 && <p className="fm-quiet">None yet.</p>}
          {paid.map((one) => <SectionRow key={one.id} right={<Money minor={String(one.settles)} currency={invoice.currency} />} second={`${dayWords(plainDate(one.receivedOn), 'UTC')}, ${methodWords[one.method]}${one.reference ? `, «${one.reference}»` : ''}`}><Go to={`/money/payments?open=${one.id}`} className="fm-link">{one.state === 'RECEIVED' ? 'Payment' : <Status machine="payment" state={one.state} />}</Go></SectionRow>)}
        </Section>
      )}
      <InvoiceReminders part={part} />
      <Section title="History">
        <ol className={css.history}>{historyOf(invoice, paid.filter((one) => one.state === 'RECEIVED').map((one) => ({ receivedOn: one.receivedOn, state: one.state, words: `${moneyWords(String(one.settles), invoice.currency)} came ${methodWords[one.method]}` }))).map((one, at) => <li key={at}><span>{one.what}</span>{one.at.length === 10 ? <time dateTime={one.at}>{dayWords(plainDate(one.at), 'UTC')}</time> : <When at={one.at} />}{one.said && <small>{one.said}</small>}</li>)}</ol>
      </Section>
    </>
  );
}

function Paper({ part: { invoice } }: { part: InvoicePart }) {
  const [seen, setSeen] = useState(false);
  return (
    <Section title="Its paper">
      {!invoice.download && <p className="fm-quiet">It is being written.</p>}
      {invoice.download && <p className={css.acts}><Act small icon={IconEye} onClick={() => setSeen(true)}>Look at the PDF</Act><a className="fm-link" href={invoice.download.url} rel="noreferrer"><IconDownload size={14} aria-hidden style={{ display: 'inline', verticalAlign: '-2px' }} /> Download</a></p>}
      {invoice.creditNotes.map((one) => <SectionRow key={one.id} right={<Money minor={`-${one.amount.minor}`} currency={one.amount.currency} />} second={`${dayWords(plainDate(one.issuedOn), 'UTC')}, ${one.reason}`}>{one.download ? <a className="fm-link" href={one.download.url} rel="noreferrer">Credit note {one.number}</a> : `Credit note ${one.number}`}</SectionRow>)}
      {seen && invoice.download && invoice.documentSha256 && <PdfDrawer name={invoice.number ?? 'Invoice'} sha256={invoice.documentSha256} url={invoice.download.url} onClose={() => setSeen(false)} />}
    </Section>
  );
}

function Ledger({ part: { invoice } }: { part: InvoicePart }) {
  const { ledgerLink: link, ledgerWait: wait } = invoice;
  return (
    <Section title="Ledger">
      {!link && !wait && <p className="fm-quiet">It is in no ledger.</p>}
      {link && <Facts facts={[['Stands there', link.endedAt ? `Taken back ${dayWords(instant(link.endedAt))}` : `Since ${dayWords(instant(link.pushedAt))}`], ['There it is', link.url ? <a key="there" className="fm-link" href={link.url} target="_blank" rel="noreferrer">{link.externalId} <IconExternalLink size={13} aria-hidden style={{ display: 'inline', verticalAlign: '-2px' }} /></a> : link.externalId]]} />}
      {wait && <p className="fm-second">{wait.sentence ?? 'It waits for its turn.'}</p>}
    </Section>
  );
}

function Sources({ part: { invoice } }: { part: InvoicePart }) {
  const bills = invoice.lines.some((line) => line.source.agreementId || line.source.milestoneId || line.source.planItemId || line.source.rebillId || line.source.timeEntryIds.length > 0);
  const page = usePage(InvoiceLineageDocument, { id: invoice.id }, { wait: !bills });
  return (
    <Section title="What it bills">
      {!bills && <p className="fm-quiet">What somebody wrote on it.</p>}
      {bills && page.failure && !page.data && <PanelOut what="Its sources" many failure={page.failure} onRetry={page.again} />}
      {page.data?.invoice.lines.map((line) => {
        const steps = line.lineage.filter((one) => one.kind !== 'TIME');
        const minutes = line.lineage.reduce((sum, one) => sum + (one.kind === 'TIME' ? one.minutes ?? 0 : 0), 0);
        const entries = line.lineage.filter((one) => one.kind === 'TIME').length;
        const title = invoice.lines.find((one) => one.id === line.id)?.title ?? 'A line';
        if (steps.length === 0 && entries === 0) return null;
        return <SectionRow key={line.id} second={[...steps.map(sourceWords), ...(entries > 0 ? [`${countWords(entries, 'entry', 'entries')} of time, ${minuteWords(minutes)}`] : [])].join(' · ')}>{title}</SectionRow>;
      })}
      {[...new Set(invoice.lines.flatMap((line) => (line.source.agreementId ? [line.source.agreementId] : [])))].map((id) => <p key={id}><Go to={`/agreements/${id}`} className="fm-link">The agreement</Go> · <Go to={`/money/plans/${id}`} className="fm-link">its plan</Go></p>)}
    </Section>
  );
}

function Approvals({ part: { invoice } }: { part: InvoicePart }) {
  const [route] = invoice.approvals;
  if (!route) return null;
  const open = invoice.openApproval;
  return (
    <Section title="Approval">
      <SectionRow right={<Status machine="approvalRoute" state={route.state} />} second={`${countWords(route.steps.length, 'step')}, asked ${dayWords(instant(route.createdAt))}${route.askedByName ? ` by ${route.askedByName}` : ''}`}>{route.ruleName}</SectionRow>
      {route.decisions.map((one, at) => <SectionRow key={at} right={one.approved ? 'Yes' : one.asksChanges ? 'Change it' : 'No'} second={one.comment}>{one.byName}</SectionRow>)}
      {open && !open.mayDecide && open.why && <p className="fm-second">{open.why}</p>}
      {open?.changes && open.changes.length > 0 && <ul className={css.history}>{open.changes.map((one, at) => <li key={at}><span>{one.field}</span><small>{one.before ?? 'Nothing'} → {one.after ?? 'nothing'}</small></li>)}</ul>}
    </Section>
  );
}
