import { contactLinked, newId, packetVoided, proposalAccepted, proposalSent, recipientInvited, recipientReassigned, recipientSigned } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import portal from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(portal); });
afterAll(async () => { await h?.stop(); });

const todo = '{ portalTodo { items { kind title why dueOn href } } }';
interface Todo { portalTodo: { items: { kind: string; title: string; why: string | null; dueOn: string | null; href: string | null }[] } }

/** A person of a client who may come in, and the list that they see. */
async function aPerson(clientId: string, name: string): Promise<{ contactId: string; items: () => Promise<Todo['portalTodo']['items']> }> {
  const contactId = newId('con');
  await h.knowClient(clientId);
  await h.deliver(contactLinked, { contactId, clientId, linkId: newId('lnk'), contactName: name, role: 'OWNER', isPrimary: true, isSignatory: true, isBilling: false, portalAccess: true });
  const { data, errors } = await h.as(h.staff()).run('mutation($input: InvitePortalUserInput!) { invitePortalUser(input: $input) { portalUser { id } } }', { input: { contactId, clientId, name, email: `${contactId}@x.test` } });
  if (errors) throw new Error(JSON.stringify(errors));
  const id = (data as { invitePortalUser: { portalUser: { id: string } } }).invitePortalUser.portalUser.id;
  return { contactId, items: async () => ((await h.as({ ...h.portal(clientId), id }).run(todo)).data as unknown as Todo).portalTodo.items };
}

it('holds a proposal for all of the client until it is answered', async () => {
  const [clientId, proposalId] = [newId('cli'), newId('prp')];
  const one = await aPerson(clientId, 'Marion Marlowe');
  const standing = { proposalId, clientId, projectId: null, title: 'Year end', currency: 'GBP', revision: 1 };
  await h.deliver(proposalSent, { ...standing, expiresOn: '2026-12-01', optionCount: 3 }, { clientId });
  expect(await one.items()).toEqual([{ kind: 'PROPOSAL', title: 'Year end', why: 'Choose one of 3 packages.', dueOn: '2026-12-01', href: `/portal/proposals/${proposalId}` }]);
  const money = { minor: '1', currency: 'GBP' };
  await h.deliver(proposalAccepted, { ...standing, optionKey: 'good', selection: [], total: money, fixedTotal: money, acceptedBy: 'Marion', acceptedAt: '2026-11-19T11:18:00.000Z', ipHash: null, templateVersionId: null }, { clientId });
  expect(await one.items()).toEqual([]);
});

it('holds a signature for the one person who signs, until this person has, or it is over', async () => {
  const clientId = newId('cli');
  const [marion, edwin] = [await aPerson(clientId, 'Marion Marlowe'), await aPerson(clientId, 'Edwin Marlowe')];
  const packet = { packetId: newId('pkt'), agreementId: newId('agr'), clientId, title: 'Engagement letter', revision: 1 };
  const person = (name: string, contactId: string | null) => ({ ...packet, recipientId: newId('rcp'), order: 1, role: 'SIGNER' as const, name, contactId });
  const [first, second, partner] = [person('Marion Marlowe', marion.contactId), person('Edwin Marlowe', edwin.contactId), person('Ines Calder', null)];
  for (const one of [first, second, partner]) await h.deliver(recipientInvited, { ...one, email: 'x@x.test', expiresAt: '2026-12-10T12:00:00.000Z' }, { clientId });
  const item = { kind: 'SIGNATURE', title: 'Engagement letter', why: 'Read it and sign.', dueOn: '2026-12-10', href: `/portal/sign/${packet.packetId}` };
  expect([await marion.items(), await edwin.items()]).toEqual([[item], [item]]);
  await h.deliver(recipientSigned, { ...first, signedAt: '2026-11-19T11:18:00.000Z', missing: 2 }, { clientId });
  expect([await marion.items(), await edwin.items()]).toEqual([[], [item]]);
  const right = person('Marion Marlowe', marion.contactId);
  await h.deliver(recipientReassigned, { ...right, email: 'x@x.test', replacedRecipientId: second.recipientId, replacedName: 'Edwin Marlowe', reason: null }, { clientId });
  await h.deliver(recipientInvited, { ...right, email: 'x@x.test', expiresAt: null }, { clientId });
  expect([await marion.items(), await edwin.items()]).toEqual([[{ ...item, dueOn: null }], []]);
  await h.deliver(packetVoided, { ...packet, by: null, reason: null, signedBefore: [] }, { clientId });
  expect([await marion.items(), await edwin.items()]).toEqual([[], []]);
});
