/** How a milestone is billed, as projects say it. */
export type MilestoneBilling = 'NONE' | 'FIXED' | 'PERCENT' | 'TIME';
