import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, ID, InputType, Int, Mutation, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import { uuidToId } from '@firmament/events';
import { Action, CurrencyCodeScalar, DateScalar, ForClient, Money, type Ctx } from '@firmament/kit';
import { Invoice } from '../invoice/invoice.entity.js';
import { dayIn } from '../invoice/terms.rules.js';
import { readSettings } from '../settings/settings-of.js';
import { ClientRef } from '../stubs.js';
import { clientIdPattern, clientIdWords, codePattern, codeWords, plain, plainText } from '../text.rules.js';
import { draftUnbilled } from './draft-unbilled.js';
import { unbilledByClient, unbilledItems, type UnbilledOf, type UnbilledSums } from './unbilled.sql.js';
import type { UnbilledKind, UnbilledProblem, UnbilledRow } from './unbilled.types.js';

/** What can wait to be billed. */
export const UnbilledItemKind = { PLAN: 'PLAN', MILESTONE: 'MILESTONE', TIME: 'TIME', COST: 'COST' } as const satisfies Record<UnbilledKind, UnbilledKind>;
registerEnumType(UnbilledItemKind, { name: 'UnbilledItemKind', description: 'What can wait to be billed.', valuesConfig: {
  PLAN: { description: 'An item of a plan whose day has come.' }, MILESTONE: { description: 'A milestone that was reached.' }, TIME: { description: 'Billable time.' }, COST: { description: 'What a bill of a vendor cost for the client.' } } });
/** Why something that waits has no amount. */
export const UnbilledWhyNot = { NO_RATE: 'NO_RATE', NO_RULE: 'NO_RULE', NOTHING_LEFT: 'NOTHING_LEFT', BY_HOURS: 'BY_HOURS' } as const satisfies Record<UnbilledProblem, UnbilledProblem>;
registerEnumType(UnbilledWhyNot, { name: 'UnbilledProblem', description: 'Why something that waits to be billed has no amount.', valuesConfig: {
  NO_RATE: { description: 'Nobody said what an hour costs.' }, NO_RULE: { description: 'No plan says how much it is.' }, NOTHING_LEFT: { description: 'All that its plan bills on completion is billed.' }, BY_HOURS: { description: 'It is billed by the hours of its project, which wait beside it.' } } });

const projectIdPattern = /^prj_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const projectIdWords = { message: 'this is no project' };

@ObjectType({ description: 'What waits to be billed of a client, in a currency.' })
export class UnbilledWork {
  @Field(() => ClientRef, { nullable: true, description: 'The client.' }) client!: ClientRef;
  @Field(() => Int, { description: 'How many things wait.' }) count!: number;
  @Field(() => Int, { description: 'How many of them have no amount that a rule gives, and wait for a human.' }) unpriced!: number;
  @Field(() => Int, { description: 'How many minutes of work are among them.' }) minutes!: number;
  @Field(() => DateScalar, { description: 'The day of the oldest.' }) oldestOn!: string;
  @Field(() => Money, { description: 'Items of plans whose day has come, with tax.' }) due!: Money;
  @Field(() => Money, { description: 'Milestones that were reached, with tax.' }) milestones!: Money;
  @Field(() => Money, { description: 'Billable time, without tax.' }) time!: Money;
  @Field(() => Money, { description: 'What bills of vendors cost for the client, without tax.' }) costs!: Money;
  @Field(() => Money, { description: 'All of it, as it stands: with tax where an agreement says so, without it for time and costs.' }) total!: Money;
}
@ObjectType({ description: 'One thing that waits to be billed.' })
export class UnbilledItem {
  @Field(() => ID, { description: 'The id of the milestone, the noted time, the cost, or the item of the plan.' }) id!: string;
  @Field(() => UnbilledItemKind, { description: 'What it is.' }) kind!: UnbilledKind;
  @Field(() => ID, { nullable: true, description: 'The project.' }) projectId!: string | null;
  @Field(() => String, { nullable: true, description: 'What it is called; null for time, which projects describe.' }) title!: string | null;
  @Field(() => DateScalar, { description: 'The day on which it was worked, reached, spent, or came due.' }) on!: string;
  @Field(() => Int, { nullable: true, description: 'How many minutes, for time.' }) minutes!: number | null;
  @Field(() => Money, { nullable: true, description: 'What an hour costs, for time.' }) rate!: Money | null;
  @Field(() => Money, { nullable: true, description: 'What it comes to; null where no rule gives an amount.' }) amount!: Money | null;
  @Field(() => Boolean, { description: 'True where the amount holds its tax already.' }) taxIncluded!: boolean;
  @Field(() => UnbilledWhyNot, { nullable: true, description: 'Why it has no amount.' }) problem!: UnbilledProblem | null;
}

