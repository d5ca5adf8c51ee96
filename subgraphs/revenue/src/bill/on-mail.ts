import { createHash } from 'node:crypto';
import { idToUuid, mailReceived } from '@firmament/events';
import { on } from '@firmament/kit';
import { portsOf } from '../ports.js';
import { billTypes, isOfType, largestBill } from './bill-file.rules.js';
import { takeIn } from './take-in.js';

/** Bills that came by mail. The files lie in the store; what is not what the fact says, or no bill by its looks, is left there. Nobody of the firm handed them in: whoever codes them answers for them. */
export const mailListeners = [
  on(mailReceived, async ({ data: { purpose, from, attachments } }, ctx) => {
    if (purpose !== 'BILLS') return;
    for (const { key, name, contentType, sha256 } of attachments) {
      const isOurs = key.startsWith(`communications/${idToUuid(ctx.actor.tenantId ?? '')}/inbound/`);
      // Mail programs send a PDF as «some bytes»: the beginning of the bytes decides.
      const bytes = isOurs ? await portsOf(ctx).documents.read(key, largestBill) : null;
      const type = bytes && createHash('sha256').update(bytes).digest('hex') === sha256 ? billTypes.find((one) => isOfType(bytes, one)) : undefined;
      if (!bytes || !type) ctx.log.info({ key, contentType }, 'a file that came by mail is no bill');
      else await takeIn(ctx, { name, type, bytes }, { channel: 'MAIL', byId: null, byName: from === '' ? null : from, clientId: null });
    }
  }),
];
