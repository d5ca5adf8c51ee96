import { describe, expect, it } from '@jest/globals';
import { ancestors, decide, foldAttempts, inOrder, isFinal, layout, mayPass, mayRetry, retryDelay } from './run.rules.js';
import type { Attempt, PlannedStep, RunState } from './run.types.js';

const steps: PlannedStep[] = [{ key: 'a', dependsOn: [] }, { key: 'b', dependsOn: ['a'] }, { key: 'c', dependsOn: ['a'] }, { key: 'd', dependsOn: ['b', 'c'] }];
const now = new Date('2026-11-19T10:00:00Z');
const later = new Date('2026-11-19T10:05:00Z');
const attempt = (stepKey: string, state: Attempt['state'], more: Partial<Attempt> = {}): Attempt => ({ stepKey, attempt: 1, round: 1, state, wakeAt: null, ...more });
const next = (attempts: Attempt[], round = 1) => decide(steps, foldAttempts(steps, attempts, round), now);

describe('a run', () => {
  it('never leaves a final state', () => {
    const states: RunState[] = ['QUEUED', 'RUNNING', 'WAITING', 'COMPENSATING', 'STUCK', 'COMPLETED', 'FAILED', 'CANCELLED'];
    expect(states.filter(isFinal)).toEqual(['COMPLETED', 'FAILED', 'CANCELLED']);
    for (const from of states.filter(isFinal)) expect(states.some((to) => mayPass(from, to))).toBe(false);
    expect(mayPass('STUCK', 'QUEUED')).toBe(true);
    expect(mayPass('QUEUED', 'COMPLETED')).toBe(false);
  });

  it('does its steps in order, each after those it depends on', () => {
    expect(next([])).toEqual({ act: 'perform', key: 'a' });
    expect(next([attempt('a', 'DONE')])).toEqual({ act: 'perform', key: 'b' });
    expect(next([attempt('a', 'DONE'), attempt('b', 'DONE')])).toEqual({ act: 'perform', key: 'c' });
    expect(next([attempt('a', 'DONE'), attempt('b', 'SKIPPED'), attempt('c', 'DONE')])).toEqual({ act: 'perform', key: 'd' });
    expect(next(['a', 'b', 'c', 'd'].map((key) => attempt(key, 'DONE')))).toEqual({ act: 'complete' });
  });

  it('goes on beside a stuck step and then says that it is stuck', () => {
    expect(next([attempt('a', 'DONE'), attempt('b', 'STUCK')])).toEqual({ act: 'perform', key: 'c' });
    expect(next([attempt('a', 'DONE'), attempt('b', 'STUCK'), attempt('c', 'DONE')])).toEqual({ act: 'stuck', keys: ['b'], wakeAt: null });
    expect(next([attempt('a', 'DONE'), attempt('b', 'STUCK'), attempt('c', 'RETRY', { wakeAt: later })])).toEqual({ act: 'stuck', keys: ['b'], wakeAt: later });
  });

  it('waits for what is due later and does what is due now', () => {
    expect(next([attempt('a', 'RETRY', { wakeAt: later })])).toEqual({ act: 'park', wakeAt: later, keys: ['a'] });
    expect(next([attempt('a', 'RETRY', { wakeAt: now })])).toEqual({ act: 'perform', key: 'a' });
    expect(next([attempt('a', 'WAITING')])).toEqual({ act: 'park', wakeAt: null, keys: ['a'] });
    expect(next([attempt('a', 'STARTED')])).toEqual({ act: 'perform', key: 'a' });
    expect(next([attempt('a', 'INTERRUPTED')])).toEqual({ act: 'perform', key: 'a' });
  });

  it('tries a stuck step again in the round after a person resumed it, with its tries counted anew', () => {
    const attempts = [attempt('a', 'DONE'), attempt('b', 'STUCK'), attempt('c', 'DONE')];
    expect(next(attempts, 2)).toEqual({ act: 'perform', key: 'b' });
    expect(foldAttempts(steps, attempts, 2).get('b')).toMatchObject({ state: 'NOT_REACHED', attempts: 1, attemptsInRound: 0 });
  });
});

describe('a retry', () => {
  it('waits at most 1, 3, 9 … seconds and never more than 10 minutes, with the dice over the whole window', () => {
    expect([1, 2, 3, 6, 7, 8].map((n) => retryDelay(n, 1))).toEqual([1_000, 3_000, 9_000, 243_000, 600_000, 600_000]);
    expect(retryDelay(4, 0)).toBe(0);
    expect(retryDelay(3, 0.5)).toBe(4_500);
  });

  it('never comes before the time that the other side asked for', () => expect(retryDelay(1, 0.1, { retryAfterMs: 20_000 })).toBe(20_000));

  it('begins with the window that a fault test asks for, and grows as ever', () => expect([1, 2, 3].map((n) => retryDelay(n, 1, { baseMs: 100 }))).toEqual([100, 300, 900]));

  it('happens at most seven times after the first try', () => expect([1, 7, 8].map(mayRetry)).toEqual([true, true, false]));
});

describe('the graph', () => {
  it('finds an order or the circle in the way', () => {
    expect(inOrder([steps[3], steps[2], steps[1], steps[0]].filter((s) => s !== undefined)).ordered.map((s) => s.key)).toEqual(['a', 'c', 'b', 'd']);
    expect(inOrder([{ key: 'x', dependsOn: ['y'] }, { key: 'y', dependsOn: ['x'] }]).cycle).toEqual(['x', 'y']);
  });

  it('knows what comes before a step and where it stands', () => {
    expect([...ancestors(steps, 'd')].sort()).toEqual(['a', 'b', 'c']);
    expect(Object.fromEntries(layout(steps))).toEqual({ a: { column: 1, lane: 0 }, b: { column: 2, lane: 0 }, c: { column: 2, lane: 1 }, d: { column: 3, lane: 0 } });
  });
});
