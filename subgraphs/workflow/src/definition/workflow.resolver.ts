import { Forbidden, Invalid, NotFound, PageArgs, connectionOf, idToUuid, isId, type Ctx, type Page } from '@firmament/kit';
import { workflowPaused } from '@firmament/events';
import { Arg, Args, Authorized, Ctx as Context, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { handOver } from '../journal/person.js';
import { startHeld } from '../journal/trigger.js';
import { firmOf, journalTx, portsOf } from '../ports.js';
import { UserRef } from '../stubs.js';
import { checkDocument } from './check-document.js';
import { publish } from './publish.js';
import { ChangeWorkflowOwnerInput, PauseWorkflowInput, PublishWorkflowInput, PublishWorkflowPayload, UnpauseWorkflowInput, UnpauseWorkflowPayload, WorkflowFault } from './workflow.inputs.js';
import { Workflow } from './workflow.entity.js';
import { WorkflowVersion } from './workflow-version.entity.js';
import { JsonScalar } from '@firmament/kit';

/** A page of workflows. */
@ObjectType({ description: 'A page of workflows.' })
export class WorkflowConnection extends connectionOf(Workflow) {}

/** What the firm automates. */
@Resolver(() => Workflow)
export class WorkflowResolver {
  @Authorized('workflow.definition.view')
  @Query(() => WorkflowConnection, { description: 'The workflows of the firm, by name.' })
  workflows(@Args(() => PageArgs) args: PageArgs, @Context() ctx: Ctx): Promise<Page<Workflow>> {
    return ctx.read.page(Workflow, {}, { first: args.first, after: args.after ?? null, orderBy: { name: 'ASC' } });
  }

  @Authorized('workflow.definition.view')
  @Query(() => Workflow, { nullable: true, description: 'One workflow.' })
  async workflow(@Arg('id', () => ID, { description: 'The workflow.' }) id: string, @Context() ctx: Ctx): Promise<Workflow | null> {
    return isId('wfl', id) ? ctx.read.load(Workflow, id) : null;
  }

  @Authorized('workflow.definition.view')
  @Query(() => [WorkflowFault], { description: 'What publishing this document would find wrong; empty when nothing is.' })
  checkWorkflow(@Arg('document', () => JsonScalar, { description: 'The document.' }) document: unknown, @Context() ctx: Ctx): WorkflowFault[] {
    return checkDocument(document, portsOf(ctx).catalogue(), (permission) => ctx.can(permission)).faults;
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'The person whose rights it acts with.' })
  owner(@Root() workflow: Workflow): UserRef { return { id: workflow.ownerUserId }; }

  @FieldResolver(() => WorkflowVersion, { nullable: true, description: 'The version that new runs follow.' })
  currentVersion(@Root() workflow: Workflow, @Context() ctx: Ctx): Promise<WorkflowVersion | null> { return ctx.read.load(WorkflowVersion, workflow.currentVersionId); }

  @FieldResolver(() => [WorkflowVersion], { description: 'Its versions, the latest first; at most 50.' })
  versions(@Root() workflow: Workflow, @Context() ctx: Ctx): Promise<WorkflowVersion[]> {
    return ctx.read.children(WorkflowVersion, 'workflowId', workflow.id, { orderBy: { versionNo: 'DESC' }, limit: 50 });
  }
}

/** What a person may do with a workflow. */
@Resolver(() => Workflow)
export class WorkflowActsResolver {
  @Authorized('workflow.definition.publish')
  @Mutation(() => PublishWorkflowPayload, { description: 'Publishes a document as a new workflow or as the next version of one. With faults nothing is changed.' })
  async publishWorkflow(@Arg('input', () => PublishWorkflowInput, { description: 'What to publish.' }) input: PublishWorkflowInput, @Context() ctx: Ctx): Promise<PublishWorkflowPayload> {
    const workflow = input.workflowId ? await loadWorkflow(ctx, input.workflowId, input.ifVersion) : null;
    const ownerUserId = ownerFor(ctx, input, workflow);
    if (input.ownerUserId) await mustWorkHere(ctx, input.ownerUserId);
    // Whoever it acts for: nobody may have done through another person's rights what they may not do themselves.
    const checked = checkDocument(input.document, portsOf(ctx).catalogue(), (permission) => ctx.can(permission));
    if (!checked.plan) return { workflow: null, publishedVersion: null, faults: checked.faults };
    const done = await publish(ctx, { plan: checked.plan, workflow, ownerUserId, recipe: null, publishedBy: ctx.actor.name ?? ctx.actor.id });
    return { workflow: done.workflow, publishedVersion: done.version, faults: [] };
  }

