import type { Move } from '../project/move.rules.js';

/** A project on its way to a column. */
export interface Placed { readonly id: string; readonly begun: boolean; readonly ended: boolean; readonly stage: string | null; readonly move: Pick<Move, 'tone' | 'dueOn'> }
/** A column with its projects in order, all of them. */
export interface StageColumn<P> { readonly id: string; readonly title: string; readonly projects: P[] }

const notBegun = 'Not begun';
const rank = { BROKEN: 0, OURS: 1, THEIRS: 2, QUIET: 3, DONE: 4 } as const;
const order = (a: Placed, b: Placed): number => Math.sign(rank[a.move.tone] - rank[b.move.tone]) || (a.move.dueOn ?? '9999').localeCompare(b.move.dueOn ?? '9999') || a.id.localeCompare(b.id);

/** Projects by the stages that their templates have today. Work of an older version stands under the title it knows; what has no stage left stands last. */
export function columnsOf<P extends Placed>(stages: readonly string[], projects: readonly P[]): StageColumn<P>[] {
  const titles = [...new Set(stages)];
  const last = titles.at(-1) ?? 'Work';
  const placeOf = (project: P): string => (!project.begun ? notBegun : project.ended ? last : (project.stage ?? last));
  const byTitle = Map.groupBy(projects, placeOf);
  const older = [...byTitle.keys()].filter((title) => title !== notBegun && !titles.includes(title)).sort();
  const shown = [...(byTitle.has(notBegun) ? [notBegun] : []), ...titles.slice(0, -1), ...older.filter((title) => title !== last), ...(titles.length > 0 || byTitle.has(last) ? [last] : [])];
  return shown.map((title, at) => ({ id: `stage-${at + 1}`, title, projects: (byTitle.get(title) ?? []).sort(order) }));
}
