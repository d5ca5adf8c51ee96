import { newId } from '@firmament/events';
import type { Firm } from './firm.js';

const words = (text: string): object => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const field = (name: string): object => ({ type: 'mergeField', attrs: { name } });
const line = (key: string, title: string, more: object): object => ({ key, title, unitPriceMinor: '120000', taxName: 'VAT', taxBasisPoints: 2000, timing: 'ON_ACCEPTANCE', ...more });
const accounts = line('accounts', 'Year-end accounts', { timing: 'DEPOSIT', depositBasisPoints: 3000 });
const returns = line('vat', 'VAT returns', { unitPriceMinor: '9500', timing: 'RECURRING', period: 'MONTH' });

/** Three packages and something on top, as a firm offers them. */
export const threePackages = {
  title: 'Accounts in 2027', note: 'As we spoke about.', currency: 'GBP',
  options: [{ key: 'good', name: 'Accounts', lines: [accounts] }, { key: 'better', name: 'Accounts and VAT', recommended: true, lines: [accounts, returns] }, { key: 'best', name: 'All of it', lines: [accounts, returns, line('reviews', 'Review meetings', { unitPriceMinor: '18000', timing: 'ON_COMPLETION', maxQuantity: 4, defaultQuantity: 2 })] }],
  addOns: [line('payroll', 'Payroll', { unitPriceMinor: '1200', timing: 'RECURRING', period: 'MONTH', maxQuantity: 20 })],
};

/** From here on people of the firm write contracts and send them out themselves; without this its automation does it as soon as somebody says yes. */
export async function byHand({ owner }: Firm): Promise<void> {
  const { workflows } = await owner.ask<{ workflows: { nodes: { id: string; recipe: string | null; state: string }[] } }>('{ workflows(first: 50) { nodes { id recipe state } } }');
  const flow = workflows.nodes.find(({ recipe, state }) => recipe === 'sign-accepted-proposal' && state === 'PUBLISHED');
  if (flow) await owner.do('pauseWorkflow', { workflowId: flow.id });
}

/** Sends a client a proposal with a contract behind it; answers its id. */
export async function offerTo(firm: Firm, clientId: string, more: object = {}): Promise<string> {
  const { owner } = firm;
  await byHand(firm);
  const template = await owner.do('createContractTemplate', { name: `Engagement ${newId('ctt').slice(-8)}`, words: { body: { type: 'doc', content: [{ type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Letter of engagement' }] }, { type: 'paragraph', content: [field('lines')] }, words('Our liability is limited to the fees of one year.')] } } });
  const version = await owner.do('publishContractTemplate', { templateId: template.id });
  const { id: proposalId } = await owner.do('createProposal', { clientId, templateVersionId: version.id, ...threePackages, ...more });
  await owner.do('sendProposal', { proposalId });
  return proposalId;
}

/** Writes the contract of an accepted proposal and sends it out to be signed in the house; answers the packet's id. */
export async function sendToSign(firm: Firm, proposalId: string, recipients: readonly object[]): Promise<string> {
  const agreement = await firm.owner.do('draftAgreementFromProposal', { proposalId });
  const packet = await firm.owner.do('createPacket', { agreementIds: [agreement.id], recipients, provider: 'BUILT_IN' });
  await firm.owner.do('sendPacket', { packetId: packet.id });
  return packet.id;
}
