import type { AttemptKey, CompiledPlan, Ending, JournalEntry, LeasedRun, Alarm } from '@firmament/workflow/journal';
import { LostLease } from '@firmament/workflow/journal';
import type { Envelope } from '@firmament/events';
import type { Journal, Verdict } from '../src/ports.js';

/** A run's journal in memory, with the same rules as the one in Postgres: fences, one open attempt, one success. */
export class MemoryJournal implements Journal {
  now = new Date('2026-11-19T11:00:00Z');
  state = 'QUEUED';
  round = 1;
  wakeAt: Date | null = this.now;
  alarm: Alarm | null = null;
  reason: string | null = null;
  facts: string[] = [];
  answered: Envelope | null = null;
  decided: Verdict | null = null;
  ownerActive = true;
  ending: Ending | null = null;
  readonly entries: JournalEntry[] = [];
  #fence = 0;
  #leaseUntil: Date | null = null;

  constructor(readonly plan: CompiledPlan, readonly event: Envelope) {}

  /** Lets time pass. */
  pass(milliseconds: number): void { this.now = new Date(this.now.getTime() + milliseconds); }

  /** A person sends the run on. */
  resume(): void { this.round += 1; this.state = 'QUEUED'; this.wakeAt = this.now; this.#fence += 1; this.#leaseUntil = null; this.alarm = null; }

  /** A person ends the run. */
  cancel(): void { this.state = 'CANCELLED'; this.wakeAt = null; this.#fence += 1; }

  /** Makes a waiting step due. */
  wakeStep(stepKey: string): void {
    for (const entry of this.entries.filter((one) => one.stepKey === stepKey && one.state === 'WAITING')) entry.wakeAt = this.now;
    this.wakeAt = this.now;
  }

  async lease(): Promise<LeasedRun | null> {
    const due = ['QUEUED', 'RUNNING', 'WAITING', 'COMPENSATING', 'STUCK'].includes(this.state) && this.wakeAt !== null && this.wakeAt <= this.now;
    if (!due || (this.#leaseUntil !== null && this.#leaseUntil > this.now)) return null;
    this.state = this.ending ? 'COMPENSATING' : 'RUNNING';
    this.#fence += 1;
    this.#leaseUntil = new Date(this.now.getTime() + 60_000);
    return {
      tenantId: this.event.tenantid, runId: 'run_01h2xcejqtf2nbrexx3vqjhp41', workflowId: 'wfl_01h2xcejqtf2nbrexx3vqjhp41', workflowName: this.plan.document.name, versionNo: 1,
      businessKey: 'key', clientId: null, ownerUserId: 'usr_01h2xcejqtf2nbrexx3vqjhp41', correlationId: this.event.correlationid, seedTime: null, number: 1, round: this.round,
      plan: this.plan, event: this.event, ownerActive: this.ownerActive, ownerName: 'Ines Calder', createdAt: this.now, ending: this.ending,
      lease: { tenantId: this.event.tenantid, runId: 'run', fence: String(this.#fence), seconds: 60 },
    };
  }

  async read(): Promise<{ entries: JournalEntry[]; now: Date }> { return { entries: structuredClone(this.entries), now: this.now }; }

  async started(run: LeasedRun, key: AttemptKey, input: unknown): Promise<void> {
    this.#hold(run);
    for (const entry of this.entries) if (entry.stepKey === key.stepKey && entry.state === 'STARTED') entry.state = 'INTERRUPTED';
    this.#add(key, 'STARTED', { input });
  }

  async skipped(run: LeasedRun, key: AttemptKey): Promise<void> { this.#hold(run); this.#add(key, 'SKIPPED', {}); }
  async unstartable(run: LeasedRun, key: AttemptKey, error: unknown): Promise<void> { this.#hold(run); this.#add(key, 'STUCK', { error }); }

  async result(run: LeasedRun, key: AttemptKey, result: Parameters<Journal['result']>[2]): Promise<void> {
    this.#hold(run);
    const entry = this.entries.find((one) => one.stepKey === key.stepKey && one.attempt === key.attempt);
    if (!entry) throw new Error('a result without an attempt');
    if (result.state === 'DONE' && this.entries.some((one) => one.stepKey === key.stepKey && one.state === 'DONE')) throw new Error('a step was done twice');
    Object.assign(entry, structuredClone({ state: result.state, wakeAt: result.state === 'RETRY' ? new Date(this.now.getTime() + result.delayMs) : null, ...(result.state === 'DONE' ? { output: result.output } : { error: result.error }) }));
  }

  async waiting(run: LeasedRun, key: AttemptKey, waiting: Parameters<Journal['waiting']>[2]): Promise<void> { this.#hold(run); this.#add(key, 'WAITING', { wakeAt: waiting.until }); }
  async ask(run: LeasedRun, key: AttemptKey, question: Parameters<Journal['ask']>[2]): Promise<void> { this.#hold(run); this.#add(key, 'WAITING', { wakeAt: question.deadline }); }
  async answer(): Promise<Envelope | null> { return this.answered; }
  async verdict(): Promise<Verdict | null> { return this.decided; }
  async park(run: LeasedRun, pause: Parameters<Journal['park']>[1]): Promise<void> { this.#down(run, 'WAITING', pause.wakeAt); this.reason = pause.reason; }
  async stick(run: LeasedRun, alarm: Alarm): Promise<void> { this.#down(run, 'STUCK', null); this.alarm = alarm; }
  async waitForOwner(run: LeasedRun): Promise<void> { this.#down(run, 'WAITING', null); this.reason = 'owner'; }
  async beginUndo(run: LeasedRun, reason: string): Promise<void> { this.#hold(run); this.state = 'COMPENSATING'; this.ending = { state: 'FAILED', reason }; }
  async end(run: LeasedRun & { ending: Ending }): Promise<void> { this.#down(run, run.ending.state, null); this.reason = run.ending.reason; }
  async complete(run: LeasedRun): Promise<void> { this.#down(run, 'COMPLETED', null); }

  #hold(run: LeasedRun): void {
    if (run.lease.fence !== String(this.#fence) || (this.state !== 'RUNNING' && this.state !== 'COMPENSATING')) throw new LostLease('gone');
  }

  #down(run: LeasedRun, state: string, wakeAt: Date | null): void {
    this.#hold(run);
    Object.assign(this, { state, wakeAt });
    this.#leaseUntil = null;
    this.facts.push(state);
  }

  #add(key: AttemptKey, state: JournalEntry['state'], more: Partial<JournalEntry>): void {
    if (this.entries.some((one) => one.stepKey === key.stepKey && (one.attempt === key.attempt || one.state === 'STARTED' || one.state === 'DONE' || one.state === 'SKIPPED'))) throw new Error(`attempt ${key.stepKey} ${key.attempt} cannot begin`);
    this.entries.push({ ...key, state, wakeAt: null, input: null, output: null, error: null, ...structuredClone(more) });
  }
}
