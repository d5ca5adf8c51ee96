import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { IsOptional, Length, Matches } from 'class-validator';
import { Invalid, type Ctx } from '@firmament/kit';
import { laterOn } from '../../due.js';
import { plain, plainText } from '../../text.rules.js';
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
  @Field(() => String, { nullable: true, description: 'The ledger\'s id of them: one of the candidates, or another that somebody looked up there.' }) @IsOptional() @Length(1, 100) externalId?: string | null;
  @Field(() => String, { nullable: true, description: 'They are none of those: the name under which they are written there, which nobody has there yet.' }) @IsOptional() @Length(1, 200) @Matches(plainText, plain) newName?: string | null;
}

/** What waited for the answer goes on. */
async function goOn(ctx: Ctx, { clientId }: LedgerParty): Promise<void> {
  for (const item of await ctx.em.find(LedgerItem, { state: 'STUCK', errorCode: 'WHO_IS_IT', ...(clientId ? { clientId } : {}) })) {
    Object.assign(item, { state: 'WAITING', toldCode: null });
    await laterOn(ctx, 'ledger', { id: item.id, at: null });
  }
}

/** Who clients and vendors are in the ledger. */
@Resolver(() => LedgerParty)
export class LedgerPartyResolver {
  @Authorized('revenue.ledger.view')
  @Query(() => [LedgerParty], { description: 'Whom somebody has to say of who they are in the ledger: papers for them wait.' })
  ledgerPartyQuestions(@Context() ctx: Ctx): Promise<LedgerParty[]> { return ctx.read.rows(LedgerParty, { askedAt: { $ne: null } }, { orderBy: { askedAt: 'ASC' }, limit: 100 }); }

  @Authorized('revenue.ledger.resolve')
  @Mutation(() => LedgerParty, { description: 'Says who a client or vendor is in the ledger. What waited for that goes on. Said again of the same one, it changes nothing.' })
  async answerLedgerParty(@Arg('input', () => AnswerLedgerPartyInput, { description: 'Who it is.' }) input: AnswerLedgerPartyInput, @Context() ctx: Ctx): Promise<LedgerParty> {
    const party = await ctx.load(LedgerParty, input.partyId);
    const [externalId, writtenAs] = [input.externalId ?? null, input.newName ?? null];
    if ((externalId === null) === (writtenAs === null)) throw new Invalid('REVENUE_LEDGER_PARTY', 'Say who it is there, or under which name they are written there.', 'input.externalId');
    if (externalId !== null && party.externalId === externalId) return party;
    if (party.externalId !== null) throw new Invalid('REVENUE_LEDGER_PARTY', 'Papers stand there under another number already.', 'input.externalId');
    Object.assign(party, { externalId, writtenAs, askedAt: null, answeredBy: ctx.actor.id });
    await goOn(ctx, party);
    return party;
  }

  @FieldResolver(() => [LedgerCandidate], { description: 'Who has the name there.' })
  candidates(@Root() party: LedgerParty): LedgerCandidate[] { return party.candidates.map((one) => Object.assign(new LedgerCandidate(), one)); }
}
