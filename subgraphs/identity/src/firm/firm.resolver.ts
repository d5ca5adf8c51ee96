import { Audience, type Ctx, Forbidden, Invalid, NotFound, Tenantless } from '@firmament/kit';
import { firmRegistered } from '@firmament/events';
import { Arg, Authorized, Ctx as Context, Mutation, Query, Resolver } from 'type-graphql';
import { isDemo } from '../demo.js';
import { Role } from '../role/role.entity.js';
import { builtInRoles, ownerKey } from '../role/role.rules.js';
import { joinFirm, type Joiner } from '../user/join.js';
import { checkedEmail, checkedName, checkedPassword } from '../user/person.checks.js';
import { firmCardAt, putFirmCard } from './firm-cards.js';
import { Firm, PublicFirm } from './firm.entity.js';
import { type FirmOwnerInput, RegisterFirmInput } from './firm.inputs.js';
import { isColour, isCurrency, isSlug } from './firm.rules.js';

/** The colour of a firm that has not chosen one: lapis. */
const defaultColour = '#2f4b8f';

/** Firms. */
@Resolver(() => Firm)
export class FirmResolver {
  @Authorized('identity.firm.view')
  @Query(() => Firm, { description: 'The firm in which the caller works.' })
  async firm(@Context() ctx: Ctx): Promise<Firm> {
    const firm = await ctx.read.load(Firm, ctx.actor.tenantId);
    if (!firm) throw new NotFound();
    return firm;
  }

  @Audience('public', 'portal')
  @Tenantless()
  @Authorized('identity.firm.greet')
  @Query(() => PublicFirm, { nullable: true, description: 'What anybody may know about the firm at an address; null when none answers there.' })
  async publicFirm(@Arg('slug', () => String, { nullable: true, description: "The firm's word in addresses, or its id. Without it: the firm in whose portal one is signed in." }) slug: string | null, @Context() ctx: Ctx): Promise<PublicFirm | null> {
    return firmCardAt(ctx, slug ?? null);
  }

  @Tenantless()
  @Authorized('identity.firm.register')
  @Mutation(() => Firm, { description: 'Opens a firm with its roles and its first owner. Only the platform may.' })
  async registerFirm(@Arg('input', () => RegisterFirmInput, { description: 'The firm and its owner.' }) input: RegisterFirmInput, @Context() ctx: Ctx): Promise<Firm> {
    if (ctx.actor.kind !== 'platform') throw new Forbidden();
    const facts = checkedFacts(input);
    const owner = checkedOwner(input.owner, isDemo(ctx));
    const id = ctx.newId('firm');
    await ctx.enterTenant(id);
    const firm = ctx.em.create(Firm, Firm.opened({ id, ...facts }, ctx.now));
    ctx.em.persist(firm);
    builtInRoles.forEach((role, position) => ctx.em.persist(ctx.em.create(Role, Role.builtIn(role, position, ctx.newId('rol'), id))));
    await putFirmCard(ctx, firm);
    const user = await joinFirm(ctx, id, owner);
    ctx.emit(firmRegistered, {
      firmId: id, name: firm.name, slug: firm.slug, timeZone: firm.timeZone, currency: firm.currency, ownerUserId: user.id,
    }, { aggregateId: id });
    return firm;
  }
}

type FirmFacts = Pick<Firm, 'slug' | 'name' | 'timeZone' | 'currency' | 'brandColour'>;

function checkedFacts(input: RegisterFirmInput): FirmFacts {
  if (!isSlug(input.slug)) throw new Invalid('IDENTITY_SLUG', 'Use 3 to 40 small letters, digits and single hyphens, beginning with a letter.', 'input.slug');
  if (!isCurrency(input.currency)) throw new Invalid('IDENTITY_CURRENCY', 'This is not a currency of ISO 4217.', 'input.currency');
  const brandColour = input.brandColour ?? defaultColour;
  if (!isColour(brandColour)) throw new Invalid('IDENTITY_COLOUR', 'Write the colour as #rrggbb.', 'input.brandColour');
  return { slug: input.slug, name: checkedName(input.name, 'input.name'), timeZone: input.timeZone, currency: input.currency, brandColour };
}

function checkedOwner(owner: FirmOwnerInput, demo: boolean): Joiner {
  const email = checkedEmail(owner.email, 'input.owner.email');
  return {
    email, name: checkedName(owner.name, 'input.owner.name'), password: checkedPassword(owner.password, email, demo, 'input.owner.password'),
    roleKeys: [ownerKey], passwordByFirm: false,
  };
}
