import fc from 'fast-check';
import { dependencyOrder, planFault, type Plan, type PlannedMilestone, type PlannedTask } from './template-plan.rules.js';

const task = (key: string, more: Partial<PlannedTask> = {}): PlannedTask => ({ key, section: 'one', kind: 'STAFF', role: 'PREPARER', dependsOn: [], ...more });
const milestone = (key: string, more: Partial<PlannedMilestone> = {}): PlannedMilestone => ({ key, billing: 'NONE', amountMinor: null, currency: null, percent: null, ...more });
const plan = (more: Partial<Plan> = {}): Plan => ({ namePattern: '{client}: {period}', clientTitle: null, sections: [{ key: 'one' }], tasks: [task('a'), task('b', { dependsOn: ['a'] })], milestones: [], ...more });

it('finds nothing wrong with a sound plan', () => { expect(planFault(plan())).toBeNull(); });

it.each<[string, Partial<Plan>, string]>([
  ['an unknown token', { namePattern: '{month}' }, 'is no token'],
  ['a key that stands twice', { tasks: [task('a'), task('a')] }, 'stands twice'],
  ['a section that is not there', { tasks: [task('a', { section: 'two' })] }, 'does not have'],
  ['a task that is not there', { tasks: [task('a', { dependsOn: ['z'] })] }, 'waits for «z»'],
  ['a task that waits for itself', { tasks: [task('a', { dependsOn: ['a'] })] }, 'wait for each other'],
  ['a circle', { tasks: [task('a', { dependsOn: ['c'] }), task('b', { dependsOn: ['a'] }), task('c', { dependsOn: ['b'] })] }, 'wait for each other'],
  ['a client task for the firm', { tasks: [task('a', { kind: 'CLIENT' })] }, 'for the client'],
  ['a fixed price without amount', { milestones: [milestone('m', { billing: 'FIXED' })] }, 'above nothing'],
  ['an amount that is not billed', { milestones: [milestone('m', { amountMinor: '5', currency: 'GBP' })] }, 'only a fixed price'],
  ['a share without percent', { milestones: [milestone('m', { billing: 'PERCENT' })] }, 'its percent'],
  ['more than the whole', { milestones: [milestone('m', { billing: 'PERCENT', percent: 60 }), milestone('n', { billing: 'PERCENT', percent: 60 })] }, '120 percent'],
])('finds %s', (_, more, words) => { expect(planFault(plan(more))?.sentence).toContain(words); });

const forward = fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { minLength: 1, maxLength: 20 }).map((waits) =>
  waits.map((earlier, i) => ({ key: `k${i}`, dependsOn: i === 0 ? [] : earlier.map((n) => `k${n % i}`) })));

it('orders whatever waits only for what stands before it, each once and nothing too early', () => {
  fc.assert(fc.property(forward, fc.func(fc.nat()), (tasks, shuffle) => {
    const found = dependencyOrder([...tasks].sort((a, b) => shuffle(a.key) - shuffle(b.key)));
    if (!('order' in found)) throw new Error('no circle was made');
    expect([...found.order].sort()).toEqual(tasks.map(({ key }) => key).sort());
    for (const { key, dependsOn } of tasks) for (const before of dependsOn) expect(found.order.indexOf(before)).toBeLessThan(found.order.indexOf(key));
  }));
});

it('names a circle whenever one is closed', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), (length) => {
    const ring = Array.from({ length }, (_, i) => ({ key: `k${i}`, dependsOn: [`k${(i + 1) % length}`] }));
    const found = dependencyOrder(ring);
    expect('circle' in found && found.circle.length).toBe(length);
  }));
});
