import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { InvoicePageDocument, InvoiceRouteFragmentDoc, WrittenInvoiceFragmentDoc, WrittenLineFragmentDoc, type InvoicePageQuery, type InvoiceRouteFragment, type WrittenLineFragment } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { Sheet } from '../../../ui/Shell';
import { PageTrouble, Waiting } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import type { WrittenInvoice } from './invoice-draft';
import { invoiceName } from './invoice-words';
import { InvoiceReading } from './InvoiceReading';
import { InvoiceWriting } from './InvoiceWriting';

type Asked = InvoicePageQuery['invoice'];
/** An invoice as its page reads it. */
export type InvoiceRecord = Omit<Asked, 'approvals' | ' $fragmentRefs'> & WrittenInvoice & { lines: WrittenLineFragment[]; approvals: InvoiceRouteFragment[] };

/** What the parts of the page share. */
export interface InvoicePart {
  invoice: InvoiceRecord;
  settings: InvoicePageQuery['billingSettings'];
  onChanged: () => Promise<unknown>;
}

/** One invoice: written here until it has a number, and from then on read, paid and corrected. */
export function InvoicePage() {
  const { invoiceId } = useParams({ from: '/frame/money/invoices/$invoiceId' });
  const page = usePage(InvoicePageDocument, { id: invoiceId }, { everyMs: 10_000 });
  const asked = page.data?.invoice;
  const found = asked && reveal(WrittenInvoiceFragmentDoc, asked);
  const crumbs = [{ label: 'Money', to: '/money' }, { label: 'Invoices', to: '/money/invoices' }];
  if (page.waiting || (page.refreshing && found?.id !== invoiceId)) return <Sheet crumbs={[...crumbs, { label: 'Invoice' }]}><Waiting label="Invoice" /></Sheet>;
  if (!page.data || !asked || !found || found.id !== invoiceId) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('invoice') ?? (page.data ? null : page.failure)} what="Invoices are" onRetry={page.again} /></Sheet>;
  const invoice: InvoiceRecord = { ...asked, ...found, lines: found.lines.map((line) => reveal(WrittenLineFragmentDoc, line)), approvals: asked.approvals.map((one) => reveal(InvoiceRouteFragmentDoc, one)) };
  const part: InvoicePart = { invoice, settings: page.data.billingSettings, onChanged: page.again };
  return (
    <Sheet crumbs={[...crumbs, ...(invoice.client?.displayName ? [{ label: invoice.client.displayName, to: `/clients/${invoice.client.id}` }] : []), { label: invoiceName(invoice) }]}>
      <InvoiceSheet key={invoice.id} part={part} />
    </Sheet>
  );
}

function InvoiceSheet({ part }: { part: InvoicePart }) {
  const [changing, setChanging] = useState(false);
  const may = useMay()('revenue.invoice.edit');
  const { status } = part.invoice;
  const written = status === 'DRAFT' || status === 'REJECTED';
  const asked = status === 'AWAITING_APPROVAL' || status === 'APPROVED';
  if (may && (written || (asked && changing))) return <InvoiceWriting part={part} onLeave={written ? undefined : () => setChanging(false)} />;
  return <InvoiceReading part={part} onChange={may && asked ? () => setChanging(true) : undefined} />;
}
