import { PageArgs, isId, type Ctx, type Page } from '@firmament/kit';
import { Arg, Args, Authorized, Ctx as Context, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Workflow } from '../definition/workflow.entity.js';
import { WorkflowVersion } from '../definition/workflow-version.entity.js';
import { nameOf } from '../people/people.js';
import { ClientRef, UserRef } from '../stubs.js';
import { linksIn, resumeLines } from './run-words.rules.js';
import { RunConnection, TriggerReceiptConnection } from './run-list.types.js';
import { RunsArgs, RunView } from './run.inputs.js';
import { originOf, stepsOf } from './run-view.js';
import { ResumePreview, RunAlarm, RunOrigin, RunStep } from './run-view.types.js';
import { Run, RunState } from './run.entity.js';
import { StepAttempt } from './step-attempt.entity.js';
import { TriggerOutcome, TriggerReceipt } from './trigger-receipt.entity.js';

const inView: Record<RunView, RunState[] | null> = {
  ALL: null, STUCK: [RunState.STUCK], WAITING: [RunState.WAITING], RUNNING: [RunState.QUEUED, RunState.RUNNING, RunState.COMPENSATING],
  DONE: [RunState.COMPLETED, RunState.FAILED, RunState.CANCELLED],
};

/** Runs as staff read them. */
@Resolver(() => Run)
export class RunResolver {
  @Authorized('workflow.run.view')
  @Query(() => RunConnection, { description: 'Runs, the latest first.' })
  async runs(@Args(() => RunsArgs) args: RunsArgs, @Context() ctx: Ctx): Promise<Page<Run>> {
    const states = inView[args.view];
    const where = {
      ...(states ? { state: { $in: states } } : {}), ...(args.workflowId ? { workflowId: args.workflowId } : {}), ...(args.clientId ? { clientId: args.clientId } : {}),
    };
    return ctx.read.page(Run, where, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Authorized('workflow.run.view')
  @Query(() => Run, { nullable: true, description: 'One run with its steps.' })
  async run(@Arg('id', () => ID, { description: 'The run.' }) id: string, @Context() ctx: Ctx): Promise<Run | null> {
    return isId('run', id) ? ctx.read.load(Run, id) : null;
  }

  @Authorized('workflow.run.view')
  @Query(() => TriggerReceiptConnection, { description: 'Triggers that started nothing, the latest first.' })
  async ignoredTriggers(@Args(() => PageArgs) args: PageArgs, @Context() ctx: Ctx): Promise<Page<TriggerReceipt>> {
    return ctx.read.page(TriggerReceipt, { outcome: { $ne: TriggerOutcome.STARTED } }, { first: args.first, after: args.after ?? null, orderBy: { receivedAt: 'DESC' } });
  }

  @FieldResolver(() => Workflow, { nullable: true, description: 'The workflow.' })
  workflow(@Root() run: Run, @Context() ctx: Ctx): Promise<Workflow | null> { return ctx.read.load(Workflow, run.workflowId); }

  @FieldResolver(() => UserRef, { nullable: true, description: 'The person whose rights it acts with.' })
  owner(@Root() run: Run): UserRef { return { id: run.ownerUserId }; }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client it is for, once that is known.' })
  client(@Root() run: Run): ClientRef | null { return run.clientId ? { id: run.clientId } : null; }

  @FieldResolver(() => RunOrigin, { description: 'What set it off.' })
  cause(@Root() run: Run): RunOrigin { return originOf(run.triggerEvent); }

  @FieldResolver(() => Int, { description: 'How many steps it has, the trigger among them.' })
  stepCount(@Root() run: Run): number { return run.plannedSteps + 1; }

  @FieldResolver(() => Int, { description: 'How many steps are done or were not needed, the trigger among them.' })
  stepNo(@Root() run: Run): number { return run.settledSteps + 1; }

  @FieldResolver(() => Int, { nullable: true, description: 'From its first step to its end, in milliseconds.' })
  tookMs(@Root() run: Run): number | null {
    return run.startedAt && run.finishedAt ? Math.min(2_147_483_647, Math.max(0, run.finishedAt.getTime() - run.startedAt.getTime())) : null;
  }

  @FieldResolver(() => [RunStep], { description: 'Its steps, the trigger first.' })
  async steps(@Root() run: Run, @Context() ctx: Ctx): Promise<RunStep[]> {
    const version = await ctx.read.load(WorkflowVersion, run.versionId);
    if (!version) return [];
    const [attempts, owner] = await Promise.all([ctx.read.children(StepAttempt, 'runId', run.id), nameOf(ctx, run.ownerUserId)]);
    return stepsOf(run, version.plan, attempts, owner);
  }

  @FieldResolver(() => RunAlarm, { nullable: true, description: 'Why it needs a person; null unless it is stuck.' })
  async alarm(@Root() run: Run, @Context() ctx: Ctx): Promise<RunAlarm | null> {
    if (!run.alarm || run.state !== RunState.STUCK) return null;
    const { stepKey, what, why, did, didNot, toDo } = run.alarm;
    const step = (await this.steps(run, ctx)).find((one) => one.id === stepKey);
    const sent = Object.fromEntries((step?.detail.sent ?? []).map((one) => [one.name, one.value]));
    return { stepId: stepKey, stepNo: step?.no ?? 1, what, why, did, didNot, toDo, links: linksIn(sent) };
  }

  @FieldResolver(() => ResumePreview, { nullable: true, description: 'What resuming will do; null unless it is stuck.' })
  async resumePreview(@Root() run: Run, @Context() ctx: Ctx): Promise<ResumePreview | null> {
    if (run.state !== RunState.STUCK) return null;
    return { lines: resumeLines((await this.steps(run, ctx)).filter((step) => step.kind !== 'trigger')) };
  }

  @FieldResolver(() => [TriggerReceipt], { description: 'Every trigger that led here: the one that started it, and the ones that were ignored.' })
  triggers(@Root() run: Run, @Context() ctx: Ctx): Promise<TriggerReceipt[]> { return ctx.read.children(TriggerReceipt, 'runId', run.id, { orderBy: { receivedAt: 'ASC' } }); }
}
