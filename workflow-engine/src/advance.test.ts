import { describe, expect, it } from '@jest/globals';
import { newId } from '@firmament/events';
import type { CompiledPlan, Outcome } from '@firmament/workflow/journal';
import fc from 'fast-check';
import { actionCatalogue } from '../../subgraphs/workflow/test/actions.js';
import { checkDocument } from '../../subgraphs/workflow/src/definition/check-document.js';
import { recipes } from '../../subgraphs/workflow/src/recipes/recipes.js';
import { advance } from './advance.js';
import type { StepCall, Workbench } from './ports.js';
import { aBooking, answerTo } from '../test/flow.js';
import { MemoryJournal } from '../test/memory-journal.js';

const ref = { tenantId: newId('firm'), runId: 'run' };
const planOf = (document: unknown): CompiledPlan => {
  const checked = checkDocument(document, actionCatalogue());
  if (!checked.plan) throw new Error(JSON.stringify(checked.faults));
  return checked.plan;
};
const flow = planOf(recipes['onboard-booked-client']);
const keys = flow.document.steps.map((step) => step.key);

/** The other side: does each effect once per key, and answers as the script says. */
class OtherSide {
  readonly effects = new Map<string, { input: string; output: Record<string, unknown> }>();
  readonly calls: { key: string; input: unknown }[] = [];
  constructor(
    private readonly script: (step: StepCall, call: number) => Outcome | 'effect' | 'effect then lost' = () => 'effect',
    private readonly keyOf: (step: StepCall, call: number) => string = (step) => step.stepKey,
  ) {}

  call(step: StepCall): Outcome {
    const n = this.calls.filter((one) => one.key === step.stepKey).length + 1;
    this.calls.push({ key: step.stepKey, input: step.input });
    const said = this.script(step, n);
    if (typeof said === 'object') return said;
    const known = this.effects.get(this.keyOf(step, n));
    if (known && known.input !== JSON.stringify(step.input)) return { kind: 'permanent', code: 'IDEMPOTENCY_MISMATCH', sentence: 'Other contents.' };
    const effect = known ?? { input: JSON.stringify(step.input), output: answerTo(step.call.operation) };
    this.effects.set(this.keyOf(step, n), effect);
    return said === 'effect' ? { kind: 'done', output: effect.output } : { kind: 'retry', code: 'UNREACHABLE', sentence: 'No answer came.' };
  }
}

const benchOf = (journal: MemoryJournal, other: OtherSide, reached: Workbench['reached'] = () => undefined): Workbench =>
  ({ journal, call: async (step) => other.call(step), dice: () => 1, reached });

/** Works until nothing is due, letting time pass; at most a hundred turns. */
async function drain(bench: Workbench, journal: MemoryJournal): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    await advance(bench, ref).catch((error: unknown) => { if (!(error instanceof Crash)) throw error; journal.pass(61_000); });
    if (journal.state === 'RUNNING') { journal.pass(61_000); continue; }
    if (journal.wakeAt === null) return;
    journal.pass(Math.max(1, journal.wakeAt.getTime() - journal.now.getTime()));
  }
  throw new Error('the run never came to rest');
}
class Crash extends Error {}

