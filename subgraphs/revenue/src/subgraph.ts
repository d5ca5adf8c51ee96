import { invoiceDrafted } from '@firmament/events';
import { byId, defineSubgraph, stub } from '@firmament/kit';
import { Invoice } from './invoice/invoice.entity.js';
import { ClientInvoicesResolver, InvoiceResolver } from './invoice/invoice.resolver.js';
import { CreateInvoices } from './migrations/2026-11-22-0900-create-invoices.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { ClientRef } from './stubs.js';

/** What clients owe the firm. */
export default defineSubgraph({
  name: 'revenue',
  entities: [Invoice],
  resolvers: [InvoiceResolver, ClientInvoicesResolver],
  orphans: [ClientRef],
  references: { Invoice: byId(Invoice, 'revenue.invoice.view'), Client: stub(ClientRef, 'revenue.invoice.view') },
  emits: [invoiceDrafted],
  migrations: [CreateInvoices, ForgetWhatIsApplied],
  permissions: { 'revenue.invoice.view': 'See invoices', 'revenue.invoice.create': 'Draft invoices' },
  clientTables: { 'revenue.invoices': 'client_id' },
});
