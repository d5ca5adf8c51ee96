import {
  commentAdded, milestoneCompleted, milestoneReopened, projectActivated, projectCancelled, projectCompleted, projectCreated, projectFilesAttached, projectFilesNeeded, projectKickOffMoved, projectOnHold,
  projectResumed, projectStageAdvanced, recurrenceChanged, recurrenceGenerated, taskAssigned, taskBlocked, taskCancelled, taskCompleted, taskCreated, taskOverdue, taskReopened, taskStarted, taskUnblocked, templatePublished,
  timeEntryLocked, timeEntryLogged, timeEntryRemoved, timeEntryUnlocked,
} from '@firmament/events';
import { byId, defineSubgraph, stub } from '@firmament/kit';
import { BoardResolver } from './board/board.resolver.js';
import { ProjectsBoardResolver } from './board/projects-board.resolver.js';
import { TemplateNameTaken } from './errors.js';
import { ProjectFileNeed } from './filing/file-need.entity.js';
import { FilingResolver } from './filing/filing.resolver.js';
import { onFileRequests } from './filing/on-file-requests.js';
import { ProjectFile } from './filing/project-file.entity.js';
import { CompleteProjects } from './migrations/2026-11-25-1900-complete-projects.js';
import { CreateProjects } from './migrations/2026-11-22-0900-create-projects.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { BoardOfProjects } from './migrations/2026-11-25-2250-board-of-projects.js';
import { WorkByAgreement } from './migrations/2026-11-26-1500-work-by-agreement.js';
import { TimeByInvoice } from './migrations/2026-11-28-1444-time-by-invoice.js';
import { WorkWaitsForInvoices } from './migrations/2026-11-28-1700-work-waits-for-invoices.js';
import { AgreedProjectResolver } from './project/agreed.resolver.js';
import { TaskLatenessResolver } from './project/lateness.resolver.js';
import { LifecycleResolver } from './project/lifecycle.resolver.js';
import { Milestone } from './project/milestone.entity.js';
import { MilestoneResolver } from './project/milestone.resolver.js';
import { onPlanCreated } from './project/on-plan-created.js';
import { Project } from './project/project.entity.js';
import { ClientProjectsResolver, ProjectResolver } from './project/project.resolver.js';
import { ProjectSection } from './project/section.entity.js';
import { SkeletonResolver } from './project/skeleton.resolver.js';
import { StageResolver } from './project/stage.resolver.js';
import { RecurrenceRule, RecurrenceRun } from './recurrence/recurrence.entity.js';
import { RecurrenceResolver, RecurrenceRunResolver } from './recurrence/recurrence.resolver.js';
import { ClientRef, FileObjectRef, UserRef } from './stubs.js';
import { TaskAssignee } from './task/task-assignee.entity.js';
import { TaskComment } from './task/task-comment.entity.js';
import { TaskCommentResolver, TaskPlanResolver } from './task/task-plan.resolver.js';
import { TaskWorkResolver } from './task/task-work.resolver.js';
import { Task } from './task/task.entity.js';
import { TaskResolver } from './task/task.resolver.js';
import { tellOverdueTasks } from './task/tell-overdue.js';
import { ClientTeam } from './team/client-team.entity.js';
import { onClientCreated, onClientErased, onClientUpdated } from './team/on-client-facts.js';
import { onUserDeactivated } from './team/on-user-deactivated.js';
import { ClientTeamResolver } from './team/team.resolver.js';
import { ProjectTemplate, ProjectTemplateVersion } from './template/template.entity.js';
import { PlannedMilestoneResolver, ProjectTemplateResolver, ProjectTemplateVersionResolver } from './template/template.resolver.js';
import { BillingRate } from './time/billing-rate.entity.js';
import { onInvoices } from './time/on-invoices.js';
import { TimeEntry } from './time/time-entry.entity.js';
import { BillingRateResolver, ProjectTimeResolver, TimeResolver } from './time/time.resolver.js';

