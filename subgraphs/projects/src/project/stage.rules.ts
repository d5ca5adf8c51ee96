import { named } from '../text.rules.js';

/** What a stage may wait for. */
export type ConditionKind = 'TASKS_DONE' | 'FILES_RECEIVED' | 'MILESTONES_COMPLETED';
/** A stage with what it waits for, in the order of the board. */
export interface Stage { readonly id: string; readonly title: string; readonly conditions: readonly ConditionKind[] }
/** What the conditions look at: only what is still open, and where it stands. */
export interface OpenWork {
  readonly tasks: readonly { readonly title: string; readonly sectionId: string | null }[];
  readonly files: readonly { readonly title: string; readonly sectionId: string | null }[];
  readonly milestones: readonly { readonly title: string }[];
}
/** One condition, whether it is met, and a sentence that says so. */
export interface Condition { readonly kind: ConditionKind; readonly met: boolean; readonly sentence: string }

const checks: Readonly<Record<ConditionKind, (stage: Stage, open: OpenWork) => Condition>> = {
  TASKS_DONE: (stage, open) => say('TASKS_DONE', open.tasks.filter((task) => task.sectionId === stage.id), 'Every task of this stage is done.', 'Still to do:'),
  FILES_RECEIVED: (stage, open) => say('FILES_RECEIVED', open.files.filter((file) => file.sectionId === stage.id), 'Every file of this stage is there.', 'The client still owes:'),
  MILESTONES_COMPLETED: (_, open) => say('MILESTONES_COMPLETED', open.milestones, 'Every milestone is reached.', 'Not reached yet:'),
};

function say(kind: ConditionKind, missing: readonly { readonly title: string }[], met: string, unmet: string): Condition {
  return missing.length === 0 ? { kind, met: true, sentence: met } : { kind, met: false, sentence: `${unmet} ${named(missing.map((one) => one.title))}.` };
}

/** Every condition of a stage, met or not, each with its sentence. */
export const conditionsOf = (stage: Stage, open: OpenWork): Condition[] => stage.conditions.map((kind) => checks[kind](stage, open));

/** The stage in which the work stands now: from the given one on, the first that waits for something, or the last. A stage without conditions waits for a person. */
export function standsIn(stages: readonly Stage[], fromId: string, open: OpenWork): Stage | null {
  const from = stages.findIndex((stage) => stage.id === fromId);
  if (from < 0) return null;
  return stages.slice(from).find((stage) => stage.conditions.length === 0 || conditionsOf(stage, open).some((one) => !one.met)) ?? stages.at(-1) ?? null;
}
