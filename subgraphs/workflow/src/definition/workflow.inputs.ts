import { JsonScalar } from '@firmament/kit';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { FaultReason } from './document.types.js';
import { Workflow } from './workflow.entity.js';
import { WorkflowVersion } from './workflow-version.entity.js';

/** What to publish. */
@InputType({ description: 'What to publish.' })
export class PublishWorkflowInput {
  @Field(() => ID, { nullable: true, description: 'The workflow that gets a new version; without it a new workflow is made.' }) workflowId?: string | null;
  @Field(() => JsonScalar, { description: 'The document: format 1, name, description, trigger, steps.' }) document!: unknown;
  @Field(() => ID, { nullable: true, description: 'The person whose rights it acts with; you, unless told otherwise.' }) ownerUserId?: string | null;
  @Field(() => Int, { nullable: true, description: 'The version of the workflow that was read.' }) ifVersion?: number | null;
}

/** Which workflow to stop. */
@InputType({ description: 'Which workflow to stop.' })
export class PauseWorkflowInput {
  @Field(() => ID, { description: 'The workflow.' }) workflowId!: string;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}

/** Which workflow goes on. */
@InputType({ description: 'Which workflow goes on.' })
export class UnpauseWorkflowInput {
  @Field(() => ID, { description: 'The workflow.' }) workflowId!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'Whether what was triggered during the pause starts now.' }) startKept: boolean = false;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}

/** Who a workflow acts for. */
@InputType({ description: 'Who a workflow acts for.' })
export class ChangeWorkflowOwnerInput {
  @Field(() => ID, { description: 'The workflow.' }) workflowId!: string;
  @Field(() => ID, { description: 'The new owner; its open runs go on with that person\'s rights.' }) ownerUserId!: string;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}

/** A reason why a document cannot be published. */
@ObjectType({ description: 'A reason why a document cannot be published.' })
export class WorkflowFault {
  @Field(() => String, { description: 'The place in the document, such as `steps.resolveClient.input.email`.' }) place!: string;
  @Field(() => String, { description: 'The kind of fault, such as EVENT_FIELD_UNKNOWN.' }) reason!: FaultReason;
  @Field(() => String, { description: 'What is wrong, in words.' }) sentence!: string;
}

/** What publishing did: a version, or the faults that stand in its way. */
@ObjectType({ description: 'What publishing did: a version, or the faults that stand in its way.' })
export class PublishWorkflowPayload {
  @Field(() => Workflow, { nullable: true, description: 'The workflow; null when there are faults.' }) workflow!: Workflow | null;
  @Field(() => WorkflowVersion, { nullable: true, description: 'The new version; null when there are faults.' }) publishedVersion!: WorkflowVersion | null;
  @Field(() => [WorkflowFault], { description: 'Every fault; empty when it was published.' }) faults!: WorkflowFault[];
}

/** What unpausing did. */
@ObjectType({ description: 'What unpausing did.' })
export class UnpauseWorkflowPayload {
  @Field(() => Workflow, { description: 'The workflow.' }) workflow!: Workflow;
  @Field(() => Int, { description: 'How many kept triggers started a run.' }) started!: number;
}
