import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { CurrencyCodeScalar, type Ctx } from '@firmament/kit';
import { OfferInvalid } from '../errors.js';
import { lineOf, ProposalLine, ProposalLineInput, shownLine } from '../proposal/offer.graph.js';
import { offerFault } from '../proposal/offer.rules.js';
import type { OfferLine } from '../proposal/offer.types.js';
import { plain, plainText } from '../text.rules.js';
import { ServicePackage } from './service-package.entity.js';

@InputType({ description: 'A package to offer again and again.' })
export class ServicePackageInput {
  @Field(() => String, { description: 'What it is called.' }) @Length(1, 120) @Matches(plainText, plain) name!: string;
  @Field(() => String, { nullable: true, description: 'What it is for.' }) @IsOptional() @Length(0, 2000) @Matches(plainText, plain) description?: string | null;
  @Field(() => CurrencyCodeScalar, { description: 'In which currency it is priced.' }) currency!: string;
  @Field(() => [ProposalLineInput], { description: 'What is in it, 1 to 50 lines.' }) @ArrayMinSize(1) @ArrayMaxSize(50) @ValidateNested({ each: true }) lines!: ProposalLineInput[];
}
@InputType({ description: 'A package and what it says now.' })
export class ChangeServicePackageInput extends ServicePackageInput {
  @Field(() => ID, { description: 'The package.' }) packageId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the package has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A package.' })
export class ServicePackageIdInput {
  @Field(() => ID, { description: 'The package.' }) packageId!: string;
}

function linesOf(input: ServicePackageInput): OfferLine[] {
  const lines = input.lines.map(lineOf);
  const fault = offerFault({ options: [{ key: 'package', name: input.name, description: null, recommended: false, lines }], addOns: [], discount: null }, input.currency);
  if (fault !== null) throw new OfferInvalid(fault, 'input.lines');
  return lines;
}
const words = (input: ServicePackageInput) => ({ name: input.name.trim(), description: input.description ?? null, currency: input.currency, lines: linesOf(input) });

/** What the firm offers again and again. */
@Resolver(() => ServicePackage)
export class ServicePackageResolver {
  @Authorized('agreements.package.view')
  @Query(() => [ServicePackage], { description: 'The packages that the firm offers, by name.' })
  servicePackages(@Context() ctx: Ctx): Promise<ServicePackage[]> { return ctx.read.rows(ServicePackage, { archivedAt: null }, { orderBy: { name: 'ASC' }, limit: 200 }); }

  @FieldResolver(() => [ProposalLine], { description: 'What is in it.' })
  lines(@Root() one: ServicePackage): ProposalLine[] { return one.lines.map((line) => shownLine(line, one.currency)); }

  @Authorized('agreements.package.edit')
  @Mutation(() => ServicePackage, { description: 'Adds a package.' })
  async createServicePackage(@Arg('input', () => ServicePackageInput, { description: 'The package.' }) input: ServicePackageInput, @Context() ctx: Ctx): Promise<ServicePackage> {
    const one = ctx.em.create(ServicePackage, { id: ctx.newId('spk'), tenantId: ctx.actor.tenantId ?? '', version: 1, ...words(input), archivedAt: null, createdAt: ctx.now });
    ctx.em.persist(one);
    return one;
  }

  @Authorized('agreements.package.edit')
  @Mutation(() => ServicePackage, { description: 'Changes a package. Proposals that were written from it keep what they say.' })
  async changeServicePackage(@Arg('input', () => ChangeServicePackageInput, { description: 'The package.' }) input: ChangeServicePackageInput, @Context() ctx: Ctx): Promise<ServicePackage> {
    const one = await ctx.load(ServicePackage, input.packageId, { ifVersion: input.ifVersion ?? null });
    return Object.assign(one, words(input));
  }

  @Authorized('agreements.package.edit')
  @Mutation(() => ServicePackage, { description: 'Stops offering a package.' })
  async archiveServicePackage(@Arg('input', () => ServicePackageIdInput, { description: 'Which.' }) input: ServicePackageIdInput, @Context() ctx: Ctx): Promise<ServicePackage> {
    const one = await ctx.load(ServicePackage, input.packageId);
    one.archivedAt ??= ctx.now;
    return one;
  }
}
