import { idToUuid, uuidToId, type Envelope } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { triggerName, type Schedule } from '../definition/document.types.js';
import { nextOccurrence, occurrencesAfter, settle, type Occurrence, type SettledSchedule } from '../schedule/occurrences.js';
import { receipt, writeReceipt } from './receipt.js';
import type { Tools } from './tools.js';
import { candidateOf, receive, type Candidate, type RunRef } from './trigger.js';

/** A workflow whose schedule is due. */
export interface ScheduleRef { tenantId: string; workflowId: string }

/** How many missed occurrences are told one by one; a clock that stood still for years is told in short. */
const mostTold = 400;

/** Schedules of every firm that are due; asked by the sweeper's login, which sees nothing else. */
export async function dueSchedules(tx: SqlTx, limit: number): Promise<ScheduleRef[]> {
  const rows = await tx.query<{ tenant_id: string; id: string }>('select tenant_id, id from workflow.schedule_due where due_at <= clock_timestamp() order by due_at limit $1', [limit]);
  return rows.map((row) => ({ tenantId: uuidToId('firm', row.tenant_id), workflowId: uuidToId('wfl', row.id) }));
}

interface ScheduleRow { rule: string; at_time: string; from_day: string; zone: string; told_until: Date; now: Date }

/** Lets the latest occurrence that is due start its run, and tells those before it as missed: a house that slept a week does not do a week's work seven times. */
export async function fireSchedule(tx: SqlTx, ref: ScheduleRef, tools: Tools): Promise<RunRef[]> {
  const [row] = await tx.query<ScheduleRow>(`select rule, at_time, from_day::text, zone, told_until, clock_timestamp() as now from workflow.schedules
    where tenant_id = $1 and workflow_id = $2 and next_at <= clock_timestamp() for update skip locked`, [idToUuid(ref.tenantId), idToUuid(ref.workflowId)]);
  const candidate = row ? await candidateOf(tx, ref.tenantId, ref.workflowId) : null;
  if (!row || !candidate) return [];
  const schedule: SettledSchedule = { rule: row.rule, at: row.at_time, from: row.from_day, zone: row.zone };
  const due = occurrencesAfter(schedule, row.told_until, mostTold + 1, row.now);
  // What is too much for one round is told as missed; the next round goes on from there.
  const latest = due.length > mostTold ? undefined : due.at(-1);
  const missed = latest ? due.slice(0, -1) : due.slice(0, mostTold);
  for (const one of missed) await tellMissed(tx, ref, { candidate, schedule, missed: one }, tools);
  const run = latest ? await receive(tx, cameDue(ref, candidate, { schedule, occurrence: latest }, tools), candidate, tools) : null;
  const toldUntil = (latest ?? missed.at(-1))?.at ?? row.now;
  await tx.query('update workflow.schedules set told_until = $3, next_at = $4 where tenant_id = $1 and workflow_id = $2',
    [idToUuid(ref.tenantId), idToUuid(ref.workflowId), toldUntil, nextOccurrence(schedule, toldUntil)?.at ?? null]);
  return run ? [run] : [];
}

async function tellMissed(tx: SqlTx, ref: ScheduleRef, what: { candidate: Candidate; schedule: SettledSchedule; missed: Occurrence }, tools: Tools): Promise<void> {
  const event = cameDue(ref, what.candidate, { schedule: what.schedule, occurrence: what.missed }, tools);
  await writeReceipt(tx, event, what.candidate.workflow_id, receipt('MISSED', `Nothing ran at ${what.missed.local.replace('T', ' ')}; a later time took its place.`, what.missed.local), tools);
}

/** That a schedule came due, in the clothes of an event: the journal keeps what started a run in one form. It is on no stream. */
function cameDue(ref: ScheduleRef, candidate: Candidate, due: { schedule: SettledSchedule; occurrence: Occurrence }, tools: Tools): Envelope {
  const { local, at } = due.occurrence;
  const type = triggerName(candidate.plan.document.trigger);
  return {
    specversion: '1.0', id: tools.newId('evt'), source: '/subgraph/workflow', type, dataschema: `${type}/1`, subject: ref.workflowId, time: at.toISOString(), tenantid: ref.tenantId,
    actorkind: 'system', actorid: 'workflow', correlationid: tools.newId('cor'), aggregate: 'schedule', aggregateid: ref.workflowId, aggregateseq: 1,
    data: { occurrence: local, date: local.slice(0, 10), zone: due.schedule.zone },
  };
}

/** Keeps a workflow's schedule as its newest version has it: it counts from now, by the database's clock, unless nothing about it changed. */
export async function keepSchedule(tx: SqlTx, ref: ScheduleRef, schedule: Schedule | null): Promise<void> {
  const key = [idToUuid(ref.tenantId), idToUuid(ref.workflowId)];
  if (!schedule) { await tx.query('delete from workflow.schedules where tenant_id = $1 and workflow_id = $2', key); return; }
  const [place] = await tx.query<{ zone: string | null; now: Date }>('select (select time_zone from workflow.firms where tenant_id = $1 limit 1) as zone, clock_timestamp() as now', [key[0]]);
  if (!place) throw new Error('the database told no time');
  const [kept] = await tx.query<ScheduleRow>('select rule, at_time, from_day::text, zone from workflow.schedules where tenant_id = $1 and workflow_id = $2', key);
  const wanted = settle({ ...schedule, from: schedule.from ?? kept?.from_day }, place.zone ?? 'UTC', place.now);
  if (kept && kept.rule === wanted.rule && kept.at_time === wanted.at && kept.from_day === wanted.from && kept.zone === wanted.zone) return;
  await tx.query(`insert into workflow.schedules (tenant_id, workflow_id, rule, at_time, from_day, zone, told_until, next_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (tenant_id, workflow_id) do update set rule = excluded.rule, at_time = excluded.at_time, from_day = excluded.from_day, zone = excluded.zone, told_until = excluded.told_until, next_at = excluded.next_at`,
  [...key, wanted.rule, wanted.at, wanted.from, wanted.zone, place.now, nextOccurrence(wanted, place.now)?.at ?? null]);
}
