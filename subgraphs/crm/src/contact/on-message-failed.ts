import { contactPointFailed, messageFailed, type DataOf } from '@firmament/events';
import type { Ctx, ReceivedEvent } from '@firmament/kit';
import { Contact } from './contact.entity.js';

/** The golden record would be wrong if it still called an address good after mail came back from it. */
export async function markAddressBad(event: ReceivedEvent<DataOf<typeof messageFailed>>, ctx: Ctx): Promise<void> {
  if (!event.data.bounced) return;
  const contact = event.data.contactId ? await ctx.em.findOne(Contact, { id: event.data.contactId }) : await ctx.em.findOne(Contact, { email: event.data.to.toLowerCase() });
  if (!contact) return;
  contact.markEmailBad(event.data.reason, ctx.now);
  ctx.emit(contactPointFailed, { contactId: contact.id, channel: 'EMAIL', reason: event.data.reason }, { aggregateId: contact.id, clientId: event.data.clientId });
}
