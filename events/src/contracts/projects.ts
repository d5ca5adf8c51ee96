import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { id, instant, money, plainDate } from './shapes.js';

const status = z.enum(['SKELETON', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'CANCELLED']);
const taskKind = z.enum(['STAFF', 'CLIENT', 'REVIEW']);
/** What every later fact about a task tells, so that a listener need not ask back. */
const task = { taskId: id('tsk'), projectId: id('prj').nullable(), clientId: id('cli').nullable(), title: z.string(), kind: taskKind, assigneeUserIds: z.array(id('usr')), dueOn: plainDate.nullable() };
const project = { projectId: id('prj'), clientId: id('cli'), name: z.string() };
const billing = z.enum(['NONE', 'FIXED', 'PERCENT', 'TIME']);
const milestone = { milestoneId: id('mil'), projectId: id('prj'), clientId: id('cli'), title: z.string(), billing, amount: money.nullable(), percent: z.number().int().nullable() };
export const projectCreated = defineEvent('projects.project.created', 1, 'Work was laid out for a client from a template.',
  z.object({ projectId: id('prj'), clientId: id('cli'), name: z.string(), templateVersionId: id('ptv'), status, sourceRef: z.string().nullable(), taskCount: z.number().int(), milestoneCount: z.number().int(), needsOwner: z.number().int(), kickOffOn: plainDate.nullable() }));
export const projectKickOffMoved = defineEvent('projects.project.kick_off_moved', 1, "A project's first day follows its appointment.",
  z.object({ projectId: id('prj'), clientId: id('cli'), name: z.string().optional(), from: plainDate.nullable(), to: plainDate }));
export const projectActivated = defineEvent('projects.project.activated', 1, 'Work began. Says which agreement let it begin, where one did, and who has something to do in it.',
  z.object({ ...project, agreementId: id('agr').nullable().optional(), kickOffOn: plainDate.optional(), assigneeUserIds: z.array(id('usr')).optional() }));
export const projectCancelled = defineEvent('projects.project.cancelled', 1, 'Work will not be done.',
  z.object({ projectId: id('prj'), clientId: id('cli'), name: z.string(), reason: z.string() }));
export const taskCreated = defineEvent('projects.task.created', 1, 'Somebody has something to do.',
  z.object({ taskId: id('tsk'), projectId: id('prj').nullable(), clientId: id('cli').nullable(), title: z.string(), kind: taskKind, assigneeUserId: id('usr').nullable(), dueOn: plainDate.nullable(),
    assigneeUserIds: z.array(id('usr')).optional(), reviewerUserId: id('usr').nullable().optional() }));
export const taskCompleted = defineEvent('projects.task.completed', 1, 'Something was done.',
  z.object({ taskId: id('tsk'), projectId: id('prj').nullable(), clientId: id('cli').nullable(), title: z.string(),
    kind: taskKind.optional(), assigneeUserIds: z.array(id('usr')).optional(), dueOn: plainDate.nullable().optional(), completedByUserId: id('usr').nullable().optional() }));
export const taskAssigned = defineEvent('projects.task.assigned', 1, 'A task got an owner.',
  z.object({ taskId: id('tsk'), projectId: id('prj').nullable(), clientId: id('cli').nullable(), title: z.string(), assigneeUserId: id('usr').nullable(),
    kind: taskKind.optional(), assigneeUserIds: z.array(id('usr')).optional(), dueOn: plainDate.nullable().optional() }));
export const templatePublished = defineEvent('projects.template.published', 1, 'A version of a project template can be used.',
  z.object({ templateId: id('ptl'), versionId: id('ptv'), name: z.string(), versionNo: z.number().int() }));
export const projectOnHold = defineEvent('projects.project.on_hold', 1, 'Work pauses, and somebody said why.',
  z.object({ ...project, reason: z.string() }));
export const projectResumed = defineEvent('projects.project.resumed', 1, 'Paused work goes on.',
  z.object(project));
export const projectCompleted = defineEvent('projects.project.completed', 1, 'Work is done.',
  z.object({ ...project, reason: z.string().nullable() }));
