import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, InputType, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Conflict, type Ctx } from '@firmament/kit';
import { BillSettings, RebillRule, type RebillWhen } from './bill-settings.entity.js';
import { billSettingsOf, readBillSettings } from './bill-settings.js';

@InputType({ description: 'What is to change in how the firm takes bills in; what is left out stays.' })
export class ChangeBillSettingsInput {
  @Field(() => RebillRule, { nullable: true, description: 'Which lines of bills are billed to their clients again.' }) @IsOptional() rebill?: RebillWhen | null;
  @Field(() => Int, { nullable: true, description: 'What is added then, in hundredths of a percent.' }) @IsOptional() @Min(0) @Max(10_000) rebillMarkup?: number | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the settings have another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}

/** How the firm takes bills in. */
@Resolver(() => BillSettings)
export class BillSettingsResolver {
  @Authorized('revenue.bill.view')
  @Query(() => BillSettings, { description: 'How the firm takes bills in.' })
  billSettings(@Context() ctx: Ctx): Promise<BillSettings> { return readBillSettings(ctx); }

  @Authorized('revenue.settings.edit')
  @Mutation(() => BillSettings, { description: 'Changes how the firm takes bills in. What waits to be billed again stays as it is.' })
  async changeBillSettings(@Arg('input', () => ChangeBillSettingsInput, { description: 'What changes.' }) input: ChangeBillSettingsInput, @Context() ctx: Ctx): Promise<BillSettings> {
    const settings = await billSettingsOf(ctx);
    if (input.ifVersion !== null && input.ifVersion !== undefined && input.ifVersion !== settings.version) throw new Conflict('STALE_VERSION', 'Somebody changed this in the meantime. Look again.', { version: settings.version });
    Object.assign(settings, { rebill: input.rebill ?? settings.rebill, rebillMarkup: input.rebillMarkup ?? settings.rebillMarkup });
    return settings;
  }
}
