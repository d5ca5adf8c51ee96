import { Arg, Args, Authorized, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { FilterQuery } from '@mikro-orm/core';
import { clientCreated, clientStatusChanged, clientUpdated } from '@firmament/events';
import { Action, Audience, isId, type Ctx, type Page } from '@firmament/kit';
import { ClientContactLink } from '../contact/contact.entity.js';
import { UserRef } from '../stubs.js';
import { Client, ClientConnection, ClientStatus } from './client.entity.js';
import { AssignClientOwnerInput, ChangeClientStatusInput, ClientListArgs, CreateClientInput, EngageClientInput, EngageClientPayload, RenameClientInput } from './client.inputs.js';
import { isBoundAnew, type Status } from './client.rules.js';

@Resolver(() => Client)
export class ClientResolver {
  @Authorized('crm.client.view')
  @Audience('portal')
  @Query(() => Client, { nullable: true, description: 'One client; null when there is none that you can see.' })
  async client(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Context() ctx: Ctx): Promise<Client | null> {
    return isId('cli', id) ? ctx.read.load(Client, id) : null;
  }

  @Authorized('crm.client.view')
  @Query(() => ClientConnection, { description: 'Clients by name.' })
  async clients(@Args(() => ClientListArgs) args: ClientListArgs, @Context() ctx: Ctx): Promise<Page<Client>> {
    const where: Record<string, unknown> = { status: args.status?.length ? { $in: args.status } : { $ne: ClientStatus.MERGED } };
    if (args.search?.trim()) where.displayName = { $ilike: `%${args.search.trim().replace(/[\\%_]/g, '\\$&')}%` };
    if (args.ownerUserId) where.ownerUserId = args.ownerUserId;
    return ctx.read.page(Client, where as FilterQuery<Client>, { first: args.first, after: args.after ?? null, orderBy: { displayName: 'ASC' } });
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'The member of staff who owns the client.' })
  owner(@Root() client: Client): UserRef | null {
    return client.ownerUserId ? Object.assign(new UserRef(), { id: client.ownerUserId }) : null;
  }

  @FieldResolver(() => [ClientContactLink], { description: 'The people of this client, the first person to talk to on top.' })
  links(@Root() client: Client, @Context() ctx: Ctx): Promise<ClientContactLink[]> {
    return ctx.read.children(ClientContactLink, 'clientId', client.id, { orderBy: { isPrimary: 'DESC', id: 'ASC' } });
  }

  @Authorized('crm.client.create')
  @Action()
  @Mutation(() => Client, { description: 'Adds a client by hand.' })
  async createClient(@Arg('input', () => CreateClientInput, { description: 'The client.' }) input: CreateClientInput, @Context() ctx: Ctx): Promise<Client> {
    const client = ctx.em.create(Client, {
      id: ctx.newId('cli'), tenantId: ctx.actor.tenantId ?? '', version: 1, displayName: input.displayName.trim(), kind: input.kind, status: input.status ?? ClientStatus.LEAD,
      statusReason: null, ownerUserId: input.ownerUserId ?? null, source: 'STAFF', currency: input.currency ?? null, timeZone: input.timeZone ?? null, facts: input.facts ?? [], createdAt: ctx.now, changedAt: ctx.now,
    });
    ctx.em.persist(client);
    announce(ctx, client);
    return client;
  }

  @Authorized('crm.client.edit')
  @Action()
  @Mutation(() => Client, { description: 'Moves a client through its lifecycle. A rule may name from where and for which reason it moves; whoever stands elsewhere is left alone.' })
  async changeClientStatus(@Arg('input', () => ChangeClientStatusInput, { description: 'The step.' }) input: ChangeClientStatusInput, @Context() ctx: Ctx): Promise<Client> {
    const client = await ctx.load(Client, input.clientId, { ifVersion: input.ifVersion ?? null });
    if (!isMeant(client, input)) return client;
    const from = client.moveTo(input.status, input.reason ?? null, ctx.now);
    ctx.emit(clientStatusChanged, { clientId: client.id, from, to: client.status, reason: client.statusReason }, { aggregateId: client.id, clientId: client.id });
    return client;
  }

  @Authorized('crm.client.edit')
  @Action()
  @Mutation(() => EngageClientPayload, { description: 'An agreement binds a client: a lead, a prospect, or one who was quiet or gone, is served from now on. Whoever is served already stays where they are; said again, it changes nothing.' })
  async engageClient(@Arg('input', () => EngageClientInput, { description: 'The client.' }) input: EngageClientInput, @Context() ctx: Ctx): Promise<EngageClientPayload> {
    const client = await ctx.load(Client, input.clientId);
    if (!isBoundAnew(client.status as Status, input.status as Status)) return { client, changed: false };
    const from = client.moveTo(ClientStatus[input.status], null, ctx.now);
    ctx.emit(clientStatusChanged, { clientId: client.id, from, to: client.status, reason: null }, { aggregateId: client.id, clientId: client.id });
    return { client, changed: true };
  }

  @Authorized('crm.client.edit')
  @Mutation(() => Client, { description: 'Gives a client another name.' })
  async renameClient(@Arg('input', () => RenameClientInput, { description: 'The name.' }) input: RenameClientInput, @Context() ctx: Ctx): Promise<Client> {
    const client = await ctx.load(Client, input.clientId, { ifVersion: input.ifVersion ?? null });
    const before = client.displayName;
    client.displayName = input.displayName.trim();
    client.changedAt = ctx.now;
    ctx.emit(clientUpdated, { clientId: client.id, changes: [{ field: 'displayName', before, after: client.displayName }] }, { aggregateId: client.id, clientId: client.id });
    return client;
  }

  @Authorized('crm.client.edit')
  @Action()
  @Mutation(() => Client, { description: 'Gives a client another owner.' })
  async assignClientOwner(@Arg('input', () => AssignClientOwnerInput, { description: 'The owner.' }) input: AssignClientOwnerInput, @Context() ctx: Ctx): Promise<Client> {
    const client = await ctx.load(Client, input.clientId, { ifVersion: input.ifVersion ?? null });
    const before = client.ownerUserId;
    client.ownerUserId = input.ownerUserId ?? null;
    client.changedAt = ctx.now;
    ctx.emit(clientUpdated, { clientId: client.id, changes: [{ field: 'owner', before, after: client.ownerUserId }] }, { aggregateId: client.id, clientId: client.id });
    return client;
  }
}

/** True when a step that a rule asks for is meant for a client who stands here. */
const isMeant = (client: Client, { onlyFrom, onlyReason }: ChangeClientStatusInput): boolean => (!onlyFrom || onlyFrom.includes(client.status)) && (!onlyReason || onlyReason === client.statusReason);

/** States that a client exists. */
export function announce(ctx: Ctx, client: Client): void {
  ctx.emit(clientCreated, { clientId: client.id, displayName: client.displayName, kind: client.kind, status: client.status, ownerUserId: client.ownerUserId, source: client.source }, { aggregateId: client.id, clientId: client.id });
}
