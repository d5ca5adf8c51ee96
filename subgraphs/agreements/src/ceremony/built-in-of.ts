import { randomBytes } from 'node:crypto';
import { newId } from '@firmament/events';
import type { Connections } from '@firmament/kit';
import type { FirmLine, Parcel } from '../packet/carrier.js';
import { FirmName } from '../party/party.entity.js';
import { BuiltInProvider } from '../signing/built-in/built-in.js';
import { makeFirmKey, openFirmKey, type FirmKey, type OpenFirmKey } from '../signing/built-in/firm-key.js';
import type { DocumentStore } from '../storage/document-store.js';
import { PostgresCeremonies } from './postgres-ceremonies.js';
import { builtIn } from './signing-view.js';

/** What the built-in signer of a firm leans on. */
export interface BuiltInParts { readonly connections: Connections; readonly documents: DocumentStore }

/** A firm's key for sealing. It is made when it is first needed and lies in the vault as a connection of its own; null once somebody withdrew it. */
export async function firmKeyOf(line: FirmLine, connections: Connections): Promise<OpenFirmKey | null> {
  const key = await line.inFirm(async (ctx) => {
    // Two first needs at the same moment: one makes it, the other one finds it.
    await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`agreements.firm-key:${line.firmId}`]);
    const known = (await connections.list(ctx)).find((one) => one.provider === builtIn);
    if (known) return known.health === 'CONNECTED' || known.health === 'DEGRADED' ? (await connections.secret<FirmKey>(ctx, known.id)).reveal() : null;
    const firm = await ctx.em.findOne(FirmName, { id: line.firmId });
    const made = await makeFirmKey({ name: firm?.name || line.firmId, id: line.firmId }, { now: ctx.now, serial: ctx.randomBytes(16) });
    await connections.connect(ctx, { provider: builtIn, label: 'Signing in the portal', secret: made });
    return made;
  });
  return key && openFirmKey(key);
}

/** The built-in signer for one packet of a firm. It writes no mail of its own: invitations and reminders are the packet's facts, and mails hang on those. */
export function builtInOf(line: FirmLine, parcel: Parcel, { connections, documents }: BuiltInParts): BuiltInProvider {
  return new BuiltInProvider({
    store: new PostgresCeremonies({ line, parcel, documents }), key: () => firmKeyOf(line, connections), now: () => line.now, newRef: () => newId('cer', { now: line.now, random: (length) => randomBytes(length) }), notify: () => Promise.resolve(),
  });
}
