import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { IsOptional, Length } from 'class-validator';
import { Invalid, type Ctx } from '@firmament/kit';
import { laterOn } from '../../due.js';
import { LedgerItem } from '../queue/ledger-item.entity.js';
import { LedgerParty } from './ledger-party.entity.js';

@ObjectType({ description: 'Somebody in the ledger who may be meant.' })
export class LedgerCandidate {
  @Field(() => String, { description: 'The ledger\'s id of them.' }) externalId!: string;
  @Field(() => String, { description: 'What the ledger calls them.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Their address there.' }) email!: string | null;
}
@InputType({ description: 'Who somebody is in the ledger.' })
export class AnswerLedgerPartyInput {
  @Field(() => ID, { description: 'The question.' }) partyId!: string;
  @Field(() => String, { description: 'The ledger\'s id of them: one of the candidates, or another that somebody looked up there.' }) @IsOptional() @Length(1, 100) externalId!: string;
}

/** Who clients and vendors are in the ledger. */
@Resolver(() => LedgerParty)
export class LedgerPartyResolver {
  @Authorized('revenue.ledger.view')
  @Query(() => [LedgerParty], { description: 'Whom somebody has to say of who they are in the ledger: papers for them wait.' })
  ledgerPartyQuestions(@Context() ctx: Ctx): Promise<LedgerParty[]> { return ctx.read.rows(LedgerParty, { externalId: null }, { orderBy: { askedAt: 'ASC' }, limit: 100 }); }

  @Authorized('revenue.ledger.resolve')
  @Mutation(() => LedgerParty, { description: 'Says who a client or vendor is in the ledger. What waited for that goes on. Said again of the same one, it changes nothing.' })
  async answerLedgerParty(@Arg('input', () => AnswerLedgerPartyInput, { description: 'Who it is.' }) input: AnswerLedgerPartyInput, @Context() ctx: Ctx): Promise<LedgerParty> {
    const party = await ctx.load(LedgerParty, input.partyId);
    if (party.externalId === input.externalId) return party;
    if (party.externalId !== null) throw new Invalid('REVENUE_LEDGER_PARTY', 'Papers stand there under another number already.', 'input.externalId');
    Object.assign(party, { externalId: input.externalId, askedAt: null, answeredBy: ctx.actor.id });
    for (const item of await ctx.em.find(LedgerItem, { state: 'STUCK', errorCode: 'WHO_IS_IT', ...(party.clientId ? { clientId: party.clientId } : {}) })) {
      Object.assign(item, { state: 'WAITING', toldCode: null });
      await laterOn(ctx, 'ledger', { id: item.id, at: null });
    }
    return party;
  }

  @FieldResolver(() => [LedgerCandidate], { description: 'Who has the name there.' })
  candidates(@Root() party: LedgerParty): LedgerCandidate[] { return party.candidates.map((one) => Object.assign(new LedgerCandidate(), one)); }
}
