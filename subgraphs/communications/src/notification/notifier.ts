import { idToUuid } from '@firmament/kit/ids';
import type { Ctx } from '@firmament/kit';

/** A notice for one member of the firm. */
export interface Notice {
  readonly dedupeKey: string;
  readonly userId: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly about: string | null;
  /** What kind of thing it is about, where somebody said so. */
  readonly aboutKind?: string | null;
  readonly clientId: string | null;
}

/** Tells members of the firm something, in the transaction of the fact behind it. */
export interface Notifier {
  notify(ctx: Ctx, notice: Notice): Promise<void>;
}

/** The house's own notifier: a row that the staff app shows. Push and chat can stand beside it behind the same port. */
export const localNotifier: Notifier = {
  async notify(ctx, notice) {
    await ctx.sql(
      `insert into communications.notifications (tenant_id, id, dedupe_key, user_id, kind, title, body, about, client_id, created_at, about_kind)
       values (sec.tenant_id(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenant_id, dedupe_key) do nothing`,
      [idToUuid(ctx.newId('ntf')), notice.dedupeKey, idToUuid(notice.userId), notice.kind, notice.title, notice.body, notice.about, notice.clientId ? idToUuid(notice.clientId) : null, ctx.now, notice.aboutKind ?? null]);
  },
};
