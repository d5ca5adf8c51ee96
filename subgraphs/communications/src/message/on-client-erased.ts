import { clientErased } from '@firmament/events';
import { idToUuid } from '@firmament/kit/ids';
import { on } from '@firmament/kit';

/** Nothing that names the person stays, and nothing that waits will leave; that a mail was sent remains. */
export const onClientErased = on(clientErased, async (event, ctx) => {
  const client = [idToUuid(event.data.clientId)];
  await ctx.sql(`delete from communications.message_due d using communications.messages m where m.tenant_id = d.tenant_id and m.id = d.id and m.client_id = $1`, client);
  await ctx.sql(
    `update communications.messages set to_address = 'erased', to_name = 'erased', subject = 'erased', text_body = '', html_body = '', attachments = '[]', failure = case when status = 'QUEUED' then 'erased' end,
       status = case when status = 'QUEUED' then 'FAILED' else status end, version = version + 1 where client_id = $1`, client);
  await ctx.sql(`update communications.notifications set title = 'erased', body = '', version = version + 1 where client_id = $1`, client);
});
