import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Args, Authorized, Ctx as Context, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Audience, connectionOf, DateTimeScalar, Invalid, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { mustBeId } from '../errors.js';
import { ClientRef } from '../stubs.js';
import { Appointment } from './appointment.entity.js';
import { AppointmentHost } from './appointment-host.entity.js';

/** A page of appointments. */
@ObjectType({ description: 'A page of appointments.' })
export class AppointmentConnection extends connectionOf(Appointment) {}

/** A stretch of somebody's time that is taken. */
@ObjectType({ description: 'A stretch of somebody\'s time that is taken, without saying by whom.' })
export class BusyTime {
  @Field(() => ID, { description: 'Whose time.' }) hostUserId!: string;
  @Field(() => DateTimeScalar, { description: 'From when.' }) start!: Date;
  @Field(() => DateTimeScalar, { description: 'Until when.' }) end!: Date;
  @Field(() => Boolean, { description: 'True while it is only held for a visitor who has yet to confirm.' }) held!: boolean;
}

/** The firm's calendar between two moments. */
@ObjectType({ description: 'The firm\'s calendar between two moments.' })
export class CalendarView {
  @Field(() => [Appointment], { description: 'Appointments that stand or took place.' }) appointments!: Appointment[];
  @Field(() => [BusyTime], { description: 'Time that is taken or held, with buffers.' }) busy!: BusyTime[];
}

const longest = 93 * 86_400_000;

async function hostedBy(ctx: Ctx, hostUserId: string): Promise<string[]> {
  const rows = await ctx.read.rows(AppointmentHost, { hostUserId: mustBeId('usr', hostUserId) }, { orderBy: { startsAt: 'desc' }, limit: 2000 });
  return rows.flatMap((row) => (row.appointmentId ? [row.appointmentId] : []));
}

/** What appointments there are. */
@Resolver(() => Appointment)
export class AppointmentListsResolver {
  @Authorized('scheduling.appointment.view')
  @Query(() => AppointmentConnection, { description: 'Appointments in order of time.' })
  async appointments(
    @Args(() => PageArgs) page: PageArgs,
    @Context() ctx: Ctx,
    @Arg('from', () => DateTimeScalar, { nullable: true, description: 'Only those that end after this moment.' }) from?: Date | null,
    @Arg('to', () => DateTimeScalar, { nullable: true, description: 'Only those that start before this moment.' }) to?: Date | null,
    @Arg('hostUserId', () => ID, { nullable: true, description: 'Only those of this host.' }) hostUserId?: string | null,
  ): Promise<Page<Appointment>> {
    const where: FilterQuery<Appointment>[] = [];
    if (from) where.push({ endsAt: { $gt: from } });
    if (to) where.push({ startsAt: { $lt: to } });
    if (hostUserId) where.push({ id: { $in: await hostedBy(ctx, hostUserId) } });
    return ctx.read.page(Appointment, where.length ? { $and: where } as FilterQuery<Appointment> : {}, { first: page.first, after: page.after ?? null, orderBy: { startsAt: 'ASC' } });
  }

  @Authorized('scheduling.appointment.view')
  @Query(() => Appointment, { description: 'One appointment.' })
  async appointment(@Arg('id', () => ID, { description: 'The appointment.' }) id: string, @Context() ctx: Ctx): Promise<Appointment> {
    const found = await ctx.read.load(Appointment, mustBeId('apt', id));
    if (!found) throw new NotFound();
    return found;
  }

  @Authorized('scheduling.calendar.view')
  @Query(() => CalendarView, { description: 'The calendar between two moments, at most three months apart.' })
  async calendar(
    @Arg('from', () => DateTimeScalar, { description: 'From when.' }) from: Date,
    @Arg('to', () => DateTimeScalar, { description: 'Until when.' }) to: Date,
    @Context() ctx: Ctx,
    @Arg('hostUserIds', () => [ID], { nullable: true, description: 'Only these people.' }) hostUserIds?: string[] | null,
  ): Promise<CalendarView> {
    if (to <= from || to.getTime() - from.getTime() > longest) throw new Invalid('RANGE_MALFORMED', 'Ask for at most three months, from the earlier to the later moment.', 'to');
    const people = hostUserIds ? { hostUserId: { $in: hostUserIds.map((id) => mustBeId('usr', id)) } } : {};
    const [clock] = await ctx.read.sql<{ now: Date }>('select clock_timestamp() as now');
    const rows = await ctx.read.rows(AppointmentHost, { ...people, blockedTo: { $gt: from }, blockedFrom: { $lt: to } }, { orderBy: { blockedFrom: 'asc' }, limit: 5000 });
    const ids = [...new Set(rows.flatMap((row) => (row.appointmentId && row.status === 'confirmed' ? [row.appointmentId] : [])))];
    const live = rows.filter((row) => row.status === 'confirmed' || (row.status === 'held' && row.expiresAt !== null && row.expiresAt > new Date(clock?.now ?? ctx.now)));
    return {
      appointments: await ctx.read.rows(Appointment, { id: { $in: ids } }, { orderBy: { startsAt: 'asc' } }),
      busy: live.map((row) => ({ hostUserId: row.hostUserId, start: row.blockedFrom, end: row.blockedTo, held: row.status === 'held' })),
    };
  }

  @Audience('portal')
  @Authorized('scheduling.appointment.view_own')
  @Query(() => [Appointment], { description: 'The appointments of the client whose portal this is, in order of time.' })
  async portalAppointments(@Context() ctx: Ctx): Promise<Appointment[]> {
    return ctx.actor.clientId ? ctx.read.rows(Appointment, { clientId: ctx.actor.clientId }, { orderBy: { startsAt: 'asc' }, limit: 100 }) : [];
  }

  @Audience('portal')
  @FieldResolver(() => [AppointmentHost], { description: 'Who of the firm comes.' })
  async hosts(@Root() appointment: Appointment, @Context() ctx: Ctx): Promise<AppointmentHost[]> {
    return ctx.read.children(AppointmentHost, 'appointmentId', appointment.id);
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client it belongs to.' })
  client(@Root() appointment: Appointment): ClientRef | null {
    return appointment.clientId ? Object.assign(new ClientRef(), { id: appointment.clientId }) : null;
  }
}

/** What this domain adds to a client. */
@Resolver(() => ClientRef)
export class ClientAppointmentsResolver {
  @FieldResolver(() => [Appointment], { nullable: true, description: 'The client\'s appointments, the latest first; at most one hundred.' })
  async appointments(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<Appointment[]> {
    return ctx.read.children(Appointment, 'clientId', client.id, { orderBy: { startsAt: 'desc' }, limit: 100 });
  }

  @Audience('portal')
  @FieldResolver(() => Appointment, { nullable: true, description: 'The client\'s next appointment that stands.' })
  async nextAppointment(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<Appointment | null> {
    const known = await ctx.read.children(Appointment, 'clientId', client.id, { orderBy: { startsAt: 'asc' } });
    return known.find((one) => one.stands && one.endsAt > ctx.now) ?? null;
  }
}
