import { amount, counted, joined, list, mention, tell, text } from './facts.rules.js';
import type { StoredFact, Teller, Telling } from './sentence.types.js';
import { projectTellers } from './projects.rules.js';
import { dayInWords } from './when.rules.js';

const project = (fact: StoredFact, fallback = 'the project') => mention(text(fact, 'name'), `/projects/${text(fact, 'projectId')}`, fallback);
const task = (fact: StoredFact) => mention(text(fact, 'title'), `/tasks/${text(fact, 'taskId')}`, 'a task');
const day = (fact: StoredFact, field: string) => dayInWords(text(fact, field), fact.time);

function projectCreated(fact: StoredFact): Telling {
  const needs = amount(fact, 'needsOwner');
  return tell('laid out', {
    objects: [project(fact)], icon: 'layout-kanban', fragment: `project «${text(fact, 'name')}»`, tone: needs > 0 ? 'OURS' : 'QUIET',
    secondLine: joined(
      `${counted(amount(fact, 'taskCount'), 'task')}, ${counted(amount(fact, 'milestoneCount'), 'milestone')}.`,
      needs > 0 ? `${counted(needs, 'task needs', 'tasks need')} an owner.` : '',
      text(fact, 'kickOffOn') === '' ? '' : `Kick-off ${day(fact, 'kickOffOn')}.`,
    ),
  });
}

function foldersCreated(fact: StoredFact): Telling {
  const folders = list(fact, 'folders');
  const shared = folders.filter((folder) => folder['visibility'] !== 'PRIVATE').length;
  return tell('laid out', {
    objects: [mention(counted(folders.length, 'folder'), `/clients/${text(fact, 'clientId')}/files`, 'folders')], icon: 'folders',
    fragment: counted(folders.length, 'folder'),
    secondLine: joined(`From «${text(fact, 'templateName')}».`, `The client sees ${shared === 0 ? 'none' : shared} of them.`),
  });
}

const mail = (fact: StoredFact) => mention(text(fact, 'subject'), `/messages/${text(fact, 'messageId')}`, 'a mail');

/** How the facts of projects, files and communications are told. */
export const workTellers: Readonly<Record<string, Teller>> = {
  'projects.project.created': projectCreated,
  'projects.project.kick_off_moved': (fact) => tell('moved the kick-off of', {
    objects: [project(fact)], icon: 'calendar-time', fragment: `kick-off now ${day(fact, 'to')}`,
    secondLine: joined(text(fact, 'from') === '' ? `To ${day(fact, 'to')}.` : `From ${day(fact, 'from')} to ${day(fact, 'to')}.`),
  }),
  'projects.project.activated': (fact) => tell('began', { objects: [project(fact)], icon: 'circle-dot', tone: 'OURS', fragment: `«${text(fact, 'name')}» began` }),
  'projects.project.cancelled': (fact) => tell('cancelled', {
    objects: [project(fact)], icon: 'ban', secondLine: joined(text(fact, 'reason')), fragment: `«${text(fact, 'name')}» cancelled`,
  }),
  'projects.task.created': (fact) => tell(text(fact, 'kind') === 'CLIENT' ? 'asked the client:' : 'added the task', {
    objects: [task(fact)], icon: 'checkbox', tone: text(fact, 'kind') === 'CLIENT' ? 'THEIRS' : 'OURS',
    secondLine: joined(text(fact, 'dueOn') === '' ? '' : `By ${day(fact, 'dueOn')}.`, fact.data['assigneeUserId'] === null ? 'Nobody owns it yet.' : ''),
    fragment: `task «${text(fact, 'title')}»`,
  }),
  'projects.task.completed': (fact) => tell('finished', { objects: [task(fact)], icon: 'square-check', tone: 'DONE', fragment: `«${text(fact, 'title')}» done` }),
  'projects.task.assigned': (fact) => tell(fact.data['assigneeUserId'] === null ? 'took the owner off' : 'gave an owner to', { objects: [task(fact)], icon: 'user-check' }),
  ...projectTellers,
  'projects.template.published': (fact) => tell(`published version ${amount(fact, 'versionNo')} of`, {
    objects: [mention(text(fact, 'name'), '/templates/projects', 'a project template')], icon: 'template',
  }),
  'files.folder.created': foldersCreated,
  'files.template.changed': (fact) => tell(fact.data['deleted'] === true ? 'deleted the folder template' : 'changed the folder template', {
    objects: [mention(text(fact, 'name'), '/templates/folders', 'a folder template')], icon: 'template',
  }),
  'communications.mail.received': (fact) => tell('came by mail:', { objects: [], icon: 'mail', tone: 'OURS', thing: 'Something', secondLine: joined(text(fact, 'subject')) }),
  'communications.message.sent': (fact) => tell('sent', {
    objects: [mail(fact)], icon: 'send', secondLine: joined(text(fact, 'to') === '' ? '' : `To ${text(fact, 'to')}, by mail.`), fragment: 'mail sent',
  }),
  'communications.message.failed': (fact) => tell('could not deliver', {
    objects: [mail(fact)], icon: 'mail-x', tone: 'BROKEN', fragment: 'a mail came back',
    secondLine: joined(text(fact, 'to') === '' ? '' : `To ${text(fact, 'to')}.`, text(fact, 'reason')),
  }),
};
