import { uuidToId, type Envelope } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import type { Somebody } from './actors.js';
import { committedEvents, danglingIds, faultOf, streamSince, streamState, unfinished } from './events.js';
import { countsOf, grown, openFirm, type Firm, type FirmPlan } from './firm.js';
import { budgetMs, look } from './house.js';
import { mailsTo } from './mail.js';

/** A step of a run as the journal holds it. */
export interface StepRow {
  run: string;
  key: string;
  attempt: number;
  state: string;
  error: unknown;
}

/** A run as the journal holds it. */
export interface RunRow {
  id: string;
  workflow: string;
  state: string;
  reason: string | null;
  businessKey: string;
  correlationId: string;
  triggerEventId: string;
}

/** A story that a test sets off in a fresh firm, beside a control firm in which nothing may change. */
export class Story {
  private before: Record<string, number> = {};
  private controlBefore: Record<string, number> = {};
  private position = 0;
  private committed = 0;

  private constructor(readonly firm: Firm, readonly control: Firm) {}

  /** Opens a firm for one story; the control firm is shared by all stories of a test file. */
  static async open(plan: FirmPlan = {}): Promise<Story> {
    const story = new Story(await openFirm(plan), await controlFirm());
    await story.settle();
    await story.mark();
    return story;
  }

  /** Remembers where everything stands; what `grew` and the checks say is counted from here. */
  async mark(): Promise<void> {
    [this.before, this.controlBefore, this.committed] = await Promise.all([countsOf(this.firm), countsOf(this.control), committedEvents()]);
    this.position = (await streamState()).last;
  }

  /** Waits until nothing is on its way any more. */
  async settle(timeoutMs = budgetMs): Promise<void> {
    let left: Record<string, number> = {};
    await eventually(async () => Object.keys((left = await unfinished())).length === 0, 'the house comes to rest', { timeoutMs })
      .catch((error: Error) => { throw new Error(`${error.message}: ${JSON.stringify(left)}`); });
  }

  /** Rows added to these tables since the mark. */
  async grew(tables: readonly string[]): Promise<Record<string, number>> {
    return grown(this.before, await countsOf(this.firm), tables);
  }

  /** The firm's events since the mark, as the stream took them. */
  async events(): Promise<Envelope[]> {
    return (await streamSince(this.position)).filter((event) => event.tenantid === this.firm.id);
  }

  /** The one event of a type since the mark. */
  async event(type: string): Promise<Envelope> {
    const found = (await this.events()).filter((event) => event.type === type);
    if (found.length !== 1 || !found[0]) throw new Error(`There are ${found.length} events ${type}, not one.`);
    return found[0];
  }

  /** The firm's runs, the oldest first. */
  async runs(workflow?: string): Promise<RunRow[]> {
    const rows = await look<RunRow & { id: string; triggerEventId: string }>(`select id, workflow_name as workflow, state, reason, business_key as "businessKey", correlation_id as "correlationId", trigger_event_id as "triggerEventId"
      from workflow.runs where tenant_id = $1 order by number`, [this.firm.uuid]);
    return rows.map((row) => ({ ...row, id: uuidToId('run', row.id), triggerEventId: uuidToId('evt', row.triggerEventId) })).filter((row) => !workflow || row.workflow === workflow);
  }

  /** All attempts at all steps of the firm's runs, in order. */
  async steps(): Promise<StepRow[]> {
    const rows = await look<StepRow>(`select run_id as run, step_key as key, attempt, state, error from workflow.run_steps where tenant_id = $1 order by started_at, attempt`, [this.firm.uuid]);
    return rows.map((row) => ({ ...row, run: uuidToId('run', row.run) }));
  }

  /** Waits until a workflow's only run stands in a state, and returns it. */
  async runThatIs(state: string, workflow = 'Onboard a booked client', timeoutMs = budgetMs): Promise<RunRow> {
    return eventually(async () => {
      const [run, ...others] = await this.runs(workflow);
      if (others.length > 0) throw new Error(`there are ${others.length + 1} runs`);
      if (run && run.state !== state) throw new Error(`it is ${run.state}: ${run.reason ?? ''}`);
      return run;
    }, `the run «${workflow}» is ${state}`, { timeoutMs }) as Promise<RunRow>;
  }

