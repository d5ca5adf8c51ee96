import { idToUuid } from '@firmament/kit/ids';
import type { Ctx } from '@firmament/kit';
import type { Letter } from '../letter/letter.rules.js';
import type { Attachment } from './message.entity.js';

/** A mail that should leave, once. */
export interface QueuedMail {
  /** What makes it one mail: the same key is never sent twice in a firm. */
  readonly dedupeKey: string;
  readonly kind: string;
  /** The id of what it is about, by which it learns its client later. */
  readonly about: string | null;
  readonly to: { readonly address: string; readonly name: string };
  readonly letter: Letter;
  readonly attachments?: readonly Attachment[];
  readonly clientId?: string | null;
  readonly contactId?: string | null;
  /** Who of the firm is told when it fails; the owner when nobody is named. */
  readonly notifyUserId?: string | null;
  /** After this moment it is of no use. Such mails carry a secret, and are wiped once they left. */
  readonly notAfter?: string | null;
}

const uuid = (id: string | null | undefined): string | null => (id ? idToUuid(id) : null);

/** Lays a mail into the queue, in the transaction of the fact that asks for it. A key that is known already changes nothing. */
export async function queueMessage(ctx: Ctx, mail: QueuedMail): Promise<void> {
  await ctx.sql(
    `with laid as (
      insert into communications.messages (tenant_id, id, dedupe_key, kind, about, to_address, to_name, subject, text_body, html_body, attachments, client_id, contact_id, notify_user_id, not_after, queued_at, correlation_id, causation_id, seed_time)
      values (sec.tenant_id(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
      on conflict (tenant_id, dedupe_key) do nothing returning tenant_id, id)
    insert into communications.message_due (tenant_id, id) select tenant_id, id from laid`,
    [
      idToUuid(ctx.newId('msg')), mail.dedupeKey, mail.kind, mail.about, mail.to.address, mail.to.name, mail.letter.subject, mail.letter.text, mail.letter.html, JSON.stringify(mail.attachments ?? []),
      uuid(mail.clientId), uuid(mail.contactId), uuid(mail.notifyUserId), mail.notAfter ?? null, ctx.now, ctx.meta.correlationId, ctx.meta.causationId ?? null, ctx.meta.seedTime ?? null,
    ]);
}
