import { appointmentCompleted, firmRegistered, userAdded, idToUuid, newId, uuidToId, type Envelope } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import type { Harness } from '@firmament/kit/testing';
import { answerWaits, startRuns, type LeasedRun, type RunRef, type Tools } from '@firmament/workflow/journal';
import { cancelRun, handOver, resumeRun, undoRun, wakeAsker } from '../../../subgraphs/workflow/src/journal/person.js';
import type { JournalLogin } from '../../../subgraphs/workflow/test/journal-login.js';
import { pgJournal } from '../../src/pg-journal.js';
import type { Journal } from '../../src/ports.js';
import { aBooking } from '../flow.js';
import { everything } from './document.js';
import { Provider } from './provider.js';
import { SteppedEngine } from './stepped-engine.js';

const tools: Tools = { newId: (prefix) => newId(prefix), now: () => new Date() };
const leaseSeconds = 60;

/** Everything that one sequence of commands plays with: a firm of its own in the real journal, two engines, and the other side. */
export class Machine {
  readonly firm = newId('firm');
  owner = newId('usr');
  readonly owners = new Set([this.owner]);
  readonly events: Envelope[] = [];
  readonly cancelled = new Map<string, number>();
  /** Writes that were taken although somebody else held the run by then. */
  readonly oldFences: string[] = [];
  readonly provider: Provider;
  readonly engines: readonly SteppedEngine[];
  #passed = 0;
  workflowId = '';

  constructor(readonly h: Harness, readonly login: JournalLogin, keyOf?: ConstructorParameters<typeof Provider>[1]) {
    this.provider = new Provider(() => this.#passed, keyOf);
    const journal = this.#watched(pgJournal({ inTenant: (firm, work) => login.inFirm(firm, work) }, 'model', leaseSeconds, tools, () => undefined));
    this.engines = [0, 1].map(() => new SteppedEngine(journal, (step) => this.provider.call(step)));
  }

  async open(): Promise<void> {
    await this.h.deliver(firmRegistered, { firmId: this.firm, name: 'Firm', slug: 'firm', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: this.owner }, { tenantId: this.firm });
    await this.#hire();
    await this.h.sql(`update workflow.workflows set state = 'PAUSED', trigger_event = 'nothing.at.all' where tenant_id = $1`, [idToUuid(this.firm)]);
    await this.publish(everything);
  }

  async publish(document: object): Promise<void> {
    const input = { document, ownerUserId: this.owner, ...(this.workflowId ? { workflowId: this.workflowId } : {}) };
    const done = await this.h.as(this.h.staff(['*'], this.firm)).run('mutation($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { workflow { id } faults { place sentence } } }', { input });
    if (!done.data?.['publishWorkflow']) throw new Error(`the model's workflow could not be published: ${JSON.stringify(done.errors)}`);
    const { workflow, faults } = (done.data as unknown as { publishWorkflow: { workflow: { id: string } | null; faults: unknown[] } }).publishWorkflow;
    if (!workflow) throw new Error(`the model's workflow was refused: ${JSON.stringify(faults)}`);
    this.workflowId = workflow.id;
  }

  within<T>(work: (tx: SqlTx) => Promise<T>): Promise<T> { return this.login.inFirm(this.firm, work); }

  async trigger(typeName: string): Promise<void> { await this.receive(aBooking(this.firm, { typeName })); }

  async receive(event: Envelope): Promise<void> {
    this.events.push(event);
    await this.within((tx) => startRuns(tx, event, tools));
  }

  /** The fact that some run may wait for. */
  async answer(about: Envelope, kind: 'completed' | 'cancelled'): Promise<void> {
    const type = kind === 'completed' ? appointmentCompleted.name : 'scheduling.appointment.cancelled';
    await this.within((tx) => answerWaits(tx, { ...about, id: newId('evt'), type }));
  }

  /** Time passes: everything that is due later comes nearer. */
  async pass(milliseconds: number): Promise<void> {
    this.#passed += milliseconds;
    const shift = async (table: string, ...columns: string[]): Promise<void> => {
      const sets = columns.map((column) => `${column} = ${column} - make_interval(secs => $2::float8 / 1000)`).join(', ');
      await this.h.sql(`update workflow.${table} set ${sets} where tenant_id = $1`, [idToUuid(this.firm), milliseconds]);
    };
    await shift('run_steps', 'wake_at');
    await shift('approval_tasks', 'deadline');
    await shift('runs', 'wake_at', 'lease_until');
  }

  async runs(): Promise<{ ref: RunRef; state: string }[]> {
    const rows = await this.h.sql('select id, state from workflow.runs where tenant_id = $1 order by number', [idToUuid(this.firm)]);
    return rows.map((row) => ({ ref: { tenantId: this.firm, runId: uuidToId('run', String(row['id'])) }, state: String(row['state']) }));
  }

  /** Runs that a sweep would find, and how long until the next one is due. */
  async due(): Promise<{ now: RunRef[]; nextInMs: number | null }> {
    const rows = await this.h.sql('select id, extract(epoch from due_at - clock_timestamp()) * 1000 as ms from workflow.run_due where tenant_id = $1 order by due_at, id', [idToUuid(this.firm)]);
    const ready = rows.filter((row) => Number(row['ms']) <= 0).map((row) => ({ tenantId: this.firm, runId: uuidToId('run', String(row['id'])) }));
    return { now: ready, nextInMs: rows.length > 0 ? Math.max(0, Number(rows[0]?.['ms'])) : null };
  }

  async cancel({ ref, state }: { ref: RunRef; state: string }, undo: boolean): Promise<void> {
    if (['COMPLETED', 'FAILED', 'CANCELLED'].includes(state) || (undo && this.cancelled.has(ref.runId))) return;
    const ended = { reason: 'Wrong person.', now: new Date() };
    await this.within((tx) => (undo ? undoRun(tx, this.firm, ref.runId, ended) : cancelRun(tx, this.firm, ref.runId, ended)));
    const [row] = await this.h.sql(`select count(*)::int as n from workflow.run_steps where run_id = $1 and step_key not like 'undo:%'`, [idToUuid(ref.runId)]);
    if (!this.cancelled.has(ref.runId)) this.cancelled.set(ref.runId, Number(row?.['n']));
  }

  async resume({ ref, state }: { ref: RunRef; state: string }): Promise<void> {
    if (state === 'STUCK') await this.within((tx) => resumeRun(tx, this.firm, ref.runId));
  }

  async decide({ ref }: { ref: RunRef }, approved: boolean): Promise<void> {
    const rows = await this.h.sql(`update workflow.approval_tasks set state = $2, decided_by = 'Ines Calder' where run_id = $1 and state = 'OPEN' returning step_key`, [idToUuid(ref.runId), approved ? 'APPROVED' : 'REJECTED']);
    for (const row of rows) await this.within((tx) => wakeAsker(tx, this.firm, ref.runId, String(row['step_key'])));
  }

  async #hire(): Promise<void> {
    await this.h.deliver(userAdded, { userId: this.owner, name: 'Olive Owner', email: 'owner@firm.test', roles: ['owner'] }, { tenantId: this.firm });
  }

