import { type Ctx, Tenantless } from '@firmament/kit';
import { Arg, Authorized, Ctx as Context, Field, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import { isDemo } from '../demo.js';
import { Role } from '../role/role.entity.js';
import { User } from '../user/user.entity.js';
import { firmCardBySlug, firstFirmCard } from './firm-cards.js';
import { PublicFirm } from './firm.entity.js';

/** A way to sign in. */
export enum SignInMethod {
  PASSWORD = 'PASSWORD',
}
registerEnumType(SignInMethod, {
  name: 'SignInMethod', description: 'A way to sign in.', valuesConfig: { PASSWORD: { description: 'E-mail and password.' } },
});

/** A person of the demo as whom anybody may look around. */
@ObjectType({ description: 'A person of the demo as whom anybody may look around.' })
export class DemoAccount {
  @Field(() => String, { description: 'The e-mail address to sign in with.' })
  email!: string;

  @Field(() => String, { description: "The person's name." })
  name!: string;

  @Field(() => String, { description: 'The roles that the person holds, in words.' })
  role!: string;
}

/** What a sign-in page needs to know before anybody is signed in. */
@ObjectType({ description: 'What a sign-in page needs to know before anybody is signed in.' })
export class SignInOptions {
  @Field(() => PublicFirm, { nullable: true, description: 'The firm whose page it is, when the address names one.' })
  firm!: PublicFirm | null;

  @Field(() => [SignInMethod], { description: 'The ways to sign in.' })
  methods!: SignInMethod[];

  @Field(() => [DemoAccount], { description: 'People to try the demo as. Always empty outside the demo.' })
  demoAccounts!: DemoAccount[];
}

/** The sign-in page. */
@Resolver()
export class SignInOptionsResolver {
  @Tenantless()
  @Authorized('identity.firm.greet')
  @Query(() => SignInOptions, { description: 'What the sign-in page needs to know.' })
  async signInOptions(
    @Arg('firm', () => String, { nullable: true, description: "The firm's word in addresses, if the page belongs to one." }) slug: string | null | undefined,
    @Context() ctx: Ctx,
  ): Promise<SignInOptions> {
    const demo = isDemo(ctx);
    const named = slug ? await firmCardBySlug(ctx, slug) : null;
    const firm = named ?? (demo && !slug ? await firstFirmCard(ctx) : null);
    return { firm, methods: [SignInMethod.PASSWORD], demoAccounts: demo && firm ? await demoAccounts(ctx, firm.id) : [] };
  }
}

async function demoAccounts(ctx: Ctx, firmId: string): Promise<DemoAccount[]> {
  await ctx.enterTenant(firmId);
  const [users, roles] = await Promise.all([
    ctx.read.rows(User, { active: true }, { orderBy: { addedAt: 'ASC', id: 'ASC' }, limit: 12 }), ctx.read.rows(Role, {}, { orderBy: { position: 'ASC' } }),
  ]);
  return users.map((user) => ({
    email: user.email, name: user.name, role: roles.filter((role) => user.roleKeys.includes(role.key)).map((role) => role.name).join(', '),
  }));
}
