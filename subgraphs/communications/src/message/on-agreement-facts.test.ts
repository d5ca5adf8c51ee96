import { firmRegistered, newId, packetDeclined, packetDelayed, packetExpired, packetSignedLate, proposalAccepted, proposalRejected, userAdded } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import communications from '../subgraph.js';

let h: Harness;
const owner = newId('usr');
beforeAll(async () => {
  h = await testSubgraph(communications);
  await h.deliver(firmRegistered, { firmId: h.firm.id, name: 'Harbour & Vale', slug: 'harbour', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: owner });
  await h.deliver(userAdded, { userId: owner, name: 'Ines', email: 'ines@harbour.test', roles: ['owner'] });
});
afterAll(async () => { await h?.stop(); });

const notices = async () => ((await h.as({ ...h.staff(), id: owner }).run('{ myNotifications { nodes { title body } } }')).data as { myNotifications: { nodes: { title: string; body: string }[] } }).myNotifications.nodes;

it('tells the owner what the client answered and what keeps an agreement from being signed, each once', async () => {
  const clientId = newId('cli');
  const money = { minor: '1', currency: 'GBP' };
  const proposal = { clientId, projectId: null, title: 'Year end', currency: 'GBP', revision: 1 };
  const packet = { packetId: newId('pkt'), agreementId: newId('agr'), clientId, title: 'Letter', revision: 1 };
  const ended = { ...packet, by: 'Marion', reason: 'Clause 4.', signedBefore: [] };
  await h.deliver(proposalAccepted, { ...proposal, proposalId: newId('prp'), optionKey: 'good', selection: [], total: money, fixedTotal: money, acceptedBy: 'Marion', acceptedAt: '2026-11-19T11:18:00.000Z', ipHash: null, templateVersionId: null }, { clientId });
  await h.deliver(proposalRejected, { ...proposal, proposalId: newId('prp'), by: 'Marion', reason: 'Too dear.' }, { clientId });
  for (const aggregateSeq of [1, 2]) await h.deliver(packetDeclined, ended, { clientId, aggregateSeq });
  await h.deliver(packetExpired, { ...ended, by: null, reason: null }, { clientId });
  await h.deliver(packetSignedLate, { ...packet, state: 'EXPIRED', by: 'Marion' }, { clientId });
  await h.deliver(packetDelayed, { ...packet, provider: 'fake', reason: 'it is down' }, { clientId });
  const told = await notices();
  expect(told.map((one) => one.title).sort()).toEqual(['«Letter» does not get out', '«Letter» was not signed in time', '«Letter» was signed too late', '«Letter» will not be signed', '«Year end» was accepted', '«Year end» was turned down']);
  expect(told.find((one) => one.title.includes('will not'))?.body).toContain('Clause 4.');
});
