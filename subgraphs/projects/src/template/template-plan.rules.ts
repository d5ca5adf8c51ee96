import { unknownToken } from '../project/project-name.rules.js';

/** What the rules read of a task's plan. */
export interface PlannedTask { key: string; section: string; kind: 'STAFF' | 'CLIENT' | 'REVIEW'; role: 'OWNER' | 'PREPARER' | 'REVIEWER' | 'CLIENT'; dependsOn: readonly string[]; parent?: string | null; needsFiles?: readonly string[] }
/** What the rules read of a milestone's plan. */
export interface PlannedMilestone { key: string; billing: 'NONE' | 'FIXED' | 'PERCENT' | 'TIME'; amountMinor: string | null; currency: string | null; percent: number | null }
/** What the rules read of a template's plan. */
export interface Plan { namePattern: string; clientTitle: string | null; sections: readonly { key: string }[]; tasks: readonly PlannedTask[]; milestones: readonly PlannedMilestone[]; fileRequests?: readonly { key: string; section: string | null }[] }
/** What is wrong, in a sentence, and where. */
export interface PlanFault { sentence: string; field: string }

/** Keys in an order in which nothing comes before what it waits for, or the keys of one circle. Unknown keys count as done. */
export function dependencyOrder(tasks: readonly { key: string; dependsOn: readonly string[] }[]): { order: string[] } | { circle: string[] } {
  const waits = new Map(tasks.map((task) => [task.key, task.dependsOn]));
  const order: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (key: string): string[] | null => {
    if (done.has(key)) return null;
    if (path.includes(key)) return path.slice(path.indexOf(key));
    path.push(key);
    for (const before of waits.get(key) ?? []) {
      const circle = waits.has(before) ? visit(before) : null;
      if (circle) return circle;
    }
    path.pop();
    done.add(key);
    order.push(key);
    return null;
  };
  for (const { key } of tasks) {
    const circle = visit(key);
    if (circle) return { circle };
  }
  return { order };
}

/** The first thing that is wrong with a plan; null when it can be laid out. */
export function planFault(plan: Plan): PlanFault | null {
  return nameFault(plan) ?? keyFault(plan) ?? plan.tasks.map((task) => taskFault(task, plan)).find((fault) => fault !== null) ?? circleFault(plan) ?? partFault(plan) ?? filesFault(plan) ?? billingFault(plan);
}

function nameFault(plan: Plan): PlanFault | null {
  const inName = unknownToken(plan.namePattern);
  if (inName) return { sentence: `«${inName}» is no token; use {client} or {period}.`, field: 'namePattern' };
  const inTitle = unknownToken(plan.clientTitle ?? '');
  return inTitle ? { sentence: `«${inTitle}» is no token; use {client} or {period}.`, field: 'clientTitle' } : null;
}

function keyFault(plan: Plan): PlanFault | null {
  for (const part of ['sections', 'tasks', 'milestones', 'fileRequests'] as const) {
    const keys = (plan[part] ?? []).map((one) => one.key);
    const twice = keys.find((key, i) => keys.indexOf(key) !== i);
    if (twice !== undefined) return { sentence: `The key «${twice}» stands twice.`, field: part };
  }
  return null;
}

function taskFault(task: PlannedTask, plan: Plan): PlanFault | null {
  if (!plan.sections.some((section) => section.key === task.section)) return { sentence: `«${task.key}» stands in a section «${task.section}» that the plan does not have.`, field: 'tasks' };
  const unknown = task.dependsOn.find((key) => !plan.tasks.some((other) => other.key === key));
  if (unknown !== undefined) return { sentence: `«${task.key}» waits for «${unknown}», which the plan does not have.`, field: 'tasks' };
  if ((task.role === 'CLIENT') !== (task.kind === 'CLIENT')) return { sentence: `«${task.key}»: what is for the client has the kind CLIENT and the role CLIENT, and nothing else has.`, field: 'tasks' };
  return null;
}

function circleFault(plan: Plan): PlanFault | null {
  const found = dependencyOrder(plan.tasks);
  return 'circle' in found ? { sentence: `These tasks wait for each other: ${found.circle.map((key) => `«${key}»`).join(', ')}.`, field: 'tasks' } : null;
}

/** A part stands in no part of itself. */
function partFault(plan: Plan): PlanFault | null {
  const parents = plan.tasks.map(({ key, parent }) => ({ key, dependsOn: parent ? [parent] : [] }));
  const unknown = parents.find(({ dependsOn }) => dependsOn.some((key) => !plan.tasks.some((task) => task.key === key)));
  if (unknown) return { sentence: `«${unknown.key}» is a part of «${unknown.dependsOn[0] ?? ''}», which the plan does not have.`, field: 'tasks' };
  const found = dependencyOrder(parents);
  return 'circle' in found ? { sentence: `These tasks are parts of each other: ${found.circle.map((key) => `«${key}»`).join(', ')}.`, field: 'tasks' } : null;
}

function filesFault(plan: Plan): PlanFault | null {
  const requests = plan.fileRequests ?? [];
  const nowhere = requests.find(({ section }) => section !== null && !plan.sections.some(({ key }) => key === section));
  if (nowhere) return { sentence: `«${nowhere.key}» stands in a section «${nowhere.section ?? ''}» that the plan does not have.`, field: 'fileRequests' };
  for (const { key, needsFiles } of plan.tasks) {
    const unknown = (needsFiles ?? []).find((wanted) => !requests.some((request) => request.key === wanted));
    if (unknown !== undefined) return { sentence: `«${key}» waits for the files «${unknown}», which the plan does not ask for.`, field: 'tasks' };
  }
  return null;
}

function billingFault(plan: Plan): PlanFault | null {
  const say = (key: string, what: string): PlanFault => ({ sentence: `«${key}»: ${what}.`, field: 'milestones' });
  for (const { key, billing, amountMinor, currency, percent } of plan.milestones) {
    if (billing === 'FIXED' && !(amountMinor && currency && /^[1-9]\d*$/.test(amountMinor))) return say(key, 'a fixed price needs an amount above nothing');
    if (billing !== 'FIXED' && (amountMinor || currency)) return say(key, 'only a fixed price has an amount');
    if ((billing === 'PERCENT') !== (percent !== null)) return say(key, 'a share needs its percent, and only a share has one');
  }
  const shares = plan.milestones.reduce((sum, { percent }) => sum + (percent ?? 0), 0);
  return shares > 100 ? { sentence: `The shares of the milestones come to ${shares} percent.`, field: 'milestones' } : null;
}
