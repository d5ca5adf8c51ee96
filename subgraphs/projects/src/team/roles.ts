import type { Ctx } from '@firmament/kit';
import { idToUuid, isId, uuidToId } from '@firmament/kit/ids';
import { TaskRole } from '../task/task.entity.js';
import { ClientTeam } from './client-team.entity.js';

/** Who does what for a client, as far as anybody said. */
export interface Team { readonly ownerUserId: string | null; readonly preparerUserId: string | null; readonly reviewerUserId: string | null; readonly displayName: string | null }

const nobody: Team = { ownerUserId: null, preparerUserId: null, reviewerUserId: null, displayName: null };

/** The team of a client. After a merge two records may speak of one client; its own counts. */
export async function teamOf(ctx: Ctx, clientId: string): Promise<Team> {
  const teams = await ctx.em.find(ClientTeam, { clientId }, { orderBy: { id: 'ASC' } });
  return teams.find((team) => idToUuid(team.id) === idToUuid(clientId)) ?? teams[0] ?? nobody;
}

/** The person for a role. Who prepares does not review: without a named reviewer that task needs one. */
export function personFor(role: TaskRole, ownerUserId: string | null, team: Team): string | null {
  const preparer = team.preparerUserId ?? ownerUserId;
  if (role === TaskRole.OWNER) return ownerUserId;
  if (role === TaskRole.PREPARER) return preparer;
  return role === TaskRole.REVIEWER && team.reviewerUserId !== preparer ? team.reviewerUserId : null;
}

/** The client as it stands today: a merged one goes on in its survivor. */
export async function standingClient(ctx: Ctx, clientId: string): Promise<string> {
  if (!isId('cli', clientId)) return clientId;
  const [known] = await ctx.sql<{ merged_into: string | null }>('select merged_into from projects.client_ref where client_id = $1', [idToUuid(clientId)]);
  return known?.merged_into ? uuidToId('cli', known.merged_into) : clientId;
}
