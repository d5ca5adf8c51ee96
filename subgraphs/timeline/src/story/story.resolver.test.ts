import { appointmentBooked, appointmentClientLinked, clientCreated, idToUuid, invoicePaid, messageSent, newId, paymentReceived, runCompleted, runStarted, runStuck } from '@firmament/events';
import { testSubgraph } from '@firmament/kit/testing';
import { aBooking } from '../../test/facts.js';
import timeline from '../subgraph.js';

type Harness = Awaited<ReturnType<typeof testSubgraph>>;
let h: Harness;
beforeAll(async () => { h = await testSubgraph(timeline); });
afterAll(() => h.stop());

const ofClient = `query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { stories { totalCount nodes {
  id correlationId clientId state stepCount title { text secondLine tone actor { kind name causedBy { kind name } } }
  entries { eventType sentence { text actor { kind name causedBy { kind name } } } } } } } } }`;

interface StoryNode { id: string; clientId: string | null; state: string; stepCount: number; title: { text: string; secondLine: string; tone: string; actor: { kind: string; name: string; causedBy: { kind: string; name: string } } }; entries: { eventType: string; sentence: { text: string; actor: { kind: string; name: string; causedBy: { name: string } | null } } }[] }
async function storiesOf(clientId: string, actor = h.staff()): Promise<StoryNode[]> {
  const answer = await h.as(actor).run(ofClient, { r: [{ __typename: 'Client', id: clientId }] });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return (answer.data as { _entities: { stories: { nodes: StoryNode[] } }[] })._entities[0]?.stories.nodes ?? [];
}

/** A visitor books, a workflow makes the client of it. */
async function bookAndOnboard(until: 'started' | 'linked' | 'done' = 'done') {
  const { ids, booked, run, created, linked } = aBooking();
  const story = { correlationId: ids.cor };
  const service = { kind: 'service' as const, id: ids.run, runId: ids.run, onBehalfOf: ids.usr };
  await h.deliver(appointmentBooked, booked, { ...story, aggregateId: ids.apt, actor: { kind: 'public', id: 'public' } });
  await h.deliver(runStarted, { ...run, triggerEventId: newId('evt') }, { ...story, aggregateId: ids.run });
  if (until === 'started') return ids;
  await h.deliver(clientCreated, created, { ...story, aggregateId: ids.cli, clientId: ids.cli, actor: service });
  await h.deliver(appointmentClientLinked, linked, { ...story, aggregateId: ids.apt, aggregateSeq: 2, clientId: ids.cli, actor: service });
  if (until === 'done') await h.deliver(runCompleted, { ...run, stepCount: 5 }, { ...story, aggregateId: ids.run, aggregateSeq: 2 });
  return ids;
}

