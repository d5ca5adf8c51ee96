import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, InputType, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { BigIntScalar, Conflict, Invalid, Money, type Ctx } from '@firmament/kit';
import { isSchedule, mostReminders } from '../dunning/schedule.rules.js';
import { watchAllLate } from '../dunning/watch-late.js';
import { letOut } from '../issue/issue-invoice.js';
import { mostMinor } from '../invoice/amount.rules.js';
import { plain, plainText } from '../text.rules.js';
import { BillingSettings } from './billing-settings.entity.js';
import { readSettings, settingsToChange } from './settings-of.js';

const series = /^[A-Z][A-Z0-9/-]{0,11}$/;
const seriesWords = { message: 'a number begins with up to 12 capital letters, digits, hyphens and slashes' };

@InputType({ description: 'What is to change in how the firm bills; what is left out stays.' })
export class ChangeBillingSettingsInput {
  @Field(() => String, { nullable: true, description: 'What the firm is called on its invoices.' }) @IsOptional() @Length(1, 200) @Matches(plainText, plain) sellerName?: string | null;
  @Field(() => String, { nullable: true, description: 'Its address on its invoices.' }) @IsOptional() @Length(0, 500) @Matches(plainText, plain) sellerAddress?: string | null;
  @Field(() => String, { nullable: true, description: 'Its tax number.' }) @IsOptional() @Length(0, 40) @Matches(plainText, plain) sellerTaxNumber?: string | null;
  @Field(() => String, { nullable: true, description: 'How clients pay, in words that stand on each invoice.' }) @IsOptional() @Length(0, 1000) @Matches(plainText, plain) paymentWords?: string | null;
  @Field(() => Int, { nullable: true, description: 'How many days clients have to pay.' }) @IsOptional() @Min(0) @Max(365) termsDays?: number | null;
  @Field(() => String, { nullable: true, description: 'What numbers of invoices begin with.' }) @IsOptional() @Matches(series, seriesWords) invoiceSeries?: string | null;
  @Field(() => String, { nullable: true, description: 'What numbers of credit notes begin with.' }) @IsOptional() @Matches(series, seriesWords) creditSeries?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'True where an invoice is out only once the ledger has it.' }) @IsOptional() waitsForLedger?: boolean | null;
  @Field(() => [Int], { nullable: true, description: 'On which days after the last day to pay clients are reminded, each later than the one before: at most six, within half a year. An empty list reminds nobody.' }) @IsOptional() @ArrayMaxSize(mostReminders) dunningDays?: number[] | null;
  @Field(() => BigIntScalar, { nullable: true, description: 'How much may be approved in one go, in minor units of the firm\'s currency.' }) batchCapMinor?: bigint | number | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the settings have another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}

/** How the firm bills. */
@Resolver(() => BillingSettings)
export class BillingSettingsResolver {
  @Authorized('revenue.settings.view')
  @Query(() => BillingSettings, { description: 'How the firm bills.' })
  billingSettings(@Context() ctx: Ctx): Promise<BillingSettings> { return readSettings(ctx); }

  @Authorized('revenue.settings.edit')
  @Mutation(() => BillingSettings, { description: 'Changes how the firm bills. What went out stays as it is; invoices that waited for the ledger go out where the firm waits for it no more.' })
  async changeBillingSettings(@Arg('input', () => ChangeBillingSettingsInput, { description: 'What changes.' }) input: ChangeBillingSettingsInput, @Context() ctx: Ctx): Promise<BillingSettings> {
    const { ifVersion, batchCapMinor, ...words } = input;
    const settings = await settingsToChange(ctx);
    if (input.dunningDays && !isSchedule(input.dunningDays)) throw new Invalid('REVENUE_DUNNING_DAYS', 'Each day is a whole number from 1 to 180 and later than the one before it.', 'input.dunningDays');
    if (ifVersion !== null && ifVersion !== undefined && ifVersion !== settings.version) throw new Conflict('STALE_VERSION', 'Somebody changed this in the meantime. Look again.', { version: settings.version });
    const cap = batchCapMinor === null || batchCapMinor === undefined ? BigInt(settings.batchCapMinor) : BigInt(batchCapMinor);
    if (cap < 0n || cap > mostMinor) throw new Invalid('REVENUE_BATCH_CAP', 'The cap is nothing or more.', 'input.batchCapMinor');
    Object.assign(settings, Object.fromEntries(Object.entries(words).filter(([, value]) => value !== null && value !== undefined)), { batchCapMinor: cap });
    if (settings.invoiceSeries === settings.creditSeries) throw new Invalid('REVENUE_SERIES', 'Invoices and credit notes count apart: their numbers begin differently.', 'input.creditSeries');
    if (input.waitsForLedger === false) await letOut(ctx);
    if (input.dunningDays) await watchAllLate(ctx);
    return settings;
  }

  @FieldResolver(() => Money, { description: 'How much may be approved in one go.' })
  batchCap(@Root() settings: BillingSettings): Money { return Money.of(BigInt(settings.batchCapMinor), settings.currency); }
}
