import type { Ctx } from '@firmament/kit';
import { clausesOf, deviationsOf } from '../body/body.rules.js';
import { bodyHash } from '../body/body-hash.js';
import type { Body, Deviation } from '../body/body.types.js';
import { clauseNames, libraryOf } from '../clause/library.js';
import { DeviationsNotApproved, TemplateVersionUnusable } from '../errors.js';
import { ContractTemplateVersion } from '../template/contract-template.entity.js';
import type { Proposal } from './proposal.entity.js';

/** The text of a contract with what it is held against. */
export interface ContractText { readonly template: ContractTemplateVersion; readonly body: Body; readonly deviations: readonly Deviation[] }

/** A published version, or a refusal. */
export async function publishedVersion(ctx: Ctx, id: string): Promise<ContractTemplateVersion> {
  const version = await ctx.em.findOne(ContractTemplateVersion, { id });
  if (!version?.published) throw new TemplateVersionUnusable();
  return version;
}

/** What the contract of a proposal says, and where it differs from the library; null for a proposal without a contract. */
export async function contractText(ctx: Ctx, proposal: Proposal): Promise<ContractText | null> {
  if (proposal.templateVersionId === null) return null;
  const template = await publishedVersion(ctx, proposal.templateVersionId);
  const body = proposal.contractBody ?? template.body;
  const wanted = clausesOf(template.body);
  const library = await libraryOf(ctx, [...new Set([...wanted, ...clausesOf(body)])]);
  return { template, body, deviations: deviationsOf(body, wanted, library) };
}

/** Refuses a text whose fixed clauses nobody with the right to do so let differ. The consent is bound to the very words. */
export async function demandApproved(ctx: Ctx, proposal: Proposal, text: ContractText): Promise<void> {
  if (text.deviations.length === 0 || proposal.approvedBodyHash === bodyHash(text.body)) return;
  throw new DeviationsNotApproved(await clauseNames(ctx, text.deviations.map((one) => one.clauseVersionId)));
}
