import { IconAlertTriangle, IconBuilding, IconExternalLink, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { RetryLedgerItemDocument } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { countWords, dayOf, dayWords, instant, moneyWords, plainDate } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { Status } from '../../../ui/Status';
import { Alarm } from '../../../ui/Trouble';
import { useAct } from '../../../ui/use-act';
import { useMay } from '../shell/use-may';
import { invoiceName, invoiceState, invoiceStateWords } from './invoice-words';
import type { InvoicePart, InvoiceRecord } from './InvoicePage';

interface InvoiceHeadProps { part: InvoicePart; title?: string; plain?: readonly [] | readonly [ReactNode] | readonly [ReactNode, ReactNode]; primary?: ReactNode; more?: ReactNode; saved?: ReactNode }

/** The head of an invoice: what it is called, whose move it is, and to whom it is. */
export function InvoiceHead({ part: { invoice }, title, plain, primary, more, saved }: InvoiceHeadProps) {
  return (
    <PageHead
      ruled title={title ?? (invoice.number ? [invoice.number, invoice.title].filter(Boolean).join(', ') : invoiceName(invoice))}
      status={<Status machine="invoice" state={invoiceState(invoice)} words={invoiceStateWords(invoice, dayOf(now()))} filled />} sentence={sentenceOf(invoice)}
      facts={[invoice.client?.displayName && <><IconBuilding aria-hidden /><Go to={`/clients/${invoice.client.id}`} className="fm-link">{invoice.client.displayName}</Go></>, saved]}
      plain={plain} primary={primary} more={more}
    />
  );
}

const money = (amount: { minor: string | number; currency: string }): string => moneyWords(amount.minor, amount.currency);

/** Whose move it is, in one sentence. */
export function sentenceOf(invoice: InvoiceRecord): string {
  const due = invoice.dueOn ? dayWords(plainDate(invoice.dueOn), 'UTC') : '';
  switch (invoice.status) {
    case 'DRAFT': return 'It is being written. The client does not see it.';
    case 'REJECTED': return `Sent back${invoice.reason ? `: «${invoice.reason}»` : ''}. Change it, and ask again.`;
    case 'AWAITING_APPROVAL': return waitingWords(invoice);
    case 'APPROVED': return 'Agreed to, word for word. It can go out.';
    case 'ISSUING': return invoice.ledgerWait?.sentence || invoice.problem ? 'It has its number, and the client does not have it yet.' : 'It has its number and is on its way to the client.';
    case 'ISSUED': return `${money(invoice.balance)} to pay by ${due}.`;
    case 'PARTIALLY_PAID': return `${money(invoice.balance)} of ${money(invoice.total)} is left to pay, by ${due}.`;
    case 'REOPENED': return `It was paid, and ${money(invoice.balance)} is owed again.`;
    case 'PAID': if (invoice.disputed) return 'It is paid, and whoever paid asks their bank for the money. It stays paid until the bank decides.'; return invoice.paidOn ? `Nothing is left to pay since ${dayWords(plainDate(invoice.paidOn), 'UTC')}.` : 'Nothing is left to pay.';
    case 'VOID': return `Taken back${invoice.voidedAt ? ` on ${dayWords(instant(invoice.voidedAt))}` : ''}${invoice.reason ? `: «${invoice.reason}»` : ''}.`;
  }
}

function waitingWords({ openApproval }: InvoiceRecord): string {
  if (!openApproval) return 'Somebody else has to agree to it.';
  const until = openApproval.dueAt ? ` It should be decided by ${dayWords(instant(openApproval.dueAt))}.` : '';
  if (openApproval.mayDecide) return `It waits for you: «${openApproval.ruleName}».${until}`;
  return `It waits for somebody else.${openApproval.why ? ` ${openApproval.why}` : ''}${until}`;
}

/** What keeps it from the ledger, in the ledger's plain words, with the place where it is mended. */
export function LedgerAlarm({ part: { invoice, onChanged } }: { part: InvoicePart }) {
  const [retry] = useMutation(RetryLedgerItemDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const may = useMay()('revenue.ledger.resolve');
  const wait = invoice.ledgerWait;
  if (!wait?.sentence) return invoice.problem && invoice.status === 'ISSUING' ? <Alarm what={invoice.problem} why={outWords(invoice)} /> : null;
  const again = () => void act(retry({ variables: { input: { itemId: wait.itemId } } }), { done: 'Asked again', why: 'It goes on as soon as the ledger takes it.', refused: 'It waits as before' });
  if (wait.retryable) return <p className="fm-second" role="status" style={{ padding: '8px var(--fm-gutter)' }}><IconAlertTriangle size={14} aria-hidden style={{ display: 'inline', verticalAlign: '-2px' }} /> {wait.sentence} It is tried again by itself.</p>;
  return (
    <Alarm
      what={wait.sentence} why={outWords(invoice)}
      acts={<>{wait.fixUrl && <a className="fm-link" href={wait.fixUrl} target="_blank" rel="noreferrer">Mend it in the ledger <IconExternalLink size={14} aria-hidden style={{ display: 'inline', verticalAlign: '-2px' }} /></a>}{may && <Act icon={IconRefresh} busy={busy} onClick={again}>Try again</Act>}</>}
    />
  );
}

const outWords = ({ number, status, ledgerWait }: InvoiceRecord): string => `It keeps the number ${number ?? ''}${status === 'ISSUING' ? ', and the client has not been told' : ', and the client has it'}.${ledgerWait ? ` It waits since ${dayWords(instant(ledgerWait.since))}${dayOf(instant(ledgerWait.since)) === dayOf(now()) ? '' : `, ${countWords(Math.max(0, Math.round((now().getTime() - instant(ledgerWait.since).getTime()) / 86_400_000)), 'day')}`}.` : ''}`;