describe('a run of flow 1', () => {
  it('does each step once, in order, with what the steps before it answered', async () => {
    const journal = new MemoryJournal(flow, aBooking(ref.tenantId));
    const other = new OtherSide();
    await drain(benchOf(journal, other), journal);
    expect(journal.state).toBe('COMPLETED');
    expect(other.calls.map((one) => one.key)).toEqual(keys);
    const resolved = other.effects.get('resolveClient')?.output as { client: { id: string } };
    expect(other.calls[4]?.input).toMatchObject({ clientId: resolved.client.id, kickOffOn: '2026-11-24', onlyIfNoOpenSkeleton: true });
    expect(other.calls[3]?.input).toMatchObject({ tokens: { clientName: 'Marlowe Boatyard', year: 2026 } });
    expect(other.calls[0]?.input).toMatchObject({ source: 'BOOKING', kind: 'ORG', intake: [{ key: 'size', question: 'How many people?', answer: '12' }] });
    expect(other.calls[0]?.input).not.toHaveProperty('phone');
  });

  it('leaves out what a known client has already', async () => {
    const journal = new MemoryJournal(flow, aBooking(ref.tenantId));
    const other = new OtherSide(({ stepKey }) => (stepKey === 'resolveClient' ? { kind: 'done', output: { client: { id: newId('cli'), displayName: 'Marlowe Boatyard' }, contact: { id: newId('con') }, matched: 'EXACT' } } : 'effect'));
    await drain(benchOf(journal, other), journal);
    expect(journal.state).toBe('COMPLETED');
    expect(other.calls.map((one) => one.key)).toEqual(['resolveClient', 'linkAppointmentToClient', 'createProjectFromTemplate']);
  });

  it.each(keys)('is stuck when «%s» is refused, has done all that does not need it, and goes on when a person resumes it', async (broken) => {
    const journal = new MemoryJournal(flow, aBooking(ref.tenantId));
    let mended = false;
    const other = new OtherSide(({ stepKey }) => (stepKey === broken && !mended ? { kind: 'permanent', code: 'BAD_USER_INPUT', sentence: 'That template is gone.' } : 'effect'));
    await drain(benchOf(journal, other), journal);
    expect(journal.state).toBe('STUCK');
    expect(journal.alarm).toMatchObject({ stepKey: broken, what: expect.stringContaining('that template is gone.') as unknown as string });
    expect([...other.effects.keys()]).toEqual(keys.filter((key) => key !== broken && broken !== 'resolveClient'));
    mended = true;
    journal.resume();
    await drain(benchOf(journal, other), journal);
    expect(journal.state).toBe('COMPLETED');
    expect([...other.effects.keys()].sort()).toEqual([...keys].sort());
  });

  it.each(keys)('has one effect when the answer of «%s» is lost and it is done twice', async (twice) => {
    const journal = new MemoryJournal(flow, aBooking(ref.tenantId));
    const other = new OtherSide(({ stepKey }, n) => (stepKey === twice && n === 1 ? 'effect then lost' : 'effect'));
    await drain(benchOf(journal, other), journal);
    expect(journal.state).toBe('COMPLETED');
    expect(other.effects.size).toBe(keys.length);
    expect(other.calls.filter((one) => one.key === twice)).toHaveLength(2);
  });

  it('would be caught with two effects if its key carried the number of the attempt', async () => {
    const journal = new MemoryJournal(flow, aBooking(ref.tenantId));
    const broken = new OtherSide((_step, n) => (n === 1 ? 'effect then lost' : 'effect'), (step, n) => `${step.stepKey}:${n}`);
    await drain(benchOf(journal, broken), journal);
    expect(broken.effects.size).toBe(2 * keys.length);
  });

  it('tries eight times, longer and longer, and then asks a person', async () => {
    const journal = new MemoryJournal(flow, aBooking(ref.tenantId));
    const other = new OtherSide(({ stepKey }) => (stepKey === 'resolveClient' ? { kind: 'retry', code: 'INTERNAL', sentence: 'Not now.' } : 'effect'));
    const began = journal.now.getTime();
    await drain(benchOf(journal, other), journal);
    expect(journal.state).toBe('STUCK');
    expect(other.calls).toHaveLength(8);
    expect(journal.now.getTime() - began).toBeGreaterThanOrEqual((1 + 3 + 9 + 27 + 81 + 243 + 600) * 1_000);
    expect(journal.alarm?.why).toBe('It was tried 8 times and did not pass.');
  });

  it('waits without a try when its owner left, and goes on with the next one', async () => {
    const journal = new MemoryJournal(flow, aBooking(ref.tenantId));
    journal.ownerActive = false;
    const other = new OtherSide();
    await drain(benchOf(journal, other), journal);
    expect([journal.state, journal.reason, other.calls.length]).toEqual(['WAITING', 'owner', 0]);
    journal.ownerActive = true;
    journal.wakeAt = journal.now;
    await drain(benchOf(journal, other), journal);
    expect(journal.state).toBe('COMPLETED');
  });

  it('starts no step after it was cancelled', async () => {
    const journal = new MemoryJournal(flow, aBooking(ref.tenantId));
    const other: OtherSide = new OtherSide(({ stepKey }) => { if (stepKey === 'linkAppointmentToClient') journal.cancel(); return 'effect'; });
    await drain(benchOf(journal, other), journal);
    expect(journal.state).toBe('CANCELLED');
    expect(other.calls.map((one) => one.key)).toEqual(['resolveClient', 'linkAppointmentToClient']);
  });

  it('writes nothing with an old fence: a process that slept too long stops at once', async () => {
    const journal = new MemoryJournal(flow, aBooking(ref.tenantId));
    const other = new OtherSide();
    let taken = false;
    const asleep: Workbench = { ...benchOf(journal, other), call: async (step) => { const outcome = other.call(step); if (step.stepKey === 'resolveClient' && !taken) { journal.pass(61_000); taken = true; await drain(benchOf(journal, other), journal); } return outcome; } };
    await advance(asleep, ref);
    expect(journal.state).toBe('COMPLETED');
    expect(other.effects.size).toBe(keys.length);
    expect(journal.entries.filter((one) => one.state === 'DONE')).toHaveLength(keys.length);
  });

  it('ends with each effect once, whatever fails, whatever is lost, wherever it crashes', async () => {
    const fault = fc.constantFrom('ok', 'retry', 'lost', 'refused', 'crash started', 'crash called', 'crash recorded', 'crash leased');
    await fc.assert(fc.asyncProperty(fc.array(fault, { maxLength: 40 }), async (faults) => {
      const journal = new MemoryJournal(flow, aBooking(ref.tenantId));
      const queue = [...faults];
      const other = new OtherSide(() => {
        const next = queue.shift() ?? 'ok';
        if (next === 'retry') return { kind: 'retry', code: 'INTERNAL', sentence: 'Not now.' };
        if (next === 'refused') return { kind: 'permanent', code: 'FORBIDDEN', sentence: 'No.' };
        return next === 'lost' ? 'effect then lost' : 'effect';
      });
      const bench = benchOf(journal, other, (point) => { if (queue[0] === `crash ${point}`) { queue.shift(); throw new Crash(); } });
      for (let round = 0; round < 60 && journal.state !== 'COMPLETED'; round++) {
        await drain(bench, journal);
        if (journal.state === 'STUCK') journal.resume();
      }
      expect(journal.state).toBe('COMPLETED');
      expect([...other.effects.keys()].sort()).toEqual([...keys].sort());
      for (const key of keys) {
        const mine = journal.entries.filter((one) => one.stepKey === key);
        expect(mine.filter((one) => one.state === 'DONE')).toHaveLength(1);
        expect(mine.map((one) => one.attempt)).toEqual(mine.map((_, index) => index + 1));
      }
    }), { numRuns: 200, seed: 20261119 });
  });
});

