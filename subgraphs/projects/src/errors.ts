import { Conflict, Invalid, NotFound } from '@firmament/kit';

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
  constructor(titles: readonly string[]) { super('PROJECTS_TASK_BLOCKED', `This waits for ${titles.slice(0, 3).map((title) => `«${title}»`).join(', ')}${titles.length > 3 ? ` and ${titles.length - 3} more` : ''}.`, { waitsFor: titles.length }); }
}
/** A cancelled task cannot be done or given away. */
export class TaskIsCancelled extends Conflict {
  constructor() { super('PROJECTS_TASK_CANCELLED', 'This task was cancelled with its project.'); }
}
/** What is done needs no other owner. */
export class TaskIsDone extends Conflict {
  constructor() { super('PROJECTS_TASK_DONE', 'This task is done.'); }
}

const words = (status: string): string => status.toLowerCase().replace('_', ' ');
