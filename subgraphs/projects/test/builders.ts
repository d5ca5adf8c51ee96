import { newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';

/** A plan with a chain of dependencies, a client's task, a reviewer and three ways to bill. */
export const aPlan = (more: object = {}) => ({
  namePattern: '{client}: {period}', clientTitle: 'Your accounts, {period}',
  sections: [{ key: 'gather', title: 'Gather' }, { key: 'prepare', title: 'Prepare' }],
  tasks: [
    { key: 'records', section: 'gather', title: 'Chase bank statements', clientTitle: 'Send us your bank statements', kind: 'CLIENT', role: 'CLIENT', dueAfterDays: 2 },
    { key: 'draft', section: 'prepare', title: 'Draft accounts', role: 'PREPARER', dueAfterDays: 5, dependsOn: ['records'] },
    { key: 'review', section: 'prepare', title: 'First review', kind: 'REVIEW', role: 'REVIEWER', dueAfterDays: 8, dependsOn: ['draft'], clientVisible: true },
    { key: 'file', section: 'prepare', title: 'File', role: 'OWNER', dependsOn: ['review', 'draft'] },
  ],
  milestones: [
    { key: 'half', title: 'Draft sent', billing: 'PERCENT', percent: 50, dueAfterDays: 6 }, { key: 'setup', title: 'Set up', billing: 'FIXED', amount: { minor: '120000', currency: 'GBP' } }, { key: 'end', title: 'Filed' },
  ],
  ...more,
});

export const makeTemplate = 'mutation($input: CreateProjectTemplateInput!) { createProjectTemplate(input: $input) { id version versions { id versionNo published } current { id } } }';
export const publish = 'mutation($input: PublishProjectTemplateVersionInput!) { publishProjectTemplateVersion(input: $input) { id versionNo published template { name } plan { tasks { key dependsOn } milestones { amount { decimal currency } } } } }';
export const layOut = 'mutation($input: CreateProjectFromTemplateInput!) { createProjectFromTemplate(input: $input) { created project { id name clientTitle status kickOffOn dueOn tasksTotal tasksDone sections { title } milestones { title billing percent dueOn amount { decimal currency } } tasks { id title role dueOn state needsOwner assignee { id } dependsOn { title } } } } }';

/** One task of a laid-out project. */
export interface LaidOutTask { id: string; title: string; role: string; dueOn: string | null; state: string; needsOwner: boolean; assignee: { id: string } | null; dependsOn: { title: string }[] }
/** What laying out answers. */
export interface LaidOut { created: boolean; project: { id: string; name: string; status: string; tasks: LaidOutTask[] } & Record<string, unknown> }

/** A firm with one published template. */
export async function aTemplate(h: Harness, name: string, plan: object = aPlan()): Promise<{ templateId: string; versionId: string }> {
  const made = await h.as(h.staff()).run(makeTemplate, { input: { name, projectType: 'Year-end accounts', plan } });
  if (made.errors) throw new Error(JSON.stringify(made.errors));
  const templateId = (made.data as { createProjectTemplate: { id: string } }).createProjectTemplate.id;
  const published = await h.as(h.staff()).run(publish, { input: { templateId } });
  if (published.errors) throw new Error(JSON.stringify(published.errors));
  return { templateId, versionId: (published.data as { publishProjectTemplateVersion: { id: string } }).publishProjectTemplateVersion.id };
}

/** A known client with a skeleton, laid out as the workflow does it. */
export async function aSkeleton(h: Harness, versionId: string, more: object = {}): Promise<{ clientId: string; appointmentId: string; ownerUserId: string; laidOut: LaidOut }> {
  const clientId = newId('cli');
  await h.knowClient(clientId);
  const input = { clientId, templateVersionId: versionId, appointmentId: newId('apt'), kickOffOn: '2026-11-19', ownerUserId: newId('usr'), clientName: 'Marlowe Boatyard', onlyIfNoOpenSkeleton: true, ...more };
  const { data, errors } = await h.as(h.service()).run(layOut, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return { ...input, laidOut: (data as unknown as { createProjectFromTemplate: LaidOut }).createProjectFromTemplate };
}

/** A plan with files that the client owes, a full column, parts, and conditions of stages. */
export const aFilingPlan = (more: object = {}) => aPlan({
  sections: [{ key: 'gather', title: 'Gather', conditions: ['TASKS_DONE', 'FILES_RECEIVED'] }, { key: 'prepare', title: 'Prepare', wipLimit: 2 }],
  fileRequests: [{ key: 'bank', title: 'Bank statements', section: 'gather', dueAfterDays: 3, items: [{ title: 'April', hint: 'All pages' }, { title: 'Receipts', required: false }] }],
  tasks: [
    { key: 'records', section: 'gather', title: 'Enter the records', role: 'OWNER', dueAfterDays: 2, needsFiles: ['bank'], checklist: ['Open', 'Enter'], estimateMinutes: 90, priority: 'HIGH' },
    { key: 'whole', section: 'prepare', title: 'Prepare it all', role: 'PREPARER', dueAfterDays: 5 },
    { key: 'draft', section: 'prepare', title: 'Draft accounts', role: 'PREPARER', dueAfterDays: 5, parent: 'whole', dependsOn: ['records'] },
    { key: 'review', section: 'prepare', title: 'First review', kind: 'REVIEW', role: 'REVIEWER', dueAfterDays: 8, dependsOn: ['draft'], clientVisible: true },
  ],
  ...more,
});

/** Work that has begun, with its tasks and columns by name. */
export interface Begun { clientId: string; projectId: string; ownerUserId: string; tasks: Record<string, string>; sections: Record<string, string>; milestones: Record<string, string> }

/** Lays work out and lets it begin. */
export async function begun(h: Harness, versionId: string, more: object = {}): Promise<Begun> {
  const { clientId, laidOut, ...rest } = await aSkeleton(h, versionId, more);
  const ownerUserId = (rest as { ownerUserId: string }).ownerUserId;
  const { data, errors } = await h.as(h.staff()).run('mutation($input: ActivateProjectInput!) { activateProject(input: $input) { tasks { id title } sections { id title } milestones { id title } } }', { input: { projectId: laidOut.project.id, kickOffOn: '2026-11-09' } });
  if (errors) throw new Error(JSON.stringify(errors));
  const { tasks, sections, milestones } = (data as { activateProject: Record<string, { id: string; title: string }[]> }).activateProject;
  const byTitle = (rows: { id: string; title: string }[] = []): Record<string, string> => Object.fromEntries(rows.map(({ id, title }) => [title, id]));
  return { clientId, projectId: laidOut.project.id, ownerUserId, tasks: byTitle(tasks), sections: byTitle(sections), milestones: byTitle(milestones) };
}