describe('taking a run back', () => {
  const undo = (reason: string) => ({ action: 'revokeInvitation', input: { clientId: 'event.data.appointmentId', reason } });
  const task = (key: string, more: object) => ({ key, name: key, kind: 'action', action: 'createTask', input: { title: `'${key}'`, kind: "'STAFF'" }, ...more });
  const plan = planOf({
    format: 1, name: 'Undo', description: 'Takes back.', trigger: { event: 'scheduling.appointment.booked' },
    steps: [task('one', { undo: undo("'one ' + steps.one.task.id") }), task('two', { dependsOn: ['one'] }), task('three', { dependsOn: ['two'], undo: undo("'three'") }), task('four', { dependsOn: ['three'], undo: undo("'four'"), whenRefused: 'UNDO' })],
  });
  const refusesFour = ({ stepKey }: StepCall) => (stepKey === 'four' ? { kind: 'permanent', code: 'FORBIDDEN', sentence: 'Not today.' } as const : 'effect' as const);

  it('goes backwards through what is done and can be taken back, once each, and then fails', async () => {
    const journal = new MemoryJournal(plan, aBooking(ref.tenantId));
    const other = new OtherSide(refusesFour);
    await drain(benchOf(journal, other), journal);
    expect([journal.state, journal.reason]).toEqual(['FAILED', '«four» was not done: Not today.']);
    expect(other.calls.map((one) => one.key)).toEqual(['one', 'two', 'three', 'four', 'undo:three', 'undo:one']);
    expect(other.calls.at(-1)?.input).toMatchObject({ reason: expect.stringMatching(/^one tsk_/) as unknown });
  });

  it('asks a person when something cannot be taken back, and goes on from there', async () => {
    const journal = new MemoryJournal(plan, aBooking(ref.tenantId));
    let broken = true;
    const other = new OtherSide((step) => (broken && step.stepKey === 'undo:three' ? { kind: 'permanent', code: 'BAD_USER_INPUT', sentence: 'It is gone.' } : refusesFour(step)));
    await drain(benchOf(journal, other), journal);
    expect(journal).toMatchObject({ state: 'STUCK', alarm: { stepKey: 'undo:three', what: '«Take back: three» was not done: it is gone.' } });
    broken = false;
    journal.resume();
    await drain(benchOf(journal, other), journal);
    expect(journal.state).toBe('FAILED');
    expect([...other.effects.keys()]).toEqual(['one', 'two', 'three', 'undo:three', 'undo:one']);
  });
});

