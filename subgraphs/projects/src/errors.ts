import { Conflict, Invalid, NotFound } from '@firmament/kit';
import { named } from './text.rules.js';

/** The version is unknown, or of another firm. */
export class TemplateVersionMissing extends NotFound {
  constructor() { super('This version of a project template does not exist.', 'input.templateVersionId'); }
}
/** A draft lays out nothing: nobody said that it is right. */
export class TemplateVersionUnpublished extends Conflict {
  constructor(name: string) { super('PROJECTS_VERSION_NOT_PUBLISHED', `This version of «${name}» is a draft. Publish it first.`); }
}
/** Two templates of one firm cannot share a name. */
export class TemplateNameTaken extends Conflict {
  constructor() { super('PROJECTS_TEMPLATE_NAME_TAKEN', 'A project template with this name exists.'); }
}
/** The newest version is published already and no other plan was sent. */
export class NothingToPublish extends Conflict {
  constructor(name: string) { super('PROJECTS_NOTHING_TO_PUBLISH', `The newest version of «${name}» is published already.`); }
}
/** The plan of a template contradicts itself. */
export class TemplatePlanInvalid extends Invalid {
  constructor(fault: { sentence: string; field: string }) { super('PROJECTS_TEMPLATE_PLAN', fault.sentence, `input.plan.${fault.field}`); }
}
/** The lifecycle does not allow this step. */
export class ProjectStepRefused extends Conflict {
  constructor(from: string, to: string) { super('PROJECTS_STATUS_STEP', `A project cannot go from ${words(from)} to ${words(to)}.`, { from, to }); }
}
/** Without a first day no task can be given a date. */
export class KickOffNeeded extends Invalid {
  constructor() { super('PROJECTS_KICK_OFF_NEEDED', 'Say on which day the work begins.', 'input.kickOffOn'); }
}
/** Nothing can be added to work that has ended. */
export class ProjectIsClosed extends Conflict {
  constructor(name: string) { super('PROJECTS_PROJECT_CLOSED', `«${name}» has ended; it takes no more tasks.`); }
}
/** A task stands in a project of one client and cannot belong to another. */
export class TaskOfAnotherClient extends Invalid {
  constructor() { super('PROJECTS_TASK_CLIENT', 'This project belongs to another client.', 'input.clientId'); }
}
/** What a client is asked to do needs a client. */
export class ClientTaskNeedsClient extends Invalid {
  constructor() { super('PROJECTS_CLIENT_TASK', 'A task for a client needs the client.', 'input.clientId'); }
}
/** Other tasks come first. */
export class TaskIsBlocked extends Conflict {
  constructor(titles: readonly string[]) { super('PROJECTS_TASK_BLOCKED', `This waits for ${named(titles)}.`, { waitsFor: titles.length }); }
}
/** A cancelled task cannot be done or given away. */
export class TaskIsCancelled extends Conflict {
  constructor() { super('PROJECTS_TASK_CANCELLED', 'This task was cancelled with its project.'); }
}
/** What is done needs no other owner. */
export class TaskIsDone extends Conflict {
  constructor() { super('PROJECTS_TASK_DONE', 'This task is done.'); }
}
/** What was never finished cannot be opened again. */
export class TaskIsNotDone extends Conflict {
  constructor() { super('PROJECTS_TASK_OPEN', 'This task is still open.'); }
}
/** The parts of a task are open, and nobody said what becomes of them. */
export class TaskHasOpenParts extends Conflict {
  constructor(titles: readonly string[]) { super('PROJECTS_OPEN_PARTS', `Its parts are open: ${named(titles)}. Finish them, or say what becomes of them.`, { open: titles.length }); }
}
/** Tasks of a project are open, and nobody said what becomes of them. */
export class ProjectHasOpenTasks extends Conflict {
  constructor(titles: readonly string[]) { super('PROJECTS_OPEN_TASKS', `Tasks are open: ${named(titles)}. Finish them, or say what becomes of them.`, { open: titles.length }); }
}
/** The board says no to a drop; the sentence says why. */
export class DropRefused extends Conflict {
  constructor(reason: 'PROJECTS_WIP_LIMIT' | 'PROJECTS_CARD_BLOCKED' | 'PROJECTS_CARD_ENDED' | 'PROJECTS_PROJECT_CLOSED', sentence: string) { super(reason, sentence); }
}
/** A neighbour of a drop stands elsewhere by now. */
export class DropPlaceGone extends Conflict {
  constructor() { super('PROJECTS_PLACE_GONE', 'The cards around this place have moved. Look at the board again.'); }
}
/** The section belongs to another project. */
export class SectionElsewhere extends Invalid {
  constructor(field: string) { super('PROJECTS_SECTION', 'This column belongs to another project.', field); }
}
/** Tasks would wait for each other. */
export class DependencyCircle extends Invalid {
  constructor(titles: readonly string[]) { super('PROJECTS_DEPENDENCY_CIRCLE', `These tasks would wait for each other: ${named(titles)}.`, 'input.dependsOnIds'); }
}
/** A task waits for tasks of its own project only. */
export class DependencyElsewhere extends Invalid {
  constructor(field: string) { super('PROJECTS_DEPENDENCY_PROJECT', 'A task can only be tied to tasks of its own project.', field); }
}
/** There is no such line. */
export class ChecklistLineMissing extends NotFound {
  constructor() { super('This checklist has no such line.', 'input.key'); }
}
/** Somebody has it already. */
export class TaskIsTaken extends Conflict {
  constructor() { super('PROJECTS_TASK_TAKEN', 'Somebody has taken this task already.'); }
}
/** Only a person can take a task. */
export class NobodyToTakeIt extends Conflict {
  constructor() { super('PROJECTS_NO_PERSON', 'Only a member of staff can do this for themselves.'); }
}
/** What stands on an invoice stays as it is. */
export class MilestoneIsBilled extends Conflict {
  constructor(title: string) { super('PROJECTS_MILESTONE_BILLED', `«${title}» stands on an invoice already.`); }
}
/** Nothing is billed for it. */
export class MilestoneHasNoBill extends Conflict {
  constructor(title: string) { super('PROJECTS_MILESTONE_NOT_BILLABLE', `Reaching «${title}» means no bill.`); }
}
/** What is not reached cannot be billed. */
export class MilestoneNotReached extends Conflict {
  constructor(title: string) { super('PROJECTS_MILESTONE_OPEN', `«${title}» is not reached yet.`); }
}
/** Time that stands on an invoice stays as it is. */
export class TimeIsLocked extends Conflict {
  constructor(invoiceId: string) { super('PROJECTS_TIME_LOCKED', 'This time stands on an invoice already.', { invoiceId }); }
}
/** Time is spent on something. */
export class TimeOnNothing extends Invalid {
  constructor() { super('PROJECTS_TIME_ON_NOTHING', 'Say on which task or project the time was spent.', 'input.taskId'); }
}
/** The rule cannot be read, or gives nothing. */
export class RecurrenceInvalid extends Invalid {
  constructor(sentence: string, field = 'input.rrule') { super('PROJECTS_RECURRENCE', sentence, field); }
}
/** Nothing can be laid out from a template without a published version. */
export class TemplateNotPublished extends Conflict {
  constructor(name: string) { super('PROJECTS_TEMPLATE_NOT_PUBLISHED', `«${name}» has no published version yet.`); }
}
/** Neither the files nor the agreement of another client come to a project. */
export class ProjectOfAnotherClient extends Invalid {
  constructor() { super('PROJECTS_PROJECT_CLIENT', 'This project belongs to another client.', 'input.projectId'); }
}
/** Files that came stay wanted or not as they are. */
export class FileNeedSettled extends Conflict {
  constructor(title: string) { super('PROJECTS_FILES_SETTLED', `«${title}» is settled already.`); }
}

const words = (status: string): string => status.toLowerCase().replace('_', ' ');
