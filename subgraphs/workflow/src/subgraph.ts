import { Conflict, byId, defineSubgraph, stub } from '@firmament/kit';
import { runCancelled, runCompleted, runFailed, runResumed, runStarted, runStuck, runWaiting, versionPublished, workflowPaused } from '@firmament/events';
import { ApprovalResolver } from './approval/approval.resolver.js';
import { ApprovalTask } from './approval/approval-task.entity.js';
import { WorkflowActsResolver, WorkflowResolver } from './definition/workflow.resolver.js';
import { Workflow } from './definition/workflow.entity.js';
import { WorkflowVersion } from './definition/workflow-version.entity.js';
import { CreateWorkflows } from './migrations/2026-11-22-0900-create-workflows.js';
import { CreateRuns } from './migrations/2026-11-22-0901-create-runs.js';
import { CreateMoves } from './migrations/2026-11-22-0902-create-moves.js';
import { CreateSchedules } from './migrations/2026-11-25-0900-create-schedules.js';
import { UndoRuns } from './migrations/2026-11-25-0901-undo-runs.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { ClientMovesResolver, MoveResolver } from './move/move.resolver.js';
import { StaffMove } from './move/move.entity.js';
import { noteMoves } from './move/on-facts.js';
import { notePeople } from './people/people.js';
import { workflowConfig, workflowPorts } from './ports.js';
import { giveMissingRecipes } from './recipes/give-recipes.js';
import { giveRecipes } from './recipes/on-firm-registered.js';
import { RunActsResolver } from './run/run-acts.resolver.js';
import { StartWorkflowResolver } from './run/start-workflow.resolver.js';
import { RunListResolver, TriggerReceiptResolver } from './run/run-list.resolver.js';
import { RunResolver } from './run/run.resolver.js';
import { Run } from './run/run.entity.js';
import { StepAttempt } from './run/step-attempt.entity.js';
import { TriggerReceipt } from './run/trigger-receipt.entity.js';
import { ClientRef, UserRef } from './stubs.js';

/** What firms automate, how each run went, and what waits for the firm's people. The engine shares this schema and nothing else does. */
export default defineSubgraph({
  name: 'workflow',
  entities: [Workflow, WorkflowVersion, Run, StepAttempt, TriggerReceipt, StaffMove, ApprovalTask],
  resolvers: [WorkflowResolver, WorkflowActsResolver, RunResolver, RunActsResolver, StartWorkflowResolver, RunListResolver, TriggerReceiptResolver, MoveResolver, ClientMovesResolver, ApprovalResolver],
  orphans: [ClientRef, UserRef],
  references: {
    Workflow: byId(Workflow, 'workflow.definition.view'), WorkflowVersion: byId(WorkflowVersion, 'workflow.definition.view'), Run: byId(Run, 'workflow.run.view'),
    TriggerReceipt: byId(TriggerReceipt, 'workflow.run.view'), StaffMove: byId(StaffMove, 'workflow.task.view'), ApprovalTask: byId(ApprovalTask, 'workflow.run.view'),
    Client: stub(ClientRef, 'workflow.run.view'),
  },
  emits: [versionPublished, workflowPaused, runStarted, runWaiting, runCompleted, runStuck, runResumed, runCancelled, runFailed],
  listens: [giveRecipes, ...notePeople, ...noteMoves],
  migrations: [CreateWorkflows, CreateRuns, CreateMoves, CreateSchedules, UndoRuns, ForgetWhatIsApplied],
  sweeps: [giveMissingRecipes],
  permissions: {
    'workflow.definition.view': 'See what is automated', 'workflow.definition.publish': 'Publish, stop and hand over automations',
    'workflow.run.view': 'See what automations did', 'workflow.run.start': 'Start automations by hand', 'workflow.run.resume': 'Send stuck automations on', 'workflow.run.cancel': 'End automations',
    'workflow.task.view': 'See what waits for us', 'workflow.task.decide': 'Decide what automations ask',
  },
  constraints: { workflow_name_once: () => new Conflict('WORKFLOW_NAME_TAKEN', 'There is a workflow with this name.') },
  config: workflowConfig,
  ports: workflowPorts,
  clientTables: { 'workflow.runs': 'client_id', 'workflow.moves': 'client_id', 'workflow.approval_tasks': 'client_id' },
});
