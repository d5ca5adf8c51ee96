import type { Ctx } from '@firmament/kit';
import { z } from 'zod';

/** What identity reads from the environment. */
export const identityConfig = z.object({
  /** `1` switches the demo on: seeded people with a known password, shown on the sign-in page. */
  FIRMAMENT_DEMO: z.string().optional(),
  /** Where failed sign-ins are counted for all processes together; without it each counts its own. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
});

/** The environment, once checked. */
export type IdentityConfig = z.infer<typeof identityConfig>;

/** True where the demo is switched on. */
export function isDemo(ctx: Ctx): boolean {
  return (ctx.config as IdentityConfig).FIRMAMENT_DEMO === '1';
}
