import { idToUuid, isId, uuidToId } from '@firmament/events';
import { type Ctx, DateTimeScalar, Internal, NotFound } from '@firmament/kit';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Query, registerEnumType, Resolver, Root } from 'type-graphql';
import { Invitation } from '../invitation/invitation.entity.js';
import { ContactRef } from '../stubs.js';
import { PortalUser } from './user.entity.js';

/** Whether a contact can come in. */
export const ContactPortalState = { NONE: 'NONE', INVITED: 'INVITED', ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED' } as const;
export type ContactPortalState = keyof typeof ContactPortalState;
registerEnumType(ContactPortalState, {
  name: 'ContactPortalState', description: 'Whether a contact can come into the portal.',
  valuesConfig: { NONE: { description: 'Never invited, or the invitation came to nothing.' }, INVITED: { description: 'Invited, not come yet.' }, ACTIVE: { description: 'Can come in.' }, SUSPENDED: { description: 'Shut out.' } },
});

/** A contact as the portal knows them. */
@ObjectType({ description: 'Whether a contact can come into the portal, and when they were last there.' })
export class ContactPortalAccess {
  @Field(() => ContactPortalState, { description: 'Whether they can come in.' }) state!: ContactPortalState;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When they were last there.' }) lastSeenAt!: Date | null;
  @Field(() => Invitation, { nullable: true, description: 'The invitation that waits for them.' }) openInvitation!: Invitation | null;
  @Field(() => PortalUser, { nullable: true, description: 'The person in the portal.' }) portalUser!: PortalUser | null;
}

/** The present rights of somebody in the portal. */
@ObjectType({ description: 'The present rights of somebody in the portal; for the gateway alone.' })
export class PortalActorRights {
  @Field(() => Boolean, { description: 'False when the person may not act for this client any more.' }) active!: boolean;
  @Field(() => String, { description: 'A name to show in stories.' }) name!: string;
  @Field(() => [ID], { description: 'All clients that the person may act for.' }) clientIds!: string[];
  @Field(() => [String], { description: 'The portal’s own permissions that the person holds.' }) permissions!: string[];
}

/** Whose access to change. */
@InputType({ description: 'Whose portal access to change.' })
export class PortalUserInput {
  @Field(() => ID, { description: 'The person.' }) portalUserId!: string;
}

/** What somebody in the portal may do here; the other domains state theirs. */
export const portalPermissions: readonly string[] = ['portal.home.view'];

/** The people of the portal, as staff and the gateway see them. */
@Resolver()
export class PortalUserResolver {
  /** Shuts a person out. */
  @Authorized('portal.user.suspend')
  @Mutation(() => PortalUser, { description: 'Shuts a person out of the portal, for every client, at once.' })
  async suspendPortalUser(@Arg('input', () => PortalUserInput, { description: 'Whom.' }) input: PortalUserInput, @Context() ctx: Ctx): Promise<PortalUser> {
    if (!isId('pus', input.portalUserId)) throw new NotFound();
    const person = await ctx.load(PortalUser, input.portalUserId);
    person.suspend();
    return person;
  }

  /** Lets a person in again. */
  @Authorized('portal.user.suspend')
  @Mutation(() => PortalUser, { description: 'Lets a person into the portal again, as they stood before.' })
  async reinstatePortalUser(@Arg('input', () => PortalUserInput, { description: 'Whom.' }) input: PortalUserInput, @Context() ctx: Ctx): Promise<PortalUser> {
    if (!isId('pus', input.portalUserId)) throw new NotFound();
    const person = await ctx.load(PortalUser, input.portalUserId);
    person.reinstate();
    return person;
  }

  /** The rights behind a portal session, asked anew for each. */
  @Internal()
  @Authorized('portal.session.resolve')
  @Query(() => PortalActorRights, { description: 'What a person may do now for a client; for the gateway alone.' })
  async portalActor(
    @Arg('portalUserId', () => ID, { description: 'The person.' }) portalUserId: string,
    @Arg('clientId', () => ID, { description: 'The client of the session.' }) clientId: string,
    @Context() ctx: Ctx,
  ): Promise<PortalActorRights> {
    const person = isId('pus', portalUserId) ? await ctx.read.load(PortalUser, portalUserId) : null;
    if (person === null || person.status !== 'ACTIVE') return { active: false, name: person?.name ?? '', clientIds: [], permissions: [] };
    const rows = await ctx.read.sql<{ client: string }>('select client_id as client from portal.clients_of($1) order by client_id', [idToUuid(portalUserId)]);
    const clientIds = rows.map((row) => uuidToId('cli', row.client));
    const active = clientIds.includes(clientId);
    return { active, name: person.name, clientIds, permissions: active ? [...portalPermissions] : [] };
  }
}

/** What the portal adds to a contact. */
@Resolver(() => ContactRef)
export class ContactPortalResolver {
  /** Whether the contact can come in. */
  @Authorized('portal.user.view')
  @FieldResolver(() => ContactPortalAccess, { nullable: true, description: 'Whether the contact can come into the portal.' })
  async portalAccess(@Root() contact: ContactRef, @Context() ctx: Ctx): Promise<ContactPortalAccess> {
    const [person] = await ctx.read.children(PortalUser, 'contactId', contact.id);
    const invitations = await ctx.read.children(Invitation, 'contactId', contact.id, { orderBy: { invitedAt: 'DESC' } });
    const openInvitation = invitations.find((invitation) => invitation.isOpen(ctx.now)) ?? null;
    if (person === undefined) return { state: 'NONE', lastSeenAt: null, openInvitation: null, portalUser: null };
    const state = person.status === 'INVITED' && openInvitation === null ? 'NONE' : person.status;
    return { state, lastSeenAt: person.lastSeenAt, openInvitation, portalUser: person };
  }
}
