import { messageFailed, messageSent } from '@firmament/events';
import { idToUuid, uuidToId } from '@firmament/kit/ids';
import { sweep, type Ctx, type SweepCtx } from '@firmament/kit';
import { MailFirm } from '../directory/directory.entity.js';
import { portsOf } from '../ports.js';
import { judgeFailure, mostAttempts, waitBefore, type DeliveryFault, type Verdict } from './delivery.rules.js';
import { MessageStatus, OutboundMessage } from './message.entity.js';

/** A mail in somebody's hands: leased, so that no second sender takes it. */
interface Leased { readonly message: OutboundMessage; readonly firmName: string; readonly tooLate: boolean }

/** Takes a mail for a minute, in a transaction of its own; null when it is gone or in other hands. */
async function lease(ctx: Ctx, id: string): Promise<Leased | null> {
  const taken = await ctx.sql<{ too_late: boolean }>(
    `update communications.messages set leased_until = clock_timestamp() + interval '60 seconds', attempts = attempts + 1
     where id = $1 and status = 'QUEUED' and (leased_until is null or leased_until < clock_timestamp()) returning coalesce(not_after < clock_timestamp(), false) as too_late`, [idToUuid(id)]);
  if (taken.length === 0) {
    await ctx.sql(`delete from communications.message_due d where id = $1 and exists (select 1 from communications.messages m where m.tenant_id = d.tenant_id and m.id = d.id and m.status <> 'QUEUED')`, [idToUuid(id)]);
    return null;
  }
  await ctx.sql(`update communications.message_due set due_at = clock_timestamp() + interval '61 seconds' where id = $1`, [idToUuid(id)]);
  const message = await ctx.em.findOneOrFail(OutboundMessage, { id });
  const firm = await ctx.em.findOne(MailFirm, { id: message.tenantId });
  return { message, firmName: firm?.name ?? 'Firmament', tooLate: taken[0]?.too_late === true };
}

const factOf = (message: OutboundMessage) => ({
  messageId: message.id, kind: message.kind, clientId: message.clientId, contactId: message.contactId, subject: message.subject, to: message.toAddress, dedupeKey: message.dedupeKey,
});
const undue = (ctx: Ctx, id: string) => ctx.sql('delete from communications.message_due where id = $1', [idToUuid(id)]);

async function recordSent(ctx: Ctx, id: string): Promise<void> {
  const message = await ctx.load(OutboundMessage, id);
  message.markSent(ctx.now);
  await undue(ctx, id);
  ctx.emit(messageSent, factOf(message), { aggregateId: id, clientId: message.clientId });
}

async function recordFailed(ctx: Ctx, id: string, reason: string, bounced: boolean): Promise<void> {
  const message = await ctx.load(OutboundMessage, id);
  message.markFailed(reason, bounced);
  await undue(ctx, id);
  ctx.emit(messageFailed, { ...factOf(message), reason, bounced }, { aggregateId: id, clientId: message.clientId });
  const firm = await ctx.em.findOne(MailFirm, { id: message.tenantId });
  const userId = message.notifyUserId ?? firm?.ownerUserId;
  if (!userId) return;
  await portsOf(ctx).notifier.notify(ctx, {
    dedupeKey: `failed:${id}`, userId, kind: 'message.failed', title: bounced ? `A mail to ${message.toName} came back` : `A mail to ${message.toName} could not be sent`,
    body: `«${message.subject}» to ${message.toAddress}: ${reason}`, about: id, clientId: message.clientId,
  });
}

async function recordDelay(ctx: Ctx, id: string, verdict: Verdict): Promise<void> {
  const message = await ctx.load(OutboundMessage, id);
  if (message.attempts >= mostAttempts) return recordFailed(ctx, id, verdict.reason, false);
  message.markDelayed(verdict.reason);
  await ctx.sql(`update communications.message_due set due_at = clock_timestamp() + make_interval(secs => $2) where id = $1`, [idToUuid(id), waitBefore(message.attempts)]);
}

async function handOver(ctx: SweepCtx, { message, firmName }: Leased): Promise<Verdict | null> {
  try {
    await portsOf(ctx).mail.send({
      id: message.id, fromName: firmName, toAddress: message.toAddress, toName: message.toName, subject: message.subject, text: message.textBody, html: message.htmlBody, attachments: message.attachments, kind: message.kind,
    });
    return null;
  } catch (error) {
    const fault = error as DeliveryFault;
    return judgeFailure({ code: fault.code, responseCode: fault.responseCode, message: String(fault.message) });
  }
}

/** Sends one mail. No transaction is open while the mail server is spoken to. Tells whether a mail server was there. */
async function sendOne(ctx: SweepCtx, firmId: string, id: string): Promise<boolean> {
  const leased = await ctx.inTenant(firmId, (work) => lease(work, id));
  if (!leased || leased.message.status !== MessageStatus.QUEUED) return true;
  const { correlationId, causationId, seedTime } = leased.message;
  const story = { correlationId, ...(causationId ? { causationId } : {}), ...(seedTime ? { seedTime: seedTime.toISOString() } : {}) };
  const record = (work: (inside: Ctx) => Promise<void>) => ctx.inTenant(firmId, work, story);
  if (leased.tooLate) {
    await record((inside) => recordFailed(inside, id, 'It waited too long for the mail server; what it offered has run out.', false));
    return true;
  }
  const verdict = await handOver(ctx, leased);
  if (verdict === null) await record((inside) => recordSent(inside, id));
  else if (verdict.again) await record((inside) => recordDelay(inside, id, verdict));
  else await record((inside) => recordFailed(inside, id, verdict.reason, verdict.bounced));
  return !verdict?.unreachable;
}

/** Sends what is due, oldest first. When no mail server answers, the rest of the round waits: each try would only cost time. */
export const sendDue = sweep({
  name: 'send-due',
  everyMs: 500,
  run: async (ctx) => {
    const due = await ctx.scan<{ tenant_id: string; id: string }>('select tenant_id, id from communications.message_due where due_at <= clock_timestamp() order by due_at limit 50');
    for (const row of due) {
      if (!(await sendOne(ctx, uuidToId('firm', row.tenant_id), uuidToId('msg', row.id)))) return;
    }
  },
});
