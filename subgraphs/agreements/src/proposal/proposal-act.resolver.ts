import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { deviationApproved, proposalSent, proposalSuperseded } from '@firmament/events';
import { Action, ForClient, type Ctx } from '@firmament/kit';
import { bodyHash } from '../body/body-hash.js';
import { clauseNames } from '../clause/library.js';
import { endOfDay } from '../day.rules.js';
import { laterOn, notAnyMore } from '../due.js';
import { NoDeviation, OfferInvalid, ProposalAccepted } from '../errors.js';
import { contractText, demandApproved, publishedVersion } from './contract-text.js';
import { Proposal, ProposalState } from './proposal.entity.js';
import { ChangeProposalInput, CreateProposalInput, ProposalIdInput } from './proposal.inputs.js';
import { draft, word } from './write-proposal.js';

/** The older one steps aside in the commit in which the newer one goes out. */
async function supersede(ctx: Ctx, proposal: Proposal): Promise<void> {
  if (proposal.replacesId === null) return;
  const older = await ctx.load(Proposal, proposal.replacesId);
  if (older.state === ProposalState.ACCEPTED) throw new ProposalAccepted();
  if (!older.isOpen && older.state !== ProposalState.DRAFT) return;
  older.state = ProposalState.SUPERSEDED;
  await notAnyMore(ctx, 'proposal', older.id);
  ctx.emit(proposalSuperseded, { ...older.facts, currency: older.currency, revision: older.revision, byProposalId: proposal.id }, { aggregateId: older.id, clientId: older.clientId });
}

/** What the firm does with proposals. */
@Resolver(() => Proposal)
export class ProposalActResolver {
  @Authorized('agreements.proposal.edit')
  @Action()
  @ForClient()
  @Mutation(() => Proposal, { description: 'Writes a proposal down. The client sees nothing until it is sent.' })
  async createProposal(@Arg('input', () => CreateProposalInput, { description: 'What, and for whom.' }) input: CreateProposalInput, @Context() ctx: Ctx): Promise<Proposal> {
    const proposal = await draft(ctx, input);
    await word(ctx, proposal, input);
    return proposal;
  }

  @Authorized('agreements.proposal.edit')
  @Mutation(() => Proposal, { description: 'Puts other words into a proposal that was not sent yet.' })
  async changeProposal(@Arg('input', () => ChangeProposalInput, { description: 'Which, and what it says now.' }) input: ChangeProposalInput, @Context() ctx: Ctx): Promise<Proposal> {
    const proposal = await ctx.load(Proposal, input.proposalId, { ifVersion: input.ifVersion ?? null });
    // A stranger's id is refused as such, whatever else is wrong: how things stand is told of one's own only.
    if (input.templateVersionId) await publishedVersion(ctx, input.templateVersionId);
    proposal.demandDraft();
    await word(ctx, proposal, input);
    return proposal;
  }

  @Authorized('agreements.deviation.approve')
  @Mutation(() => Proposal, { description: 'Lets other words stand in the fixed clauses of a proposal. Any later change of its text takes this back.' })
  async approveDeviations(@Arg('input', () => ProposalIdInput, { description: 'Which.' }) input: ProposalIdInput, @Context() ctx: Ctx): Promise<Proposal> {
    const proposal = await ctx.load(Proposal, input.proposalId, { ifVersion: input.ifVersion ?? null });
    proposal.demandDraft();
    const text = await contractText(ctx, proposal);
    if (!text || text.deviations.length === 0) throw new NoDeviation();
    Object.assign(proposal, { approvedBodyHash: bodyHash(text.body), deviationBy: ctx.actor.name ?? ctx.actor.id });
    const clauses = await clauseNames(ctx, text.deviations.map((one) => one.clauseVersionId));
    ctx.emit(deviationApproved, { ...proposal.facts, clauses }, { aggregateId: proposal.id, clientId: proposal.clientId });
    return proposal;
  }

  @Authorized('agreements.proposal.send')
  @Action()
  @Mutation(() => Proposal, { description: 'Sends a proposal: it stands in the portal. One whose place it takes can no longer be answered.' })
  async sendProposal(@Arg('input', () => ProposalIdInput, { description: 'Which.' }) input: ProposalIdInput, @Context() ctx: Ctx): Promise<Proposal> {
    const proposal = await ctx.load(Proposal, input.proposalId, { ifVersion: input.ifVersion ?? null });
    proposal.demandDraft();
    if (proposal.isPast(ctx.now)) throw new OfferInvalid('its last day has passed', 'input.proposalId');
    const text = await contractText(ctx, proposal);
    if (text) await demandApproved(ctx, proposal, text);
    await supersede(ctx, proposal);
    proposal.send(ctx.now);
    if (proposal.expiresOn !== null) await laterOn(ctx, 'proposal', { id: proposal.id, at: endOfDay(proposal.expiresOn) });
    const { currency, revision, expiresOn } = proposal;
    ctx.emit(proposalSent, { ...proposal.facts, currency, revision, expiresOn, optionCount: proposal.offer.options.length }, { aggregateId: proposal.id, clientId: proposal.clientId });
    return proposal;
  }
}
