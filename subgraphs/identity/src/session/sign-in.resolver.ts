import { type Ctx, Tenantless } from '@firmament/kit';
import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { type Account, accountByEmail } from '../account/accounts.js';
import { fingerprint } from '../account/fingerprint.js';
import { passwordFits } from '../account/password.js';
import { SignInRefused } from '../errors.js';
import { firmCardsOf } from '../firm/firm-cards.js';
import { Firm, FirmStatus, type PublicFirm } from '../firm/firm.entity.js';
import { portsOf } from '../ports.js';
import { normaliseEmail } from '../user/person.rules.js';
import { User } from '../user/user.entity.js';
import { SignInInput, SignInPayload } from './sign-in.types.js';
import { startSession } from './start-session.js';

/** Coming in by e-mail and password. */
@Resolver()
export class SignInResolver {
  @Tenantless()
  @Authorized('identity.session.start')
  @Mutation(() => SignInPayload, { description: 'Signs a member of a firm in. Whoever works in several firms names one, or is asked to choose.' })
  async signIn(@Arg('input', () => SignInInput, { description: 'Who.' }) input: SignInInput, @Context() ctx: Ctx): Promise<SignInPayload> {
    const email = normaliseEmail(input.email) ?? '';
    const firms = await firmsOpenTo(ctx, email, input.password);
    const wanted = input.firm ? firms.filter((firm) => firm.slug === input.firm) : firms;
    const [firm] = wanted;
    if (!firm) throw new SignInRefused();
    if (wanted.length > 1) return { signedIn: false, firm: null, name: null, choices: wanted };
    const user = await enterFirm(ctx, firm, email);
    const session = await startSession(ctx, firm.id, { kind: 'staff', userId: user.id, name: user.name, device: input.device });
    ctx.grant({ kind: 'session', audience: 'staff', token: session.token, expiresAt: session.expiresAt.toISOString() });
    return { signedIn: true, firm, name: user.name, choices: [] };
  }
}

/** The firms that e-mail and password open together; refuses when they open none. Takes as long whatever is wrong. */
async function firmsOpenTo(ctx: Ctx, email: string, password: string): Promise<PublicFirm[]> {
  const { attempts } = portsOf(ctx);
  const address = fingerprint(email);
  const forgive = await attempts.begin(address, ctx.meta.ipHash);
  const account = await accountByEmail(ctx, email);
  if (!(await passwordFits(account?.passwordHash ?? null, password)) || !account) throw new SignInRefused();
  await forgive();
  return (await firmCardsOf(ctx, email)).filter((firm) => opens(account, firm));
}

/** A password that a firm chose for a person must not open the person's other firms to whoever chose it. */
function opens(account: Account, firm: PublicFirm): boolean {
  return account.setByFirm === null || account.setByFirm === firm.id;
}

async function enterFirm(ctx: Ctx, firm: PublicFirm, email: string): Promise<User> {
  await ctx.enterTenant(firm.id);
  const [row, user] = [await ctx.em.findOne(Firm, { id: firm.id }), await ctx.em.findOne(User, { email, active: true })];
  if (row?.status !== FirmStatus.ACTIVE || !user) throw new SignInRefused();
  return user;
}
