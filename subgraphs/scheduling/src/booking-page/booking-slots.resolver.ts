import { Arg, Authorized, Ctx as Context, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { Audience, DateScalar, DateTimeScalar, Invalid, NotFound, TimeZoneScalar, type Ctx } from '@firmament/kit';
import { AppointmentType } from '../appointment-type/appointment-type.entity.js';
import { openDiary } from '../availability/host-times.js';
import { longestWindow, windowOf } from '../availability/openings.js';
import { freeStarts } from '../availability/slots.rules.js';
import { reading, type FindRows } from '../rows.js';
import { daysBetween, isKnownZone, readingOf } from '../time/wall-clock.js';
import { BookingPage, PageType } from './booking-page.entity.js';

/** A time that is free. */
@ObjectType({ description: 'A time that is free.' })
@Audience('public', 'portal')
export class BookingSlot {
  @Field(() => DateTimeScalar, { description: 'When it starts.' }) start!: Date;
  @Field(() => DateTimeScalar, { description: 'When it ends.' }) end!: Date;
  @Field(() => String, { description: 'The start as a wall clock in the asked zone shows it, `YYYY-MM-DDTHH:MM`.' }) local!: string;
  @Field(() => String, { description: 'The offset from UTC at that moment, such as `+01:00`; it tells the two half past ones of an autumn night apart.' }) offset!: string;
}

/** The page and the type that a visitor means; a page with one type needs no choice. */
export async function chosenType(find: FindRows, slug: string, typeId: string | null | undefined): Promise<{ page: BookingPage; type: AppointmentType }> {
  const [page] = await find(BookingPage, { slug, active: true });
  if (!page) throw new NotFound();
  const offered = (await find(PageType, { pageId: page.id })).map((one) => one.typeId);
  const types = await find(AppointmentType, { id: { $in: offered }, active: true });
  if (!typeId && types.length > 1) throw new Invalid('SCHEDULING_TYPE_NEEDED', 'Choose what you want to book.', 'typeId');
  const type = typeId ? types.find((one) => one.id === typeId) : types[0];
  if (!type) throw new NotFound();
  return { page, type };
}

function checkRange(from: string, to: string, zone: string): void {
  if (!isKnownZone(zone)) throw new Invalid('UNKNOWN_TIME_ZONE', 'This time zone is not known.', 'zone');
  const days = daysBetween(from, to);
  if (days < 0) throw new Invalid('RANGE_BACKWARDS', 'The last day must not come before the first.', 'to');
  if (days >= longestWindow) throw new Invalid('RANGE_TOO_LONG', `Ask for at most ${longestWindow} days at a time.`, 'to');
}

/** What is free. */
@Resolver(() => BookingSlot)
export class BookingSlotsResolver {
  @Audience('public', 'portal')
  @Authorized('scheduling.page.view')
  @Query(() => [BookingSlot], { description: 'The free times of a page between two days, both included, as seen from a zone. At most 62 days.' })
  async availableSlots(
    @Arg('firm', () => String, { description: 'The firm, as in the address.' }) _firm: string,
    @Arg('page', () => String, { description: 'The page, as in the address.' }) slug: string,
    @Arg('from', () => DateScalar, { description: 'The first day.' }) from: string,
    @Arg('to', () => DateScalar, { description: 'The last day.' }) to: string,
    @Arg('zone', () => TimeZoneScalar, { description: 'The zone of the visitor.' }) zone: string,
    @Context() ctx: Ctx,
    @Arg('typeId', () => ID, { nullable: true, description: 'The kind of appointment, when the page offers several.' }) typeId?: string | null,
  ): Promise<BookingSlot[]> {
    checkRange(from, to, zone);
    const find = reading(ctx);
    const { type } = await chosenType(find, slug, typeId);
    const window = windowOf(from, to, zone);
    const [clock] = await ctx.read.sql<{ now: Date }>('select clock_timestamp() as now');
    const diary = await openDiary(find, type, window, ctx.now, new Date(clock?.now ?? ctx.now).getTime());
    return freeStarts(diary.hosts, diary.terms, window, diary.isFull).map((start) => {
      const { local, offset } = readingOf(start, zone);
      return { start: new Date(start), end: new Date(start + diary.terms.length), local, offset };
    });
  }
}