  @Authorized('workflow.definition.publish')
  @Mutation(() => Workflow, { description: 'Stops a workflow from taking triggers. Its runs finish; what is triggered meanwhile is kept.' })
  async pauseWorkflow(@Arg('input', () => PauseWorkflowInput, { description: 'Which workflow.' }) input: PauseWorkflowInput, @Context() ctx: Ctx): Promise<Workflow> {
    const workflow = await loadWorkflow(ctx, input.workflowId, input.ifVersion);
    workflow.pause(ctx.now);
    ctx.emit(workflowPaused, { workflowId: workflow.id, name: workflow.name }, { aggregateId: workflow.id });
    return workflow;
  }

  @Authorized('workflow.definition.publish')
  @Mutation(() => UnpauseWorkflowPayload, { description: 'Lets a workflow take triggers again.' })
  async unpauseWorkflow(@Arg('input', () => UnpauseWorkflowInput, { description: 'Which workflow.' }) input: UnpauseWorkflowInput, @Context() ctx: Ctx): Promise<UnpauseWorkflowPayload> {
    const workflow = await loadWorkflow(ctx, input.workflowId, input.ifVersion);
    workflow.goOn(ctx.now);
    await ctx.em.flush();
    const tools = { newId: (prefix: string) => ctx.newId(prefix), now: () => ctx.now };
    const started = input.startKept ? await startHeld(journalTx(ctx), firmOf(ctx), workflow.id, tools) : [];
    return { workflow, started: started.length };
  }

  @Authorized('workflow.definition.publish')
  @Mutation(() => Workflow, { description: 'Gives a workflow another owner. Runs that waited for one go on.' })
  async changeWorkflowOwner(@Arg('input', () => ChangeWorkflowOwnerInput, { description: 'Which workflow, and who.' }) input: ChangeWorkflowOwnerInput, @Context() ctx: Ctx): Promise<Workflow> {
    const workflow = await loadWorkflow(ctx, input.workflowId, input.ifVersion);
    workflow.ownerUserId = checkedUser(input.ownerUserId);
    await mustWorkHere(ctx, workflow.ownerUserId);
    await mustHoldItsRights(ctx, workflow);
    await handOver(journalTx(ctx), firmOf(ctx), workflow.id, workflow.ownerUserId);
    return workflow;
  }
}

function loadWorkflow(ctx: Ctx, id: string, ifVersion: number | null | undefined): Promise<Workflow> {
  if (!isId('wfl', id)) throw new NotFound();
  return ctx.load(Workflow, id, { ifVersion: ifVersion ?? null });
}

function checkedUser(id: string): string {
  if (!isId('usr', id)) throw new Invalid('WORKFLOW_OWNER', 'An owner is a person of the firm.', 'input.ownerUserId');
  return id;
}

function ownerFor(ctx: Ctx, input: PublishWorkflowInput, workflow: Workflow | null): string {
  if (input.ownerUserId) return checkedUser(input.ownerUserId);
  return workflow?.ownerUserId ?? checkedUser(ctx.actor.kind === 'service' ? ctx.actor.onBehalfOf ?? '' : ctx.actor.id);
}

/** A person of another firm, somebody who left and somebody who never was are told alike. */
async function mustWorkHere(ctx: Ctx, userId: string): Promise<void> {
  const [person] = await ctx.sql('select 1 from workflow.people where id = $1 and active', [idToUuid(userId)]);
  if (!person && userId !== ctx.actor.id) throw new NotFound('This person is not known here.', 'input.ownerUserId');
}

/** Handing over lends the new owner's rights to what the document does, so the one who hands over needs them too. */
async function mustHoldItsRights(ctx: Ctx, workflow: Workflow): Promise<void> {
  const version = await ctx.em.findOneOrFail(WorkflowVersion, { id: workflow.currentVersionId });
  const lacking = checkDocument(version.document, portsOf(ctx).catalogue(), (permission) => ctx.can(permission)).faults.find(({ reason }) => reason === 'PERMISSION_MISSING');
  if (lacking) throw new Forbidden('You may hand over only what you may do yourself.', 'WORKFLOW_RIGHTS');
}
