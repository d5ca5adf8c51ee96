import { Conflict, Invalid, JsonScalar, NotFound, isId, type Ctx } from '@firmament/kit';
import { Arg, Authorized, Ctx as Context, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { fillIn } from '../definition/manual-input.rules.js';
import { startByHand } from '../journal/manual.js';
import { candidateOf, type Candidate } from '../journal/trigger.js';
import { firmOf, journalTx } from '../ports.js';
import { Run } from './run.entity.js';
import { TriggerOutcome, TriggerReceipt } from './trigger-receipt.entity.js';

/** Which workflow to start, and with what. */
@InputType({ description: 'Which workflow to start, and with what.' })
export class StartWorkflowInput {
  @Field(() => ID, { description: 'A workflow that is started by hand.' }) workflowId!: string;
  @Field(() => JsonScalar, { description: 'What the workflow asks for, by name.' }) input!: unknown;
}

/** What starting did. */
@ObjectType({ description: 'What starting did.' })
export class StartWorkflowPayload {
  @Field(() => Run, { nullable: true, description: 'The run; the one that is there already when its key was used before; null when the trigger was kept for later.' }) run!: Run | null;
  @Field(() => Boolean, { description: 'Whether a run began now.' }) started!: boolean;
  @Field(() => String, { nullable: true, description: 'Why none began, in words.' }) reason!: string | null;
}

/** Starting a workflow by hand. */
@Resolver()
export class StartWorkflowResolver {
  @Authorized('workflow.run.start')
  @Mutation(() => StartWorkflowPayload, { description: 'Starts a run of a workflow that waits for a person. A key that was used before starts nothing.' })
  async startWorkflow(@Arg('input', () => StartWorkflowInput, { description: 'Which workflow, and with what.' }) input: StartWorkflowInput, @Context() ctx: Ctx): Promise<StartWorkflowPayload> {
    const candidate = isId('wfl', input.workflowId) ? await candidateOf(journalTx(ctx), firmOf(ctx), input.workflowId) : null;
    if (!candidate) throw new NotFound();
    const data = filled(candidate, input.input);
    const { run, eventId } = await startByHand(journalTx(ctx), candidate, {
      tenantId: firmOf(ctx), workflowId: input.workflowId, correlationId: ctx.meta.correlationId, actor: { kind: ctx.actor.kind, id: ctx.actor.id, name: ctx.actor.name ?? null }, data,
    }, { newId: (prefix) => ctx.newId(prefix), now: () => ctx.now });
    const told = await ctx.em.findOneOrFail(TriggerReceipt, { eventId });
    if (told.outcome === TriggerOutcome.UNREADABLE) throw new Invalid('WORKFLOW_INPUT', told.reason ?? 'This cannot be read.', 'input.input');
    return { run: told.runId ? await ctx.em.findOneOrFail(Run, { id: told.runId }) : null, started: run !== null, reason: told.reason };
  }
}

function filled(candidate: Candidate, given: unknown): Record<string, unknown> {
  const { trigger } = candidate.plan.document;
  if (!('manual' in trigger)) throw new Conflict('WORKFLOW_NOT_BY_HAND', 'This workflow is not started by hand.');
  if (candidate.state === 'PAUSED') throw new Conflict('WORKFLOW_PAUSED', 'This workflow is paused.');
  const result = fillIn(trigger.manual.inputs, given);
  if ('field' in result) throw new Invalid('WORKFLOW_INPUT', result.sentence, `input.${result.field}`);
  return result.data;
}
