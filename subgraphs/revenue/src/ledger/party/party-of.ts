import { createHash } from 'node:crypto';
import type { Ctx, FirmLine } from '@firmament/kit';
import { LedgerRefused, type Ledger } from '../ledger-port.js';
import { LedgerParty, type Candidate, type LedgerSide } from './ledger-party.entity.js';

/** Whom a paper is for, as we know them. */
export interface OurParty { readonly side: LedgerSide; readonly ourId: string; readonly name: string; readonly email: string | null; readonly clientId: string | null }

/** Somebody has to say who is meant before papers can go there. */
export class WhoIsIt extends Error {
  constructor(readonly party: OurParty) { super(`${party.name} stands in the ledger already, or somebody of that name does. Say who it is.`); }
}

/** Our row of them. A client whose record was merged is still who they were there: what was said of the other record holds. */
async function rowOf(ctx: Ctx, connectionId: string, party: OurParty): Promise<LedgerParty | null> {
  const { side, ourId, clientId } = party;
  const own = await ctx.em.findOne(LedgerParty, { connectionId, side, ourId });
  if (own?.externalId || side !== 'CUSTOMER' || clientId === null) return own;
  const merged = await ctx.em.findOne(LedgerParty, { connectionId, side, clientId, externalId: { $ne: null } }, { orderBy: { id: 'ASC' } });
  return merged ?? own;
}

/** Writes down who it is there, or the question. */
async function keep(ctx: Ctx, connectionId: string, party: OurParty, found: { readonly externalId: string | null; readonly candidates: readonly Candidate[]; readonly writtenAs?: string }): Promise<void> {
  const known = await ctx.em.findOne(LedgerParty, { connectionId, side: party.side, ourId: party.ourId });
  const writtenAs = found.writtenAs ?? null;
  const asks = found.externalId === null && writtenAs === null;
  if (known) Object.assign(known, { externalId: known.externalId ?? found.externalId, candidates: [...found.candidates], askedAt: asks ? known.askedAt ?? ctx.now : null, writtenAs: asks ? null : writtenAs ?? known.writtenAs });
  else ctx.em.persist(ctx.em.create(LedgerParty, { id: ctx.newId('lpt'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: party.clientId, connectionId, side: party.side, ourId: party.ourId, name: party.name.slice(0, 200), externalId: found.externalId, candidates: [...found.candidates], askedAt: asks ? ctx.now : null, answeredBy: null, writtenAs }));
}

/** Where and for whom. */
interface Wanted { readonly connectionId: string; readonly party: OurParty }

/** Asks a human who it is. */
async function ask(firm: FirmLine, { connectionId, party }: Wanted, candidates: readonly Candidate[]): Promise<never> {
  await firm.inFirm((ctx) => keep(ctx, connectionId, party, { externalId: null, candidates }));
  throw new WhoIsIt(party);
}

/** Writes them there. A name that somebody else has there, such as an employee, asks a human too. */
async function written(ledger: Ledger, firm: FirmLine, wanted: Wanted, name: string): Promise<string> {
  const { connectionId, party } = wanted;
  // Written down before it is done: should the answer be lost, whoever then stands there is who we wrote.
  await firm.inFirm((ctx) => keep(ctx, connectionId, party, { externalId: null, candidates: [], writtenAs: name }));
  try {
    // The key is the party itself: a second process that creates at the same moment makes the same call.
    const { externalId } = await ledger.createParty(party.side, { name, email: party.email }, createHash('sha256').update([party.ourId, connectionId, name].join('\n')).digest('hex').slice(0, 40));
    await firm.inFirm((ctx) => keep(ctx, connectionId, party, { externalId, candidates: [] }));
    return externalId;
  } catch (error) {
    if (error instanceof LedgerRefused && error.code === 'NAME_TAKEN') return ask(firm, wanted, []);
    throw error;
  }
}

/** The ledger's id of a client or vendor, by what was written down. Nobody of the name there: they are written there. Anybody: a human says whether it is them. */
export async function partyOf(ledger: Ledger, firm: FirmLine, wanted: Wanted): Promise<string> {
  const { connectionId, party } = wanted;
  const known = await firm.inFirm(async (ctx) => { const row = await rowOf(ctx, connectionId, party); return row ? { externalId: row.externalId, asked: row.askedAt !== null, writtenAs: row.writtenAs } : null; });
  if (known?.externalId) return known.externalId;
  if (known?.asked) throw new WhoIsIt(party);
  const name = known?.writtenAs ?? party.name;
  const candidates = (await ledger.findParties(party.side, name)).map(({ externalId, name: called, email }) => ({ externalId, name: called, email }));
  const [only] = candidates;
  if (known?.writtenAs && only && candidates.length === 1 && only.email === party.email) { await firm.inFirm((ctx) => keep(ctx, connectionId, party, { externalId: only.externalId, candidates: [] })); return only.externalId; }
  return candidates.length > 0 ? ask(firm, wanted, candidates) : written(ledger, firm, wanted, name);
}
