import { clientErased } from '@firmament/events';
import { idToUuid } from '@firmament/kit/ids';
import { on } from '@firmament/kit';

/** Nothing that names the person stays; that the host's time was taken remains, and old links open nothing. */
export const onClientErased = on(clientErased, async (event, ctx) => {
  const client = [idToUuid(event.data.clientId)];
  await ctx.sql('delete from scheduling.booking_tokens t using scheduling.appointments a where a.tenant_id = t.tenant_id and a.id = t.appointment_id and a.client_id = $1', client);
  await ctx.sql(
    `update scheduling.appointments set attendee_name = 'erased', attendee_email = 'erased', attendee_phone = null, organisation = null, intake = '[]', cancel_reason = null, version = version + 1 where client_id = $1`, client);
});
