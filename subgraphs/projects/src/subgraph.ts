import { projectActivated, projectCancelled, projectCreated, projectKickOffMoved, taskAssigned, taskCompleted, taskCreated, templatePublished } from '@firmament/events';
import { byId, defineSubgraph, stub } from '@firmament/kit';
import { TemplateNameTaken } from './errors.js';
import { CreateProjects } from './migrations/2026-11-22-0900-create-projects.js';
import { Milestone } from './project/milestone.entity.js';
import { Project } from './project/project.entity.js';
import { ClientProjectsResolver, MilestoneResolver, ProjectResolver } from './project/project.resolver.js';
import { ProjectSection } from './project/section.entity.js';
import { SkeletonResolver } from './project/skeleton.resolver.js';
import { ClientRef, UserRef } from './stubs.js';
import { Task } from './task/task.entity.js';
import { TaskResolver } from './task/task.resolver.js';
import { ProjectTemplate, ProjectTemplateVersion } from './template/template.entity.js';
import { PlannedMilestoneResolver, ProjectTemplateResolver, ProjectTemplateVersionResolver } from './template/template.resolver.js';

/** The work that a firm does: how it is planned, laid out, given to people and finished. */
export default defineSubgraph({
  name: 'projects',
  entities: [ProjectTemplate, ProjectTemplateVersion, Project, ProjectSection, Task, Milestone],
  resolvers: [ProjectResolver, SkeletonResolver, MilestoneResolver, ClientProjectsResolver, TaskResolver, ProjectTemplateResolver, ProjectTemplateVersionResolver, PlannedMilestoneResolver],
  orphans: [ClientRef, UserRef],
  references: {
    Project: byId(Project, 'projects.project.view'), Task: byId(Task, 'projects.task.view'), Client: stub(ClientRef, 'projects.project.view'),
    ProjectTemplate: byId(ProjectTemplate, 'projects.template.view'), ProjectTemplateVersion: byId(ProjectTemplateVersion, 'projects.template.view'),
  },
  emits: [projectCreated, projectKickOffMoved, projectActivated, projectCancelled, taskCreated, taskCompleted, taskAssigned, templatePublished],
  migrations: [CreateProjects],
  permissions: {
    'projects.project.view': 'See projects', 'projects.project.create': 'Lay out projects', 'projects.project.edit': 'Begin, move and take back projects',
    'projects.task.view': 'See tasks', 'projects.task.create': 'Add tasks', 'projects.task.edit': 'Finish and hand over tasks',
    'projects.template.view': 'See project templates', 'projects.template.edit': 'Make and publish project templates',
  },
  portalPermissions: ['projects.project.view'],
  constraints: { project_template_name_unique: () => new TemplateNameTaken() },
  clientTables: { 'projects.projects': 'client_id', 'projects.sections': 'client_id', 'projects.tasks': 'client_id', 'projects.milestones': 'client_id' },
});
