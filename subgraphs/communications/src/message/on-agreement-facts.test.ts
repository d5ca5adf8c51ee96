import { connectionNeedsReauth, firmRegistered, newId, packetDeclined, packetDelayed, packetExpired, packetSignedLate, projectActivated, proposalAccepted, proposalRejected, userAdded } from '@firmament/events';
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

it('tells each person once that work begins in which they have something to do, but not the one who let it begin', async () => {
  const [one, other] = [newId('usr'), newId('usr')];
  const clientId = newId('cli');
  const project = { projectId: newId('prj'), clientId, name: 'Marlowe: accounts', assigneeUserIds: [one, other, owner] };
  for (const aggregateSeq of [1, 2]) await h.deliver(projectActivated, project, { clientId, aggregateSeq, actor: { kind: 'staff', id: owner } });
  const told = await h.sql(`select title, count(*)::int as n from communications.notifications where about = $1 group by title`, [project.projectId]);
  expect(told).toEqual([{ title: '«Marlowe: accounts» begins', n: 2 }]);
});

it('tells whoever connected a service and the owner that it must be connected again, once each time', async () => {
  const other = newId('usr');
  const of = async (id: string) => ((await h.as({ ...h.staff(), id }).run('{ myNotifications { nodes { title body } } }')).data as { myNotifications: { nodes: { title: string; body: string }[] } }).myNotifications.nodes.filter((one) => one.title.includes('connected again'));
  await h.deliver(userAdded, { userId: other, name: 'Tom', email: 'tom@harbour.test', roles: ['manager'] });
  const fact = { connectionId: newId('cnx'), provider: 'DOCUSIGN', service: 'DocuSign', reason: 'The consent has ended.', connectedBy: other };
  const eventId = newId('evt');
  for (const aggregateSeq of [1, 2]) await h.deliver(connectionNeedsReauth, fact, { eventId, aggregateSeq });
  expect([(await of(owner)).length, (await of(other)).length]).toEqual([1, 1]);
  expect((await of(other))[0]).toMatchObject({ title: 'DocuSign must be connected again', body: expect.stringContaining('The consent has ended.') });
  await h.deliver(connectionNeedsReauth, { ...fact, connectedBy: null });
  expect([(await of(owner)).length, (await of(other)).length]).toEqual([2, 1]);
});
