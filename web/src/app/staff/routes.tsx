import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { PageTrouble } from '../../ui/Trouble';
import { Sheet } from '../../ui/Shell';

function words(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 300) : undefined;
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NothingHere });

function NothingHere() {
  return <PageTrouble failure={null} what="This page is" />;
}

const signIn = createRoute({
  getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(() => import('../../features/staff/sign-in/SignInPage'), 'SignInPage'),
  validateSearch: (search: Record<string, unknown>) => ({ from: words(search.from) }),
});

const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: lazyRouteComponent(() => import('./StaffLayout'), 'StaffLayout'), notFoundComponent: () => <Sheet crumbs={[{ label: 'Not found' }]}><NothingHere /></Sheet> });

const today = createRoute({ getParentRoute: () => frame, path: '/', component: lazyRouteComponent(() => import('../../features/staff/today/TodayPage'), 'TodayPage') });

const clients = createRoute({
  getParentRoute: () => frame, path: '/clients', component: lazyRouteComponent(() => import('../../features/staff/clients/ClientsPage'), 'ClientsPage'),
  validateSearch: (search: Record<string, unknown>) => ({ view: words(search.view), search: words(search.search), status: words(search.status), after: words(search.after) }),
});

const client = createRoute({
  getParentRoute: () => frame, path: '/clients/$clientId', component: lazyRouteComponent(() => import('../../features/staff/client/ClientPage'), 'ClientPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'tab' | 'topic' | 'open' | 'folder' | 'after']?: string | undefined } => ({ tab: words(search.tab), topic: words(search.topic), open: words(search.open), folder: words(search.folder), after: words(search.after) }),
});

const calendar = createRoute({
  getParentRoute: () => frame, path: '/calendar', component: lazyRouteComponent(() => import('../../features/staff/calendar/CalendarPage'), 'CalendarPage'),
  validateSearch: (search: Record<string, unknown>) => ({ day: words(search.day), open: words(search.open) ?? words(search.appointment) }),
});

const runs = createRoute({
  getParentRoute: () => frame, path: '/runs', component: lazyRouteComponent(() => import('../../features/staff/runs/RunsPage'), 'RunsPage'),
  validateSearch: (search: Record<string, unknown>) => ({ view: words(search.view), after: words(search.after) }),
});

const run = createRoute({
  getParentRoute: () => frame, path: '/runs/$runId', component: lazyRouteComponent(() => import('../../features/staff/runs/RunPage'), 'RunPage'),
  validateSearch: (search: Record<string, unknown>) => ({ step: words(search.step) }),
});

const approvals = createRoute({
  getParentRoute: () => frame, path: '/approvals', component: lazyRouteComponent(() => import('../../features/staff/approvals/ApprovalsPage'), 'ApprovalsPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'view' | 'open' | 'after']?: string | undefined } => ({ view: words(search.view), open: words(search.open), after: words(search.after) }),
});

const work = createRoute({ getParentRoute: () => frame, path: '/work', component: lazyRouteComponent(() => import('../../features/staff/work/WorkPage'), 'WorkPage') });

const projects = createRoute({
  getParentRoute: () => frame, path: '/projects', component: lazyRouteComponent(() => import('../../features/staff/projects/ProjectsPage'), 'ProjectsPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'view' | 'after' | 'type']?: string | undefined } => ({ view: words(search.view), after: words(search.after), type: words(search.type) }),
});

const project = createRoute({
  getParentRoute: () => frame, path: '/projects/$projectId', component: lazyRouteComponent(() => import('../../features/staff/project/ProjectPage'), 'ProjectPage'),
  validateSearch: (search: Record<string, unknown>) => ({ view: words(search.view), open: words(search.open) }),
});

const templates = createRoute({ getParentRoute: () => frame, path: '/templates', beforeLoad: () => { throw redirect({ to: '/templates/$kind', params: { kind: 'projects' }, search: { open: undefined }, replace: true }); } });

const templateKind = createRoute({
  getParentRoute: () => frame, path: '/templates/$kind', component: lazyRouteComponent(() => import('../../features/staff/templates/TemplatesPage'), 'TemplatesPage'),
  validateSearch: (search: Record<string, unknown>) => ({ open: words(search.open) }),
});

const templateEditor = createRoute({ getParentRoute: () => frame, path: '/templates/projects/$templateId', component: lazyRouteComponent(() => import('../../features/staff/templates/TemplateEditorPage'), 'TemplateEditorPage') });

const contractTemplate = createRoute({ getParentRoute: () => frame, path: '/templates/contracts/$contractTemplateId', component: lazyRouteComponent(() => import('../../features/staff/templates/ContractTemplatePage'), 'ContractTemplatePage') });

const clause = createRoute({ getParentRoute: () => frame, path: '/templates/clauses/$clauseId', component: lazyRouteComponent(() => import('../../features/staff/templates/ClausePage'), 'ClausePage') });

const servicePackage = createRoute({ getParentRoute: () => frame, path: '/templates/packages/$packageId', component: lazyRouteComponent(() => import('../../features/staff/templates/PackagePage'), 'PackagePage') });

const agreements = createRoute({
  getParentRoute: () => frame, path: '/agreements', component: lazyRouteComponent(() => import('../../features/staff/agreements/AgreementsPage'), 'AgreementsPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'view' | 'after']?: string | undefined } => ({ view: words(search.view), after: words(search.after) }),
});

const agreement = createRoute({ getParentRoute: () => frame, path: '/agreements/$agreementId', component: lazyRouteComponent(() => import('../../features/staff/agreements/AgreementPage'), 'AgreementPage') });

const proposals = createRoute({
  getParentRoute: () => frame, path: '/proposals', component: lazyRouteComponent(() => import('../../features/staff/proposals/ProposalsPage'), 'ProposalsPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'view' | 'after' | 'open' | 'client']?: string | undefined } => ({ view: words(search.view), after: words(search.after), open: words(search.open), client: words(search.client) }),
});

const proposal = createRoute({ getParentRoute: () => frame, path: '/proposals/$proposalId', component: lazyRouteComponent(() => import('../../features/staff/proposals/ProposalPage'), 'ProposalPage') });

const money = createRoute({
  getParentRoute: () => frame, path: '/money', component: lazyRouteComponent(() => import('../../features/staff/money/MoneyPage'), 'MoneyPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'months' | 'currency']?: string | undefined } => ({ months: words(search.months), currency: words(search.currency) }),
});

const invoices = createRoute({
  getParentRoute: () => frame, path: '/money/invoices', component: lazyRouteComponent(() => import('../../features/staff/money/InvoicesPage'), 'InvoicesPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'view' | 'after' | 'client' | 'currency' | 'issuedFrom' | 'issuedTo' | 'dueFrom' | 'dueTo' | 'open']?: string | undefined } => ({ view: words(search.view), after: words(search.after), client: words(search.client), currency: words(search.currency), issuedFrom: words(search.issuedFrom), issuedTo: words(search.issuedTo), dueFrom: words(search.dueFrom), dueTo: words(search.dueTo), open: words(search.open) }),
});

const invoice = createRoute({ getParentRoute: () => frame, path: '/money/invoices/$invoiceId', component: lazyRouteComponent(() => import('../../features/staff/money/InvoicePage'), 'InvoicePage') });

const payments = createRoute({
  getParentRoute: () => frame, path: '/money/payments', component: lazyRouteComponent(() => import('../../features/staff/money/PaymentsPage'), 'PaymentsPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'view' | 'after' | 'client' | 'currency' | 'receivedFrom' | 'receivedTo' | 'open']?: string | undefined } => ({ view: words(search.view), after: words(search.after), client: words(search.client), currency: words(search.currency), receivedFrom: words(search.receivedFrom), receivedTo: words(search.receivedTo), open: words(search.open) }),
});

const bills = createRoute({
  getParentRoute: () => frame, path: '/money/bills', component: lazyRouteComponent(() => import('../../features/staff/bills/BillsPage'), 'BillsPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'view' | 'after' | 'vendor' | 'open']?: string | undefined } => ({ view: words(search.view), after: words(search.after), vendor: words(search.vendor), open: words(search.open) }),
});

const bill = createRoute({ getParentRoute: () => frame, path: '/money/bills/$billId', component: lazyRouteComponent(() => import('../../features/staff/bills/BillPage'), 'BillPage') });

const receivables = createRoute({
  getParentRoute: () => frame, path: '/money/receivables', component: lazyRouteComponent(() => import('../../features/staff/money/ReceivablesPage'), 'ReceivablesPage'),
  validateSearch: (search: Record<string, unknown>): { currency?: string | undefined } => ({ currency: words(search.currency) }),
});

const statement = createRoute({
  getParentRoute: () => frame, path: '/money/statements/$clientId', component: lazyRouteComponent(() => import('../../features/staff/money/StatementPage'), 'StatementPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'currency' | 'from' | 'to']?: string | undefined } => ({ currency: words(search.currency), from: words(search.from), to: words(search.to) }),
});

const unbilled = createRoute({
  getParentRoute: () => frame, path: '/money/unbilled', component: lazyRouteComponent(() => import('../../features/staff/money/UnbilledPage'), 'UnbilledPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'currency' | 'open']?: string | undefined } => ({ currency: words(search.currency), open: words(search.open) }),
});

const plans = createRoute({
  getParentRoute: () => frame, path: '/money/plans', component: lazyRouteComponent(() => import('../../features/staff/money/PlansPage'), 'PlansPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'view' | 'after' | 'client']?: string | undefined } => ({ view: words(search.view), after: words(search.after), client: words(search.client) }),
});

const plan = createRoute({ getParentRoute: () => frame, path: '/money/plans/$agreementId', component: lazyRouteComponent(() => import('../../features/staff/money/PlanPage'), 'PlanPage') });

const connections = createRoute({
  getParentRoute: () => frame, path: '/settings/connections', component: lazyRouteComponent(() => import('../../features/staff/settings/ConnectionsPage'), 'ConnectionsPage'),
  validateSearch: (search: Record<string, unknown>) => ({ open: words(search.open), consent: words(search.consent), problem: words(search.problem) }),
});

const ledger = createRoute({
  getParentRoute: () => frame, path: '/settings/ledger', component: lazyRouteComponent(() => import('../../features/staff/ledger/LedgerPage'), 'LedgerPage'),
  validateSearch: (search: Record<string, unknown>): { [name in 'consent' | 'problem']?: string | undefined } => ({ consent: words(search.consent), problem: words(search.problem) }),
});

const billing = createRoute({ getParentRoute: () => frame, path: '/settings/billing', component: lazyRouteComponent(() => import('../../features/staff/settings/BillingPage'), 'BillingPage') });

const approvalRules = createRoute({
  getParentRoute: () => frame, path: '/settings/approvals', component: lazyRouteComponent(() => import('../../features/staff/rules/RulesPage'), 'RulesPage'),
  validateSearch: (search: Record<string, unknown>): { open?: string | undefined } => ({ open: words(search.open) }),
});

const moneyRoutes = [money, invoices, invoice, payments, bills, bill, receivables, statement, unbilled, plans, plan] as const;

const shown = [signIn, frame.addChildren([today, clients, client, calendar, runs, run, work, approvals, projects, project, templates, templateKind, templateEditor, contractTemplate, clause, servicePackage, agreements, agreement, proposals, proposal, ...moneyRoutes, connections, ledger, billing, approvalRules])];

const gallery = import.meta.env.DEV
  ? [createRoute({ getParentRoute: () => root, path: '/__gallery', component: lazyRouteComponent(() => import('../gallery/Gallery'), 'Gallery') })]
  : [];

/** Every page of the staff app; each is fetched when it is first opened. */
export const staffRouter = createRouter({ routeTree: root.addChildren([...shown, ...gallery]), defaultPreload: 'intent', defaultNotFoundComponent: NothingHere, scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register { router: typeof staffRouter }
}
