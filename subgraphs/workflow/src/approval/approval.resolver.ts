import { Forbidden, NotFound, isId, type Ctx } from '@firmament/kit';
import { MaxLength } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { wakeAsker } from '../journal/person.js';
import { firmOf, journalTx } from '../ports.js';
import { Run } from '../run/run.entity.js';
import { UserRef } from '../stubs.js';
import { closeMove } from '../move/write-move.js';
import { ApprovalState, ApprovalTask } from './approval-task.entity.js';

/** A decision. */
@InputType({ description: 'A decision.' })
export class DecideApprovalInput {
  @Field(() => ID, { description: 'The question.' }) taskId!: string;
  @Field(() => Boolean, { description: 'Yes or no.' }) approved!: boolean;
  @Field(() => String, { nullable: true, description: 'A note for those who asked.' }) @MaxLength(2_000) note?: string | null;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}

/** Questions that workflows ask people. */
@Resolver(() => ApprovalTask)
export class ApprovalResolver {
  @Authorized('workflow.run.view')
  @Query(() => [ApprovalTask], { description: 'Open questions of workflows, the oldest first; at most 100.' })
  approvalTasks(@Context() ctx: Ctx): Promise<ApprovalTask[]> {
    return ctx.read.rows(ApprovalTask, { state: ApprovalState.OPEN }, { orderBy: { askedAt: 'ASC' }, limit: 100 });
  }

  @Authorized('workflow.task.decide')
  @Mutation(() => ApprovalTask, { description: 'Decides a question that a workflow asked you; the run goes on with your answer.' })
  async decideApprovalTask(@Arg('input', () => DecideApprovalInput, { description: 'The decision.' }) input: DecideApprovalInput, @Context() ctx: Ctx): Promise<ApprovalTask> {
    if (!isId('stp', input.taskId)) throw new NotFound();
    const task = await ctx.load(ApprovalTask, input.taskId, { ifVersion: input.ifVersion ?? null });
    if (task.approverUserId && task.approverUserId !== ctx.actor.id) throw new Forbidden('Somebody else was asked to decide this.');
    task.decide(input.approved, input.note ?? null, ctx.actor.name ?? ctx.actor.id, ctx.now);
    await wakeAsker(journalTx(ctx), firmOf(ctx), task.runId, task.stepKey);
    await closeMove(ctx, `approval:${task.runId}:${task.stepKey}`);
    return task;
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The run that asks.' })
  run(@Root() task: ApprovalTask, @Context() ctx: Ctx): Promise<Run | null> { return ctx.read.load(Run, task.runId); }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who is asked.' })
  approver(@Root() task: ApprovalTask): UserRef | null { return task.approverUserId ? { id: task.approverUserId } : null; }
}
