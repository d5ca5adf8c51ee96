import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { idToUuid } from '@firmament/events';
import { sandboxPay, type Charge, type PayStep } from '../../../infra/sandbox/sandbox-pay/server.js';
import type { Actor } from '@firmament/kit';
import { act, ask, openBooks, type Books } from './books.js';

/** A firm's books with an account at a payment service that moves no money. */
export interface PayRoom extends Books { readonly sandbox: ReturnType<typeof sandboxPay>; accountId: string; callbacks: string; stop(): Promise<void> }

/** The key of the firm's account, and the secret of its callbacks. */
export const apiKey = 'a-key-of-the-firm';
export const callbackKey = 'a-secret-of-callbacks';

/** Opens the domain beside the sandbox, and connects the firm to it. */
export async function openPayRoom(): Promise<PayRoom> {
  const sandbox = sandboxPay();
  const url = await sandbox.start();
  for (const key of [apiKey, 'a-key-of-another-firm']) sandbox.tokens.add(key);
  const books = await openBooks({ FIRMAMENT_VAULT_KEY: Buffer.alloc(32, 7).toString('base64'), REVENUE_LOOK_EVERY_MS: '3600000', SANDBOX_PAY_API_URL: url });
  // Stands where the gateway's door for callbacks stands: passes the bytes on as they came.
  const door = createServer((request, response) => void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const [, , firmId = '', connectionId = ''] = (request.url ?? '').split('/').filter(Boolean);
    const { status } = await books.h.hear('payments', { firmId, connectionId, raw: Buffer.concat(chunks), headers: request.headers as Record<string, string>, query: {} });
    response.writeHead(status).end();
  })());
  await new Promise<void>((listening) => { door.listen(0, '127.0.0.1', listening); });
  const room: PayRoom = { ...books, sandbox, accountId: '', callbacks: '', stop: async () => { await sandbox.stop(); await new Promise((closed) => { door.close(closed); door.closeAllConnections(); }); await books.h.stop(); } };
  await connectAccount(room);
  room.callbacks = `http://127.0.0.1:${(door.address() as AddressInfo).port}/hooks/payments/${books.h.firm.id}/${room.accountId}`;
  return room;
}

/** Connects the firm's account. */
export async function connectAccount(room: PayRoom): Promise<void> {
  room.accountId = (await act(room.h, room.h.staff(), 'connectPaymentService', { service: 'SANDBOX_PAY', apiKey, callbackKey })).id;
}

/** A try as its client sees it. */
export interface SeenTry { id: string; tryNo: number; state: string; checkoutUrl: string | null; problem: string | null; amount: { minor: number | string }; method: string | null; finishedAt: string | null }
/** What is asked of a try. */
export const tryFields = '{ id tryNo state checkoutUrl problem amount { minor } method finishedAt }';
/** The client presses the button. */
export const press = ({ h }: Books, who: Actor, invoiceId: string, more: Record<string, unknown> = {}): Promise<SeenTry> => act<SeenTry>(h, who, 'payInvoice', { invoiceId, ...more }, tryFields);
/** The client asks how far it has come. */
export const seeTry = ({ h }: Books, who: Actor, id: string): Promise<SeenTry> => ask<SeenTry>(h, who, `query($id: ID!) { onlinePayment(id: $id) ${tryFields} }`, { id });

/** Says to the service what is due now, pauses or not. */
export async function carryTries({ h }: Books): Promise<void> {
  await h.sql(`update revenue.due set due_at = clock_timestamp() where kind = 'online'`);
  await h.sweep('carry-online-payments');
}
/** Reads at the service now, whether it called or not. */
export async function readNow({ h, accountId }: PayRoom): Promise<void> {
  await h.sql(`update revenue.due set due_at = clock_timestamp() where kind = 'charges' and id = $1`, [idToUuid(accountId)]);
  await h.sweep('read-charges');
}
/** The charges of the sandbox that belong to a try. */
export const chargesOf = ({ sandbox }: PayRoom, tryId: string): Charge[] => [...sandbox.desk.charges.values()].filter(({ reference }) => reference === tryId);
/** What somebody does at the service's page, or a bank behind it. */
export async function happens(room: PayRoom, tryId: string, step: PayStep, by: { reason?: string; amount?: number } = {}): Promise<boolean> {
  const [charge] = chargesOf(room, tryId);
  if (!charge) throw new Error('the service knows no charge of this try');
  return room.sandbox.desk.act(charge, step, by);
}
/** The client begins, and the service's page is there. */
export async function opened(room: PayRoom, who: Actor, invoiceId: string): Promise<SeenTry> {
  const { id } = await press(room, who, invoiceId);
  await carryTries(room);
  return seeTry(room, who, id);
}
