import type { Actor } from '@firmament/kit';
import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import revenue from '../src/subgraph.js';
import { MemoryStore } from './memory-store.js';

/** A firm's books under test: the domain, a file store in memory, and people who write and approve. */
export interface Books { readonly h: Harness; readonly store: MemoryStore; readonly writer: Actor; readonly approver: Actor; readonly partner: Actor }

/** Opens the domain with a file store in memory. */
export async function openBooks(env: Record<string, string> = {}): Promise<Books> {
  const store = new MemoryStore();
  const h = await testSubgraph({ ...revenue, ports: () => ({ documents: store }) }, { env });
  return { h, store, writer: person(h, 'Wren Writer'), approver: person(h, 'Ada Approver'), partner: person(h, 'Pia Partner') };
}

/** Another member of staff. */
export const person = (h: Harness, name: string, permissions: readonly string[] = ['*']): Actor => ({ ...h.staff(permissions), id: newId('usr'), name });

/** A client that the domain knows. */
export async function aClient(h: Harness, tenantId = h.firm.id): Promise<string> {
  const id = newId('cli');
  await h.knowClient(id, tenantId);
  return id;
}

const inputs: Readonly<Record<string, string>> = {
  submitInvoice: 'InvoiceIdInput', withdrawInvoice: 'InvoiceIdInput', discardInvoice: 'InvoiceIdInput', issueInvoice: 'InvoiceIdInput', createInvoiceApprovalRule: 'InvoiceApprovalRuleInput', settlePayment: 'PaymentIdInput', endApprovalDelegation: 'DelegationIdInput',
  disconnectLedger: 'LedgerConnectionIdInput', resumeReminders: 'RemindOfInvoiceInput', disconnectPaymentService: 'MerchantAccountIdInput', checkLedger: 'LedgerConnectionIdInput', routeBill: 'BillIdInput', reopenBill: 'BillIdInput', requestBillChanges: 'RejectBillInput',
};
const documentOf = (name: string, selection: string): string => `mutation($input: ${inputs[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`}!) { ${name}(input: $input) ${selection} }`;

/** Does a mutation with an input, and insists that it is done. */
export async function act<T = { id: string }>(h: Harness, actor: Actor, name: string, input: Record<string, unknown>, selection = '{ id }'): Promise<T> {
  const { data, errors } = await h.as(actor).run(documentOf(name, selection), { input });
  if (errors?.length) throw new Error(`${name}: ${errors[0]?.message ?? ''} ${JSON.stringify(errors[0]?.extensions)}`);
  return (data as Record<string, T>)[name] as T;
}

/** Tries a mutation and gives the refusal; undefined when there was none. */
export async function refusal(h: Harness, actor: Actor, name: string, input: Record<string, unknown>, selection = '{ id }'): Promise<{ code: string; reason?: string; field?: string } | undefined> {
  const { errors } = await h.as(actor).run(documentOf(name, selection), { input });
  return errors?.[0]?.extensions as never;
}

/** Asks and insists on an answer. */
export async function ask<T>(h: Harness, actor: Actor, document: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await h.as(actor).run(document, variables);
  if (errors?.length) throw new Error(`${errors[0]?.message ?? ''} ${JSON.stringify(errors[0]?.extensions)}`);
  return Object.values(data as Record<string, T>)[0] as T;
}

/** A line to bill. */
export const line = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ title: 'Year-end accounts', unitPriceMinor: '100000', taxName: 'VAT', taxBasisPoints: 2000, ...more });
/** What an invoice says when a test does not care: 1,200.00 GBP with tax. */
export const words = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ currency: 'GBP', lines: [line()], ...more });

/** An invoice as a test reads it. */
export interface Seen {
  id: string; version: number; status: string; number: string | null; contentHash: string; issuedOn: string | null; dueOn: string | null; paidOn: string | null; overdue: boolean; problem: string | null; reason: string | null; documentSha256: string | null;
  total: { minor: bigint | number | string }; balance: { minor: bigint | number | string }; lines: { id: string; gross: { minor: bigint | number | string } }[]; creditNotes: { number: string }[];
  approvals: { id: string; state: string; ruleName: string; stepNo: number; dueAt: string | null; waitingForUserIds: string[]; steps: { approverUserIds: string[]; escalated: boolean }[]; decisions: { byUserId: string; forUserId: string; approved: boolean; contentHash: string }[] }[];
}
const fields = `{ id version status number contentHash issuedOn dueOn paidOn overdue problem reason documentSha256 total { minor } balance { minor } lines { id gross { minor } } creditNotes { number }
  approvals { id state ruleName stepNo dueAt waitingForUserIds steps { approverUserIds escalated } decisions { byUserId forUserId approved contentHash } } }`;
export const see = (h: Harness, id: string): Promise<Seen> => ask<Seen>(h, h.staff(), `query($id: ID!) { invoice(id: $id) ${fields} }`, { id });
/** A whole number of an answer. */
export const whole = (amount: { minor: bigint | number | string }): bigint => BigInt(amount.minor);

/** A draft of one of the writers. */
export const aDraft = async (books: Books, clientId: string, more: Record<string, unknown> = {}): Promise<Seen> => see(books.h, (await act(books.h, books.writer, 'draftInvoice', { clientId, ...words(more) })).id);

/** A draft that waits for approval. */
export async function submitted(books: Books, clientId: string, more: Record<string, unknown> = {}): Promise<Seen> {
  const { id } = await aDraft(books, clientId, more);
  await act(books.h, books.writer, 'submitInvoice', { invoiceId: id });
  return see(books.h, id);
}

/** An invoice to which somebody else agreed. */
export async function approved(books: Books, clientId: string, more: Record<string, unknown> = {}): Promise<Seen> {
  const { id, contentHash } = await submitted(books, clientId, more);
  await act(books.h, books.approver, 'approveInvoice', { invoiceId: id, contentHash });
  return see(books.h, id);
}

/** An invoice that is out. */
export async function issued(books: Books, clientId: string, more: Record<string, unknown> = {}): Promise<Seen> {
  const { id } = await approved(books, clientId, more);
  await act(books.h, books.writer, 'issueInvoice', { invoiceId: id });
  return see(books.h, id);
}

/** Money of a client. */
export const paid = (books: Books, clientId: string, amountMinor: string, more: Record<string, unknown> = {}): Promise<{ id: string }> =>
  act(books.h, books.writer, 'recordPayment', { clientId, amountMinor, currency: 'GBP', method: 'BANK_TRANSFER', receivedOn: '2026-11-19', ...more });
