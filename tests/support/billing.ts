import { newId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { signIn, type Somebody } from './actors.js';
import { comeIn } from './come-in.js';
import { newGuest, projectPlan, type Guest } from './firm.js';
import { budgetMs, house } from './house.js';
import { FirmLedger, type LedgerName } from './ledgers.js';
import type { Story } from './story.js';

/** Work whose one milestone bills 1,200.00 when it is reached. */
export const billedWork = { projectPlan: { ...projectPlan, milestones: [{ key: 'ready', title: 'Set-up finished', dueAfterDays: 11, billing: 'FIXED', amount: { minor: '120000', currency: 'GBP' } }] } };

const ledgerNames: readonly LedgerName[] = ['QUICKBOOKS', 'XERO'];
// Every run takes the other one, and the two modes of a run differ, unless somebody names it.
const turn = Number(process.env['FIRMAMENT_FAULT_SEED'] ?? 0) + (house.mode === 'services' ? 1 : 0);
/** The ledger of this run. */
export const ledgerName: LedgerName = ledgerNames.find((name) => name === process.env['FIRMAMENT_LEDGER']) ?? ledgerNames[turn % 2] ?? 'QUICKBOOKS';

/** A client whose work is under way, with what was agreed to be billed for it. */
export interface BilledClient { readonly clientId: string; readonly projectId: string; readonly milestoneId: string; readonly agreementId: string; readonly guest: Guest; readonly portal: Somebody; readonly approver: Somebody; readonly ledger: FirmLedger }

/** An invoice as staff see it. */
export interface SeenInvoice { id: string; version: number; status: string; number: string | null; contentHash: string; issuedOn: string | null; dueOn: string | null; paidOn: string | null; problem: string | null; documentSha256: string | null; total: { decimal: string }; balance: { decimal: string }; lines: { source: { milestoneId: string | null; agreementId: string | null } }[]; ledgerLink: { externalId: string } | null }

/** A second person of the firm, who may agree to what the owner answers for. */
export async function aManager({ firm }: Pick<Story, 'firm'>, name = 'Mia Manager'): Promise<Somebody> {
  const email = `${name.split(' ')[0]?.toLowerCase() ?? ''}.${firm.slug}@firm.test`;
  await firm.owner.do('addUser', { name, email, password: 'a long demo password', roleKeys: ['manager'] });
  return signIn(email, 'a long demo password', firm.slug);
}

/** Somebody came, their work began, and a plan says what it bills; the firm has the ledger of this run unless it asks for none. */
export async function aBilledClient(story: Story, { withLedger = true } = {}): Promise<BilledClient> {
  const { owner } = story.firm;
  const guest = newGuest('Marion Marlowe');
  const { portal, project } = await comeIn(story, guest);
  const [clientId, projectId, agreementId] = [project.client.id, project.id, newId('agr')];
  const ledger = new FirmLedger(story.firm, ledgerName, newId('key'));
  if (withLedger) await ledger.connect();
  const approver = await aManager(story);
  const today = new Date().toISOString().slice(0, 10);
  await owner.do('activateProject', { projectId, kickOffOn: today });
  const { project: seen } = await owner.ask<{ project: { milestones: { id: string }[] } }>('query($id: ID!) { project(id: $id) { milestones { id } } }', { id: projectId });
  await owner.do('createInvoicePlan', { clientId, agreementId, projectId, effectiveOn: today, fixedTotal: { minor: '120000', currency: 'GBP' }, items: [{ lineKey: 'setup', title: 'Setting up', timing: 'ON_COMPLETION', amount: { minor: '120000', currency: 'GBP' } }] });
  await story.settle();
  await story.mark();
  return { clientId, projectId, milestoneId: seen.milestones[0]?.id ?? '', agreementId, guest, portal, approver, ledger };
}

const shown = '{ id version status number contentHash issuedOn dueOn paidOn problem documentSha256 total { decimal } balance { decimal } lines { source { milestoneId agreementId } } ledgerLink { externalId } }';

/** The firm's invoices, the newest on top. */
export const invoicesOf = async ({ firm }: Story): Promise<SeenInvoice[]> => (await firm.owner.ask<{ invoices: { nodes: SeenInvoice[] } }>(`{ invoices(first: 50) { nodes ${shown} } }`)).invoices.nodes;

/** Waits until the firm's newest invoice stands in a state. */
export async function invoiceThatIs(story: Story, status: string, timeoutMs = 2 * budgetMs): Promise<SeenInvoice> {
  let last: SeenInvoice | undefined;
  const found = await eventually(async () => { [last] = await invoicesOf(story); return last?.status === status ? last : null; }, `the invoice is ${status}`, { timeoutMs }).catch((error: Error) => { throw new Error(`${error.message}; it is ${last?.status ?? 'not there'} ${last?.problem ?? ''}`); });
  if (!found) throw new Error(`no invoice is ${status}`);
  return found;
}

/** Reaches the milestone, and waits until its invoice waits for a yes. */
export async function reached(story: Story, { milestoneId }: Pick<BilledClient, 'milestoneId'>): Promise<SeenInvoice> {
  await story.firm.owner.do('completeMilestone', { milestoneId });
  return invoiceThatIs(story, 'AWAITING_APPROVAL');
}

/** An invoice of the reached milestone that is out. */
export async function issuedFor(story: Story, client: BilledClient): Promise<SeenInvoice> {
  const { id, contentHash } = await reached(story, client);
  await client.approver.do('approveInvoice', { invoiceId: id, contentHash });
  return invoiceThatIs(story, 'ISSUED', 3 * budgetMs);
}

/** What is to be paid, as the client's list says it. */
export const toPay = async (portal: Somebody): Promise<string[]> =>
  (await portal.ask<{ portalTodo: { items: { kind: string; title: string }[] } }>('{ portalTodo { items { kind title } } }')).portalTodo.items.filter(({ kind }) => kind === 'INVOICE').map(({ title }) => title);

/** Money of the client that came, as somebody of the firm writes it down. */
export const pay = (story: Story, clientId: string, amountMinor: string, more: object = {}): Promise<{ id: string }> =>
  story.firm.owner.do('recordPayment', { clientId, amountMinor, currency: 'GBP', method: 'BANK_TRANSFER', receivedOn: new Date().toISOString().slice(0, 10), ...more });

/** An invoice that a person wrote, on its way past somebody else; gives its id and that of its approval. */
export async function anAskedInvoice({ owner }: Story['firm'], clientId: string, title = 'Year-end accounts'): Promise<{ id: string; contentHash: string; approvalId: string }> {
  const { id } = await owner.do('draftInvoice', { clientId, currency: 'GBP', title, lines: [{ title, unitPriceMinor: '120000', taxName: 'VAT', taxBasisPoints: 2000 }] });
  const { contentHash, approvals } = await owner.do<{ contentHash: string; approvals: { id: string }[] }>('submitInvoice', { invoiceId: id }, '{ contentHash approvals { id } }');
  return { id, contentHash, approvalId: approvals.at(-1)?.id ?? '' };
}

/** An invoice that somebody else agreed to and that is out. */
export async function anIssuedInvoice(firm: Story['firm'], approver: Somebody, clientId: string): Promise<string> {
  const { id, contentHash } = await anAskedInvoice(firm, clientId);
  await approver.do('approveInvoice', { invoiceId: id, contentHash });
  await firm.owner.do('issueInvoice', { invoiceId: id });
  return id;
}
