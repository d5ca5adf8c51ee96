import type { Firm } from './firm.js';

const text = (words: string): object => ({ type: 'text', text: words });
const paragraph = (...content: object[]): object => ({ type: 'paragraph', content });
const doc = (...content: object[]): object => ({ type: 'doc', content });
const books = { key: 'books', title: 'Bookkeeping', unitPriceMinor: '22000', timing: 'RECURRING', period: 'MONTH', taxName: 'VAT', taxBasisPoints: 2000 };

/** What a firm has to write offers and contracts with, and one of each. */
export interface OfferPapers { readonly clauseId: string; readonly clauseVersionId: string; readonly contractTemplateId: string; readonly templateVersionId: string; readonly packageId: string; readonly draftId: string; readonly agreementId: string }

/** Gives a firm a clause, a template that holds it, a package, a proposal whose text changes the clause, and an agreement. */
export async function layOffers({ owner }: Firm, clientId: string): Promise<OfferPapers> {
  // First of all, because it needs the client: whoever tries again before agreements have heard of them has left nothing behind.
  const { id: agreementId } = await owner.do('draftAgreement', { clientId, title: 'Books for a year' });
  const { id: clauseId } = await owner.do('createClause', { name: 'Limit of liability', body: doc(paragraph(text('It is limited to the fees of a year.'))) });
  const { id: clauseVersionId } = await owner.do('publishClause', { clauseId });
  const clause = (...content: object[]): object => ({ type: 'lockedClause', attrs: { clauseVersionId }, ...(content.length > 0 ? { content } : {}) });
  const first = [{ type: 'heading', attrs: { level: 1 }, content: [{ type: 'mergeField', attrs: { name: 'client.displayName' } }] }, paragraph(text('We keep your books with care.'))];
  const { id: contractTemplateId } = await owner.do('createContractTemplate', { name: 'Engagement letter', words: { body: doc(...first, clause()) } });
  const { id: templateVersionId } = await owner.do('publishContractTemplate', { templateId: contractTemplateId });
  const { id: packageId } = await owner.do('createServicePackage', { name: 'Books', description: 'Month by month.', currency: 'GBP', lines: [books] });
  const offer = { title: 'Books for a year', currency: 'GBP', options: [{ key: 'books', name: 'Books', lines: [books] }], addOns: [] };
  const { id: draftId } = await owner.do('createProposal', { clientId, ...offer, templateVersionId, contractBody: doc(...first, clause(paragraph(text('It is not limited.')))) });
  return { clauseId, clauseVersionId, contractTemplateId, templateVersionId, packageId, draftId, agreementId };
}
