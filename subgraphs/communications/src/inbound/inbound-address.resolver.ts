import { Arg, Authorized, Ctx as Context, Field, FieldResolver, InputType, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '@firmament/kit';
import { settingsOf } from '../ports.js';
import { addressOf, wordOf, type InboundPurpose } from './address.rules.js';
import { InboundAddress, InboundMailPurpose } from './inbound-address.entity.js';

@InputType({ description: 'What an address is for.' })
export class RenewInboundAddressInput {
  @Field(() => InboundMailPurpose, { description: 'What for.' }) purpose!: InboundPurpose;
}

/** Where firms are written to. */
@Resolver(() => InboundAddress)
export class InboundAddressResolver {
  @Authorized('communications.inbound.view')
  @Query(() => InboundAddress, { nullable: true, description: 'The address at which the house reads mails of this kind for the firm; null until somebody asked for one.' })
  inboundAddress(@Arg('purpose', () => InboundMailPurpose, { description: 'What for.' }) purpose: InboundPurpose, @Context() ctx: Ctx): Promise<InboundAddress | null> { return ctx.read.one(InboundAddress, { purpose, endedAt: null }); }

  @Authorized('communications.inbound.edit')
  @Mutation(() => InboundAddress, { description: 'Makes an address at which the house reads mails of this kind. The one before takes nothing more.' })
  async renewInboundAddress(@Arg('input', () => RenewInboundAddressInput, { description: 'What for.' }) { purpose }: RenewInboundAddressInput, @Context() ctx: Ctx): Promise<InboundAddress> {
    for (const old of await ctx.em.find(InboundAddress, { purpose, endedAt: null })) old.endedAt = ctx.now;
    await ctx.em.flush();
    const address = ctx.em.create(InboundAddress, { id: ctx.newId('iad'), tenantId: ctx.actor.tenantId ?? '', version: 1, purpose, word: wordOf(ctx.randomBytes(20)), createdAt: ctx.now, endedAt: null });
    ctx.em.persist(address);
    return address;
  }

  @FieldResolver(() => String, { description: 'The address. Whoever knows it can write to it.' })
  address(@Root() { purpose, tenantId, word }: InboundAddress, @Context() ctx: Ctx): string {
    return addressOf({ purpose, firmId: tenantId, word, domain: settingsOf(ctx).MAIL_FROM.split('@')[1] ?? '' });
  }
}
