import { type appointmentClientLinked, type projectCreated, type DataOf } from '@firmament/events';
import type { Ctx, ReceivedEvent } from '@firmament/kit';
import { fileDocument, standingClient } from './write-document.js';

/** A new piece of work can be found. */
export async function fileProject({ data }: ReceivedEvent<DataOf<typeof projectCreated>>, ctx: Ctx): Promise<void> {
  await fileDocument(ctx, { kind: 'PROJECT', sourceId: data.projectId, clientId: await standingClient(ctx, data.clientId), title: data.name });
}

/** An appointment can be found once it belongs to a client; under that client alone. */
export async function fileAppointment({ data }: ReceivedEvent<DataOf<typeof appointmentClientLinked>>, ctx: Ctx): Promise<void> {
  await ctx.sql(`delete from search.documents where kind = 'APPOINTMENT' and source_id = $1`, [data.appointmentId]);
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: data.zone, day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(data.start));
  await fileDocument(ctx, { kind: 'APPOINTMENT', sourceId: data.appointmentId, clientId: await standingClient(ctx, data.clientId), title: `${data.typeName}, ${day}` });
}
