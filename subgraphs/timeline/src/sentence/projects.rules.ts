import { amount, counted, joined, list, mention, tell, text } from './facts.rules.js';
import type { StoredFact, Teller } from './sentence.types.js';
import { dayInWords } from './when.rules.js';

const project = (fact: StoredFact) => mention(text(fact, 'name'), `/projects/${text(fact, 'projectId')}`, 'the project');
const task = (fact: StoredFact) => mention(text(fact, 'title'), `/tasks/${text(fact, 'taskId')}`, 'a task');
const milestone = (fact: StoredFact) => mention(text(fact, 'title'), `/projects/${text(fact, 'projectId')}`, 'a milestone');
const rule = (fact: StoredFact) => mention(text(fact, 'name'), `/recurring/${text(fact, 'ruleId')}`, 'recurring work');
const day = (fact: StoredFact, field: string) => dayInWords(text(fact, field), fact.time);

/** Minutes as people say them. */
function time(fact: StoredFact): string {
  const minutes = amount(fact, 'minutes');
  const hours = Math.floor(minutes / 60);
  return [hours > 0 ? counted(hours, 'hour') : '', minutes % 60 > 0 || hours === 0 ? counted(minutes % 60, 'minute') : ''].filter((part) => part !== '').join(' ');
}

const entry = (fact: StoredFact) => mention(time(fact), text(fact, 'projectId') === '' ? `/tasks/${text(fact, 'taskId')}` : `/projects/${text(fact, 'projectId')}`, 'time');

/** Projects, and what recurs. */
const projects: Readonly<Record<string, Teller>> = {
  'projects.project.on_hold': (fact) => tell('paused', { objects: [project(fact)], icon: 'player-pause', secondLine: joined(text(fact, 'reason')), fragment: `«${text(fact, 'name')}» paused` }),
  'projects.project.resumed': (fact) => tell('went on with', { objects: [project(fact)], icon: 'player-play', tone: 'OURS', fragment: `«${text(fact, 'name')}» goes on` }),
  'projects.project.completed': (fact) => tell('completed', { objects: [project(fact)], icon: 'circle-check', tone: 'DONE', secondLine: joined(text(fact, 'reason')), fragment: `«${text(fact, 'name')}» completed` }),
  'projects.project.stage_advanced': (fact) => tell('took to the next stage', { objects: [project(fact)], icon: 'arrow-right', secondLine: joined(`From «${text(fact, 'from')}» to «${text(fact, 'to')}».`), fragment: `now in «${text(fact, 'to')}»` }),
  'projects.project.files_needed': (fact) => tell('needs files for', { objects: [project(fact)], icon: 'file-search', tone: 'OURS', secondLine: joined(`${counted(list(fact, 'requests').length, 'request')} to the client.`) }),
  'projects.project.files_attached': (fact) => {
    const count = Array.isArray(fact.data['fileIds']) ? fact.data['fileIds'].length : 0;
    return tell(`attached ${counted(count, 'file')} to`, { objects: [project(fact)], icon: 'paperclip', tone: 'DONE', fragment: `${counted(count, 'file')} attached` });
  },
  'projects.recurrence.generated': (fact) => tell('laid out recurring work:', { objects: [project(fact)], icon: 'repeat', fragment: `«${text(fact, 'name')}» came round` }),
  'projects.recurrence.changed': (fact) => tell(fact.data['active'] === false ? 'stopped' : 'set up', { objects: [rule(fact)], icon: 'repeat' }),
  'projects.milestone.completed': (fact) => tell('reached', { objects: [milestone(fact)], icon: 'flag', tone: 'DONE', fragment: `«${text(fact, 'title')}» reached` }),
  'projects.milestone.reopened': (fact) => tell('took back', { objects: [milestone(fact)], icon: 'flag-off', secondLine: joined(text(fact, 'reason')) }),
};

/** Tasks, and the time that went into them. */
const tasks: Readonly<Record<string, Teller>> = {
  'projects.task.started': (fact) => tell('began with', { objects: [task(fact)], icon: 'player-play', tone: 'OURS' }),
  'projects.task.reopened': (fact) => tell('opened again', { objects: [task(fact)], icon: 'rotate', tone: text(fact, 'kind') === 'CLIENT' ? 'THEIRS' : 'OURS', secondLine: joined(text(fact, 'reason')), fragment: `«${text(fact, 'title')}» open again` }),
  'projects.task.overdue': (fact) => tell('let pass the day of', { objects: [task(fact)], icon: 'alarm', tone: text(fact, 'kind') === 'CLIENT' ? 'THEIRS' : 'OURS', secondLine: joined(`It was due ${day(fact, 'dueOn')}.`), fragment: `«${text(fact, 'title')}» overdue` }),
  'projects.task.blocked': (fact) => tell('put on wait', { objects: [task(fact)], icon: 'lock', tone: fact.data['byFileRequestId'] ? 'THEIRS' : 'OURS', secondLine: joined(text(fact, 'sentence')) }),
  'projects.task.unblocked': (fact) => tell('cleared the way for', { objects: [task(fact)], icon: 'lock-open', tone: 'OURS' }),
  'projects.task.cancelled': (fact) => tell('cancelled the task', { objects: [task(fact)], icon: 'ban' }),
  'projects.comment.added': (fact) => tell('commented on', { objects: [task(fact)], icon: 'message' }),
  'projects.timeentry.logged': (fact) => tell('noted', { objects: [entry(fact)], icon: 'clock', secondLine: joined(fact.data['billable'] === false ? 'Not billable.' : '') }),
  'projects.timeentry.removed': (fact) => tell('took back', { objects: [entry(fact)], icon: 'clock-off' }),
  'projects.timeentry.locked': (fact) => tell('put onto an invoice:', { objects: [entry(fact)], icon: 'lock', tone: 'DONE' }),
  'projects.timeentry.unlocked': (fact) => tell('took off an invoice:', { objects: [entry(fact)], icon: 'lock-open' }),
};

/** How the facts of boards, reviews, recurring work and time are told. */
export const projectTellers: Readonly<Record<string, Teller>> = { ...projects, ...tasks };
