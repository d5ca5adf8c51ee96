import { connectionOf, type Ctx, Forbidden, NotFound, PageArgs } from '@firmament/kit';
import { isId, rolesChanged, userDeactivated } from '@firmament/events';
import { Arg, Args, Authorized, Ctx as Context, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { leaveLookup } from '../account/lookup.js';
import { isDemo } from '../demo.js';
import { Firm } from '../firm/firm.entity.js';
import { Role } from '../role/role.entity.js';
import { endSessionsOf } from '../session/end-session.js';
import { joinFirm } from './join.js';
import { checkedEmail, checkedName, checkedPassword } from './person.checks.js';
import { grantableRoles, keepAnOwner, lockRights, refuseBeyondReach } from './rights.js';
import { User } from './user.entity.js';
import { AddUserInput, DeactivateUserInput, SetUserRolesInput } from './user.inputs.js';

@ObjectType({ description: 'A page of people.' })
export class UserConnection extends connectionOf(User) {}

/** The person who is signed in, with what they may do. */
@ObjectType({ description: 'The person who is signed in, with what they may do.' })
export class Me {
  @Field(() => User, { description: 'The person.' })
  user!: User;

  @Field(() => Firm, { description: 'The firm in which they work now.' })
  firm!: Firm;

  @Field(() => [Role], { description: 'The roles that they hold in it.' })
  roles!: Role[];

  @Field(() => [String], { description: 'All that they may do: exact permissions, or a domain with .*, or * for everything.' })
  permissions!: string[];
}

/** People of the firm. */
@Resolver(() => User)
export class UserResolver {
  @Authorized('identity.self.view')
  @Query(() => Me, { description: 'The person who is signed in.' })
  async me(@Context() ctx: Ctx): Promise<Me> {
    if (ctx.actor.kind !== 'staff') throw new NotFound();
    const [user, firm, roles] = await Promise.all([
      ctx.read.load(User, ctx.actor.id), ctx.read.load(Firm, ctx.actor.tenantId ?? ''), ctx.read.rows(Role, {}, { orderBy: { position: 'ASC' } }),
    ]);
    if (!user || !firm) throw new NotFound();
    return { user, firm, roles: roles.filter((role) => user.roleKeys.includes(role.key)), permissions: [...ctx.actor.permissions].sort() };
  }

  @Authorized('identity.user.list')
  @Query(() => UserConnection, { description: 'The people of the firm, by name.' })
  async users(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('includeInactive', () => Boolean, { defaultValue: false, description: 'True to see those who left as well.' }) includeInactive: boolean,
    @Context() ctx: Ctx,
  ): Promise<UserConnection> {
    return ctx.read.page(User, includeInactive ? {} : { active: true }, { ...page, orderBy: { name: 'ASC' } });
  }

  @Authorized('identity.user.list')
  @Query(() => User, { nullable: true, description: 'One person of the firm.' })
  async user(@Arg('id', () => ID, { description: 'The person.' }) id: string, @Context() ctx: Ctx): Promise<User> {
    const user = isId('usr', id) ? await ctx.read.load(User, id) : null;
    if (!user) throw new NotFound();
    return user;
  }

  @FieldResolver(() => String, { description: 'The address with which the person signs in; for colleagues only.' })
  email(@Root() user: User, @Context() ctx: Ctx): string {
    if (ctx.actor.kind === 'portal' || ctx.actor.kind === 'public') throw new Forbidden();
    return user.email;
  }

  @Authorized('identity.user.add')
  @Mutation(() => User, { description: 'Makes somebody a member of the firm.' })
  async addUser(@Arg('input', () => AddUserInput, { description: 'The person.' }) input: AddUserInput, @Context() ctx: Ctx): Promise<User> {
    const name = checkedName(input.name, 'input.name');
    const email = checkedEmail(input.email, 'input.email');
    const demo = isDemo(ctx);
    const password = checkedPassword(input.password, email, demo, 'input.password');
    const roleKeys = await grantableRoles(ctx, input.roleKeys);
    return joinFirm(ctx, ctx.actor.tenantId ?? '', { name, email, password, roleKeys, passwordByFirm: !demo });
  }

  @Authorized('identity.user.assign')
  @Mutation(() => User, { description: "Replaces a person's roles. Takes effect with their next request." })
  async setUserRoles(@Arg('input', () => SetUserRolesInput, { description: 'The person and the roles.' }) input: SetUserRolesInput, @Context() ctx: Ctx): Promise<User> {
    const user = await withinReach(ctx, input.userId, input.ifVersion);
    const keys = await grantableRoles(ctx, input.roleKeys);
    if (!keys.includes('owner')) await keepAnOwner(ctx, user);
    const before = user.holdRoles(keys);
    if (before) ctx.emit(rolesChanged, { userId: user.id, before, after: keys }, { aggregateId: user.id });
    return user;
  }

  @Authorized('identity.user.deactivate')
  @Mutation(() => User, { description: 'Ends somebody’s work in the firm and all their sessions in it.' })
  async deactivateUser(@Arg('input', () => DeactivateUserInput, { description: 'The person.' }) input: DeactivateUserInput, @Context() ctx: Ctx): Promise<User> {
    const user = await withinReach(ctx, input.userId, input.ifVersion);
    if (user.active) await keepAnOwner(ctx, user);
    user.deactivate(ctx.now);
    await leaveLookup(ctx, 'email', user.id);
    await endSessionsOf(ctx, user.id, 'USER_DEACTIVATED');
    ctx.emit(userDeactivated, { userId: user.id }, { aggregateId: user.id });
    return user;
  }
}

/** The person, locked against a second change of rights, and within the actor's reach. */
async function withinReach(ctx: Ctx, userId: string, ifVersion: number | null | undefined): Promise<User> {
  await lockRights(ctx);
  if (!isId('usr', userId)) throw new NotFound();
  const user = await ctx.load(User, userId, { ifVersion });
  await refuseBeyondReach(ctx, user);
  return user;
}
