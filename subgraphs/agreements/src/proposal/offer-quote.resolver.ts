import { ArrayMaxSize, ArrayMinSize, IsOptional, ValidateNested } from 'class-validator';
import { Arg, Authorized, Field, InputType, Query, Resolver } from 'type-graphql';
import { CurrencyCodeScalar } from '@firmament/kit';
import { OfferInvalid, SelectionInvalid } from '../errors.js';
import { offerOf, ProposalDiscountInput, ProposalLineInput, ProposalOptionInput, ProposalSelectionInput, selectionOf } from './offer.graph.js';
import { offerFault, usualSelection } from './offer.rules.js';
import { priceSelection } from './pricing.rules.js';
import { ProposalQuote, shownQuote } from './quote.graph.js';

@InputType({ description: 'An offer that is still being written, and what would be chosen of it.' })
export class QuoteOfferInput {
  @Field(() => CurrencyCodeScalar, { description: 'In which currency.' }) currency!: string;
  @Field(() => [ProposalOptionInput], { description: 'The packages, 1 to 5.' }) @ArrayMinSize(1) @ArrayMaxSize(5) @ValidateNested({ each: true }) options!: ProposalOptionInput[];
  @Field(() => [ProposalLineInput], { defaultValue: [], description: 'What can be taken on top, at most 30.' }) @ArrayMaxSize(30) @ValidateNested({ each: true }) addOns!: ProposalLineInput[];
  @Field(() => ProposalDiscountInput, { nullable: true, description: 'What is taken off the whole.' }) @IsOptional() @ValidateNested() discount?: ProposalDiscountInput | null;
  @Field(() => ProposalSelectionInput, { nullable: true, description: 'What would be chosen; the recommended package when left out.' }) @IsOptional() @ValidateNested() selection?: ProposalSelectionInput | null;
}

/** What an offer costs before anybody has it. */
@Resolver()
export class OfferQuoteResolver {
  @Authorized('agreements.proposal.edit')
  @Query(() => ProposalQuote, { description: 'What an offer would cost as it is written now. Nothing of it is kept.' })
  quoteOffer(@Arg('input', () => QuoteOfferInput, { description: 'The offer.' }) input: QuoteOfferInput): ProposalQuote {
    const offer = offerOf(input);
    const fault = offerFault(offer, input.currency);
    if (fault !== null) throw new OfferInvalid(fault);
    const quote = priceSelection(offer, input.selection ? selectionOf(input.selection) : usualSelection(offer), input.currency);
    if (typeof quote === 'string') throw new SelectionInvalid(quote);
    return shownQuote(quote, input.currency);
  }
}
