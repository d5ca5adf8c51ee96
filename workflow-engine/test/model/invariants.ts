import { idToUuid, uuidToId } from '@firmament/events';
import { foldAttempts, mayRetry, retryDelay } from '@firmament/workflow/journal';
import { isFinal, mayPass } from '../../../subgraphs/workflow/src/run/run.rules.js';
import type { Attempt, RunState } from '../../../subgraphs/workflow/src/run/run.types.js';
import { actions, before, undoable } from './document.js';
import type { Machine } from './machine.js';

interface RunRow { id: string; runId: string; state: RunState; business_key: string; round: number; steps_done: number; depth: number; wake_at: Date | null; lease_until: Date | null; cause_key: string | null; alarm: { stepKey: string } | null; ending: string | null; due: boolean; sleeps: boolean }
interface StepRow extends Attempt { run_id: string; finished: number | null }
interface Passage { run_id: string; was: RunState; became: RunState; leased: boolean; early: boolean }
/** A try as the database saw it begin or be put off. */
interface Try { run_id: string; step_key: string; tries: number; early: boolean; delay_ms: number | null }
interface Seen { runs: RunRow[]; steps: StepRow[]; passages: Passage[]; tries: Try[]; machine: Machine }

/** Lets the database itself note every passage from state to state; for tests only. */
export const watchPassages = [
  `create table workflow.test_passages (tenant_id uuid, run_id uuid, was text, became text, leased boolean, early boolean, at bigint generated always as identity)`,
  `create function workflow.note_passage() returns trigger language plpgsql security definer set search_path = '' as $$ begin
     insert into workflow.test_passages (tenant_id, run_id, was, became, leased, early)
     values (new.tenant_id, new.id, old.state, new.state, new.fence > old.fence and new.lease_owner is not null, old.wake_at is null or old.wake_at > pg_catalog.clock_timestamp());
     return null; end $$`,
  `create table workflow.test_tries (tenant_id uuid, run_id uuid, step_key text, tries int, early boolean, delay_ms float8)`,
  `create function workflow.note_try() returns trigger language plpgsql security definer set search_path = '' as $$ begin
     insert into workflow.test_tries (tenant_id, run_id, step_key, tries, early, delay_ms)
     select new.tenant_id, new.run_id, new.step_key, (select pg_catalog.count(*) from workflow.run_steps s where s.tenant_id = new.tenant_id and s.run_id = new.run_id and s.step_key = new.step_key and s.round = new.round),
       tg_op = 'INSERT' and exists (select 1 from workflow.run_steps s where s.tenant_id = new.tenant_id and s.run_id = new.run_id and s.step_key = new.step_key and s.round = new.round
         and s.attempt = new.attempt - 1 and s.state = 'RETRY' and s.wake_at > pg_catalog.clock_timestamp()),
       case when tg_op = 'UPDATE' and new.state = 'RETRY' and old.state = 'STARTED' and new.error ->> 'code' <> 'OWNER_INACTIVE' then extract(epoch from new.wake_at - pg_catalog.clock_timestamp()) * 1000 end;
     return null; end $$`,
  `create trigger note_try after insert or update of state on workflow.run_steps for each row execute function workflow.note_try()`,
  `create trigger note_passage after update of state on workflow.runs for each row execute function workflow.note_passage()`,
];

async function look(machine: Machine): Promise<Seen> {
  const firm = [idToUuid(machine.firm)];
  const runs = await machine.h.sql('select *, exists (select 1 from workflow.run_due d where d.tenant_id = r.tenant_id and d.id = r.id) as due, coalesce(wake_at > clock_timestamp(), false) as sleeps from workflow.runs r where tenant_id = $1', firm);
  const steps = await machine.h.sql(`select run_id, step_key as "stepKey", attempt, round, state, wake_at as "wakeAt", extract(epoch from finished_at) * 1000000 as finished from workflow.run_steps where tenant_id = $1 order by step_key, attempt`, firm);
  const passages = await machine.h.sql('select * from workflow.test_passages where tenant_id = $1 order by at', firm);
  const tries = await machine.h.sql('select * from workflow.test_tries where tenant_id = $1', firm);
  return {
    machine, tries: tries as unknown as Try[], passages: passages as unknown as Passage[], runs: runs.map((row) => ({ ...row, runId: uuidToId('run', String(row['id'])) })) as unknown as RunRow[],
    steps: steps.map((row) => ({ ...row, finished: row['finished'] === null ? null : Number(row['finished']) })) as unknown as StepRow[],
  };
}

const of = (run: RunRow, seen: Seen, key?: string): StepRow[] => seen.steps.filter((step) => step.run_id === run.id && (key === undefined || step.stepKey === key));
const settled = (steps: readonly StepRow[]): boolean => steps.some((one) => one.state === 'DONE' || one.state === 'SKIPPED');
const eachRun = (seen: Seen, wrong: (run: RunRow) => string | false | undefined): string[] => seen.runs.flatMap((run) => wrong(run) || []);
const keysOf = (run: RunRow, seen: Seen): string[] => [...new Set(of(run, seen).map((one) => one.stepKey))];

