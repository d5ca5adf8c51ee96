import type { Ctx } from '@firmament/kit';
import type { FirmLine } from '../connection/ledger-house.js';
import type { Ledger } from '../ledger-port.js';
import { LedgerParty, type Candidate, type LedgerSide } from './ledger-party.entity.js';

/** Whom a paper is for, as we know them. */
export interface OurParty { readonly side: LedgerSide; readonly ourId: string; readonly name: string; readonly email: string | null; readonly clientId: string | null }

/** Somebody has to say who is meant before papers can go there. */
export class WhoIsIt extends Error {
  constructor(readonly party: OurParty) { super(`${party.name} stands in the ledger already, or somebody of that name does. Say who it is.`); }
}

const rowOf = (ctx: Ctx, connectionId: string, party: OurParty): Promise<LedgerParty | null> => ctx.em.findOne(LedgerParty, { connectionId, side: party.side, ourId: party.ourId });

/** Writes down who it is there, or the question. */
async function keep(ctx: Ctx, connectionId: string, party: OurParty, found: { readonly externalId: string | null; readonly candidates: readonly Candidate[] }): Promise<void> {
  const known = await rowOf(ctx, connectionId, party);
  const asks = found.externalId === null;
  if (known) Object.assign(known, { externalId: known.externalId ?? found.externalId, candidates: [...found.candidates], askedAt: asks ? known.askedAt ?? ctx.now : null });
  else ctx.em.persist(ctx.em.create(LedgerParty, { id: ctx.newId('lpt'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: party.clientId, connectionId, side: party.side, ourId: party.ourId, name: party.name.slice(0, 200), externalId: found.externalId, candidates: [...found.candidates], askedAt: asks ? ctx.now : null, answeredBy: null }));
}

/** The ledger's id of a client or vendor, by what was written down. Nobody of the name there: they are written there. Anybody: a human says whether it is them. */
export async function partyOf(ledger: Ledger, firm: FirmLine, at: { readonly connectionId: string; readonly party: OurParty }): Promise<string> {
  const { connectionId, party } = at;
  const known = await firm.inFirm(async (ctx) => { const row = await rowOf(ctx, connectionId, party); return row ? { externalId: row.externalId, asked: row.askedAt !== null } : null; });
  if (known?.externalId) return known.externalId;
  if (known?.asked) throw new WhoIsIt(party);
  const candidates = (await ledger.findParties(party.side, party.name)).map(({ externalId, name, email }) => ({ externalId, name, email }));
  if (candidates.length > 0) {
    await firm.inFirm((ctx) => keep(ctx, connectionId, party, { externalId: null, candidates }));
    throw new WhoIsIt(party);
  }
  // The key is the party itself: a second process that creates at the same moment makes the same call.
  const { externalId } = await ledger.createParty(party.side, { name: party.name, email: party.email }, `${party.ourId}:${connectionId}`.slice(0, 50));
  await firm.inFirm((ctx) => keep(ctx, connectionId, party, { externalId, candidates: [] }));
  return externalId;
}
