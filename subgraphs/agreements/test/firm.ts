import type { Actor } from '@firmament/kit';
import { newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import type { BodyNode } from '../src/body/body.types.js';

/** Asks and insists on an answer. */
export async function ask<T>(h: Harness, actor: Actor, document: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await h.as(actor).run(document, variables);
  if (errors?.length) throw new Error(`${errors[0]?.message ?? ''} ${JSON.stringify(errors[0]?.extensions)}`);
  return Object.values(data as Record<string, T>)[0] as T;
}

/** Does a mutation with an input, and insists that it is done. */
export const act = <T = { id: string }>(h: Harness, actor: Actor, name: string, input: Record<string, unknown>, selection = '{ id }'): Promise<T> =>
  ask<T>(h, actor, `mutation($input: ${inputs[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`}!) { ${name}(input: $input) ${selection} }`, { input });

/** Where the input type is not named after its mutation. */
const inputs: Readonly<Record<string, string>> = {
  sendPacket: 'PacketIdInput', viewSigning: 'SigningInput', activateAgreement: 'AgreementIdInput', approveDeviations: 'ProposalIdInput', sendProposal: 'ProposalIdInput', viewProposal: 'ProposalIdInput', chooseProposal: 'ProposalChoiceInput', acceptProposal: 'ProposalChoiceInput',
  createServicePackage: 'ServicePackageInput', archiveServicePackage: 'ServicePackageIdInput', publishClause: 'ClauseIdInput', publishContractTemplate: 'ContractTemplateIdInput',
};

/** Tries a mutation and gives the refusal; undefined when there was none. */
export async function refusal(h: Harness, actor: Actor, name: string, input: Record<string, unknown>, selection = '{ id }'): Promise<{ code: string; reason?: string; field?: string; [more: string]: unknown } | undefined> {
  const { errors } = await h.as(actor).run(`mutation($input: ${inputs[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`}!) { ${name}(input: $input) ${selection} }`, { input });
  return errors?.[0]?.extensions as never;
}

/** A client that the domain knows. */
export async function aClient(h: Harness, tenantId = h.firm.id): Promise<string> {
  const id = newId('cli');
  await h.knowClient(id, tenantId);
  return id;
}

export const words = (text: string): BodyNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });
export const field = (name: string): BodyNode => ({ type: 'mergeField', attrs: { name } });
export const clauseNode = (clauseVersionId: string, ...content: BodyNode[]): BodyNode => ({ type: 'lockedClause', attrs: { clauseVersionId }, ...(content.length > 0 ? { content } : {}) });
export const doc = (...content: BodyNode[]): BodyNode => ({ type: 'doc', content });

/** A clause that contracts may hold; gives the id of its version. */
export async function aClause(h: Harness, name = `Liability ${newId('cls').slice(-6)}`, body = doc(words('Liability is limited to the fees of a year.'))): Promise<string> {
  const { id: clauseId } = await act(h, h.staff(), 'createClause', { name, body });
  return (await act(h, h.staff(), 'publishClause', { clauseId })).id;
}

/** A template that contracts can be written from; gives the id of its version. */
export async function aTemplate(h: Harness, body: BodyNode, more: Record<string, unknown> = {}): Promise<string> {
  const { id: templateId } = await act(h, h.staff(), 'createContractTemplate', { name: `Engagement ${newId('ctt').slice(-8)}`, words: { body, ...more } });
  return (await act(h, h.staff(), 'publishContractTemplate', { templateId })).id;
}

/** A line to offer. */
export const offered = (key: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ key, title: `The ${key}`, timing: 'ON_ACCEPTANCE', unitPriceMinor: '100000', taxName: 'VAT', taxBasisPoints: 2000, ...more });

/** What a proposal says when a test does not care. */
export const anOffer = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: 'Year-end accounts', currency: 'GBP', options: [{ key: 'good', name: 'Good', lines: [offered('accounts')] }, { key: 'best', name: 'Best', recommended: true, lines: [offered('accounts', { timing: 'DEPOSIT', depositBasisPoints: 3000 }), offered('advice', { timing: 'RECURRING', period: 'MONTH', unitPriceMinor: '25000' })] }],
  addOns: [offered('payroll', { timing: 'RECURRING', period: 'MONTH', unitPriceMinor: '9999', minQuantity: 1, maxQuantity: 10 })], ...more,
});

/** A proposal that is with its client. */
export async function aSentProposal(h: Harness, clientId: string, more: Record<string, unknown> = {}): Promise<string> {
  const { id: proposalId } = await act(h, h.staff(), 'createProposal', { clientId, ...anOffer(more) });
  return (await act(h, h.staff(), 'sendProposal', { proposalId })).id;
}

/** The best package with payroll for three. */
export const bestWithPayroll = { optionKey: 'best', addOnKeys: ['payroll'], quantities: [{ key: 'payroll', quantity: 3 }] };
