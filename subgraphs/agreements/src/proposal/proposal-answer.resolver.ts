import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { proposalAccepted, proposalRejected, proposalViewed } from '@firmament/events';
import { Audience, type Ctx } from '@firmament/kit';
import { notAnyMore } from '../due.js';
import { OnlyTheClient, SelectionInvalid } from '../errors.js';
import { keptLine } from './kept-line.rules.js';
import { selectionOf } from './offer.graph.js';
import type { PricedLine, Quote, Selection } from './offer.types.js';
import { priceSelection } from './pricing.rules.js';
import { Proposal, ProposalState } from './proposal.entity.js';
import { ProposalChoiceInput, ProposalIdInput, RejectProposalInput } from './proposal.inputs.js';

const place = (proposal: Proposal) => ({ aggregateId: proposal.id, clientId: proposal.clientId });
const standing = (proposal: Proposal) => ({ ...proposal.facts, currency: proposal.currency, revision: proposal.revision });

/** The row is locked: of two answers at once the first one counts, and the second one reads what it found. */
async function inHand(ctx: Ctx, input: ProposalIdInput): Promise<Proposal> {
  if (ctx.actor.kind !== 'portal') throw new OnlyTheClient();
  return ctx.load(Proposal, input.proposalId, { ifVersion: input.ifVersion ?? null });
}

function chosen(proposal: Proposal, selection: Selection): Quote {
  const quote = priceSelection(proposal.offer, selection, proposal.currency);
  if (typeof quote === 'string') throw new SelectionInvalid(quote);
  return quote;
}

function lineFact(line: PricedLine, currency: string) {
  const money = (minor: bigint) => ({ minor: String(minor), currency });
  return { key: line.key, title: line.title, quantity: line.quantity, timing: line.timing, period: line.period, net: money(line.netMinor), tax: money(line.taxMinor), gross: money(line.grossMinor) };
}

function tellAccepted(ctx: Ctx, proposal: Proposal, quote: Quote): void {
  const { currency } = proposal;
  const money = (minor: bigint) => ({ minor: String(minor), currency });
  ctx.emit(proposalAccepted, {
    ...standing(proposal), optionKey: proposal.selection?.optionKey ?? '', selection: quote.lines.map((line) => lineFact(line, currency)), total: money(quote.totalMinor), fixedTotal: money(quote.fixedMinor),
    acceptedBy: proposal.answeredBy ?? '', acceptedAt: ctx.now.toISOString(), ipHash: proposal.ipHash, templateVersionId: proposal.templateVersionId, amendsAgreementId: proposal.amendsAgreementId,
  }, place(proposal));
}

async function answer(ctx: Ctx, proposal: Proposal, verdict: { readonly state: ProposalState.ACCEPTED | ProposalState.REJECTED; readonly reason: string | null }): Promise<void> {
  Object.assign(proposal, { ...verdict, answeredBy: ctx.actor.name ?? 'A person of the client', answeredById: ctx.actor.id, answeredAt: ctx.now, ipHash: ctx.meta.ipHash ?? null });
  await notAnyMore(ctx, 'proposal', proposal.id);
}

/** What the client does with proposals. */
@Resolver(() => Proposal)
export class ProposalAnswerResolver {
  @Authorized('agreements.proposal.answer')
  @Audience('portal')
  @Mutation(() => Proposal, { description: 'The client opened a proposal. Said again, it changes nothing.' })
  async viewProposal(@Arg('input', () => ProposalIdInput, { description: 'Which.' }) input: ProposalIdInput, @Context() ctx: Ctx): Promise<Proposal> {
    const proposal = await inHand(ctx, input);
    if (proposal.view(ctx.now)) ctx.emit(proposalViewed, { ...standing(proposal), by: ctx.actor.name ?? null }, place(proposal));
    return proposal;
  }

  @Authorized('agreements.proposal.answer')
  @Audience('portal')
  @Mutation(() => Proposal, { description: 'Remembers what the client chose so far. It binds nobody.' })
  async chooseProposal(@Arg('input', () => ProposalChoiceInput, { description: 'Which, and what.' }) input: ProposalChoiceInput, @Context() ctx: Ctx): Promise<Proposal> {
    const proposal = await inHand(ctx, input);
    proposal.demandAnswerable(ctx.now);
    const selection = selectionOf(input.selection);
    chosen(proposal, selection);
    proposal.selection = selection;
    return proposal;
  }

  @Authorized('agreements.proposal.answer')
  @Audience('portal')
  @Mutation(() => Proposal, { description: 'The client says yes to what they chose. The first yes counts, and nothing of it ever changes.' })
  async acceptProposal(@Arg('input', () => ProposalChoiceInput, { description: 'Which, and what.' }) input: ProposalChoiceInput, @Context() ctx: Ctx): Promise<Proposal> {
    const proposal = await inHand(ctx, input);
    proposal.demandAnswerable(ctx.now);
    const selection = selectionOf(input.selection);
    const quote = chosen(proposal, selection);
    Object.assign(proposal, { selection, acceptedLines: quote.lines.map(keptLine) });
    await answer(ctx, proposal, { state: ProposalState.ACCEPTED, reason: null });
    tellAccepted(ctx, proposal, quote);
    return proposal;
  }

  @Authorized('agreements.proposal.answer')
  @Audience('portal')
  @Mutation(() => Proposal, { description: 'The client says no, and why.' })
  async rejectProposal(@Arg('input', () => RejectProposalInput, { description: 'Which, and why.' }) input: RejectProposalInput, @Context() ctx: Ctx): Promise<Proposal> {
    const proposal = await inHand(ctx, input);
    proposal.demandAnswerable(ctx.now);
    await answer(ctx, proposal, { state: ProposalState.REJECTED, reason: input.reason.trim() });
    ctx.emit(proposalRejected, { ...standing(proposal), by: proposal.answeredBy ?? '', reason: proposal.reason ?? '' }, place(proposal));
    return proposal;
  }
}
