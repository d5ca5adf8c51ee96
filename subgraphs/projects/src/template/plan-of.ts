import type { PlannedMilestone, PlannedTask, ProjectPlan } from './template.entity.js';
import type { PlannedMilestoneInput, PlannedTaskInput, ProjectPlanInput } from './template.inputs.js';

/** What somebody wrote, as a plan is kept: trimmed, and nothing left unsaid. */
export const planOf = (input: ProjectPlanInput): ProjectPlan => ({
  namePattern: input.namePattern.trim(), clientTitle: input.clientTitle?.trim() ?? null,
  sections: input.sections.map(({ key, title, wipLimit, conditions }) => ({ key, title: title.trim(), wipLimit: wipLimit ?? null, conditions: [...new Set(conditions)] })),
  tasks: input.tasks.map(taskOf),
  milestones: input.milestones.map(milestoneOf),
  fileRequests: input.fileRequests.map(({ key, title, section, dueAfterDays, items }) => ({
    key, title: title.trim(), section: section ?? null, dueAfterDays: dueAfterDays ?? null,
    items: items.map((item) => ({ title: item.title.trim(), required: item.required, hint: item.hint?.trim() ?? null })),
  })),
});

const taskOf = (task: PlannedTaskInput): PlannedTask => ({
  key: task.key, section: task.section, title: task.title.trim(), clientTitle: task.clientTitle?.trim() ?? null, kind: task.kind, role: task.role,
  dueAfterDays: task.dueAfterDays ?? null, dependsOn: [...new Set(task.dependsOn)], clientVisible: task.clientVisible || task.kind === 'CLIENT',
  parent: task.parent ?? null, priority: task.priority, estimateMinutes: task.estimateMinutes ?? null, checklist: task.checklist.map((line) => line.trim()), needsFiles: [...new Set(task.needsFiles)],
});

const milestoneOf = (one: PlannedMilestoneInput): PlannedMilestone => ({
  key: one.key, title: one.title.trim(), dueAfterDays: one.dueAfterDays ?? null, billing: one.billing, percent: one.percent ?? null,
  amountMinor: one.amount ? String(one.amount.minor) : null, currency: one.amount?.currency ?? null,
});
