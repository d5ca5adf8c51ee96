import { isId, type Ctx } from '@firmament/kit';
import { Agreement, AgreementStatus } from '../agreement/agreement.entity.js';
import { bodyHash } from '../body/body-hash.js';
import { checkedBody } from '../clause/library.js';
import { isDay } from '../day.rules.js';
import { OfferInvalid, ProposalAccepted } from '../errors.js';
import { publishedVersion } from './contract-text.js';
import { offerOf } from './offer.graph.js';
import { offerFault } from './offer.rules.js';
import { Proposal, ProposalState } from './proposal.entity.js';
import type { CreateProposalInput, ProposalWordsInput } from './proposal.inputs.js';

/** Puts the words of an input into a proposal. A text that changed needs a new consent. */
export async function word(ctx: Ctx, proposal: Proposal, input: ProposalWordsInput): Promise<void> {
  const offer = offerOf(input);
  const fault = offerFault(offer, input.currency);
  if (fault !== null) throw new OfferInvalid(fault);
  const expiresOn = input.expiresOn ?? null;
  if (expiresOn !== null && !isDay(expiresOn)) throw new OfferInvalid('this day does not exist', 'input.expiresOn');
  const templateVersionId = input.templateVersionId ? (await publishedVersion(ctx, input.templateVersionId)).id : null;
  const contractBody = input.contractBody === null || input.contractBody === undefined ? null : checkedBody(input.contractBody, 'input.contractBody');
  if (contractBody !== null && templateVersionId === null) throw new OfferInvalid('a text of its own needs a template', 'input.contractBody');
  Object.assign(proposal, { title: input.title.trim(), note: input.note ?? null, currency: input.currency, offer, templateVersionId, contractBody, expiresOn });
  if (contractBody === null || bodyHash(contractBody) !== proposal.approvedBodyHash) Object.assign(proposal, { approvedBodyHash: null, deviationBy: null });
}

/** The agreement in force that a proposal offers to change. */
async function amended(ctx: Ctx, input: CreateProposalInput): Promise<Agreement | null> {
  if (!input.amendsAgreementId) return null;
  const agreement = await ctx.load(Agreement, input.amendsAgreementId);
  if (agreement.clientId !== input.clientId) throw new OfferInvalid('the agreement belongs to another client', 'input.amendsAgreementId');
  if (agreement.currency !== input.currency) throw new OfferInvalid('the agreement is in another currency', 'input.currency');
  agreement.demand([AgreementStatus.ACTIVE], 'Only an agreement in force can be changed by another one.');
  return agreement;
}

/** A blank draft; the place of another one it takes only when it is sent. */
export async function draft(ctx: Ctx, input: CreateProposalInput): Promise<Proposal> {
  const replaced = input.replacesId ? await ctx.load(Proposal, input.replacesId) : null;
  if (replaced?.state === ProposalState.ACCEPTED) throw new ProposalAccepted();
  if (replaced && replaced.clientId !== input.clientId) throw new OfferInvalid('the other proposal belongs to another client', 'input.replacesId');
  if (input.projectId && !isId('prj', input.projectId)) throw new OfferInvalid('this is no project', 'input.projectId');
  const agreement = await amended(ctx, input);
  const proposal = ctx.em.create(Proposal, {
    id: ctx.newId('prp'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: input.clientId, projectId: input.projectId ?? agreement?.projectId ?? null, title: '', note: null, currency: input.currency, revision: (replaced?.revision ?? 0) + 1, replacesId: replaced?.id ?? null, amendsAgreementId: agreement?.id ?? replaced?.amendsAgreementId ?? null,
    state: ProposalState.DRAFT, offer: { options: [], addOns: [], discount: null }, templateVersionId: null, contractBody: null, approvedBodyHash: null, deviationBy: null, selection: null, acceptedLines: null, answeredBy: null, answeredById: null, ipHash: null,
    answeredAt: null, reason: null, expiresOn: null, sentAt: null, viewedAt: null, createdAt: ctx.now,
  });
  ctx.em.persist(proposal);
  return proposal;
}
