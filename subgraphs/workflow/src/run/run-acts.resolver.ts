import { NotFound, isId, type Ctx } from '@firmament/kit';
import { runCancelled, runResumed } from '@firmament/events';
import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { cancelRun, resumeRun, undoRun } from '../journal/person.js';
import { firmOf, journalTx } from '../ports.js';
import { ResumeRunsPayload } from './run-list.types.js';
import { CancelRunInput, ResumeRunInput, ResumeRunsInput } from './run.inputs.js';
import { Run, RunState } from './run.entity.js';

const factOf = (run: Run) => ({ runId: run.id, workflowId: run.workflowId, workflowName: run.workflowName, versionNo: run.versionNo, businessKey: run.businessKey, clientId: run.clientId });

/** What a person may do with a run. */
@Resolver(() => Run)
export class RunActsResolver {
  @Authorized('workflow.run.resume')
  @Mutation(() => Run, { description: 'Sends a stuck run on from the step that failed; what is done is not done again.' })
  async resumeRun(@Arg('input', () => ResumeRunInput, { description: 'Which run.' }) input: ResumeRunInput, @Context() ctx: Ctx): Promise<Run> {
    return resume(await loadRun(ctx, input.runId, input.ifVersion), ctx);
  }

  @Authorized('workflow.run.resume')
  @Mutation(() => ResumeRunsPayload, { description: 'Sends on every stuck run with the same cause, at most 100 at once.' })
  async resumeRuns(@Arg('input', () => ResumeRunsInput, { description: 'Which runs.' }) input: ResumeRunsInput, @Context() ctx: Ctx): Promise<ResumeRunsPayload> {
    const stuck = await ctx.em.find(Run, { state: RunState.STUCK, causeKey: input.causeKey }, { limit: 100, orderBy: { id: 'ASC' } });
    const runs: Run[] = [];
    for (const { id } of stuck) runs.push(await resume(await ctx.load(Run, id), ctx));
    return { runs };
  }

  @Authorized('workflow.run.cancel')
  @Mutation(() => Run, { description: 'Ends a run for good; no further step starts. What was done stays done, unless it is to be taken back where it can be.' })
  async cancelRun(@Arg('input', () => CancelRunInput, { description: 'Which run, and why.' }) input: CancelRunInput, @Context() ctx: Ctx): Promise<Run> {
    const run = await loadRun(ctx, input.runId, input.ifVersion);
    run.mayCancel();
    const ended = { reason: input.reason, now: ctx.now };
    if (input.undo) {
      run.mayUndo();
      // The engine tells the house that the run ended, once everything is taken back.
      await undoRun(journalTx(ctx), firmOf(ctx), run.id, ended);
    } else {
      await cancelRun(journalTx(ctx), firmOf(ctx), run.id, ended);
      ctx.emit(runCancelled, { ...factOf(run), reason: input.reason }, { aggregateId: run.id, clientId: run.clientId });
    }
    await ctx.em.refresh(run);
    return run;
  }
}

function loadRun(ctx: Ctx, id: string, ifVersion: number | null | undefined): Promise<Run> {
  if (!isId('run', id)) throw new NotFound();
  return ctx.load(Run, id, { ifVersion: ifVersion ?? null });
}

async function resume(run: Run, ctx: Ctx): Promise<Run> {
  run.mayResume();
  const stepKey = run.alarm?.stepKey ?? '';
  await resumeRun(journalTx(ctx), firmOf(ctx), run.id);
  ctx.emit(runResumed, { ...factOf(run), stepKey }, { aggregateId: run.id, clientId: run.clientId });
  await ctx.em.refresh(run);
  return run;
}
