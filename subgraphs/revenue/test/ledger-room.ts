import { clientCreated, idToUuid } from '@firmament/events';
import type { Books as LedgerBooks } from '../../../infra/sandbox/books.js';
import type { SandboxDoor } from '../../../infra/sandbox/door.js';
import { quickbooksSandbox } from '../../../infra/sandbox/quickbooks/server.js';
import { xeroSandbox } from '../../../infra/sandbox/xero/server.js';
import { aClient, act, ask, openBooks, type Books } from './books.js';

/** A firm's books with a ledger that is not at its vendor's. */
export interface LedgerRoom extends Books { readonly sandbox: SandboxDoor & { readonly books: LedgerBooks }; readonly name: 'QUICKBOOKS' | 'XERO'; connectionId: string; stop(): Promise<void> }

const make = { QUICKBOOKS: quickbooksSandbox, XERO: xeroSandbox };

/** Opens the domain beside the sandbox of a ledger. */
export async function openLedgerRoom(name: 'QUICKBOOKS' | 'XERO'): Promise<LedgerRoom> {
  const sandbox = make[name]();
  const url = await sandbox.start();
  sandbox.consents.clients.set('house', 'house-secret');
  const books = await openBooks({
    FIRMAMENT_VAULT_KEY: Buffer.alloc(32, 7).toString('base64'), REVENUE_LOOK_EVERY_MS: '3600000', [`${name}_AUTH_URL`]: url, [`${name}_TOKEN_URL`]: url, [`${name}_API_URL`]: url, [`${name}_CLIENT_ID`]: 'house', [`${name}_CLIENT_SECRET`]: 'house-secret',
  });
  return { ...books, sandbox, name, connectionId: '', stop: async () => { await books.h.stop(); await sandbox.stop(); } };
}

/** Walks through the ledger's consent page as a person does, and comes back. */
export async function connectLedger(room: LedgerRoom, callbackKey = 'hook'): Promise<void> {
  const { h, name } = room;
  const owner = h.staff();
  const { address } = await act<{ address: string }>(h, owner, 'beginLedgerConsent', { ledger: name, callbackKey }, '{ address consent { id } }');
  const url = new URL(address);
  url.searchParams.set('decision', 'allow');
  const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');
  const { state, code, realmId } = Object.fromEntries(back.searchParams) as Record<string, string>;
  await act(h, owner, 'finishLedgerConsent', { state, code, ...(realmId ? { realmId } : {}) });
  for (const _ of [1, 2]) await h.sweep('tend-ledgers');
  const connection = await connectionOf(room);
  room.connectionId = connection.id;
  if (name === 'XERO') await act(h, owner, 'changeLedgerBooking', { connectionId: connection.id, bankAccount: '090' });
}

export interface SeenLedger { id: string; version: number; health: string; label: string; lastSyncAt: string | null; lastError: string | null; callbackAddress: string; checkingSince: string | null }
/** The firm's connection, as it sees it. */
export async function connectionOf({ h, name }: LedgerRoom, actor = h.staff()): Promise<SeenLedger> {
  const services = await ask<{ name: string; connection: SeenLedger }[]>(h, actor, '{ ledgerServices { name offered connection { id version health label lastSyncAt lastError callbackAddress checkingSince } } }');
  return services.find((one) => one.name === name)?.connection as SeenLedger;
}

/** A client with a name. */
export async function aNamedClient({ h }: Books, displayName: string): Promise<string> {
  const clientId = await aClient(h);
  await h.deliver(clientCreated, { clientId, displayName, kind: 'ORG', status: 'ACTIVE', ownerUserId: null, source: 'STAFF' });
  return clientId;
}

/** Carries what is due now, pauses or not. */
export async function carry({ h }: Books, rounds = 1): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await h.sql(`update revenue.due set due_at = clock_timestamp() where kind = 'ledger'`);
    await h.sweep('carry-to-ledger');
  }
}
/** Reads back now. */
export async function readBack({ h, connectionId }: LedgerRoom): Promise<void> {
  await h.sql(`update revenue.due set due_at = clock_timestamp() where kind = 'readback' and id = $1`, [idToUuid(connectionId)]);
  await h.sweep('read-ledgers-back');
}

export interface Item { id: string; kind: string; act: string; state: string; tries: number; problem: string | null; errorCode: string | null; fixUrl: string | null; label: string }
/** What is on its way. */
export const queueOf = async ({ h }: Books, actor = h.staff()): Promise<Item[]> => (await ask<{ nodes: Item[] }>(h, actor, '{ ledgerQueue(first: 100) { nodes { id kind act state tries problem errorCode fixUrl label } } }')).nodes;