describe('the reminders of a request', () => {
  const plan = () => planOf(recipes['remind-outstanding-files']);
  const sent = (remindAt: string[]) => ({ ...aBooking(ref.tenantId), type: 'files.request.sent', data: { requestId: newId('frq'), round: 1, clientId: newId('cli'), projectId: null, title: 'Year end', dueOn: null, remindAt, itemCount: 2, requiredCount: 2 } });
  const days = ['2026-11-22T09:00:00Z', '2026-11-25T09:00:00Z', '2026-11-28T09:00:00Z', '2026-12-01T09:00:00Z'];
  const numbers = (other: OtherSide) => other.calls.map((one) => (one.input as { reminderNo: number }).reminderNo);

  it('are three at most, each on its day', async () => {
    const journal = new MemoryJournal(plan(), sent(days));
    const other = new OtherSide();
    await drain(benchOf(journal, other), journal);
    expect([journal.state, numbers(other), journal.now.toISOString()]).toEqual(['COMPLETED', [1, 2, 3], '2026-11-28T09:00:00.000Z']);
  });

  it('are as many as there are days', async () => {
    const [journal, none] = [new MemoryJournal(plan(), sent(days.slice(0, 1))), new MemoryJournal(plan(), sent([]))];
    const other = new OtherSide();
    await drain(benchOf(journal, other), journal);
    await drain(benchOf(none, other), none);
    expect([journal.state, none.state, numbers(other)]).toEqual(['COMPLETED', 'COMPLETED', [1]]);
  });

  it('stop at once when everything is there', async () => {
    const journal = new MemoryJournal(plan(), sent(days));
    const other = new OtherSide();
    const bench = benchOf(journal, other);
    await advance(bench, ref);
    journal.pass(Date.parse(days[0] ?? '') - journal.now.getTime());
    await advance(bench, ref);
    journal.answered = { ...journal.event, type: 'files.request.completed' };
    journal.wakeStep('wait2');
    await advance(bench, ref);
    expect([journal.state, numbers(other)]).toEqual(['COMPLETED', [1]]);
  });
});

describe('waits', () => {
  const waiting = planOf({
    format: 1, name: 'Wait', description: 'Waits.', trigger: { event: 'scheduling.appointment.booked' },
    steps: [
      { key: 'later', name: 'Wait a day', kind: 'waitUntil', at: "now + duration('24h')" },
      { key: 'done', name: 'Wait for the meeting', kind: 'waitForEvent', event: 'scheduling.appointment.completed', match: 'event.data.appointmentId', deadline: "now + duration('72h')", dependsOn: ['later'] },
      { key: 'ask', name: 'Ask', kind: 'approval', title: "'Bill ' + event.data.typeName + '?'", dependsOn: ['done'] },
      { key: 'task', name: 'Task', kind: 'action', action: 'createTask', dependsOn: ['ask'], when: "steps.ask.decision == 'APPROVED' && steps.done.outcome == 'EVENT'", input: { title: 'steps.ask.note', kind: "'STAFF'" } },
    ],
  });

  it('end at their time, with their event, and with a decision', async () => {
    const journal = new MemoryJournal(waiting, aBooking(ref.tenantId));
    const other = new OtherSide();
    const bench = benchOf(journal, other);
    await advance(bench, ref);
    expect([journal.state, journal.wakeAt?.toISOString()]).toEqual(['WAITING', '2026-11-20T11:00:00.000Z']);
    journal.pass(24 * 3_600_000);
    await advance(bench, ref);
    journal.answered = aBooking(ref.tenantId);
    journal.wakeStep('done');
    await advance(bench, ref);
    expect([journal.state, journal.wakeAt]).toEqual(['WAITING', null]);
    journal.decided = { decision: 'APPROVED', note: 'Send the bill', by: 'Ines Calder' };
    journal.wakeStep('ask');
    await advance(bench, ref);
    expect(journal.state).toBe('COMPLETED');
    expect(other.calls).toEqual([{ key: 'task', input: { title: 'Send the bill', kind: 'STAFF' } }]);
  });

  it('end without their event when the deadline passes, and what needed it is skipped', async () => {
    const journal = new MemoryJournal(waiting, aBooking(ref.tenantId));
    const other = new OtherSide();
    await drain(benchOf(journal, other), journal);
    journal.decided = { decision: 'APPROVED', note: null, by: null };
    journal.wakeStep('ask');
    await drain(benchOf(journal, other), journal);
    expect([journal.state, other.calls.length]).toEqual(['COMPLETED', 0]);
    expect(journal.entries.find((one) => one.stepKey === 'done')?.output).toEqual({ outcome: 'DEADLINE', event: null });
  });
});
