import { ledgerConnected } from '@firmament/events';
import { connectionSweep, exchangeCode, ProviderFault, type AnsweredConsent, type Ctx, type OAuthTokens, type FirmLine, type SweepCtx, firmLine } from '@firmament/kit';
import { laterOn } from '../../due.js';
import { callMerchant } from '../../payment/online/merchant/merchant-house.js';
import { isPaymentService } from '../../payment/online/open-provider.js';
import type { LedgerName } from '../ledger-port.js';
import { settingsShapes, type LedgerSecret } from '../open-ledger.js';
import { wakeAfterOutage } from '../queue/push-later.js';
import { keepBooks } from './books.js';
import { ledgerWords, oauthOf, returnAddress } from './ledger-config.js';
import { callLedger, houseOfSweep, ledgerHouse } from './ledger-house.js';
import { organisationOf } from './organisation-of.js';

interface Opened { readonly tokens: OAuthTokens; readonly name: string; readonly account: string; readonly settings: Readonly<Record<string, unknown>> }

/** Asks the ledger for access, and whose books they are. No transaction is open. QuickBooks says the company with the code. */
async function opened(ctx: SweepCtx, firmId: string, consent: AnsweredConsent): Promise<Opened> {
  const { config, guard } = houseOfSweep(ctx);
  const ledger = consent.provider as LedgerName;
  const oauth = oauthOf(config, ledger);
  if (!oauth) throw new ProviderFault(ledger, `This house is no longer known at ${ledgerWords[ledger].label}.`);
  const { code: brought = '', state, verifier } = consent.kept.reveal();
  const [realmId, code] = brought.includes('\n') ? brought.split('\n') as [string, string] : [null, brought];
  return guard.run({ tenantId: firmId, provider: ledger }, async (signal) => {
    const tokens = await exchangeCode(oauth, { code, state, verifier, redirectUri: returnAddress(config) }, ctx.now);
    const { name, account, settings } = await organisationOf({ ledger, config, accessToken: tokens.accessToken, realmId, signal, now: ctx.now });
    return { tokens, name, account, settings };
  });
}

/** What was said of these books before stays: the secrets of callbacks, and how papers are booked. */
async function connected(inside: Ctx, house: ReturnType<typeof ledgerHouse>, consent: AnsweredConsent, { tokens, name, account, settings }: Opened): Promise<string> {
  const ledger = consent.provider as LedgerName;
  const key = consent.kept.reveal().keep['callbackKey'];
  const before = await house.connections.kept<LedgerSecret>(inside, ledger, account);
  const callbackKeys = typeof key === 'string' && key ? [key] : before?.reveal().callbackKeys ?? [];
  const [kept] = await inside.sql<{ settings: Record<string, unknown> }>('select settings from revenue.connections where provider = $1 and account = $2', [ledger, account]);
  const made = await house.connections.connect(inside, { provider: ledger, label: name, account, settings: settingsShapes[ledger].parse({ ...kept?.settings, ...settings }), secret: { ...tokens, callbackKeys }, connectedBy: consent.askedBy });
  inside.emit(ledgerConnected, { connectionId: made.id, ledger, organisation: name, again: made.version > 1 }, { aggregateId: made.id });
  await house.connections.noteChecking(inside, made.id, inside.now);
  await house.due.say(inside, 'CHECK', made.id);
  for (const kind of ['readback', 'compare'] as const) await laterOn(inside, kind, { id: made.id, at: null });
  // What waited for somebody goes on at once, in its order.
  await inside.sql(`insert into revenue.due (tenant_id, kind, id, due_at) select tenant_id, 'ledger', id, clock_timestamp() from revenue.ledger_items where state = 'WAITING' on conflict (tenant_id, kind, id) do update set due_at = excluded.due_at`);
  return made.id;
}

/** Asks whatever is connected how it is: a payment service is asked whose account it is, and nothing more. */
async function ask(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const firm = firmLine(ctx, firmId);
  const { provider } = await firm.inFirm((inside) => ledgerHouse(ctx).connections.get(inside, id));
  if (isPaymentService(provider)) await callMerchant(ctx, firm, id, (service) => service.account());
  else await askLedger(ctx, firm, id);
}

/** Asks a ledger whose books they are and which codes they have; when it answers again, what waited for that goes on. */
async function askLedger(ctx: SweepCtx, firm: FirmLine, id: string): Promise<void> {
  const { organisation, codes } = await callLedger(ctx, firm, id, async (ledger) => ({ organisation: await ledger.organisation(), codes: await ledger.codes() }));
  await firm.inFirm(async (inside) => { await keepBooks(inside, id, organisation, codes); await wakeAfterOutage(inside); });
}

/** Does what is due at connections to ledgers and payment services. */
export const tendLedgers = connectionSweep('tend-ledgers', {
  house: ledgerHouse, ask,
  open: async (ctx, firmId, consent) => { const brought = await opened(ctx, firmId, consent); return (inside) => connected(inside, ledgerHouse(ctx), consent, brought); },
});
