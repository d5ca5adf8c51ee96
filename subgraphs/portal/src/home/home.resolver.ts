import { idToUuid, isId, uuidToId } from '@firmament/events';
import { Audience, type Ctx, Forbidden, NotFound, Unauthenticated } from '@firmament/kit';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { PortalAction } from '../action/action.entity.js';
import { forPerson, inOrderOfUrgency, isLate } from '../action/action.rules.js';
import { firstNameOf } from '../link/link.rules.js';
import { PortalUser } from '../user/user.entity.js';
import { clientRef, ClientRef } from '../stubs.js';

/** The person who looks. */
@ObjectType({ description: 'The person who is signed in to the portal.' })
@Audience('portal')
export class PortalMe {
  @Field(() => ID, { description: 'Id of the person in the portal.' }) id!: string;
  @Field(() => String, { description: 'Full name.' }) name!: string;
  @Field(() => String, { description: 'First name, for a greeting.' }) firstName!: string;
}

/** A client that the person may turn to. Its name is the portal's own copy: crm shows only the active one. */
@ObjectType({ description: 'A client that this person may turn to.' })
@Audience('portal')
export class PortalClientChoice {
  @Field(() => ID, { description: 'Id of the client.' }) id!: string;
  @Field(() => String, { description: 'Name of the client.' }) name!: string;
  @Field(() => Boolean, { description: 'True for the client on whom the portal stands.' }) active!: boolean;
}

/** The first page of the portal. */
@ObjectType({ description: 'The first page of the portal: who looks, for which client, and what waits for them.' })
@Audience('portal')
export class PortalHome {
  @Field(() => PortalMe, { description: 'Who is signed in.' }) me!: PortalMe;
  @Field(() => ClientRef, { nullable: true, description: 'The client on whom the portal stands; appointments, work and files are its fields.' }) client!: ClientRef;
  @Field(() => [PortalClientChoice], { description: 'All clients that this person may turn to, by name.' }) clients!: PortalClientChoice[];
  @Field(() => [PortalAction], { description: 'What waits for the client, the most urgent first.' }) todo!: PortalAction[];
}

/** What waits for a client, and what waits for the firm. */
@ObjectType({ description: 'What waits for the client, and what they handed in that the firm looks at.' })
@Audience('portal')
export class PortalTodo {
  @Field(() => [PortalAction], { description: 'What waits for the client, the most urgent first. A thing leaves only when it is really done.' }) items!: PortalAction[];
  @Field(() => [PortalAction], { description: 'Received, in review: what was handed in and is not settled yet.' }) inReview!: PortalAction[];
}

/** To whom to turn. */
@InputType({ description: 'The client to turn to.' })
export class SwitchPortalClientInput {
  @Field(() => ID, { description: 'One of `portalHome.clients`.' }) clientId!: string;
}

/** The portal turned to another client. */
@ObjectType({ description: 'The portal turned to another client; a new session begins with this answer.' })
@Audience('portal')
export class SwitchPortalClientPayload {
  @Field(() => ID, { description: 'The client on whom the portal stands now.' }) clientId!: string;
}

const grantMs = 30_000;

async function waitingFor(clientId: string, ctx: Ctx): Promise<PortalAction[]> {
  const all = await ctx.read.children(PortalAction, 'clientId', clientId, { orderBy: { createdAt: 'ASC' } });
  return inOrderOfUrgency(all.filter((action) => action.doneAt === null));
}

/** Only somebody of a client has a home here; an owner of the firm has none. */
function demandPortal(ctx: Ctx): { person: string; clientId: string } {
  if (ctx.actor.kind !== 'portal' || ctx.actor.clientId === undefined) throw new Forbidden('This page belongs to the firm’s clients.');
  return { person: ctx.actor.id, clientId: ctx.actor.clientId };
}

