import { createHmac } from 'node:crypto';
import { newId } from '@firmament/events';
import { Refused, until, type Asking, type Voice } from './ask.js';
import { billThroughLedger, editedThere, inactiveThere, paidThere, throughLedger } from './harbour-vale-money.js';
import { firm } from './harbour-vale.js';
import { sendOut, tellBill, writeInvoice, type MoneyTeller } from './money.js';

/** The sandbox of QuickBooks, and what the secret of its callbacks is made of. */
export interface LedgerSandbox { readonly url: string; readonly seed: string }
interface Seen { id: string; health: string; callbackAddress: string; checkingSince: string | null; lastSyncAt: string | null; lastError: string | null }

async function quickbooks(asking: Asking, owner: Voice): Promise<Seen | null> {
  const { ledgerServices } = await asking.ask<{ ledgerServices: { name: string; connection: Seen | null }[] }>('{ ledgerServices { name connection { id health callbackAddress checkingSince lastSyncAt lastError } } }', {}, owner);
  return ledgerServices.find(({ name }) => name === 'QUICKBOOKS')?.connection ?? null;
}

const secretOf = (sandbox: LedgerSandbox): string => createHmac('sha256', sandbox.seed).update('callbacks of the QuickBooks sandbox').digest('hex');
const company = firm.slug;

async function command<T>(sandbox: LedgerSandbox, name: string, body: object): Promise<T> {
  const answer = await fetch(`${sandbox.url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify({ company, ...body }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The sandbox of QuickBooks does not ${name}: ${text}`);
  return JSON.parse(text) as T;
}

/** Gives consent at the ledger's page, as the owner does in their browser, and comes back with it. */
async function consent(asking: Asking, sandbox: LedgerSandbox): Promise<void> {
  const session = await asking.signIn(firm.owner.email, firm.owner.password, firm.slug);
  const { beginLedgerConsent: begun } = await session.ask<{ beginLedgerConsent: { address: string } }>('mutation($input: BeginLedgerConsentInput!) { beginLedgerConsent(input: $input) { address } }', { input: { ledger: 'QUICKBOOKS', callbackKey: secretOf(sandbox) } });
  const page = new URL(begun.address);
  page.searchParams.set('company', company);
  page.searchParams.set('decision', 'allow');
  const brought = new URL((await fetch(page, { redirect: 'manual' })).headers.get('location') ?? '').search;
  await session.comeBack(`/connect/ledger/return${brought}`);
}

/** Connects the demo firm to the sandbox of QuickBooks, and tells the sandbox where its callbacks go. */
async function connect(asking: Asking, owner: Voice, sandbox: LedgerSandbox): Promise<void> {
  await consent(asking, sandbox);
  const { callbackAddress } = await until(async () => {
    const one = await quickbooks(asking, owner);
    if (one?.lastError) throw new Refused('INTERNAL', undefined, `The sandbox of QuickBooks does not take the demo firm: ${one.lastError}`);
    return one?.health === 'CONNECTED' && one.checkingSince === null && one.lastSyncAt !== null ? one : null;
  }, 'the sandbox of QuickBooks to answer');
  await command(sandbox, 'callbacks', { url: callbackAddress, secrets: [secretOf(sandbox)], mode: 'deliver' });
}

/** How many things stand in the queue in a place. */
async function queued(told: MoneyTeller, state: 'WAITING' | 'STUCK'): Promise<number> {
  return (await told.asking.ask<{ ledgerQueue: { totalCount: number } }>(`{ ledgerQueue(states: [${state}], first: 1) { totalCount } }`, {}, told.practice.owner)).ledgerQueue.totalCount;
}

/** A firm with a ledger: what went out before is carried there, somebody works in it past us, and something cannot go there. */
export async function tellLedger(told: MoneyTeller, numbers: ReadonlyMap<string, string>, sandbox: LedgerSandbox): Promise<void> {
  const { asking, practice } = told;
  const owner: Voice = { ...practice.owner, correlation: newId('cor') };
  await connect(asking, owner, sandbox);
  await asking.ask('mutation { pushMissingInvoices { count } }', {}, owner);
  await until(async () => (await queued(told, 'WAITING')) === 0, 'what went out to stand in the ledger', 60_000);
  const { parties } = await command<{ parties: { id: string; name: string }[] }>(sandbox, 'books', {});
  const inactive = parties.find(({ name }) => name === inactiveThere);
  if (inactive) await command(sandbox, 'deactivate', { id: inactive.id });
  await command(sandbox, 'edit', { number: numbers.get(`${editedThere.client}: ${editedThere.title}`), by: editedThere.by });
  await command(sandbox, 'pay', { number: numbers.get(`${paidThere.client}: ${paidThere.title}`), minor: paidThere.minor, day: told.calendar.date(0), reference: paidThere.reference });
  await tellBill(told, billThroughLedger);
  for (const story of throughLedger) await sendOut(told, await writeInvoice(told, story));
  await until(async () => (await queued(told, 'STUCK')) > 0, 'the ledger to say no to an inactive customer');
  await until(async () => (await asking.ask<{ payments: { totalCount: number } }>('query($clientId: ID) { payments(clientId: $clientId, first: 1) { totalCount } }', { clientId: told.clientId(paidThere.client) }, owner)).payments.totalCount === 2, 'the money in the ledger to be read back', 60_000);
  await until(async () => (await asking.ask<{ ledgerDrifts: { totalCount: number } }>('{ ledgerDrifts(first: 1) { totalCount } }', {}, owner)).ledgerDrifts.totalCount > 0, 'the difference in the ledger to be seen', 60_000);
}
