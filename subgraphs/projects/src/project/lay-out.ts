import { projectCreated } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { Task, TaskRole, TaskState } from '../task/task.entity.js';
import type { PlannedTask, ProjectTemplate, ProjectTemplateVersion } from '../template/template.entity.js';
import { Milestone } from './milestone.entity.js';
import { monthInWords, resolveName } from './project-name.rules.js';
import { Project, ProjectStatus } from './project.entity.js';
import type { CreateProjectFromTemplateInput } from './project.inputs.js';
import { ProjectSection } from './section.entity.js';

/** Lays a skeleton out from a version: every section, task and milestone, who waits for whom, and nobody reminded of anything. States it once. */
export function layOut(ctx: Ctx, template: ProjectTemplate, version: ProjectTemplateVersion, input: CreateProjectFromTemplateInput): Project {
  const project = skeleton(ctx, template, version, input);
  ctx.em.persist(project);
  const sections = addSections(ctx, project, version);
  const tasks = addTasks(ctx, project, version, sections);
  addMilestones(ctx, project, version);
  ctx.emit(projectCreated, {
    projectId: project.id, clientId: project.clientId, name: project.name, templateVersionId: version.id, status: project.status, sourceRef: project.sourceRef,
    taskCount: tasks.length, milestoneCount: version.plan.milestones.length, needsOwner: tasks.filter((task) => task.needsOwner).length, kickOffOn: project.kickOffOn,
  }, { aggregateId: project.id, clientId: project.clientId });
  return project;
}

const tenantOf = (ctx: Ctx): string => ctx.actor.tenantId ?? '';

function skeleton(ctx: Ctx, template: ProjectTemplate, version: ProjectTemplateVersion, input: CreateProjectFromTemplateInput): Project {
  const period = input.period?.trim() || monthInWords(input.kickOffOn ?? ctx.now.toISOString().slice(0, 10));
  const words = { client: input.clientName ?? null, period };
  const { namePattern, clientTitle } = version.plan;
  return ctx.em.create(Project, {
    id: ctx.newId('prj'), tenantId: tenantOf(ctx), version: 1, clientId: input.clientId, templateId: template.id, templateVersionId: version.id,
    name: resolveName(namePattern, words), clientWords: clientTitle ? resolveName(clientTitle, words) : null, projectType: template.projectType,
    status: ProjectStatus.SKELETON, statusReason: null, sourceRef: input.appointmentId ?? null, ownerUserId: input.ownerUserId ?? null, period, kickOffOn: input.kickOffOn ?? null,
    touchedAt: null, createdAt: ctx.now, changedAt: ctx.now,
  });
}

function addSections(ctx: Ctx, project: Project, { plan }: ProjectTemplateVersion): Map<string, string> {
  return new Map(plan.sections.map(({ key, title }, position) => {
    const section = ctx.em.create(ProjectSection, { id: ctx.newId('sec'), tenantId: tenantOf(ctx), version: 1, projectId: project.id, clientId: project.clientId, title, position });
    ctx.em.persist(section);
    return [key, section.id];
  }));
}

function addTasks(ctx: Ctx, project: Project, { plan }: ProjectTemplateVersion, sections: ReadonlyMap<string, string>): Task[] {
  const ids = new Map(plan.tasks.map(({ key }) => [key, ctx.newId('tsk')]));
  return plan.tasks.map((planned, position) => {
    const task = ctx.em.create(Task, {
      id: ids.get(planned.key) ?? '', tenantId: tenantOf(ctx), version: 1, projectId: project.id, sectionId: sections.get(planned.section) ?? null, clientId: project.clientId,
      title: planned.title, clientWords: planned.clientTitle, kind: planned.kind, role: planned.role, clientVisible: planned.clientVisible, assigneeUserId: personFor(planned, project),
      relativeDays: planned.dueAfterDays, dueOn: null, dependsOnIds: planned.dependsOn.map((key) => ids.get(key) ?? ''), state: TaskState.OPEN, dormant: true, position,
      touchedAt: null, completedAt: null, createdAt: ctx.now,
    });
    ctx.em.persist(task);
    return task;
  });
}

/** Who prepares does not review: a reviewer is always named by a person. */
const personFor = ({ role }: PlannedTask, project: Project): string | null => (role === TaskRole.OWNER || role === TaskRole.PREPARER ? project.ownerUserId : null);

function addMilestones(ctx: Ctx, project: Project, { plan }: ProjectTemplateVersion): void {
  plan.milestones.forEach(({ title, billing, amountMinor, currency, percent, dueAfterDays }, position) => {
    ctx.em.persist(ctx.em.create(Milestone, {
      id: ctx.newId('mil'), tenantId: tenantOf(ctx), version: 1, projectId: project.id, clientId: project.clientId, title, billing, amountMinor, currency, percent,
      relativeDays: dueAfterDays, dueOn: null, position,
    }));
  });
}
