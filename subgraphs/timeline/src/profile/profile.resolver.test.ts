import { appointmentBooked, appointmentCancelled, appointmentClientLinked, clientCreated, clientMerged, messageSent, newId, projectCreated, runStarted } from '@firmament/events';
import { testSubgraph } from '@firmament/kit/testing';
import { aBooking } from '../../test/facts.js';
import timeline from '../subgraph.js';
import { sideOf } from './profile.rules.js';

let h: Awaited<ReturnType<typeof testSubgraph>>;
beforeAll(async () => { h = await testSubgraph(timeline); });
afterAll(() => h.stop());

const document = `query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { profile { id status ownerUserId nextAppointmentAt openWork asOf
  lastWordFromThem { at channel name } lastWordFromUs { at channel } automations { running stuck } lag { source seconds lastSeenAt } } } } }`;
async function profileOf(clientId: string, actor = h.staff()): Promise<Record<string, unknown> | null> {
  const answer = await h.as(actor).run(document, { r: [{ __typename: 'Client', id: clientId }] });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return (answer.data as { _entities: { profile: Record<string, unknown> | null }[] })._entities[0]?.profile ?? null;
}

async function aKnownClient() {
  const { ids, booked, created, linked, run } = aBooking();
  const story = { correlationId: ids.cor };
  await h.deliver(appointmentBooked, booked, { ...story, aggregateId: ids.apt, actor: { kind: 'public', id: 'public' } });
  await h.deliver(clientCreated, created, { ...story, aggregateId: ids.cli, clientId: ids.cli });
  await h.deliver(appointmentClientLinked, linked, { ...story, aggregateId: ids.apt, aggregateSeq: 2, clientId: ids.cli });
  return { ids, booked, run, story };
}

describe('the profile of a client', () => {
  it('knows status, owner, next appointment and the last word, also what was said before the client was known', async () => {
    const { ids, booked } = await aKnownClient();
    expect(await profileOf(ids.cli)).toMatchObject({
      id: ids.cli, status: 'PROSPECT', ownerUserId: ids.usr, openWork: 0, nextAppointmentAt: booked.start,
      lastWordFromThem: { channel: 'on the booking page', name: 'Marion Marlowe' }, lastWordFromUs: null, automations: { running: 0, stuck: 0 },
    });
  });

  it('forgets an appointment that was called off and counts open work and automations', async () => {
    const { ids, booked, run, story } = await aKnownClient();
    const { intake: _i, consentAt: _c, channel: _h, bookingPageId: _b, clientKind: _k, organisation: _o, folderTemplateId: _f, projectTemplateVersionId: _p, ...core } = booked;
    await h.deliver(appointmentCancelled, { ...core, by: 'ATTENDEE', reason: null, clientId: ids.cli }, { ...story, aggregateId: ids.apt, aggregateSeq: 3, clientId: ids.cli });
    await h.deliver(projectCreated, { projectId: newId('prj'), clientId: ids.cli, name: 'Payroll', templateVersionId: newId('ptv'), status: 'SKELETON', sourceRef: null, taskCount: 3, milestoneCount: 1, needsOwner: 0, kickOffOn: null }, { ...story, clientId: ids.cli });
    await h.deliver(runStarted, { ...run, triggerEventId: newId('evt') }, { ...story, aggregateId: ids.run });
    await h.deliver(messageSent, { messageId: newId('msg'), kind: 'BOOKING', clientId: ids.cli, contactId: null, subject: 'See you', to: 'marion@marlowe.test', dedupeKey: 'k' }, { ...story, clientId: ids.cli });
    expect(await profileOf(ids.cli)).toMatchObject({ nextAppointmentAt: null, openWork: 1, automations: { running: 1 }, lastWordFromUs: { channel: 'by mail' } });
  });

  it('says how far each source was heard', async () => {
    const { ids } = await aKnownClient();
    const profile = await profileOf(ids.cli);
    expect(profile?.['lag']).toEqual(expect.arrayContaining([expect.objectContaining({ source: 'crm', seconds: 0 }), expect.objectContaining({ source: 'scheduling' })]));
    expect(profile?.['asOf']).toBeTruthy();
  });

  it('moves to the survivor of a merge', async () => {
    const { ids } = await aKnownClient();
    const survivor = newId('cli');
    await h.deliver(clientMerged, { survivorId: survivor, mergedIds: [ids.cli], mergeId: 'm1' }, { aggregateId: survivor, clientId: survivor });
    expect(await profileOf(survivor)).toMatchObject({ lastWordFromThem: { name: 'Marion Marlowe' } });
    expect(await profileOf(ids.cli)).toMatchObject({ status: 'MERGED' });
  });

  it('is not for everybody', async () => {
    const { ids } = await aKnownClient();
    await expect(profileOf(ids.cli, h.staff(['crm.client.view']))).rejects.toThrow('FORBIDDEN');
    expect(await profileOf(ids.cli, h.staff(['*'], h.otherFirm.id))).toBeNull();
  });

  it('takes a link that was only looked at for no word', () => {
    expect(sideOf({ type: 'portal.link.viewed', actorKind: 'portal' })).toBeNull();
    expect(sideOf({ type: 'portal.link.consumed', actorKind: 'portal' })).toBe('THEM');
  });
});
