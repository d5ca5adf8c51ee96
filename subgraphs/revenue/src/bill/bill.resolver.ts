import { IsOptional, Matches } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { CurrencyCodeScalar, DateTimeScalar, DecimalScalar, isId, Money, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { Approval } from '../approval/approval.entity.js';
import { historyOf } from '../approval/inbox.rules.js';
import { ApprovalMoment } from '../approval/inbox.types.js';
import { quantityOf } from '../invoice/quantity.rules.js';
import { payerId } from '../payer/on-names.js';
import { Payer } from '../payer/payer.entity.js';
import { portsOf } from '../ports.js';
import { Rebill } from '../rebill/rebill.entity.js';
import { ClientRef } from '../stubs.js';
import { clientIdPattern, clientIdWords } from '../text.rules.js';
import { Vendor } from '../vendor/vendor.entity.js';
import { Bill, BillConnection, BillStatus } from './bill.entity.js';
import { BillLikeness } from './bill-likeness.js';
import { BillLine } from './bill-line.entity.js';
import { over } from './bill-state.rules.js';
import type { BillStanding, Likeness } from './bill.types.js';

@ArgsType()
export class BillListArgs extends PageArgs {
  @Field(() => [BillStatus], { nullable: true, description: 'Only in one of these places; all but duplicates when left out.' }) statuses?: BillStanding[] | null;
  @Field(() => Boolean, { nullable: true, description: 'True for those alone of which something is left to do.' }) open?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'Only bills of this vendor.' }) @IsOptional() @Matches(/^vnd_[0-7][0-9a-hjkmnp-tv-z]{25}$/, { message: 'this is no vendor' }) vendorId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only bills that are for this client alone.' }) @IsOptional() @Matches(clientIdPattern, clientIdWords) clientId?: string | null;
  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Only in this currency.' }) currency?: string | null;
}
@ObjectType({ description: 'How many bills stand in a place.' })
export class BillCount {
  @Field(() => BillStatus, { description: 'The place.' }) status!: BillStanding;
  @Field(() => Int, { description: 'How many.' }) count!: number;
}
@ObjectType({ description: 'A link that fetches the file of a bill.' })
export class BillDownload {
  @Field(() => String, { description: 'The address; it works without signing in, for a few minutes.' }) url!: string;
  @Field(() => DateTimeScalar, { description: 'Until when it works.' }) expiresAt!: Date;
  @Field(() => String, { description: 'What the file is called.' }) name!: string;
  @Field(() => String, { description: 'Its type.' }) contentType!: string;
}

const amount = (bill: Bill, minor: bigint | null): Money | null => (minor === null || bill.currency === null ? null : Money.of(bill.signed(minor) ?? 0n, bill.currency));
const listed = (args: BillListArgs): Record<string, unknown> => (args.statuses ? { status: { $in: args.statuses } } : { status: { $nin: args.open ? [...over] : ['DUPLICATE'] } });

