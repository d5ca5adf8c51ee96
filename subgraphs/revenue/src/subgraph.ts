import { invoiceDrafted, invoicePlanAmended, invoicePlanCreated } from '@firmament/events';
import { byId, defineSubgraph, stub } from '@firmament/kit';
import { Invoice } from './invoice/invoice.entity.js';
import { ClientInvoicesResolver, InvoiceResolver } from './invoice/invoice.resolver.js';
import { CreateInvoices } from './migrations/2026-11-22-0900-create-invoices.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { CreatePlans } from './migrations/2026-11-26-0900-create-plans.js';
import { PlansThatChange } from './migrations/2026-11-26-1500-plans-that-change.js';
import { AmendPlanResolver } from './plan/amend.resolver.js';
import { InvoicePlan, InvoicePlanItem } from './plan/plan.entity.js';
import { InvoicePlanItemResolver, InvoicePlanResolver } from './plan/plan.resolver.js';
import { ClientRef } from './stubs.js';

/** What clients owe the firm. */
export default defineSubgraph({
  name: 'revenue',
  entities: [Invoice, InvoicePlan, InvoicePlanItem],
  resolvers: [InvoiceResolver, ClientInvoicesResolver, InvoicePlanResolver, InvoicePlanItemResolver, AmendPlanResolver],
  orphans: [ClientRef],
  references: { Invoice: byId(Invoice, 'revenue.invoice.view'), InvoicePlan: byId(InvoicePlan, 'revenue.plan.view'), InvoicePlanItem: byId(InvoicePlanItem, 'revenue.plan.view'), Client: stub(ClientRef, 'revenue.invoice.view') },
  emits: [invoiceDrafted, invoicePlanCreated, invoicePlanAmended],
  migrations: [CreateInvoices, ForgetWhatIsApplied, CreatePlans, PlansThatChange],
  permissions: { 'revenue.invoice.view': 'See invoices', 'revenue.invoice.create': 'Draft invoices', 'revenue.plan.view': 'See what will be billed', 'revenue.plan.create': 'Plan what will be billed, and change it with its agreement' },
  clientTables: { 'revenue.invoices': 'client_id', 'revenue.plans': 'client_id', 'revenue.plan_items': 'client_id' },
});