  revoke(): void { this.provider.gone.add(this.owner); }

  async handOver(): Promise<void> {
    this.owner = newId('usr');
    this.owners.add(this.owner);
    await this.#hire();
    await this.h.sql('update workflow.workflows set owner_user_id = $2 where id = $1', [idToUuid(this.workflowId), idToUuid(this.owner)]);
    await this.within((tx) => handOver(tx, this.firm, this.workflowId, this.owner));
  }

  /** Notes every write that was taken with a fence that is not the run's any more. */
  #watched(journal: Journal): Journal {
    const writes = new Set<keyof Journal>(['started', 'skipped', 'unstartable', 'result', 'waiting', 'ask', 'park', 'stick', 'waitForOwner', 'complete', 'beginUndo', 'end']);
    return new Proxy(journal, { get: (target, name: keyof Journal) => async (...args: unknown[]) => {
      const done = await (target[name] as (...given: unknown[]) => Promise<unknown>)(...args);
      if (writes.has(name)) await this.#proveFence(args[0] as LeasedRun, name);
      return done;
    } });
  }

  async #proveFence(run: LeasedRun, name: string): Promise<void> {
    const [row] = await this.h.sql('select fence from workflow.runs where id = $1', [idToUuid(run.runId)]);
    if (String(row?.['fence']) !== run.lease.fence) this.oldFences.push(`${name} of ${run.runId} with fence ${run.lease.fence} instead of ${String(row?.['fence'])}`);
  }
}
