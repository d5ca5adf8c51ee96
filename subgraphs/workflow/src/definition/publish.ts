import { versionPublished } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { keepSchedule } from '../journal/schedule.js';
import { firmOf, journalTx } from '../ports.js';
import { triggerName, type CompiledPlan } from './document.types.js';
import { Workflow, WorkflowState } from './workflow.entity.js';
import { WorkflowVersion } from './workflow-version.entity.js';

/** What a version is published for: an existing workflow, or a new one with its owner. */
export interface Publication { plan: CompiledPlan; workflow: Workflow | null; ownerUserId: string; recipe: string | null; publishedBy: string }

/** Writes a checked document as the next version, which new runs follow from now on. */
export async function publish(ctx: Ctx, publication: Publication): Promise<{ workflow: Workflow; version: WorkflowVersion }> {
  const { document } = publication.plan;
  const versionNo = (publication.workflow?.currentVersionNo ?? 0) + 1;
  const id = ctx.newId('wfv');
  const workflow = publication.workflow ?? newWorkflow(ctx, publication, id);
  workflow.follow({ id, versionNo }, { ...document, startsOn: triggerName(document.trigger) }, ctx.now);
  const version = ctx.em.create(WorkflowVersion, {
    id, tenantId: firmOf(ctx), workflowId: workflow.id, versionNo, document, plan: publication.plan, publishedAt: ctx.now, publishedBy: publication.publishedBy,
  });
  ctx.em.persist([workflow, version]);
  const { trigger } = document;
  await keepSchedule(journalTx(ctx), { tenantId: firmOf(ctx), workflowId: workflow.id }, 'schedule' in trigger ? trigger.schedule : null);
  ctx.emit(versionPublished, { workflowId: workflow.id, versionId: id, name: workflow.name, versionNo }, { aggregateId: workflow.id });
  return { workflow, version };
}

function newWorkflow(ctx: Ctx, { plan, ownerUserId, recipe }: Publication, versionId: string): Workflow {
  const { name, description, trigger } = plan.document;
  return ctx.em.create(Workflow, {
    id: ctx.newId('wfl'), tenantId: firmOf(ctx), version: 1, name, description, state: WorkflowState.PUBLISHED, ownerUserId, recipe,
    triggerEvent: triggerName(trigger), currentVersionId: versionId, currentVersionNo: 1, createdAt: ctx.now, updatedAt: ctx.now,
  });
}
