import type { Ctx } from '@firmament/kit';
import { laterOn } from '../due.js';

/** Something may have changed at the signing service: the sweep `follow-providers` asks it for the truth, in the commit's wake. Said twice, it is asked once. */
export const lookSoon = (ctx: Ctx, packetId: string): Promise<void> => laterOn(ctx, 'look', { id: packetId, at: null });
