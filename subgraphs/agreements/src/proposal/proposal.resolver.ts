import { IsOptional, Matches } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Audience, connectionOf, isId, JsonScalar, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { SelectionInvalid } from '../errors.js';
import { ContractTemplateVersion } from '../template/contract-template.entity.js';
import { ClientRef } from '../stubs.js';
import { clientIdPattern } from '../text.rules.js';
import { pricedLine } from './kept-line.rules.js';
import { ProposalDiscount, ProposalLine, ProposalOption, ProposalSelection, ProposalSelectionInput, selectionOf, shownLine, shownOfferDiscount, shownOption } from './offer.graph.js';
import { usualSelection } from './offer.rules.js';
import type { Quote, Selection } from './offer.types.js';
import { priceSelection, quoteOf } from './pricing.rules.js';
import { Proposal, ProposalState } from './proposal.entity.js';
import { ProposalOptionQuote, ProposalQuote, shownQuote } from './quote.graph.js';

/** A page of proposals. */
@ObjectType({ description: 'A page of proposals.' })
export class ProposalConnection extends connectionOf(Proposal) {}

@ArgsType()
export class ProposalListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only proposals for this client.' }) @IsOptional() @Matches(clientIdPattern, { message: 'this is not the id of a client' }) clientId?: string | null;
  @Field(() => [ProposalState], { nullable: true, description: 'Only in one of these states.' }) states?: ProposalState[] | null;
}

const selectionNow = (proposal: Proposal): Selection => proposal.selection ?? usualSelection(proposal.offer);

/** What stands accepted is never priced again: the lines are those of that moment. */
function quoteNow(proposal: Proposal): Quote | null {
  if (proposal.acceptedLines) return quoteOf(proposal.acceptedLines.map(pricedLine), proposal.currency);
  const quote = priceSelection(proposal.offer, selectionNow(proposal), proposal.currency);
  return typeof quote === 'string' ? null : quote;
}

/** Proposals as people read them. */
@Resolver(() => Proposal)
export class ProposalResolver {
  @Authorized('agreements.proposal.view')
  @Audience('portal')
  @Query(() => Proposal, { description: 'A proposal.' })
  async proposal(@Arg('id', () => ID, { description: 'The proposal.' }) id: string, @Context() ctx: Ctx): Promise<Proposal> {
    return (isId('prp', id) ? await ctx.read.load(Proposal, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('agreements.proposal.view')
  @Audience('portal')
  @Query(() => ProposalConnection, { description: 'Proposals, the newest on top.' })
  proposals(@Args(() => ProposalListArgs) args: ProposalListArgs, @Context() ctx: Ctx): Promise<Page<Proposal>> {
    const where = { ...(args.clientId ? { clientId: args.clientId } : {}), ...(args.states ? { state: { $in: args.states } } : {}) };
    return ctx.read.page(Proposal, where, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Authorized('agreements.proposal.view')
  @Audience('portal')
  @Query(() => ProposalQuote, { description: 'What a selection of a proposal would cost, to the minor unit.' })
  async proposalQuote(@Arg('id', () => ID, { description: 'The proposal.' }) id: string, @Arg('selection', () => ProposalSelectionInput, { description: 'What is chosen.' }) selection: ProposalSelectionInput, @Context() ctx: Ctx): Promise<ProposalQuote> {
    const proposal = await this.proposal(id, ctx);
    const quote = priceSelection(proposal.offer, selectionOf(selection), proposal.currency);
    if (typeof quote === 'string') throw new SelectionInvalid(quote);
    return shownQuote(quote, proposal.currency);
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'For whom it is.' })
  client(@Root() proposal: Proposal): ClientRef { return Object.assign(new ClientRef(), { id: proposal.clientId }); }

  @Audience('portal')
  @FieldResolver(() => [ProposalOption], { description: 'The packages, of which the client takes exactly one.' })
  options(@Root() proposal: Proposal): ProposalOption[] { return proposal.offer.options.map((option) => shownOption(option, proposal.currency)); }

  @Audience('portal')
  @FieldResolver(() => [ProposalOptionQuote], { description: 'What each package costs as it stands, so that they can be compared before anything is chosen.' })
  optionQuotes(@Root() { offer, currency }: Proposal): ProposalOptionQuote[] {
    return offer.options.flatMap(({ key }) => {
      const quote = priceSelection(offer, { optionKey: key, addOnKeys: [], quantities: [] }, currency);
      return typeof quote === 'string' ? [] : [{ key, quote: shownQuote(quote, currency) }];
    });
  }

  @Audience('portal')
  @FieldResolver(() => [ProposalLine], { description: 'What can be taken on top.' })
  addOns(@Root() proposal: Proposal): ProposalLine[] { return proposal.offer.addOns.map((line) => shownLine(line, proposal.currency)); }

  @Audience('portal')
  @FieldResolver(() => ProposalDiscount, { nullable: true, description: 'What is taken off the whole.' })
  discount(@Root() proposal: Proposal): ProposalDiscount | null { return shownOfferDiscount(proposal.offer, proposal.currency); }

  @Audience('portal')
  @FieldResolver(() => ProposalSelection, { description: 'What is chosen; the recommended package before anybody chose.' })
  selection(@Root() proposal: Proposal): ProposalSelection { return selectionNow(proposal) as ProposalSelection; }

  @Audience('portal')
  @FieldResolver(() => ProposalQuote, { nullable: true, description: 'What the selection costs. What was accepted is never priced again.' })
  quote(@Root() proposal: Proposal): ProposalQuote | null {
    const quote = quoteNow(proposal);
    return quote && shownQuote(quote, proposal.currency);
  }

  @Audience('portal')
  @FieldResolver(() => JsonScalar, { nullable: true, description: 'The text of the contract that a yes leads to, with its fields still open (ProseMirror JSON); null when there is none.' })
  async contractText(@Root() proposal: Proposal, @Context() ctx: Ctx): Promise<unknown> {
    return proposal.contractBody ?? (await ctx.read.load(ContractTemplateVersion, proposal.templateVersionId))?.body ?? null;
  }

  @Audience('portal')
  @FieldResolver(() => Boolean, { description: 'True while the client can still answer.' })
  answerable(@Root() proposal: Proposal, @Context() ctx: Ctx): boolean { return proposal.isAnswerable(ctx.now); }
}

/** What this domain adds to a client. */
@Resolver(() => ClientRef)
export class ClientProposalsResolver {
  @FieldResolver(() => [Proposal], { nullable: true, description: 'The proposals for this client, the newest on top.' })
  proposals(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<Proposal[]> {
    ctx.demand('agreements.proposal.view');
    return ctx.read.children(Proposal, 'clientId', client.id, { orderBy: { createdAt: 'DESC', id: 'DESC' }, limit: 100 });
  }
}