  /** G2, G5, G6, G11 and the stream's count; the promises that hold for every story once the house is at rest. `redelivered` messages were put on the stream by the test itself. */
  async keepsItsPromises({ redelivered = 0 }: { redelivered?: number } = {}): Promise<void> {
    await this.settle();
    const events = await this.events();
    expect(events.map(faultOf).filter(Boolean)).toEqual([]);
    expect(await danglingIds(events)).toEqual([]);
    expect(holes(events, await this.runs())).toEqual([]);
    // Other firms of the house may state something at any moment: both are counted until they agree.
    await eventually(async () => (await streamSince(this.position)).length === (await committedEvents()) - this.committed + redelivered, 'the stream holds what was committed, each once', { timeoutMs: budgetMs });
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length - redelivered);
    expect(await countsOf(this.control)).toEqual(this.controlBefore);
  }

  /** G2: everything since the mark carries one correlation id; answers it. */
  async isOneStory(): Promise<string> {
    const events = await this.events();
    const ids = [...new Set(events.map((event) => event.correlationid))];
    expect(ids).toHaveLength(1);
    const triggers = new Set(events.map((event) => event.id));
    for (const run of (await this.runs()).filter((one) => triggers.has(one.triggerEventId))) if (run.correlationId !== ids[0]) throw new Error(`the run ${run.id} tells another story`);
    return ids[0] ?? '';
  }

  /** G3: the types of the entries that a client's stories show, in their order. */
  async entries(correlationId: string): Promise<{ type: string; text: string }[]> {
    const { story } = await this.firm.owner.ask<{ story: { entries: { eventType: string; sentence: { text: string } }[] } }>(
      'query($id: ID!) { story(id: $id) { entries { eventType sentence { text } } } }', { id: correlationId });
    return story.entries.map((entry) => ({ type: entry.eventType, text: entry.sentence.text }));
  }

  /** G6: the other firm asks for these ids and is told what it is told about an id that never was. */
  async isHiddenFrom(other: Somebody, lookups: readonly { field: string; id: string; random: string }[]): Promise<void> {
    for (const { field, id, random } of lookups) {
      const ask = async (wanted: string) => {
        const { data, errors } = await other.try(`query($id: ID!) { ${field}(id: $id) { id } }`, { id: wanted });
        return { data, errors: errors.map(({ message, extensions }) => ({ message, code: extensions?.code, reason: extensions?.reason })) };
      };
      expect({ field, answer: await ask(id) }).toEqual({ field, answer: await ask(random) });
    }
  }

  /** The whole story in text, for whoever has to find out why a journey failed. */
  async print(): Promise<string> {
    const [runs, steps, events] = await Promise.all([this.runs(), this.steps(), this.events()]);
    const mails = await look<{ line: string }>(`select kind || ' → ' || to_address || ': ' || status || ' after ' || attempts || ' ' || coalesce(failure, '') as line from communications.messages where tenant_id = $1 order by queued_at, id`, [this.firm.uuid]).catch((error: Error) => [{ line: error.message }]);
    const [first] = events;
    const entries = first ? await this.entries(first.correlationid).catch((error: Error) => [{ type: error.message, text: '' }]) : [];
    return [
      `Story of ${this.firm.name} (${this.firm.id})`,
      'Runs', ...runs.map((run) => `  ${run.workflow}: ${run.state} ${run.reason ?? ''}`),
      'Steps', ...steps.map((step) => `  ${step.key} #${step.attempt} ${step.state} ${step.error ? JSON.stringify(step.error).slice(0, 400) : ''}`),
      'Events', ...events.map((event) => `  ${event.time} ${event.type} ${event.id} ← ${event.causationid ?? '(trigger)'} ${event.correlationid}`),
      'Entries', ...entries.map((entry) => `  ${entry.type}: ${entry.text}`),
      'Mails', ...mails.map(({ line }) => `  ${line}`),
      'Unfinished', `  ${JSON.stringify(await unfinished())}`,
    ].join('\n');
  }

  /** All mails that the catcher holds for an address. */
  mails(address: string): ReturnType<typeof mailsTo> {
    return mailsTo(address);
  }
}

let control: Promise<Firm> | undefined;

/** The firm in which nothing may change. */
export function controlFirm(): Promise<Firm> {
  control ??= openFirm();
  return control;
}

/** Events whose causes do not lead back to a first one: each cause must be an event or a run that is known. */
export function holes(events: readonly Envelope[], runs: readonly RunRow[]): string[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const triggers = new Map(runs.map((run) => [run.id, run.triggerEventId]));
  const walk = (event: Envelope): string | undefined => {
    let current: Envelope | undefined = event;
    for (let steps = 0; steps < 50; steps += 1) {
      const cause: string | undefined = current.causationid;
      if (cause === undefined) return undefined;
      const next: string | undefined = cause.startsWith('run_') ? triggers.get(cause.split(':')[0] ?? '') : cause;
      current = byId.get(next ?? '');
      if (!current) return `${event.type} hangs on ${cause}, which nobody knows`;
    }
    return `${event.type} has causes without end`;
  };
  return events.map(walk).filter((fault) => fault !== undefined);
}
