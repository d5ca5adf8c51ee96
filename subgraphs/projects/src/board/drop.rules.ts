import { named } from '../text.rules.js';

/** A column as a drop meets it. `open` counts without the card itself. */
export interface TargetColumn { readonly title: string; readonly position: number; readonly wipLimit: number | null; readonly open: number }
/** A card as a drop meets it. `column` is the position of the column it stands in; null when it stands in none. */
export interface DroppedCard { readonly title: string; readonly state: 'OPEN' | 'DONE' | 'CANCELLED'; readonly column: number | null; readonly waitsFor: readonly string[] }
/** Why a drop is refused: a word for programs, a sentence for people. */
export interface DropFault { readonly reason: 'PROJECTS_WIP_LIMIT' | 'PROJECTS_CARD_BLOCKED' | 'PROJECTS_CARD_ENDED' | 'PROJECTS_PROJECT_CLOSED'; readonly sentence: string }

/** Why this card may not be dropped into this column; null when it may. Order within a column is always free. */
export function dropFault(card: DroppedCard, to: TargetColumn, project: { readonly name: string; readonly open: boolean }): DropFault | null {
  if (!project.open) return { reason: 'PROJECTS_PROJECT_CLOSED', sentence: `«${project.name}» has ended; its cards stay where they are.` };
  if (card.state === 'CANCELLED') return { reason: 'PROJECTS_CARD_ENDED', sentence: `«${card.title}» was cancelled; it stays where it is.` };
  if (card.column === to.position) return null;
  const forward = card.column !== null && to.position > card.column;
  if (card.state === 'OPEN' && forward && card.waitsFor.length > 0) return { reason: 'PROJECTS_CARD_BLOCKED', sentence: `«${card.title}» cannot go on to «${to.title}»: it waits for ${named(card.waitsFor)}.` };
  if (card.state === 'OPEN' && to.wipLimit !== null && to.open >= to.wipLimit) return { reason: 'PROJECTS_WIP_LIMIT', sentence: `«${to.title}» is full: it takes ${to.wipLimit} open ${to.wipLimit === 1 ? 'card' : 'cards'} and has ${to.open}.` };
  return null;
}
