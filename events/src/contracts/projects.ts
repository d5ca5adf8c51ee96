import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { id, plainDate } from './shapes.js';

const status = z.enum(['SKELETON', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'CANCELLED']);
export const projectCreated = defineEvent('projects.project.created', 1, 'Work was laid out for a client from a template.',
  z.object({ projectId: id('prj'), clientId: id('cli'), name: z.string(), templateVersionId: id('ptv'), status, sourceRef: z.string().nullable(), taskCount: z.number().int(), milestoneCount: z.number().int(), needsOwner: z.number().int(), kickOffOn: plainDate.nullable() }));
export const projectKickOffMoved = defineEvent('projects.project.kick_off_moved', 1, "A project's first day follows its appointment.",
  z.object({ projectId: id('prj'), clientId: id('cli'), name: z.string().optional(), from: plainDate.nullable(), to: plainDate }));
export const projectActivated = defineEvent('projects.project.activated', 1, 'Work began.',
  z.object({ projectId: id('prj'), clientId: id('cli'), name: z.string() }));
export const projectCancelled = defineEvent('projects.project.cancelled', 1, 'Work will not be done.',
  z.object({ projectId: id('prj'), clientId: id('cli'), name: z.string(), reason: z.string() }));
export const taskCreated = defineEvent('projects.task.created', 1, 'Somebody has something to do.',
  z.object({ taskId: id('tsk'), projectId: id('prj').nullable(), clientId: id('cli').nullable(), title: z.string(), kind: z.enum(['STAFF', 'CLIENT', 'REVIEW']), assigneeUserId: id('usr').nullable(), dueOn: plainDate.nullable() }));
export const taskCompleted = defineEvent('projects.task.completed', 1, 'Something was done.',
  z.object({ taskId: id('tsk'), projectId: id('prj').nullable(), clientId: id('cli').nullable(), title: z.string() }));
export const taskAssigned = defineEvent('projects.task.assigned', 1, 'A task got an owner.',
  z.object({ taskId: id('tsk'), projectId: id('prj').nullable(), clientId: id('cli').nullable(), title: z.string(), assigneeUserId: id('usr').nullable() }));
export const templatePublished = defineEvent('projects.template.published', 1, 'A version of a project template can be used.',
  z.object({ templateId: id('ptl'), versionId: id('ptv'), name: z.string(), versionNo: z.number().int() }));
