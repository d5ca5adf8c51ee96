import { Arg, Authorized, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Audience, Invalid, NotFound, type Ctx } from '@firmament/kit';
import { AppointmentType } from '../appointment-type/appointment-type.entity.js';
import { mustBeId, refuse } from '../errors.js';
import { Firm } from '../host/host.entity.js';
import { textFault, type Fault } from '../text.rules.js';
import { BookingPage, PageType } from './booking-page.entity.js';
import { ChangeBookingPageInput, CreateBookingPageInput } from './booking-page.inputs.js';

type PageWords = { slug?: string | null; title?: string | null; promise?: string | null; next?: readonly string[] | null };

function wordsFault(words: PageWords): Fault | null {
  if (words.slug && (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(words.slug) || words.slug.length > 60)) return { reason: 'SLUG_MALFORMED', sentence: 'An address is small letters, digits and hyphens.', field: 'input.slug' };
  if (words.next && words.next.length > 8) return { reason: 'TOO_MANY_STEPS', sentence: 'Name at most eight steps.', field: 'input.next' };
  const asked: [string | null | undefined, string, number][] = [[words.title, 'title', 120], [words.promise, 'promise', 500], ...(words.next ?? []).map((step, i): [string, string, number] => [step, `next.${i}`, 200])];
  return asked.map(([text, field, most]) => (text === null || text === undefined ? null : textFault(text, { label: 'The text', most }, `input.${field}`))).find(Boolean) ?? null;
}

async function offer(page: BookingPage, typeIds: readonly string[], ctx: Ctx): Promise<void> {
  const ids = [...new Set(typeIds.map((id) => mustBeId('apy', id)))];
  if (ids.length < 1 || ids.length > 20) throw new Invalid('TYPES_COUNT', 'Offer one to twenty kinds of appointment.', 'input.typeIds');
  if ((await ctx.em.count(AppointmentType, { id: { $in: ids } })) < ids.length) throw new NotFound();
  await ctx.em.nativeDelete(PageType, { pageId: page.id });
  ids.forEach((typeId, position) => ctx.em.persist(ctx.em.create(PageType, { id: ctx.newId('bpg'), tenantId: page.tenantId, pageId: page.id, typeId, position })));
}

/** The pages on which visitors book. */
@Resolver(() => BookingPage)
export class BookingPageResolver {
  @Audience('public', 'portal')
  @Authorized('scheduling.page.view')
  @Query(() => BookingPage, { description: 'A booking page, as its visitors see it.' })
  async bookingPage(
    @Arg('firm', () => String, { description: 'The firm, as in the address.' }) _firm: string,
    @Arg('page', () => String, { description: 'The page, as in the address.' }) slug: string,
    @Context() ctx: Ctx,
  ): Promise<BookingPage> {
    const page = await ctx.read.one(BookingPage, { slug, active: true });
    if (!page) throw new NotFound();
    return page;
  }

  @Authorized('scheduling.setup.view')
  @Query(() => [BookingPage], { description: 'All booking pages.' })
  async bookingPages(@Context() ctx: Ctx): Promise<BookingPage[]> {
    return ctx.read.rows(BookingPage, {}, { orderBy: { slug: 'asc' }, limit: 200 });
  }

  @Authorized('scheduling.setup.edit')
  @Mutation(() => BookingPage, { description: 'Opens a booking page.' })
  async createBookingPage(@Arg('input', () => CreateBookingPageInput, { description: 'The page.' }) input: CreateBookingPageInput, @Context() ctx: Ctx): Promise<BookingPage> {
    refuse(wordsFault(input));
    const page = ctx.em.create(BookingPage, {
      id: ctx.newId('bpg'), tenantId: ctx.actor.tenantId ?? '', version: 1, slug: input.slug, title: input.title, promise: input.promise, next: input.next, verification: input.verification, active: true,
    });
    ctx.em.persist(page);
    await ctx.em.flush();
    await offer(page, input.typeIds, ctx);
    return page;
  }

  @Authorized('scheduling.setup.edit')
  @Mutation(() => BookingPage, { description: 'Changes a booking page, or closes it.' })
  async changeBookingPage(@Arg('input', () => ChangeBookingPageInput, { description: 'What changes.' }) input: ChangeBookingPageInput, @Context() ctx: Ctx): Promise<BookingPage> {
    refuse(wordsFault(input));
    const page = await ctx.load(BookingPage, mustBeId('bpg', input.id), { ifVersion: input.ifVersion ?? null });
    const { slug, title, promise, next, verification, active } = input;
    page.change({ slug, title, promise, next, verification, active } as Partial<BookingPage>);
    if (input.typeIds) await offer(page, input.typeIds, ctx);
    return page;
  }

  @Audience('public', 'portal')
  @FieldResolver(() => [AppointmentType], { description: 'What can be booked here, in the order of the page.' })
  async types(@Root() page: BookingPage, @Context() ctx: Ctx): Promise<AppointmentType[]> {
    const offered = await ctx.read.children(PageType, 'pageId', page.id, { orderBy: { position: 'asc' } });
    const types = await Promise.all(offered.map((one) => ctx.read.load(AppointmentType, one.typeId)));
    return types.filter((type): type is AppointmentType => type !== null && type.active);
  }

  @Audience('public', 'portal')
  @FieldResolver(() => String, { nullable: true, description: 'The firm\'s name.' })
  async firmName(@Root() page: BookingPage, @Context() ctx: Ctx): Promise<string | null> {
    return (await ctx.read.load(Firm, page.tenantId))?.name ?? null;
  }

  @Audience('public', 'portal')
  @FieldResolver(() => String, { nullable: true, description: 'The firm, as in the address.' })
  async firmSlug(@Root() page: BookingPage, @Context() ctx: Ctx): Promise<string | null> {
    return (await ctx.read.load(Firm, page.tenantId))?.slug ?? null;
  }
}
