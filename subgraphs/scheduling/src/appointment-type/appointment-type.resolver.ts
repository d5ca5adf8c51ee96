import { Arg, Authorized, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Audience, Invalid, type Ctx } from '@firmament/kit';
import { mustBeId, refuse } from '../errors.js';
import { Host } from '../host/host.entity.js';
import { AppointmentType, BookedClientKind, type TypeTerms } from './appointment-type.entity.js';
import { ChangeAppointmentTypeInput, CreateAppointmentTypeInput, type TypeHostInput } from './appointment-type.inputs.js';
import { termsFault } from './type-terms.rules.js';
import { TypeHost } from './type-host.entity.js';

const house: Omit<TypeTerms, 'name' | 'minutes' | 'place'> = {
  description: null, stepMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, noticeMinutes: 120, horizonDays: 60, dailyCap: null, priceNote: null,
  questions: [], consentText: null, clientKind: BookedClientKind.PERSON, folderTemplateId: null, projectTemplateVersionId: null, needsConfirmation: false, active: true,
};
const clearable = ['description', 'dailyCap', 'priceNote', 'consentText', 'folderTemplateId', 'projectTemplateVersionId'];

/** Only what was given; null clears what can be empty and means «as it is» elsewhere. */
function given(input: object): Partial<TypeTerms> {
  const known = [...Object.keys(house), 'name', 'minutes', 'place'];
  return Object.fromEntries(Object.entries(input).filter(([key, value]) => known.includes(key) && value !== undefined && (value !== null || clearable.includes(key))));
}

async function nameHosts(type: AppointmentType, hosts: readonly TypeHostInput[], ctx: Ctx): Promise<void> {
  if (hosts.length < 1 || hosts.length > 10) throw new Invalid('HOSTS_COUNT', 'Name one to ten hosts.', 'input.hosts');
  const ids = hosts.map((host) => mustBeId('usr', host.userId));
  if (new Set(ids).size < ids.length) throw new Invalid('HOST_TWICE', 'A host is named twice.', 'input.hosts');
  const known = new Map((await ctx.em.find(Host, { id: { $in: ids } })).map((host) => [host.id, host.name]));
  await ctx.em.nativeDelete(TypeHost, { typeId: type.id });
  hosts.forEach((host, position) => ctx.em.persist(ctx.em.create(TypeHost, {
    id: ctx.newId('apy'), tenantId: type.tenantId, typeId: type.id, hostUserId: host.userId, hostName: known.get(host.userId) ?? null, title: host.title ?? null, position,
  })));
}

/** What can be booked. */
@Resolver(() => AppointmentType)
export class AppointmentTypeResolver {
  @Authorized('scheduling.setup.view')
  @Query(() => [AppointmentType], { description: 'All kinds of appointments, by name.' })
  async appointmentTypes(@Context() ctx: Ctx): Promise<AppointmentType[]> {
    return ctx.read.rows(AppointmentType, {}, { orderBy: { name: 'asc' }, limit: 200 });
  }

  @Authorized('scheduling.setup.edit')
  @Mutation(() => AppointmentType, { description: 'Offers a new kind of appointment.' })
  async createAppointmentType(@Arg('input', () => CreateAppointmentTypeInput, { description: 'The new kind.' }) input: CreateAppointmentTypeInput, @Context() ctx: Ctx): Promise<AppointmentType> {
    refuse(termsFault(input));
    const type = ctx.em.create(AppointmentType, {
      ...house, name: input.name, minutes: input.minutes, place: input.place, ...given(input), id: ctx.newId('apy'), tenantId: ctx.actor.tenantId ?? '', version: 1,
    });
    ctx.em.persist(type);
    await ctx.em.flush();
    await nameHosts(type, input.hosts, ctx);
    return type;
  }

  @Authorized('scheduling.setup.edit')
  @Mutation(() => AppointmentType, { description: 'Changes a kind of appointment; what is already booked keeps its terms.' })
  async changeAppointmentType(@Arg('input', () => ChangeAppointmentTypeInput, { description: 'What changes.' }) input: ChangeAppointmentTypeInput, @Context() ctx: Ctx): Promise<AppointmentType> {
    refuse(termsFault(input));
    const type = await ctx.load(AppointmentType, mustBeId('apy', input.id), { ifVersion: input.ifVersion ?? null });
    type.change(given(input));
    if (input.hosts) await nameHosts(type, input.hosts, ctx);
    return type;
  }

  @Audience('public', 'portal')
  @FieldResolver(() => [TypeHost], { description: 'Who takes them; with several, all of them come.' })
  async hosts(@Root() type: AppointmentType, @Context() ctx: Ctx): Promise<TypeHost[]> {
    return ctx.read.children(TypeHost, 'typeId', type.id, { orderBy: { position: 'asc' } });
  }
}
