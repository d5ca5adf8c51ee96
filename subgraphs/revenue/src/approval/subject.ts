import type { Ctx } from '@firmament/kit';
import type { Approval } from './approval.entity.js';
import type { PaperKind, Said, ToApprove } from './approval.types.js';

/** A yes, as it is told. `approverId` is null where a rule without steps let a paper through. */
export interface Yes { readonly stepNo: number | null; readonly approverId: string | null; readonly forId: string | null; readonly comment: string | null; readonly final: boolean }
/** A no, as it is told; `asksChanges` for one that only wants another coding. */
export interface No { readonly approverId: string; readonly comment: string | null; readonly asksChanges: boolean }

/** A paper on its way past the people who must agree: what the one mechanism needs to know of it, and tells it. Each kind of paper has one of these beside its own entity. */
export interface Subject {
  readonly kind: PaperKind;
  readonly id: string;
  readonly clientId: string | null;
  /** Who wrote it or handed it in, and so never decides. */
  readonly authorIds: readonly string[];
  /** The hash that its row holds. */
  readonly contentHash: string;
  /** What rules look at. */
  facets(ctx: Ctx): Promise<ToApprove>;
  /** What stands in the rows at this moment, and not what was noted some time ago: its hash, and the same for people. */
  standing(ctx: Ctx): Promise<{ readonly hash: string; readonly said: Said[] }>;
  /** Refuses unless it can be asked about, and refuses words that stand there otherwise than its row says. */
  demandWhole(hash: string): void;
  writtenBy(personId: string): void;
  /** Refuses unless it waits for a decision. */
  demandWaiting(): void;
  waits(): void;
  agreed(ctx: Ctx, approval: Approval): Promise<void>;
  turnedDown(no: No): void;
  tellStep(ctx: Ctx, approval: Approval): void;
  tellYes(ctx: Ctx, approval: Approval, yes: Yes): void;
  tellNo(ctx: Ctx, approval: Approval, no: No): void;
  tellLate(ctx: Ctx, approval: Approval): void;
}