/** What must hold whatever happened, by its name; each says what breaks it. */
const always: Readonly<Record<string, (seen: Seen) => string[]>> = {
  'I1 one run for one occurrence': ({ runs, machine }) => {
    const wanted = new Set(machine.events.map((event) => event.aggregateid)).size;
    return runs.length === wanted ? [] : [`${runs.length} runs for ${wanted} occurrences`];
  },
  'I2 only listed passages': ({ passages }) => passages.filter((one) => one.was !== one.became && !mayPass(one.was, one.became)).map((one) => `${one.was} to ${one.became}`),
  'I3 what is over is over': ({ passages }) => passages.filter((one) => isFinal(one.was)).map((one) => `${one.was} to ${one.became}`),
  'I4 one success, attempts without holes': (seen) => eachRun(seen, (run) => keysOf(run, seen).map((key) => of(run, seen, key)).find((mine) =>
    mine.filter((one) => one.state === 'DONE' || one.state === 'SKIPPED').length > 1 || mine.some((one, index) => one.attempt !== index + 1))?.[0]?.stepKey),
  'I5 a step begins after those before it': (seen) => eachRun(seen, (run) => keysOf(run, seen).find((key) => (before[key] ?? []).some((earlier) => !settled(of(run, seen, earlier))))),
  'I6 one effect for a step that is done, at most one for another': (seen) => eachRun(seen, (run) => [...actions, ...undoable.map((key) => `undo:${key}`)].find((key) => {
    const effects = [...seen.machine.provider.effects.keys()].filter((one) => one === `${run.runId}:${key}` || one.startsWith(`${run.runId}:${key}:`)).length;
    return effects > 1 || (effects === 0 && of(run, seen, key).some((one) => one.state === 'DONE'));
  })),
  'I7 no write with an old fence': ({ machine }) => machine.oldFences,
  'I8 nothing wakes before its time': ({ passages }) => passages.filter((one) => one.leased && one.early).map((one) => `a lease from ${one.was} before it was due`),
  'I9 no step begins after a cancel': (seen) => eachRun(seen, (run) => {
    const begun = seen.machine.cancelled.get(run.runId);
    return begun !== undefined && of(run, seen).filter((one) => !one.stepKey.startsWith('undo:')).length !== begun && `${run.runId} began a step after it was cancelled`;
  }),
  'I10 taking back goes backwards, once': (seen) => eachRun(seen, (run) => {
    const ended = (key: string): number => of(run, seen, key).find((one) => one.state === 'DONE')?.finished ?? Number.POSITIVE_INFINITY;
    const begun = undoable.filter((key) => of(run, seen, `undo:${key}`).length > 0).sort((a, b) => ended(b) - ended(a));
    const wanted = undoable.filter((key) => Number.isFinite(ended(key))).sort((a, b) => ended(b) - ended(a));
    const backwards = begun.every((key, index) => key === wanted[index] && (index === 0 || ended(`undo:${begun[index - 1] ?? ''}`) < Number.POSITIVE_INFINITY));
    const whole = run.ending === null || !isFinal(run.state) || (run.state === 'CANCELLED' && seen.machine.cancelled.has(run.runId)) || wanted.every((key) => Number.isFinite(ended(`undo:${key}`)));
    return (!backwards || !whole) && `took back ${begun.join(', ')} of ${wanted.join(', ')}`;
  }),
  'I11 the journal folds to what stands in the run': (seen) => eachRun(seen, (run) => {
    const facts = foldAttempts(Object.entries(before).map(([key, dependsOn]) => ({ key, dependsOn })), of(run, seen), run.round);
    const done = [...facts.values()].filter((fact) => fact.state === 'DONE' || fact.state === 'SKIPPED').length;
    const undone = of(run, seen).filter((one) => one.stepKey.startsWith('undo:') && one.state === 'DONE').length;
    return (run.steps_done !== done + undone && `${run.steps_done} steps noted, ${done} done`) || (run.state === 'COMPLETED' && done !== facts.size && 'completed with open steps');
  }),
  'I12 no run is forgotten': (seen) => eachRun(seen, (run) => {
    const waits = of(run, seen).some((one) => one.state === 'WAITING') || run.cause_key === 'OWNER_INACTIVE' || run.state === 'STUCK';
    const overslept = run.state === 'WAITING' && run.cause_key !== 'OWNER_INACTIVE' && of(run, seen).some((one) => one.state === 'WAITING' && one.wakeAt && (run.wake_at === null || (run.sleeps && one.wakeAt < run.wake_at)));
    return !isFinal(run.state) && ((!run.due && !waits) || overslept) && `${run.runId} is ${run.state} and nobody will wake it in time`;
  }),
  'I13 retries keep to the policy': (seen) => eachRun(seen, (run) => keysOf(run, seen).find((key) => {
    const rounds = new Map<number, number>();
    for (const one of of(run, seen, key)) if (one.state !== 'SKIPPED') rounds.set(one.round, (rounds.get(one.round) ?? 0) + 1);
    return actions.includes(key) && [...rounds.values()].some((tries) => tries > 1 && !mayRetry(tries - 1));
  })),
  // The dice lie at their highest here; 50 ms are the way from the engine to the database.
  'I13 a try waits as long as the policy says': ({ tries }) => tries.filter((one) => one.early || (one.delay_ms !== null && one.delay_ms + 50 < retryDelay(one.tries, 1)))
    .map((one) => `${one.step_key} ${one.early ? 'before its time' : `after ${one.delay_ms ?? 0} ms`}`),
  'I14 every call is for the run’s own firm and a person it was given to': ({ machine }) => machine.provider.calls.filter((call) => call.tenantId !== machine.firm || !machine.owners.has(call.ownerUserId)).map((call) => call.stepKey),
  'I15 no chain is too deep': (seen) => eachRun(seen, (run) => run.depth > 10 && String(run.depth)),
};

/** Every invariant that is broken now, in words. */
export async function broken(machine: Machine): Promise<string[]> {
  const seen = await look(machine);
  const faults = machine.engines.flatMap((engine) => engine.faults.map((fault) => `an engine failed: ${fault instanceof Error ? fault.message : String(fault)}`));
  return [...faults, ...Object.entries(always).flatMap(([name, wrong]) => wrong(seen).map((what) => `${name}: ${what}`))];
}
