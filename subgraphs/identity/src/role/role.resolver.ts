import type { Ctx } from '@firmament/kit';
import { Authorized, Ctx as Context, Query, Resolver } from 'type-graphql';
import { Role } from './role.entity.js';

/** The firm's roles. */
@Resolver(() => Role)
export class RoleResolver {
  @Authorized('identity.role.view')
  @Query(() => [Role], { description: 'The roles of the firm, the mightiest first; at most 100.' })
  async roles(@Context() ctx: Ctx): Promise<Role[]> {
    return ctx.read.rows(Role, {}, { orderBy: { position: 'ASC' }, limit: 100 });
  }
}
