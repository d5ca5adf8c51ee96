import type { BillStatus } from '../../../gql/staff/graphql';

/** One tab of the desk: whose move it is decides where a bill stands. */
export interface BillView { readonly key: string; readonly label: string; readonly statuses: BillStatus[] | null; readonly none: string }

export const billViews: readonly BillView[] = [
  { key: 'read', label: 'To read', statuses: ['NEEDS_CODING', 'RECEIVED'], none: 'No bill waits to be read. They come by mail, from clients, or when somebody hands one in.' },
  { key: 'look', label: 'To look at', statuses: ['DUPLICATE_SUSPECTED', 'HELD'], none: 'Nothing looks like another bill, and no vendor changed their account.' },
  { key: 'approval', label: 'To approve', statuses: ['ROUTED'], none: 'No bill waits for anybody’s yes.' },
  { key: 'pay', label: 'To pay', statuses: ['APPROVED', 'PUSHED', 'PAYMENT_REVERSED', 'BYPASSED'], none: 'Nothing is to be paid.' },
  { key: 'paid', label: 'Paid', statuses: ['PAID'], none: 'No bill was paid yet.' },
  { key: 'rejected', label: 'Turned down', statuses: ['REJECTED'], none: 'No bill was turned down.' },
  { key: 'twice', label: 'Came twice', statuses: ['DUPLICATE'], none: 'No bill came twice.' },
  { key: 'all', label: 'All', statuses: null, none: 'No bills yet. Hand one in, or have them sent to your address for bills.' },
];

/** The view of an address; what is to be read when none is named. */
export const billViewOf = (key: string | undefined): BillView => billViews.find((one) => one.key === key) ?? (billViews[0] as BillView);

/** How many bills stand in a view; null for the views that nobody counts. */
export function countOf({ statuses }: BillView, counts: readonly { readonly status: BillStatus; readonly count: number }[] | undefined): number | null {
  if (!counts || !statuses || statuses.some((one) => ['PAID', 'REJECTED', 'DUPLICATE'].includes(one))) return null;
  return counts.filter(({ status }) => statuses.includes(status)).reduce((sum, { count }) => sum + count, 0);
}

const channels: Readonly<Record<string, string>> = { UPLOAD: 'handed in', MAIL: 'by mail', PORTAL: 'from a client', LEDGER: 'found in the ledger' };
/** How it came, in a few words. */
export const channelWords = (channel: string, by?: string | null): string => `${channels[channel] ?? 'came in'}${by ? ` ${channel === 'MAIL' ? 'from' : 'by'} ${by}` : ''}`;

/** What a bill is called. */
export const billName = ({ number, vendor }: { readonly number?: string | null | undefined; readonly vendor?: { readonly name: string } | null | undefined }): string => [vendor?.name, number].filter(Boolean).join(' ') || 'A bill that nobody has read';

const likenesses: Readonly<Record<string, string>> = { SAME_FILE: 'their files are the same', VENDOR_AND_NUMBER: 'the vendor and the number are the same', VENDOR_AMOUNT_AND_DAY: 'the vendor, the amount and the day are the same' };
/** In which ways it looks like others, as one sentence. */
export function likenessWords(ways: readonly string[]): string {
  const words = ways.map((one) => likenesses[one] ?? 'it looks the same');
  return words.length === 0 ? 'It looks like another one.' : `It looks like another one: ${words.join(', and ')}.`;
}

/** What somebody can do with a bill that stands in a place; deciding about it is the inbox's. */
export function actsOf(status: BillStatus): readonly ('code' | 'route' | 'reopen' | 'release' | 'paid' | 'twin')[] {
  switch (status) {
    case 'NEEDS_CODING': return ['code'];
    case 'RECEIVED': return ['route', 'code'];
    case 'ROUTED': return ['code'];
    case 'DUPLICATE_SUSPECTED': return ['twin', 'code'];
    case 'HELD': return ['release', 'code'];
    case 'REJECTED': case 'DUPLICATE': return ['reopen'];
    case 'APPROVED': return ['paid', 'code'];
    case 'PAYMENT_REVERSED': return ['paid'];
    default: return [];
  }
}
