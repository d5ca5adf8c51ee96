import type { PlanFragment, ProjectPlanInput } from '../../../gql/staff/graphql';

export type Plan = PlanFragment;
export type PlannedTask = Plan['tasks'][number];
export type PlannedSection = Plan['sections'][number];
export type PlannedMilestone = Plan['milestones'][number];
export type PlannedRequest = Plan['fileRequests'][number];

/** A key that nothing in the list has yet: «task-4». */
export function nextKey(word: string, taken: readonly { key: string }[]): string {
  let count = taken.length + 1;
  while (taken.some((one) => one.key === `${word}-${count}`)) count += 1;
  return `${word}-${count}`;
}

/** A plan with one task and one section, to begin a template with. */
export const firstPlan: ProjectPlanInput = {
  namePattern: '{client}: {period}', sections: [{ key: 'section-1', title: 'Prepare' }],
  tasks: [{ key: 'task-1', section: 'section-1', title: 'First task', kind: 'STAFF', role: 'OWNER' }], milestones: [], fileRequests: [],
};

/** The plan as its mutations take it: only what they know, without lines that nobody filled in, and without threads that lead nowhere. */
export function planInput(plan: Plan): ProjectPlanInput {
  const sections = plan.sections.filter((one) => one.title.trim());
  const known = new Set(sections.map((one) => one.key));
  const tasks = plan.tasks.filter((task) => task.title.trim() && known.has(task.section));
  const taskKeys = new Set(tasks.map((task) => task.key));
  const requests = plan.fileRequests.filter((one) => one.title.trim() && one.items.some((item) => item.title.trim()));
  const requestKeys = new Set(requests.map((one) => one.key));
  return {
    namePattern: plan.namePattern.trim(), clientTitle: plan.clientTitle?.trim() || null,
    sections: sections.map(({ key, title, wipLimit, conditions }) => ({ key, title: title.trim(), wipLimit, conditions: [...conditions] })),
    tasks: tasks.map((task) => ({
      key: task.key, section: task.section, title: task.title.trim(), clientTitle: task.clientTitle?.trim() || null, kind: task.kind, role: task.role, dueAfterDays: task.dueAfterDays ?? null, clientVisible: task.clientVisible,
      parent: task.parent && taskKeys.has(task.parent) ? task.parent : null, priority: task.priority, estimateMinutes: task.estimateMinutes ?? null, checklist: task.checklist.filter((line) => line.trim()),
      dependsOn: task.dependsOn.filter((key) => taskKeys.has(key)), needsFiles: task.needsFiles.filter((key) => requestKeys.has(key)),
    })),
    milestones: plan.milestones.filter((one) => one.title.trim()).map(({ key, title, dueAfterDays, billing, percent, amount }) => ({ key, title: title.trim(), dueAfterDays: dueAfterDays ?? null, billing, percent: percent ?? null, amount: amount ? { minor: String(amount.minor), currency: amount.currency } : null })),
    fileRequests: requests.map(({ key, title, section, dueAfterDays, items }) => ({ key, title: title.trim(), section: section && known.has(section) ? section : null, dueAfterDays: dueAfterDays ?? null, items: items.filter((item) => item.title.trim()).map((item) => ({ title: item.title.trim(), required: item.required, hint: item.hint?.trim() || null })) })),
  };
}
