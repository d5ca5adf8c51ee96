import { IsEmail, IsInt, IsOptional, Length, Matches } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Conflict, isId, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { Bill } from '../bill/bill.entity.js';
import { codePattern, codeWords, plain, plainText } from '../text.rules.js';
import { Vendor, VendorConnection, VendorStatus } from './vendor.entity.js';
import { nameKey, taxKey } from './vendor.rules.js';
import { addVendor, changeVendor, type VendorWords } from './write-vendor.js';
import type { VendorStanding } from './vendor.types.js';

@InputType({ description: 'What is said about a vendor.' })
export class AddVendorInput {
  @Field(() => String, { description: 'Its name.' }) @Length(1, 200) @Matches(plainText, plain) name!: string;
  @Field(() => String, { nullable: true, description: 'Its tax number.' }) @IsOptional() @Length(2, 40) @Matches(/^[A-Za-z0-9][A-Za-z0-9 ./-]*$/, { message: 'a tax number has letters and digits' }) taxNumber?: string | null;
  @Field(() => String, { nullable: true, description: 'Its e-mail address.' }) @IsOptional() @IsEmail() email?: string | null;
  @Field(() => String, { nullable: true, description: 'The account of the ledger on which its bills usually go.' }) @IsOptional() @Matches(codePattern, codeWords) accountCode?: string | null;
  @Field(() => String, { nullable: true, description: 'The tax code that its bills usually have.' }) @IsOptional() @Matches(codePattern, codeWords) taxCode?: string | null;
}
@InputType({ description: 'A vendor, and what is said about it now.' })
export class ChangeVendorInput extends AddVendorInput {
  @Field(() => ID, { description: 'The vendor.' }) vendorId!: string;
  @Field(() => VendorStatus, { defaultValue: 'KNOWN', description: 'Where it stands.' }) status!: VendorStanding;
  @Field(() => Int, { nullable: true, description: 'Refuse when the vendor has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@ArgsType()
export class VendorListArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only those whose name holds these letters.' }) @IsOptional() @Length(1, 100) search?: string | null;
  @Field(() => [VendorStatus], { nullable: true, description: 'Only in one of these places.' }) statuses?: VendorStanding[] | null;
}

const wordsOf = ({ name, taxNumber, email, accountCode, taxCode }: AddVendorInput): VendorWords => ({ name: name.trim(), taxNumber: taxNumber?.trim() ?? null, email: email ?? null, accountCode: accountCode ?? null, taxCode: taxCode ?? null });

/** A tax number is one vendor's. The name is not: two may be called alike, and a human chooses. */
async function demandFreeTax(ctx: Ctx, words: VendorWords, ownId: string | null): Promise<void> {
  const other = words.taxNumber === null ? null : await ctx.em.findOne(Vendor, { taxKey: taxKey(words.taxNumber) });
  if (other && other.id !== ownId) throw new Conflict('REVENUE_VENDOR_TAX_NUMBER', 'Another vendor has this tax number.', { vendorId: other.id });
}

/** Whom the firm pays. */
@Resolver(() => Vendor)
export class VendorResolver {
  @Authorized('revenue.vendor.view')
  @Query(() => Vendor, { description: 'A vendor.' })
  async vendor(@Arg('id', () => ID, { description: 'The vendor.' }) id: string, @Context() ctx: Ctx): Promise<Vendor> {
    return (isId('vnd', id) ? await ctx.read.load(Vendor, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('revenue.vendor.view')
  @Query(() => VendorConnection, { description: 'Vendors by name.' })
  async vendors(@Args(() => VendorListArgs) args: VendorListArgs, @Context() ctx: Ctx): Promise<Page<Vendor>> {
    const letters = args.search ? nameKey(args.search) : '';
    const where = { ...(letters ? { nameKey: { $like: `%${letters}%` } } : {}), ...(args.statuses ? { status: { $in: args.statuses } } : {}) };
    return ctx.read.page(Vendor, where, { first: args.first, after: args.after ?? null, orderBy: { nameKey: 'ASC' } });
  }

  @Authorized('revenue.vendor.edit')
  @Mutation(() => Vendor, { description: 'Adds a vendor.' })
  async addVendor(@Arg('input', () => AddVendorInput, { description: 'What is said about it.' }) input: AddVendorInput, @Context() ctx: Ctx): Promise<Vendor> {
    const words = wordsOf(input);
    await demandFreeTax(ctx, words, null);
    return addVendor(ctx, words, 'KNOWN');
  }

  @Authorized('revenue.vendor.edit')
  @Mutation(() => Vendor, { description: 'Changes what is said about a vendor, and confirms a candidate. The account to which it is paid changes by its bills alone, after somebody asked.' })
  async changeVendor(@Arg('input', () => ChangeVendorInput, { description: 'Which, and what is said now.' }) input: ChangeVendorInput, @Context() ctx: Ctx): Promise<Vendor> {
    const vendor = await ctx.load(Vendor, input.vendorId, { ifVersion: input.ifVersion ?? null });
    const words = wordsOf(input);
    await demandFreeTax(ctx, words, vendor.id);
    changeVendor(ctx, vendor, { ...words, status: input.status });
    return vendor;
  }

  @FieldResolver(() => [Bill], { description: 'Its bills, the newest on top; at most 50.' })
  bills(@Root() vendor: Vendor, @Context() ctx: Ctx): Promise<Bill[]> {
    ctx.demand('revenue.bill.view');
    return ctx.read.children(Bill, 'vendorId', vendor.id, { orderBy: { createdAt: 'DESC', id: 'DESC' }, limit: 50 });
  }
}
