import { PageArgs, connectionOf, idToUuid, type Ctx, type Page } from '@firmament/kit';
import { Arg, Args, Authorized, Ctx as Context, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { uuidToId } from '@firmament/events';
import { Run } from '../run/run.entity.js';
import { ClientRef, UserRef } from '../stubs.js';
import { StaffMove } from './move.entity.js';

/** A page of what waits for us. */
@ObjectType({ description: 'A page of what waits for us.' })
export class StaffMoveConnection extends connectionOf(StaffMove) {}

/** What waits for the firm's people. */
@Resolver(() => StaffMove)
export class MoveResolver {
  @Authorized('workflow.task.view')
  @Query(() => StaffMoveConnection, { description: 'What waits for you, and what waits for anybody; what is due first comes first.' })
  myMoves(@Args(() => PageArgs) args: PageArgs, @Context() ctx: Ctx): Promise<Page<StaffMove>> {
    const mine = ctx.actor.id.startsWith('usr_') ? [{ userUuids: { $contains: [idToUuid(ctx.actor.id)] } }] : [];
    return ctx.read.page(StaffMove, { state: 'OPEN', $or: [...mine, { userUuids: { $eq: [] } }] } as never, { first: args.first, after: args.after ?? null, orderBy: { sortAt: 'ASC' } });
  }

  @Authorized('workflow.task.view')
  @Query(() => StaffMoveConnection, { description: 'What waits for the whole firm; what is due first comes first.' })
  firmMoves(@Args(() => PageArgs) args: PageArgs, @Context() ctx: Ctx): Promise<Page<StaffMove>> {
    return ctx.read.page(StaffMove, { state: 'OPEN' }, { first: args.first, after: args.after ?? null, orderBy: { sortAt: 'ASC' } });
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client it is for.' })
  client(@Root() move: StaffMove): ClientRef | null { return move.clientId ? { id: move.clientId } : null; }

  @FieldResolver(() => [UserRef], { description: 'The people it waits for; nobody named means anybody.' })
  who(@Root() move: StaffMove): UserRef[] { return (move.userUuids ?? []).map((uuid) => ({ id: uuidToId('usr', uuid) })); }

  @FieldResolver(() => Boolean, { description: 'True when its time has passed.' })
  late(@Root() move: StaffMove, @Context() ctx: Ctx): boolean { return (move.dueAt !== null || move.dueOn !== null) && move.sortAt < ctx.now; }
}

/** What workflow knows of a client. */
@Resolver(() => ClientRef)
export class ClientMovesResolver {
  @FieldResolver(() => [StaffMove], { nullable: true, description: 'What waits for us with this client; what is due first comes first.' })
  async ourMoves(@Root() client: ClientRef, @Arg('first', () => Int, { defaultValue: 5, description: 'How many, 1 to 100.' }) first: number, @Context() ctx: Ctx): Promise<StaffMove[]> {
    const all = await ctx.read.children(StaffMove, 'clientId', client.id, { orderBy: { sortAt: 'ASC' } });
    return all.filter((move) => move.state === 'OPEN').slice(0, Math.min(Math.max(first, 1), 100));
  }

  @FieldResolver(() => [Run], { nullable: true, description: 'Runs for this client, the latest first.' })
  runs(@Root() client: ClientRef, @Arg('first', () => Int, { defaultValue: 10, description: 'How many, 1 to 100.' }) first: number, @Context() ctx: Ctx): Promise<Run[]> {
    return ctx.read.children(Run, 'clientId', client.id, { orderBy: { createdAt: 'DESC' }, limit: Math.min(Math.max(first, 1), 100) });
  }
}
