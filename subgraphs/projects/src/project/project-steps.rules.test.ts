import { canStep, isOpen } from './project-steps.rules.js';

it('begins, pauses, goes on and ends', () => {
  expect(canStep('SKELETON', 'ACTIVE')).toBe(true);
  expect(canStep('ACTIVE', 'ON_HOLD') && canStep('ON_HOLD', 'ACTIVE')).toBe(true);
  expect(canStep('ACTIVE', 'COMPLETED') && canStep('SKELETON', 'CANCELLED')).toBe(true);
});

it('never wakes what has ended and never finishes what has not begun', () => {
  expect(canStep('COMPLETED', 'ACTIVE') || canStep('CANCELLED', 'ACTIVE') || canStep('SKELETON', 'COMPLETED') || canStep('ACTIVE', 'SKELETON')).toBe(false);
  expect(isOpen('CANCELLED') || isOpen('COMPLETED')).toBe(false);
});
