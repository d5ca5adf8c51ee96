import { projectCreated } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { keysBehind } from '../board/order.rules.js';
import { FileNeedState, ProjectFileNeed } from '../filing/file-need.entity.js';
import { newTask } from '../task/new-task.js';
import type { Task } from '../task/task.entity.js';
import { personFor, type Team } from '../team/roles.js';
import type { PlannedTask, ProjectPlan, ProjectTemplate, ProjectTemplateVersion } from '../template/template.entity.js';
import { Milestone } from './milestone.entity.js';
import { monthInWords, resolveName } from './project-name.rules.js';
import { Project, ProjectBilling, ProjectStatus } from './project.entity.js';
import type { CreateProjectFromTemplateInput } from './project.inputs.js';
import { ProjectSection } from './section.entity.js';

/** What work is laid out from: the template, its version, and who does what for the client. */
export interface Source { readonly template: ProjectTemplate; readonly version: ProjectTemplateVersion; readonly team: Team }
/** Names that are fixed beforehand, by a rule for recurring work. */
export type Order = Omit<CreateProjectFromTemplateInput, 'onlyIfNoOpenSkeleton'> & { readonly name?: string };

/** The parts of a project that tasks point at, by their keys in the plan. */
interface Laid { readonly project: Project; readonly sections: ReadonlyMap<string, string>; readonly files: ReadonlyMap<string, string>; readonly team: Team }

/** Lays a skeleton out from a version: every section, task, milestone and wanted file, who waits for what, and nobody reminded of anything. States it once. */
export function layOut(ctx: Ctx, source: Source, order: Order): Project {
  const { plan } = source.version;
  const project = skeleton(ctx, source, order);
  ctx.em.persist(project);
  const sections = addSections(ctx, project, plan);
  const files = addFileNeeds(ctx, { project, sections }, plan);
  const tasks = addTasks(ctx, { project, sections, files, team: source.team }, plan);
  addMilestones(ctx, project, plan);
  ctx.emit(projectCreated, {
    projectId: project.id, clientId: project.clientId, name: project.name, templateVersionId: source.version.id, status: project.status, sourceRef: project.sourceRef,
    taskCount: tasks.length, milestoneCount: plan.milestones.length, needsOwner: tasks.filter((task) => task.needsOwner).length, kickOffOn: project.kickOffOn,
  }, { aggregateId: project.id, clientId: project.clientId });
  return project;
}

const tenantOf = (ctx: Ctx): string => ctx.actor.tenantId ?? '';

function skeleton(ctx: Ctx, { template, version, team }: Source, order: Order): Project {
  const period = order.period?.trim() || monthInWords(order.kickOffOn ?? ctx.now.toISOString().slice(0, 10));
  const words = { client: order.clientName ?? null, period };
  const { namePattern, clientTitle } = version.plan;
  return ctx.em.create(Project, {
    id: ctx.newId('prj'), tenantId: tenantOf(ctx), version: 1, clientId: order.clientId, templateId: template.id, templateVersionId: version.id,
    name: order.name ?? resolveName(namePattern, words), clientWords: clientTitle ? resolveName(clientTitle, words) : null, projectType: template.projectType,
    status: ProjectStatus.SKELETON, statusReason: null, sourceRef: order.appointmentId ?? null, ownerUserId: order.ownerUserId ?? team.ownerUserId, period, kickOffOn: order.kickOffOn ?? null, agreementId: null, billing: ProjectBilling.NONE,
    stageSectionId: null, endedAt: null, touchedAt: null, createdAt: ctx.now, changedAt: ctx.now,
  });
}

function addSections(ctx: Ctx, project: Project, plan: ProjectPlan): Map<string, string> {
  return new Map(plan.sections.map(({ key, title, wipLimit, conditions }, position) => {
    const section = ctx.em.create(ProjectSection, { id: ctx.newId('sec'), tenantId: tenantOf(ctx), version: 1, projectId: project.id, clientId: project.clientId, title, position, wipLimit, conditions });
    ctx.em.persist(section);
    return [key, section.id];
  }));
}

function addFileNeeds(ctx: Ctx, { project, sections }: Pick<Laid, 'project' | 'sections'>, plan: ProjectPlan): Map<string, string> {
  const first = plan.sections[0]?.key ?? '';
  return new Map(plan.fileRequests.map(({ key, title, section, dueAfterDays, items }, position) => {
    const need = ctx.em.create(ProjectFileNeed, {
      id: ctx.newId('pfn'), tenantId: tenantOf(ctx), version: 1, projectId: project.id, sectionId: sections.get(section ?? first) ?? null, clientId: project.clientId, key, title, items,
      relativeDays: dueAfterDays, dueOn: null, state: FileNeedState.PLANNED, requestId: null, waitingSince: null, receivedAt: null, position,
    });
    ctx.em.persist(need);
    return [key, need.id];
  }));
}

function addTasks(ctx: Ctx, laid: Laid, plan: ProjectPlan): Task[] {
  const ids = new Map(plan.tasks.map(({ key }) => [key, ctx.newId('tsk')]));
  const orderKeys = keysBehind(null, plan.tasks.length);
  return plan.tasks.map((planned, position) => newTask(ctx, { ...seedOf(planned, laid, ids), position, orderKey: orderKeys[position] ?? '' }));
}

function seedOf(planned: PlannedTask, { project, sections, files, team }: Laid, ids: ReadonlyMap<string, string>) {
  const reviewer = team.reviewerUserId;
  const assigneeUserId = personFor(planned.role, project.ownerUserId, team);
  return {
    id: ids.get(planned.key) ?? '', projectId: project.id, sectionId: sections.get(planned.section) ?? null, clientId: project.clientId, parentId: planned.parent ? ids.get(planned.parent) ?? null : null,
    title: planned.title, clientWords: planned.clientTitle, kind: planned.kind, role: planned.role, clientVisible: planned.clientVisible, assigneeUserId, reviewerUserId: reviewer === assigneeUserId ? null : reviewer,
    relativeDays: planned.dueAfterDays, dependsOnIds: planned.dependsOn.map((key) => ids.get(key) ?? ''), needsFileIds: planned.needsFiles.map((key) => files.get(key) ?? ''), dormant: true,
    priority: planned.priority, estimateMinutes: planned.estimateMinutes, checklist: planned.checklist,
  };
}

function addMilestones(ctx: Ctx, project: Project, plan: ProjectPlan): void {
  plan.milestones.forEach(({ title, billing, amountMinor, currency, percent, dueAfterDays }, position) => {
    ctx.em.persist(ctx.em.create(Milestone, {
      id: ctx.newId('mil'), tenantId: tenantOf(ctx), version: 1, projectId: project.id, clientId: project.clientId, title, billing, amountMinor, currency, percent,
      relativeDays: dueAfterDays, dueOn: null, completedAt: null, invoiceId: null, position,
    }));
  });
}
