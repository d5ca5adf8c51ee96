import type { AdjustPlanItemInput } from '../../../gql/staff/graphql';

/** An item of a plan as it is typed. */
export interface TypedPlanItem { id: string; title: string; nextOn: string; endsOn: string }

interface KeptItem { id: string; title: string; nextOn?: string | null; endsOn?: string | null; invoice?: unknown; timing: string }

/** An item that was kept, as it would be typed. */
export const typedItem = ({ id, title, nextOn, endsOn }: KeptItem): TypedPlanItem => ({ id, title, nextOn: nextOn ?? '', endsOn: endsOn ?? '' });

/** What is another than it was kept, as the server takes it. What is not named stays as it is. */
export function adjustmentsOf(kept: readonly KeptItem[], typed: readonly TypedPlanItem[]): AdjustPlanItemInput[] {
  return kept.flatMap((item) => {
    const words = typed.find((one) => one.id === item.id);
    if (!words) return [];
    const change: AdjustPlanItemInput = { itemId: item.id };
    if (!item.invoice && words.title.trim() && words.title.trim() !== item.title) change.title = words.title.trim();
    if (item.timing === 'RECURRING' && words.nextOn && words.nextOn !== item.nextOn) change.nextOn = words.nextOn;
    if (item.timing === 'RECURRING' && words.endsOn && words.endsOn !== item.endsOn) change.endsOn = words.endsOn;
    return Object.keys(change).length > 1 ? [change] : [];
  });
}