export const projectStageAdvanced = defineEvent('projects.project.stage_advanced', 1, 'Every condition of a stage is met, and work goes on in the next one.',
  z.object({ ...project, from: z.string(), to: z.string() }));
export const projectFilesNeeded = defineEvent('projects.project.files_needed', 1, 'Work began that needs files of the client; who asks for them reads here what is needed.',
  z.object({ ...project, requests: z.array(z.object({ key: z.string(), title: z.string(), dueOn: plainDate.nullable(), items: z.array(z.object({ title: z.string(), required: z.boolean(), hint: z.string().nullable() })) })) }));
export const projectFilesAttached = defineEvent('projects.project.files_attached', 1, 'Files of the client came to a project; each is told once.',
  z.object({ ...project, requestId: z.string().nullable(), fileIds: z.array(z.string()) }));
export const taskStarted = defineEvent('projects.task.started', 1, 'Somebody began with a task.', z.object(task));
export const taskReopened = defineEvent('projects.task.reopened', 1, 'A task that was done must be done again.',
  z.object({ ...task, reason: z.string().nullable() }));
export const taskOverdue = defineEvent('projects.task.overdue', 1, 'The due day of a task passed; told once for a task and a due day.', z.object(task));
export const taskBlocked = defineEvent('projects.task.blocked', 1, 'A task cannot go on before something else.',
  z.object({ ...task, byTaskIds: z.array(id('tsk')), byFileRequestId: z.string().nullable(), sentence: z.string() }));
export const taskUnblocked = defineEvent('projects.task.unblocked', 1, 'Nothing stands before a task any more.', z.object(task));
export const taskCancelled = defineEvent('projects.task.cancelled', 1, 'A task will not be done, because its project will not.', z.object(task));
export const commentAdded = defineEvent('projects.comment.added', 1, 'Somebody said something about a task; the words themselves stay with the task.',
  z.object({ commentId: id('cmt'), taskId: id('tsk'), projectId: id('prj').nullable(), clientId: id('cli').nullable(), title: z.string(), authorUserId: id('usr'), mentionedUserIds: z.array(id('usr')) }));
export const milestoneCompleted = defineEvent('projects.milestone.completed', 1, 'Work reached a point that may mean a bill.',
  z.object({ ...milestone, completedAt: instant }));
export const milestoneReopened = defineEvent('projects.milestone.reopened', 1, 'A point that was reached is open again.',
  z.object({ ...milestone, reason: z.string() }));
const entry = { timeEntryId: id('tme'), projectId: id('prj').nullable(), taskId: id('tsk').nullable(), clientId: id('cli').nullable(), userId: id('usr'), workedOn: plainDate, minutes: z.number().int(), billable: z.boolean(), rate: money.nullable() };
export const timeEntryLogged = defineEvent('projects.timeentry.logged', 1, 'Somebody noted time spent.', z.object(entry));
export const timeEntryRemoved = defineEvent('projects.timeentry.removed', 1, 'Noted time was taken back before it was billed.', z.object(entry));
export const timeEntryLocked = defineEvent('projects.timeentry.locked', 1, 'Noted time stands on an invoice and can no longer change.',
  z.object({ ...entry, invoiceId: z.string() }));
export const timeEntryUnlocked = defineEvent('projects.timeentry.unlocked', 1, 'Noted time stands on no invoice any more and can be billed again.', z.object({ ...entry, invoiceId: z.string() }));
export const recurrenceGenerated = defineEvent('projects.recurrence.generated', 1, 'A rule laid out the work of one period; told once for a rule and a period.',
  z.object({ ruleId: id('rec'), periodKey: z.string(), projectId: id('prj'), clientId: id('cli'), name: z.string() }));
export const recurrenceChanged = defineEvent('projects.recurrence.changed', 1, 'A rule for recurring work was made, changed or stopped.',
  z.object({ ruleId: id('rec'), clientId: id('cli'), name: z.string(), active: z.boolean() }));
