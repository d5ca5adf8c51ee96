import { type Ctx, NotFound } from '@firmament/kit';
import { Arg, Authorized, Ctx as Context, Field, InputType, Mutation, Resolver } from 'type-graphql';
import { isDemo } from '../demo.js';
import { SignInRefused } from '../errors.js';
import { endSessionsOf } from '../session/end-session.js';
import { checkedPassword } from '../user/person.checks.js';
import { User } from '../user/user.entity.js';
import { accountByEmail, setPassword } from './accounts.js';
import { hashPassword, passwordFits } from './password.js';

/** A new password, chosen by its owner. */
@InputType({ description: 'A new password, chosen by the person who will use it.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password as it is.' })
  currentPassword!: string;

  @Field(() => String, { description: 'The password as it shall be, 12 to 256 characters.' })
  newPassword!: string;
}

/** A person's own account. */
@Resolver()
export class AccountResolver {
  @Authorized('identity.self.edit')
  @Mutation(() => User, { description: 'Changes your password in all your firms and signs you out everywhere in this one.' })
  async changePassword(@Arg('input', () => ChangePasswordInput, { description: 'Both passwords.' }) input: ChangePasswordInput, @Context() ctx: Ctx): Promise<User> {
    if (ctx.actor.kind !== 'staff') throw new NotFound();
    const user = await ctx.load(User, ctx.actor.id);
    const account = await accountByEmail(ctx, user.email);
    if (!account || !(await passwordFits(account.passwordHash, input.currentPassword))) throw new SignInRefused();
    const password = checkedPassword(input.newPassword, user.email, isDemo(ctx), 'input.newPassword');
    await setPassword(ctx, account.id, await hashPassword(password));
    await endSessionsOf(ctx, user.id, 'PASSWORD_CHANGED');
    return user;
  }
}