/** Bills as people read them. */
@Resolver(() => Bill)
export class BillResolver {
  @Authorized('revenue.bill.view')
  @Query(() => Bill, { description: 'A bill.' })
  async bill(@Arg('id', () => ID, { description: 'The bill.' }) id: string, @Context() ctx: Ctx): Promise<Bill> {
    return (isId('bil', id) ? await ctx.read.load(Bill, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('revenue.bill.view')
  @Query(() => BillConnection, { description: 'Bills, the newest on top.' })
  async bills(@Args(() => BillListArgs) args: BillListArgs, @Context() ctx: Ctx): Promise<Page<Bill>> {
    const where = { ...listed(args), ...(args.vendorId ? { vendorId: args.vendorId } : {}), ...(args.clientId ? { clientId: args.clientId } : {}), ...(args.currency ? { currency: args.currency } : {}) };
    return ctx.read.page(Bill, where, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Authorized('revenue.bill.view')
  @Query(() => [BillCount], { description: 'How many bills stand where something is left to do; places without any are left out.' })
  async billCounts(@Context() ctx: Ctx): Promise<BillCount[]> {
    const rows = await ctx.read.sql<{ status: BillStanding; n: number }>('select status, count(*)::int as n from revenue.bills where status <> all ($1::text[]) group by status order by status', [[...over]]);
    return rows.map(({ status, n }) => Object.assign(new BillCount(), { status, count: n }));
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What it asks for, with tax; below nothing for what a vendor gives back; null until somebody read it.' })
  total(@Root() bill: Bill): Money | null { return amount(bill, bill.totalMinor); }
  @FieldResolver(() => Money, { nullable: true, description: 'The same without tax.' })
  net(@Root() bill: Bill): Money | null { return amount(bill, bill.netMinor); }
  @FieldResolver(() => Money, { nullable: true, description: 'The tax in it.' })
  tax(@Root() bill: Bill): Money | null { return amount(bill, bill.taxMinor); }
  @FieldResolver(() => Vendor, { nullable: true, description: 'Whose it is.' })
  async vendor(@Root() bill: Bill, @Context() ctx: Ctx): Promise<Vendor | null> { return ctx.read.load(Vendor, bill.vendorId); }
  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client that it is for, where all its lines are for one.' })
  client(@Root() bill: Bill): ClientRef | null { return bill.clientId === null ? null : Object.assign(new ClientRef(), { id: bill.clientId }); }
  @FieldResolver(() => [BillLine], { description: 'What it asks to be paid for.' })
  lines(@Root() bill: Bill, @Context() ctx: Ctx): Promise<BillLine[]> { return ctx.read.children(BillLine, 'billId', bill.id, { orderBy: { position: 'ASC' } }); }
  @FieldResolver(() => BillDownload, { nullable: true, description: 'Fetches its file; null for one that was found in the ledger.' })
  async file(@Root() bill: Bill, @Context() ctx: Ctx): Promise<BillDownload | null> {
    if (bill.file === null) return null;
    const { key, name, type } = bill.file;
    return Object.assign(new BillDownload(), await portsOf(ctx).documents.downloadUrl(key, name, type), { name, contentType: type });
  }
}

/** How a bill stands to others, and to the people who must agree. */
@Resolver(() => Bill)
export class BillStoryResolver {
  @FieldResolver(() => [BillLikeness], { description: 'In which ways it looked like others when it was compared.' })
  likeness(@Root() bill: Bill): Likeness[] { return [...bill.duplicateCheck?.why ?? []]; }
  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When it was last compared with the others.' })
  comparedAt(@Root() bill: Bill): Date | null { return bill.duplicateCheck ? new Date(bill.duplicateCheck.at) : null; }
  @FieldResolver(() => [Bill], { description: 'The bills that it looks like.' })
  async looksLike(@Root() bill: Bill, @Context() ctx: Ctx): Promise<Bill[]> {
    const others = await Promise.all((bill.duplicateCheck?.otherBillIds ?? []).map((id) => ctx.read.load(Bill, id)));
    return others.filter((one) => one !== null);
  }
  @FieldResolver(() => Bill, { nullable: true, description: 'The bill beside which it is kept as evidence.' })
  async duplicateOf(@Root() bill: Bill, @Context() ctx: Ctx): Promise<Bill | null> { return ctx.read.load(Bill, bill.duplicateOfId); }
  @FieldResolver(() => [Bill], { description: 'How it came again: kept as evidence, and never paid.' })
  duplicates(@Root() bill: Bill, @Context() ctx: Ctx): Promise<Bill[]> { return ctx.read.children(Bill, 'duplicateOfId', bill.id, { orderBy: { createdAt: 'ASC', id: 'ASC' } }); }
  @FieldResolver(() => [Approval], { description: 'Each time it was sent to approval, the newest first.' })
  approvals(@Root() bill: Bill, @Context() ctx: Ctx): Promise<Approval[]> { return ctx.read.children(Approval, 'billId', bill.id, { orderBy: { createdAt: 'DESC', id: 'DESC' } }); }
  @FieldResolver(() => [ApprovalMoment], { description: 'What happened to it among the people who must agree, in turn.' })
  async history(@Root() bill: Bill, @Context() ctx: Ctx): Promise<ApprovalMoment[]> {
    const approvals = await ctx.read.children(Approval, 'billId', bill.id, { orderBy: { createdAt: 'ASC', id: 'ASC' } });
    return historyOf(approvals).map(({ byId, forId, ...rest }) => Object.assign(new ApprovalMoment(), { ...rest, byUserId: byId, forUserId: forId }));
  }
  @FieldResolver(() => [Rebill], { description: 'What of it is billed to clients again.' })
  rebills(@Root() bill: Bill, @Context() ctx: Ctx): Promise<Rebill[]> { return ctx.read.children(Rebill, 'billId', bill.id, { orderBy: { createdAt: 'ASC', id: 'ASC' } }); }
}

/** Lines of bills. */
@Resolver(() => BillLine)
export class BillLineResolver {
  @FieldResolver(() => DecimalScalar, { description: 'How many.' })
  quantity(@Root() line: BillLine): string { return quantityOf(BigInt(line.quantityMilli)); }
  @FieldResolver(() => Money, { description: 'The price of one.' })
  unitPrice(@Root() line: BillLine): Money { return Money.of(BigInt(line.unitMinor), line.currency); }
  @FieldResolver(() => Money, { description: 'What it costs without tax.' })
  net(@Root() line: BillLine): Money { return Money.of(BigInt(line.netMinor), line.currency); }
  @FieldResolver(() => Money, { description: 'Its tax.' })
  tax(@Root() line: BillLine): Money { return Money.of(BigInt(line.taxMinor), line.currency); }
  @FieldResolver(() => Money, { description: 'What it costs with tax.' })
  gross(@Root() line: BillLine): Money { return Money.of(BigInt(line.grossMinor), line.currency); }
  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client that it is for.' })
  client(@Root() line: BillLine): ClientRef | null { return line.clientId === null ? null : Object.assign(new ClientRef(), { id: line.clientId }); }
  @FieldResolver(() => String, { nullable: true, description: 'What that client is called.' })
  async clientName(@Root() line: BillLine, @Context() ctx: Ctx): Promise<string | null> { return line.clientId === null ? null : ((await ctx.read.load(Payer, payerId(line.clientId)))?.displayName ?? null); }
}
