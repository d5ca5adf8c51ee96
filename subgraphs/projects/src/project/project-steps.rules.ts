/** Where a project stands. */
export type Standing = 'SKELETON' | 'ACTIVE' | 'ON_HOLD' | 'COMPLETED' | 'CANCELLED';

const steps: Readonly<Record<Standing, readonly Standing[]>> = {
  SKELETON: ['ACTIVE', 'CANCELLED'],
  ACTIVE: ['ON_HOLD', 'COMPLETED', 'CANCELLED'],
  ON_HOLD: ['ACTIVE', 'COMPLETED', 'CANCELLED'],
  COMPLETED: [],
  CANCELLED: [],
};

/** True when the lifecycle has this step. */
export const canStep = (from: Standing, to: Standing): boolean => steps[from].includes(to);
/** True while somebody may still work on it, or will. */
export const isOpen = (status: Standing): boolean => steps[status].length > 0;
