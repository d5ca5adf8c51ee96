import type { Ctx } from '@firmament/kit';
import { Ctx as Context, FieldResolver, Resolver, Root } from 'type-graphql';
import { Workflow } from '../definition/workflow.entity.js';
import { RunCause, RunConnection, RunCounts } from './run-list.types.js';
import { Run } from './run.entity.js';
import { TriggerReceipt } from './trigger-receipt.entity.js';

/** The figures above the runs list. */
@Resolver(() => RunConnection)
export class RunListResolver {
  @FieldResolver(() => RunCounts, { description: 'How many runs stand where, whatever the view.' })
  async counts(@Context() ctx: Ctx): Promise<RunCounts> {
    const [row] = await ctx.read.sql<Record<keyof RunCounts, string>>(`select count(*) filter (where state = 'STUCK') as "stuck", count(*) filter (where state = 'WAITING') as "waiting",
      count(*) filter (where state in ('QUEUED', 'RUNNING', 'COMPENSATING')) as "running",
      count(*) filter (where state = 'COMPLETED' and finished_at > $1::timestamptz - interval '7 days') as "doneThisWeek",
      (select count(*) from workflow.trigger_receipts where outcome = 'DUPLICATE' and received_at > $1::timestamptz - interval '7 days') as "ignoredThisWeek" from workflow.runs`, [ctx.now]);
    const figure = (name: keyof RunCounts): number => Number(row?.[name] ?? 0);
    return { stuck: figure('stuck'), waiting: figure('waiting'), running: figure('running'), doneThisWeek: figure('doneThisWeek'), ignoredThisWeek: figure('ignoredThisWeek') };
  }

  @FieldResolver(() => [RunCause], { description: 'Stuck runs by cause, the most frequent first; at most 20.' })
  async causes(@Context() ctx: Ctx): Promise<RunCause[]> {
    const rows = await ctx.read.sql<{ key: string; words: string | null; count: string }>(`select cause_key as key, (array_agg(reason order by created_at desc))[1] as words, count(*) as count
      from workflow.runs where state = 'STUCK' and cause_key is not null group by cause_key order by count(*) desc, cause_key limit 20`);
    return rows.map((row) => ({ key: row.key, words: row.words ?? row.key, count: Number(row.count) }));
  }
}

/** What a trigger leads to. */
@Resolver(() => TriggerReceipt)
export class TriggerReceiptResolver {
  @FieldResolver(() => Workflow, { nullable: true, description: 'The workflow that was triggered.' })
  workflow(@Root() receipt: TriggerReceipt, @Context() ctx: Ctx): Promise<Workflow | null> { return ctx.read.load(Workflow, receipt.workflowId); }

  @FieldResolver(() => Run, { nullable: true, description: 'The run that it started, or that it is the same as.' })
  run(@Root() receipt: TriggerReceipt, @Context() ctx: Ctx): Promise<Run | null> { return ctx.read.load(Run, receipt.runId); }
}
