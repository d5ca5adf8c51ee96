import type { Ctx } from '@firmament/kit';
import { z } from 'zod';

/** What identity reads from the environment. */
export const identityConfig = z.object({
  /** `1` switches the demo on: seeded people with a known password, shown on the sign-in page. */
  FIRMAMENT_DEMO: z.string().optional(),
});

/** True where the demo is switched on. */
export function isDemo(ctx: Ctx): boolean {
  return (ctx.config as z.infer<typeof identityConfig>).FIRMAMENT_DEMO === '1';
}
