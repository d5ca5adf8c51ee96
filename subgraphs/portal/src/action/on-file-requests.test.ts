import { newId, requestClosed, requestCompleted, requestItemReceived, requestReopened, requestSent } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import portal from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(portal); });
afterAll(async () => { await h?.stop(); });

const todo = '{ portalTodo { items { kind title why dueOn standing href } inReview { title standing } } }';

it('holds a request until all is there, then says that it is in review, and takes it back when a line is reopened', async () => {
  const [clientId, requestId] = [newId('cli'), newId('frq')];
  const facts = { requestId, round: 1, clientId, projectId: null, title: 'Year end' };
  const sent = { ...facts, dueOn: '2026-12-01', remindAt: [], itemCount: 2, requiredCount: 2 };
  const at = { clientId, aggregateId: requestId };
  const seen = async (id = clientId) => (await h.as(h.portal(id)).run(todo)).data;
  await h.deliver(requestSent, sent, at);
  const item = { kind: 'FILE_REQUEST', title: 'Year end', why: '2 files are needed.', dueOn: '2026-12-01', standing: 'WAITING', href: `/portal/requests/${requestId}` };
  expect(await seen()).toEqual({ portalTodo: { items: [item], inReview: [] } });
  expect(await seen(newId('cli'))).toEqual({ portalTodo: { items: [], inReview: [] } });
  await h.deliver(requestItemReceived, { requestId, itemId: newId('fri'), clientId, title: 'Bank', fileIds: [newId('fil')], reason: null }, at);
  expect(await seen()).toMatchObject({ portalTodo: { items: [{ standing: 'IN_PROGRESS' }], inReview: [] } });
  const done = { ...facts, fileIds: [], items: [], completedBy: { kind: 'portal' as const, name: 'Marion' } };
  await h.deliver(requestCompleted, done, at);
  expect(await seen()).toEqual({ portalTodo: { items: [], inReview: [{ title: 'Year end', standing: 'IN_REVIEW' }] } });
  await h.deliver(requestReopened, { ...sent, round: 2, itemIds: [newId('fri')], reason: 'Page two is missing.' }, at);
  expect(await seen()).toMatchObject({ portalTodo: { items: [{ why: 'Page two is missing.', standing: 'IN_PROGRESS' }], inReview: [] } });
  await h.deliver(requestCompleted, { ...done, round: 2 }, at);
  await h.deliver(requestClosed, { ...facts, round: 2 }, at);
  expect(await seen()).toEqual({ portalTodo: { items: [], inReview: [] } });
});

it('is for people of clients alone', async () => {
  expect((await h.as(h.staff()).run(todo)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  expect((await h.as(h.public()).run(todo)).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  expect((await h.as(h.portal(newId('cli'), h.otherFirm.id)).run(todo)).data).toEqual({ portalTodo: { items: [], inReview: [] } });
});