describe('stories', () => {
  it('fold everything of one correlation under the client that a later fact names', async () => {
    const ids = await bookAndOnboard();
    const [story, ...others] = await storiesOf(ids.cli);
    expect(others).toEqual([]);
    expect(story).toMatchObject({ clientId: ids.cli, state: 'DONE', stepCount: 5 });
    expect(story?.entries.map((entry) => entry.eventType)).toEqual([
      'scheduling.appointment.booked', 'workflow.run.started', 'crm.client.created', 'scheduling.appointment.client_linked', 'workflow.run.completed',
    ]);
    expect(story?.title).toMatchObject({ text: 'Onboarding finished', tone: 'DONE', secondLine: 'Appointment booked, client added.' });
  });

  it('name the workflow as actor and the visitor as its cause', async () => {
    const ids = await bookAndOnboard();
    const [story] = await storiesOf(ids.cli);
    expect(story?.entries[0]?.sentence.text).toBe('Marion Marlowe booked Intro call');
    expect(story?.entries[2]?.sentence).toMatchObject({ text: 'Onboarding added the client Marlowe Boatyard', actor: { kind: 'WORKFLOW', causedBy: { kind: 'VISITOR', name: 'Marion Marlowe' } } });
  });

  it('hold exactly one entry per event, however often it is delivered', async () => {
    const { ids, booked } = aBooking();
    const place = { correlationId: ids.cor, aggregateId: ids.apt, eventId: newId('evt') };
    await h.deliver(appointmentBooked, booked, place);
    await h.deliver(appointmentBooked, booked, place);
    const rows = await h.sql('select (select count(*)::int from timeline.entries where correlation_id = $1) as entries, (select step_count from timeline.stories where correlation_id = $1) as steps', [ids.cor]);
    expect(rows).toEqual([{ entries: 1, steps: 1 }]);
  });

  it('say that they are stuck, and what to do', async () => {
    const ids = await bookAndOnboard('linked');
    await h.deliver(runStuck, { runId: ids.run, workflowId: ids.wfl, workflowName: 'Onboarding', versionNo: 1, businessKey: ids.apt, clientId: ids.cli, stepKey: 'folders', what: 'No folders were made.', why: 'The template is gone.', toDo: 'Choose another.', ownerUserId: null },
      { correlationId: ids.cor, clientId: ids.cli, aggregateId: ids.run, aggregateSeq: 2 });
    const [story] = await storiesOf(ids.cli);
    expect(story).toMatchObject({ state: 'STUCK', title: { tone: 'BROKEN' } });
    expect(story?.title.secondLine).toContain('No folders were made. The template is gone. Choose another.');
  });

  it('open a second story for a second client of the same correlation', async () => {
    const ids = await bookAndOnboard();
    const other = newId('cli');
    await h.deliver(clientCreated, { ...aBooking().created, clientId: other }, { correlationId: ids.cor, clientId: other, aggregateId: other });
    expect((await storiesOf(other))[0]?.entries).toHaveLength(1);
    expect((await storiesOf(ids.cli))[0]?.entries).toHaveLength(5);
  });

  it('say what became of a thing and not of the person who wrote the payment down, and keep the person as the cause', async () => {
    const [cli, ivc, pmt, cor] = [newId('cli'), newId('ivc'), newId('pmt'), newId('cor')];
    const money = (minor: string) => ({ minor, currency: 'GBP' });
    const place = { correlationId: cor, clientId: cli, actor: { kind: 'staff' as const, id: newId('usr'), name: 'Olive Owner' } };
    await h.deliver(paymentReceived, { paymentId: pmt, clientId: cli, amount: money('120000'), method: 'CARD', providerRef: null, receivedOn: '2026-11-19', allocations: [], unapplied: money('0') }, { ...place, aggregateId: pmt });
    await h.deliver(invoicePaid, { invoiceId: ivc, clientId: cli, projectId: null, number: 'INV-0001', total: money('120000'), amountPaid: money('120000'), credited: money('0'), balance: money('0'), paidOn: '2026-11-19' }, { ...place, aggregateId: ivc });
    const [story] = await storiesOf(cli);
    expect(story?.title.text).toBe('Olive Owner wrote down a payment of £1,200.00');
    expect(story?.entries.map(({ sentence }) => [sentence.text, sentence.actor])).toEqual([
      ['Olive Owner wrote down a payment of £1,200.00', { kind: 'STAFF', name: 'Olive Owner', causedBy: null }],
      ['The invoice is settled: INV-0001', { kind: 'FIRMAMENT', name: 'The invoice', causedBy: { kind: 'STAFF', name: 'Olive Owner' } }],
    ]);
  });

  it('hide entries that the reader may not see, without a gap and in no sentence', async () => {
    const ids = await bookAndOnboard();
    const sent = { messageId: newId('msg'), kind: 'BOOKING', clientId: ids.cli, contactId: null, subject: 'Secret subject', to: 'marion@marlowe.test', dedupeKey: 'k' };
    await h.deliver(messageSent, sent, { correlationId: ids.cor, clientId: ids.cli, aggregateId: sent.messageId });
    const [story] = await storiesOf(ids.cli, h.staff(['timeline.story.view', 'crm.client.view']));
    expect(story?.entries.map((entry) => entry.eventType)).toEqual(['crm.client.created']);
    expect(JSON.stringify(story)).not.toContain('Secret');
  });

  it('are refused without the right, and another firm sees nothing', async () => {
    const ids = await bookAndOnboard();
    const [story] = await storiesOf(ids.cli);
    const document = 'query($id: ID!) { story(id: $id) { id } }';
    expect((await h.as(h.staff([])).run(document, { id: story?.id })).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(document, { id: story?.id })).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await h.as(h.staff()).run(document, { id: ids.cor })).data).toEqual({ story: { id: story?.id } });
    expect((await h.as(h.portal(ids.cli)).run(document, { id: story?.id })).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('stay behind row security for portal callers, also those without a client', async () => {
    await bookAndOnboard('started');
    const ids = await bookAndOnboard();
    const elsewhere = aBooking();
    await h.deliver(appointmentBooked, elsewhere.booked, { aggregateId: elsewhere.ids.apt, tenantId: h.otherFirm.id });
    const asPortal = (clientId: string) => ({ 'app.tenant_id': idToUuid(h.firm.id), 'app.actor_kind': 'portal', 'app.client_id': idToUuid(clientId) });
    const counts = `select current_user, (select count(distinct client_id)::int from timeline.stories) as clients, (select count(*)::int from timeline.stories where client_id is null) as nobodys,
      (select count(*)::int from timeline.entries) as entries, (select count(*)::int from timeline.payloads) as payloads`;
    expect(await h.sqlAs('rw', asPortal(newId('cli')), counts)).toEqual([{ current_user: 'timeline_rw', clients: 0, nobodys: 0, entries: 0, payloads: 0 }]);
    expect(await h.sqlAs('rw', asPortal(ids.cli), counts)).toEqual([{ current_user: 'timeline_rw', clients: 1, nobodys: 0, entries: 0, payloads: 0 }]);
    expect((await h.sql('select count(distinct tenant_id)::int as firms from timeline.stories'))[0]?.['firms']).toBe(2);
  });
});
