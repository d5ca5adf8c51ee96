import type { Ctx } from '@firmament/kit';
import { Task, TaskPriority, TaskState, type TaskKind, type TaskRole } from './task.entity.js';

/** What is known of a new task; the rest begins as every task begins. */
export interface TaskSeed {
  title: string; kind: TaskKind; projectId: string | null; clientId: string | null; orderKey: string; position: number;
  id?: string; sectionId?: string | null; parentId?: string | null; clientWords?: string | null; role?: TaskRole | null; clientVisible?: boolean; assigneeUserId?: string | null; reviewerUserId?: string | null;
  relativeDays?: number | null; dueOn?: string | null; dependsOnIds?: string[]; needsFileIds?: string[]; dormant?: boolean; priority?: TaskPriority; estimateMinutes?: number | null;
  checklist?: readonly string[]; fileIds?: string[]; reviewOfRequestId?: string | null; touchedAt?: Date | null;
}

/** Lines of a checklist that nobody has ticked. */
export const unticked = (titles: readonly string[]): Task['checklist'] => titles.map((title, index) => ({ key: `line-${index + 1}`, title: title.trim(), done: false }));

/** Adds a task. It tells nobody. */
export function newTask(ctx: Ctx, { checklist, ...seed }: TaskSeed): Task {
  const task = ctx.em.create(Task, {
    id: ctx.newId('tsk'), tenantId: ctx.actor.tenantId ?? '', version: 1, sectionId: null, parentId: null, clientWords: null, role: null, clientVisible: false, assigneeUserId: null, reviewerUserId: null,
    relativeDays: null, dueOn: null, dependsOnIds: [], needsFileIds: [], dormant: false, priority: TaskPriority.NORMAL, estimateMinutes: null, fileIds: [], reviewOfRequestId: null, touchedAt: null,
    state: TaskState.OPEN, startedAt: null, completedAt: null, overdueOn: null, createdAt: ctx.now, ...seed, checklist: unticked(checklist ?? []),
  });
  ctx.em.persist(task);
  return task;
}
