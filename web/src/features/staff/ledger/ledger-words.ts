import { countWords, instant, momentWords } from '../../../lib/format';

/** What a ledger still has to take in. */
export interface Queue { readonly waiting: number; readonly stuck: number; readonly since: string | null }
/** What was never sent to a ledger. */
export interface Missing { readonly invoices: number; readonly creditNotes: number; readonly payments: number }

/** «2 papers wait for QuickBooks since 14:02. 1 is stuck until somebody mends it.» */
export function queueWords({ waiting, stuck, since }: Queue, ledger: string): string {
  if (waiting + stuck === 0) return 'Everything is there.';
  const wait = waiting > 0 ? `${countWords(waiting, 'paper')} ${waiting === 1 ? 'waits' : 'wait'} for ${ledger}${since ? ` since ${momentWords(instant(since))}` : ''}.` : '';
  return [wait, stuck > 0 ? `${stuck} ${stuck === 1 ? 'is' : 'are'} stuck until somebody mends ${stuck === 1 ? 'it' : 'them'}.` : ''].filter(Boolean).join(' ');
}

const healths: Readonly<Record<string, string>> = {
  CHECKING: 'The ledger is being asked. This takes a few seconds.',
  UNPROVEN: 'The ledger has not answered yet.',
  DEGRADED: 'The last calls failed. They are tried again by themselves, and what is to go there waits in its order.',
  NEEDS_REAUTH: 'Nothing goes there until somebody connects it again. What is to go there waits in its order.',
  DISCONNECTED: 'Its secrets are deleted.',
};

/** What the state of a connection means, in one sentence; null where the state's own word says it. */
export const healthWords = (state: string): string | null => healths[state] ?? null;

const fields: Readonly<Record<string, string>> = {
  total: 'Total', tax: 'Tax', currency: 'Currency', number: 'Number', day: 'Day', dueOn: 'Due day', party: 'Who it is for', status: 'Where it stands', amount: 'Amount', payment: 'Payment', document: 'The whole paper',
};

/** What differs, as a person calls it. */
export const fieldWords = (field: string): string => fields[field] ?? field;

const choices: Readonly<Record<string, readonly [label: string, told: string]>> = {
  KEEP_OURS: ['Write ours there', 'Ours is being written to the ledger again'],
  KEEP_THEIRS: ['Take theirs', 'What was taken back there is taken back here'],
  ACCEPTED: ['Leave both', 'Both stay as they are'],
};

/** What a way to settle a difference is called, and what is said once it is chosen. */
export const choiceWords = (resolution: string): readonly [label: string, told: string] => choices[resolution] ?? [resolution, 'It is decided'];

/** Where a paper of ours is read; null where it has no page. */
export function paperAddress(kind: string, ourId: string): string | null {
  if (kind === 'INVOICE' && ourId.startsWith('ivc_')) return `/money/invoices/${ourId}`;
  if (kind === 'PAYMENT' && ourId.startsWith('pmt_')) return `/money/payments?open=${ourId}`;
  if (kind.startsWith('BILL') && ourId.startsWith('bil_')) return `/money/bills/${ourId}`;
  return null;
}

/** «2 invoices and 1 payment», or nothing. */
export function missingWords({ invoices, creditNotes, payments }: Missing): string {
  const parts = [invoices > 0 && countWords(invoices, 'invoice'), creditNotes > 0 && countWords(creditNotes, 'credit note'), payments > 0 && countWords(payments, 'payment')].filter((part): part is string => part !== false);
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
