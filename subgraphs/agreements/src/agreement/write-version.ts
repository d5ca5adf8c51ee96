import { agreementDrafted, idToUuid } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { filled, unresolvedFields } from '../body/body.rules.js';
import type { Body } from '../body/body.types.js';
import { isDay } from '../day.rules.js';
import { AgreementState as NotInThisState, FieldsUnresolved, OfferInvalid, ProposalState as ProposalNotInThisState, TemplateVersionUnusable } from '../errors.js';
import { FirmName } from '../party/party.entity.js';
import { contractText, publishedVersion } from '../proposal/contract-text.js';
import { pricedLine } from '../proposal/kept-line.rules.js';
import { quoteOf } from '../proposal/pricing.rules.js';
import { Proposal, ProposalState } from '../proposal/proposal.entity.js';
import { keepBytes } from '../storage/keep-bytes.js';
import type { ContractTemplateVersion } from '../template/contract-template.entity.js';
import { Agreement, AgreementStatus } from './agreement.entity.js';
import type { DraftAgreementFromProposalInput } from './agreement.inputs.js';
import { AgreementVersion, AgreementVersionState, type AgreedLine } from './agreement-version.entity.js';
import { contractPdf, type Contract } from './contract-pdf.js';
import { fieldValues } from './field-values.js';

async function textFor(ctx: Ctx, proposal: Proposal, input: DraftAgreementFromProposalInput): Promise<{ template: ContractTemplateVersion; body: Body }> {
  const own = await contractText(ctx, proposal);
  if (own) return own;
  if (!input.templateVersionId) throw new TemplateVersionUnusable();
  const template = await publishedVersion(ctx, input.templateVersionId);
  return { template, body: template.body };
}

/** A line keeps its number from version to version, so that what hangs on it does not lose it. */
function numbered(ctx: Ctx, proposal: Proposal, before: AgreementVersion | null): AgreedLine[] {
  const known = new Map(before?.lines.map((line) => [line.key, line.serviceLineId]));
  return (proposal.acceptedLines ?? []).map((line) => ({ ...line, serviceLineId: known.get(line.key) ?? ctx.newId('sln') }));
}

/** The agreement that a proposal leads to: the one that it changes, or a new one. */
async function agreementFor(ctx: Ctx, proposal: Proposal, input: DraftAgreementFromProposalInput, template: ContractTemplateVersion): Promise<Agreement> {
  if (input.amendsAgreementId) {
    const standing = await ctx.load(Agreement, input.amendsAgreementId);
    if (standing.clientId !== proposal.clientId) throw new OfferInvalid('the agreement belongs to another client', 'input.amendsAgreementId');
    if (standing.currency !== proposal.currency) throw new OfferInvalid('the agreement is in another currency', 'input.proposalId');
    standing.demand([AgreementStatus.ACTIVE], 'Only an agreement in force can be changed by another one.');
    return standing;
  }
  const agreement = ctx.em.create(Agreement, {
    id: ctx.newId('agr'), tenantId: proposal.tenantId, version: 1, clientId: proposal.clientId, projectId: proposal.projectId, title: proposal.title, status: AgreementStatus.DRAFT, activation: template.activation, currency: proposal.currency,
    termMonths: template.termMonths, renewalNoticeDays: template.renewalNoticeDays, effectiveOn: null, endsOn: null, signedAt: null, endReason: null, versionInForce: null, createdAt: ctx.now,
  });
  ctx.em.persist(agreement);
  ctx.emit(agreementDrafted, agreement.facts, { aggregateId: agreement.id, clientId: agreement.clientId });
  return agreement;
}

/** The text with every field filled, or a refusal that names those which are not. */
async function writtenBody(ctx: Ctx, proposal: Proposal, input: DraftAgreementFromProposalInput, text: { readonly template: ContractTemplateVersion; readonly body: Body }): Promise<Body> {
  const effectiveOn = input.effectiveOn ?? null;
  const quote = quoteOf((proposal.acceptedLines ?? []).map(pricedLine), proposal.currency);
  const values = await fieldValues(ctx, { proposal, quote, effectiveOn, termMonths: text.template.termMonths, values: input.values });
  const open = unresolvedFields(text.body, values);
  if (open.length > 0) throw new FieldsUnresolved(open);
  return filled(text.body, values);
}

async function contractOf(ctx: Ctx, proposal: Proposal, body: Body): Promise<Contract> {
  const firm = await ctx.em.findOne(FirmName, { id: proposal.tenantId });
  return { title: proposal.title, firm: firm?.name ?? '', body, lines: (proposal.acceptedLines ?? []).map(pricedLine), currency: proposal.currency, writtenAt: ctx.now };
}

/** Writes the agreement of an accepted proposal. Said again, it finds what it wrote. */
export async function writeFromProposal(ctx: Ctx, input: DraftAgreementFromProposalInput): Promise<Agreement> {
  const proposal = await ctx.load(Proposal, input.proposalId);
  // A stranger's id is refused as such, whatever else is wrong: how things stand is told of one's own only.
  if (input.amendsAgreementId) await ctx.load(Agreement, input.amendsAgreementId);
  if (input.templateVersionId) await publishedVersion(ctx, input.templateVersionId);
  if (proposal.state !== ProposalState.ACCEPTED) throw new ProposalNotInThisState(proposal.state, 'Only an accepted proposal becomes an agreement.');
  if (input.effectiveOn && !isDay(input.effectiveOn)) throw new OfferInvalid('this day does not exist', 'input.effectiveOn');
  const standing = await ctx.em.findOne(AgreementVersion, { proposalId: proposal.id });
  if (standing) return found(ctx, standing, input.amendsAgreementId ?? null);
  const text = await textFor(ctx, proposal, input);
  const body = await writtenBody(ctx, proposal, input, text);
  const agreement = await agreementFor(ctx, proposal, input, text.template);
  const last = await ctx.em.findOne(AgreementVersion, { agreementId: agreement.id }, { orderBy: { versionNo: 'DESC' } });
  const document = await keepBytes(ctx, await contractPdf(await contractOf(ctx, proposal, body)), { place: idToUuid(agreement.id), kind: 'pdf' });
  ctx.em.persist(ctx.em.create(AgreementVersion, {
    id: ctx.newId('agv'), tenantId: agreement.tenantId, version: 1, clientId: agreement.clientId, agreementId: agreement.id, versionNo: (last?.versionNo ?? 0) + 1, state: AgreementVersionState.DRAFT, proposalId: proposal.id, templateVersionId: text.template.id,
    currency: proposal.currency, body, lines: numbered(ctx, proposal, last), effectiveOn: input.effectiveOn ?? null, documentKey: document.key, documentSha256: document.sha256, documentSize: document.size, signedAt: null, createdAt: ctx.now,
  }));
  return agreement;
}

async function found(ctx: Ctx, version: AgreementVersion, amends: string | null): Promise<Agreement> {
  const agreement = await ctx.load(Agreement, version.agreementId);
  if (amends !== null && amends !== agreement.id) throw new NotInThisState(agreement.status, 'This proposal has become another agreement already.');
  return agreement;
}