/** What people of a client see first. */
@Resolver()
export class PortalHomeResolver {
  /** The first page. */
  @Authorized('portal.home.view')
  @Audience('portal')
  @Query(() => PortalHome, { description: 'The first page of the portal.' })
  async portalHome(@Context() ctx: Ctx): Promise<PortalHome> {
    const { person, clientId } = demandPortal(ctx);
    const me = await ctx.read.load(PortalUser, person);
    if (me === null || me.status !== 'ACTIVE') throw new Unauthenticated();
    const rows = await ctx.read.sql<{ client_id: string; name: string }>('select * from portal.clients_of($1) order by name, client_id', [idToUuid(person)]);
    const todo = forPerson(await waitingFor(clientId, ctx), me.contactId).filter((action) => action.kind !== 'OPEN_PORTAL');
    const clients = rows.map((row) => ({ id: uuidToId('cli', row.client_id), name: row.name, active: uuidToId('cli', row.client_id) === clientId }));
    return { me: { id: me.id, name: me.name, firstName: firstNameOf(me.name) }, client: clientRef(clientId), clients, todo };
  }

  /** The list alone, for a page that looks again and again. */
  @Authorized('portal.home.view')
  @Audience('portal')
  @Query(() => PortalTodo, { description: 'What waits for the client, and how what was handed in stands.' })
  async portalTodo(@Context() ctx: Ctx): Promise<PortalTodo> {
    const { person, clientId } = demandPortal(ctx);
    const contactId = (await ctx.read.load(PortalUser, person))?.contactId ?? '';
    const items = forPerson(await waitingFor(clientId, ctx), contactId).filter((action) => action.kind !== 'OPEN_PORTAL');
    const inReview = await ctx.read.rows(PortalAction, { clientId, standing: 'IN_REVIEW', doneAt: { $ne: null } }, { orderBy: { createdAt: 'DESC' }, limit: 100 });
    return { items, inReview };
  }

  /** Turns to another client of the same person. */
  @Authorized('portal.home.view')
  @Audience('portal')
  @Mutation(() => SwitchPortalClientPayload, { description: 'Turns the portal to another client of the same person. The session is exchanged for a new one.' })
  async switchPortalClient(@Arg('input', () => SwitchPortalClientInput, { description: 'To whom.' }) input: SwitchPortalClientInput, @Context() ctx: Ctx): Promise<SwitchPortalClientPayload> {
    const { person } = demandPortal(ctx);
    const me = await ctx.em.findOne(PortalUser, { id: person });
    const allowed = isId('cli', input.clientId) ? await ctx.sql('select 1 from portal.clients_of($1) as c where c.client_id = $2', [idToUuid(person), idToUuid(input.clientId)]) : [];
    if (me === null || me.status !== 'ACTIVE' || allowed.length === 0) throw new NotFound();
    ctx.grant({ kind: 'portal', tenantId: me.tenantId, portalUserId: person, clientId: input.clientId, name: me.name, expiresAt: new Date(ctx.now.getTime() + grantMs).toISOString() });
    return { clientId: input.clientId };
  }
}

/** Computed facts of a waiting thing. */
@Resolver(() => PortalAction)
export class PortalActionResolver {
  /** Whether it is late. */
  @Audience('portal')
  @FieldResolver(() => Boolean, { description: 'True when its day is over.' })
  late(@Root() action: PortalAction, @Context() ctx: Ctx): boolean {
    return isLate(action, ctx.now);
  }

  /** Where it is done. */
  @Audience('portal')
  @FieldResolver(() => String, { nullable: true, description: 'Path in the portal where it is done; null when it is done outside.' })
  href(@Root() action: PortalAction): string | null {
    if (action.kind === 'FILE_REQUEST') return `/portal/requests/${action.sourceRef}`;
    if (action.kind === 'INVOICE') return `/portal/invoices/${action.sourceRef}`;
    if (action.kind === 'PROPOSAL') return `/portal/proposals/${action.sourceRef}`;
    if (action.kind === 'SIGNATURE') return action.bundleRef === null ? null : `/portal/sign/${action.bundleRef}`;
    return action.kind === 'TASK' ? `/portal/tasks/${action.sourceRef}` : null;
  }
}

/** What the portal adds to a client. */
@Resolver(() => ClientRef)
export class ClientMovesResolver {
  /** What waits for them. */
  @Authorized('portal.action.view')
  @FieldResolver(() => [PortalAction], { nullable: true, description: 'What waits for the client, the most urgent first: their move.' })
  theirMoves(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<PortalAction[]> {
    return waitingFor(client.id, ctx);
  }
}
