import { idToUuid, isId, uuidToId } from '@firmament/events';
import type { Ctx } from '@firmament/kit';

/** The client as it stands today: a merged one goes on in its survivor, so that nothing new comes on a record that is over. */
export async function standingClient(ctx: Ctx, clientId: string): Promise<string> {
  if (!isId('cli', clientId)) return clientId;
  const [known] = await ctx.sql<{ merged_into: string | null }>('select merged_into from files.client_ref where client_id = $1', [idToUuid(clientId)]);
  return known?.merged_into ? uuidToId('cli', known.merged_into) : clientId;
}
