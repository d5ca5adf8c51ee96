import { reveal } from '../../../gql/staff';
import { OfferedPackageFragmentDoc, type ChangeProposalInput, type ProposalPageQuery } from '../../../gql/staff/graphql';
import { draftLine, draftOffer, offerInput, type DraftOption, type OfferDraft } from './offer-draft';
import { linesOf } from './offered-lines';
import type { ProposalRecord } from './ProposalPage';

/** A proposal as it is typed. */
export interface ProposalDraft { title: string; note: string; offer: OfferDraft; templateVersionId: string; contractBody: unknown; expiresOn: string }

/** A proposal that was kept, as it would be typed. */
export function draftOf(proposal: ProposalRecord): ProposalDraft {
  const options = proposal.options.map((option) => ({ ...option, lines: linesOf(option.lines) }));
  return {
    title: proposal.title, note: proposal.note ?? '', templateVersionId: proposal.templateVersionId ?? '', contractBody: proposal.contractBody ?? null, expiresOn: proposal.expiresOn ?? '',
    offer: draftOffer({ currency: proposal.currency, options, addOns: linesOf(proposal.addOns), discount: proposal.discount }),
  };
}

/** A draft as the server takes it, or why it cannot be read. */
export function wordsOf(draft: ProposalDraft): Omit<ChangeProposalInput, 'proposalId'> | string {
  const offer = offerInput(draft.offer);
  if (typeof offer === 'string') return offer;
  if (!draft.title.trim()) return 'It needs a title.';
  return { ...offer, title: draft.title.trim(), note: draft.note.trim() || null, templateVersionId: draft.templateVersionId || null, contractBody: draft.templateVersionId ? draft.contractBody ?? null : null, expiresOn: draft.expiresOn || null };
}

/** The firm's packages in this currency, to take copies of. */
export function libraryOf(data: ProposalPageQuery, currency: string): { id: string; name: string; option: Omit<DraftOption, 'key'> }[] {
  return (data.servicePackages ?? []).map((one) => reveal(OfferedPackageFragmentDoc, one)).filter((one) => one.currency === currency)
    .map((one) => ({ id: one.id, name: one.name, option: { name: one.name, description: one.description ?? '', recommended: false, lines: linesOf(one.lines).map((line) => draftLine(line, currency)) } }));
}
