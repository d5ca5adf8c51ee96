import type { Ctx } from '@firmament/kit';
import { NoSignatory } from '../errors.js';
import type { PacketRecipientInput } from '../packet/packet.inputs.js';
import { Person, Signatory } from './signatory.entity.js';

/** Who signs for a client when nobody is named: all who may, at once; the main contact where nobody is said to. Somebody without an address stops it, because a signature would be missing. */
export async function signatoriesOf(ctx: Ctx, clientId: string): Promise<PacketRecipientInput[]> {
  const ties = await ctx.em.find(Signatory, { clientId }, { orderBy: { id: 'ASC' } });
  const signing = ties.filter((one) => one.isSignatory);
  const wanted = new Set((signing.length > 0 ? signing : ties.filter((one) => one.isPrimary)).map((one) => one.contactId));
  const people = await ctx.em.find(Person, { id: { $in: [...wanted] } }, { orderBy: { id: 'ASC' } });
  if (people.length === 0) throw new NoSignatory();
  return people.map((one) => {
    if (one.email === null || one.name === null) throw new NoSignatory(one.name);
    return { role: 'SIGNER' as const, order: 1, name: one.name, email: one.email, contactId: one.id, expiresAt: null };
  });
}