const clientBound = ['projects', 'sections', 'tasks', 'milestones', 'task_assignees', 'task_comments', 'file_needs', 'project_files', 'time_entries', 'billing_rates', 'client_teams', 'recurrence_rules', 'recurrence_runs'];

/** The work that a firm does: how it is planned, laid out, given to people and finished. */
export default defineSubgraph({
  name: 'projects',
  entities: [
    ProjectTemplate, ProjectTemplateVersion, Project, ProjectSection, Task, Milestone, TaskAssignee, TaskComment, ProjectFileNeed, ProjectFile, TimeEntry, BillingRate, ClientTeam, RecurrenceRule, RecurrenceRun,
  ],
  resolvers: [
    ProjectResolver, SkeletonResolver, AgreedProjectResolver, LifecycleResolver, BoardResolver, ProjectsBoardResolver, StageResolver, ProjectTimeResolver, MilestoneResolver, ClientProjectsResolver, TaskResolver, TaskWorkResolver, TaskPlanResolver, TaskLatenessResolver,
    TaskCommentResolver, FilingResolver, TimeResolver, BillingRateResolver, ClientTeamResolver, RecurrenceResolver, RecurrenceRunResolver, ProjectTemplateResolver, ProjectTemplateVersionResolver, PlannedMilestoneResolver,
  ],
  orphans: [ClientRef, UserRef, FileObjectRef],
  references: {
    Project: byId(Project, 'projects.project.view'), Task: byId(Task, 'projects.task.view'), Client: stub(ClientRef, 'projects.project.view'),
    ProjectTemplate: byId(ProjectTemplate, 'projects.template.view'), ProjectTemplateVersion: byId(ProjectTemplateVersion, 'projects.template.view'),
    TaskComment: byId(TaskComment, 'projects.task.view'), TimeEntry: byId(TimeEntry, 'projects.time.view'), RecurrenceRule: byId(RecurrenceRule, 'projects.recurrence.view'),
  },
  emits: [
    projectCreated, projectKickOffMoved, projectActivated, projectOnHold, projectResumed, projectCompleted, projectCancelled, projectStageAdvanced, projectFilesNeeded, projectFilesAttached,
    taskCreated, taskAssigned, taskStarted, taskCompleted, taskReopened, taskOverdue, taskBlocked, taskUnblocked, taskCancelled, commentAdded, milestoneCompleted, milestoneReopened,
    timeEntryLogged, timeEntryRemoved, timeEntryLocked, timeEntryUnlocked, recurrenceChanged, recurrenceGenerated, templatePublished,
  ],
  listens: [onClientCreated, onClientUpdated, onClientErased, onUserDeactivated, ...onFileRequests, onPlanCreated, ...onInvoices],
  migrations: [CreateProjects, CompleteProjects, ForgetWhatIsApplied, BoardOfProjects, WorkByAgreement, TimeByInvoice, WorkWaitsForInvoices],
  permissions: {
    'projects.project.view': 'See projects', 'projects.project.create': 'Lay out projects', 'projects.project.edit': 'Begin, pause, finish and take back projects', 'projects.project.bill': 'Put milestones onto invoices',
    'projects.task.view': 'See tasks', 'projects.task.create': 'Add tasks', 'projects.task.edit': 'Change, finish and hand over tasks',
    'projects.template.view': 'See project templates', 'projects.template.edit': 'Make and publish project templates',
    'projects.time.view': 'See time spent and rates', 'projects.time.log': 'Note time spent', 'projects.time.bill': 'Put time onto invoices and set rates',
    'projects.recurrence.view': 'See recurring work', 'projects.recurrence.edit': 'Make and change recurring work',
  },
  portalPermissions: ['projects.project.view'],
  constraints: { project_template_name_unique: () => new TemplateNameTaken() },
  clientTables: Object.fromEntries(clientBound.map((table) => [`projects.${table}`, 'client_id'])),
  sweeps: [tellOverdueTasks],
});