@ArgsType()
export class UnbilledWorkArgs {
  @Field(() => ID, { nullable: true, description: 'Only of this client.' }) @IsOptional() @Matches(clientIdPattern, clientIdWords) clientId?: string | null;
}
@ArgsType()
export class UnbilledItemsArgs {
  @Field(() => ID, { description: 'The client.' }) @Matches(clientIdPattern, clientIdWords) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'Only of this project.' }) @IsOptional() @Matches(projectIdPattern, projectIdWords) projectId?: string | null;
}
@InputType({ description: 'What goes onto one invoice of all that waits for a client.' })
export class DraftUnbilledWorkInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'Only what waits of this project.' }) @IsOptional() @Matches(projectIdPattern, projectIdWords) projectId?: string | null;
  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Only what is in this currency; needed where several wait.' }) currency?: string | null;
  @Field(() => [ID], { nullable: true, description: 'These things alone; all that has an amount when left out.' }) @IsOptional() @ArrayMinSize(1) @ArrayMaxSize(2000) itemIds?: string[] | null;
  @Field(() => DateScalar, { nullable: true, description: 'Only what waits since this day or longer.' }) throughOn?: string | null;
  @Field(() => String, { nullable: true, description: 'What the invoice is for, in a few words.' }) @IsOptional() @Length(1, 200) @Matches(plainText, plain) title?: string | null;
  @Field(() => String, { nullable: true, description: 'What the tax on time and costs is called.' }) @IsOptional() @Length(1, 40) @Matches(plainText, plain) taxName?: string | null;
  @Field(() => Int, { defaultValue: 0, description: 'The tax on time and costs in hundredths of a percent.' }) @Min(0) @Max(10_000) taxBasisPoints!: number;
  @Field(() => String, { nullable: true, description: 'The tax code of the ledger for time and costs.' }) @IsOptional() @Matches(codePattern, codeWords) taxCode?: string | null;
  @Field(() => String, { nullable: true, description: 'The account of the ledger for time and costs.' }) @IsOptional() @Matches(codePattern, codeWords) accountCode?: string | null;
}

const shownSums = (row: UnbilledSums): UnbilledWork => {
  const money = (minor: string): Money => Money.of(BigInt(minor), row.currency);
  return Object.assign(new UnbilledWork(), {
    client: Object.assign(new ClientRef(), { id: uuidToId('cli', row.client_id) }), count: row.n, unpriced: row.unpriced, minutes: row.minutes, oldestOn: row.oldest, due: money(row.plan), milestones: money(row.milestone), time: money(row.time), costs: money(row.cost), total: money(row.total),
  });
};
const shown = (row: UnbilledRow): UnbilledItem => {
  const money = (minor: bigint | null): Money | null => (minor === null ? null : Money.of(minor, row.currency));
  const { id, kind, projectId, title, on, minutes, problem } = row;
  return Object.assign(new UnbilledItem(), { id, kind, projectId, title, on, minutes, problem, rate: money(row.rateMinor), amount: money(row.minor), taxIncluded: kind === 'PLAN' || kind === 'MILESTONE' });
};

/** Of whom it is asked, on the firm's own day. */
export async function unbilledNow(ctx: Ctx, of: { readonly clientId: string | null; readonly projectId: string | null }): Promise<UnbilledOf> {
  const { timeZone, currency } = await readSettings(ctx);
  return { ...of, today: dayIn(timeZone, ctx.now), currency, timeZone };
}

/** What was done and is on no invoice yet. */
@Resolver(() => UnbilledItem)
export class UnbilledResolver {
  @Authorized('revenue.plan.view')
  @Query(() => [UnbilledWork], { description: 'What waits to be billed, by client and currency, the most on top; at most 500 rows: milestones that were reached, billable time, costs for clients, and items of plans whose day has come.' })
  async unbilledWork(@Args(() => UnbilledWorkArgs) args: UnbilledWorkArgs, @Context() ctx: Ctx): Promise<UnbilledWork[]> {
    return (await unbilledByClient((text, params) => ctx.read.sql(text, params), await unbilledNow(ctx, { clientId: args.clientId ?? null, projectId: null }))).map(shownSums);
  }

  @Authorized('revenue.plan.view')
  @Query(() => [UnbilledItem], { description: 'What waits to be billed of a client, thing by thing; at most 2,000.' })
  async unbilledItems(@Args(() => UnbilledItemsArgs) args: UnbilledItemsArgs, @Context() ctx: Ctx): Promise<UnbilledItem[]> {
    return (await unbilledItems((text, params) => ctx.read.sql(text, params), await unbilledNow(ctx, { clientId: args.clientId, projectId: args.projectId ?? null }), 2000)).map(shown);
  }

  @Authorized('revenue.invoice.create')
  @Action()
  @ForClient()
  @Mutation(() => Invoice, { description: 'Drafts one invoice of what waits for a client. Each line says what it bills; nothing comes onto two invoices, and noted time is held.' })
  draftUnbilledWork(@Arg('input', () => DraftUnbilledWorkInput, { description: 'What of it.' }) input: DraftUnbilledWorkInput, @Context() ctx: Ctx): Promise<Invoice> {
    const { clientId, taxBasisPoints } = input;
    return draftUnbilled(ctx, {
      clientId, projectId: input.projectId ?? null, currency: input.currency ?? null, itemIds: input.itemIds ?? null, throughOn: input.throughOn ?? null, title: input.title?.trim() ?? null,
      tax: { taxName: input.taxName ?? null, taxBasisPoints, taxCode: input.taxCode ?? null, accountCode: input.accountCode ?? null },
    });
  }
}
