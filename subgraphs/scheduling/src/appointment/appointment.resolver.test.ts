import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@firmament/kit/ids';
import { aBooking, book, schedulingWorld, type Booked, type SchedulingWorld } from '../../test/scheduling-world.js';

let world: SchedulingWorld;
let id: string;
const client = newId('cli');
const stranger = newId('cli');
const contact = newId('con');
const link = 'mutation($input: LinkAppointmentToClientInput!) { linkAppointmentToClient(input: $input) { id clientId version client { id } } }';
beforeAll(async () => {
  world = await schedulingWorld();
  id = (await world.ask<Booked>(world.h.public(), book, aBooking())).data.bookAppointment.appointmentId;
  await world.h.knowClient(client);
  await world.h.knowClient(stranger);
});
afterAll(async () => { await world?.h.stop(); });
const one = 'query($id: ID!) { appointment(id: $id) { id status attendeeEmail start intake { question answer } hosts { name userId } } }';

describe('appointments for the firm', () => {
  it('are seen by staff who may, and by nobody else', async () => {
    expect((await world.ask(world.h.staff(['scheduling.appointment.view']), one, { id })).data).toMatchObject({ appointment: { id, status: 'CONFIRMED', attendeeEmail: 'marion@marlowe.test', hosts: [{ name: 'Ines Calloway', userId: world.hostUserId }] } });
    expect((await world.ask(world.h.staff(['crm.*']), one, { id })).code).toBe('FORBIDDEN');
    expect((await world.ask(world.h.public(), one, { id })).code).toBe('UNAUTHENTICATED');
    expect((await world.ask(world.h.staff(['*'], world.h.otherFirm.id), one, { id })).code).toBe('NOT_FOUND');
    expect((await world.ask(world.h.staff(), one, { id: newId('apt') })).code).toBe('NOT_FOUND');
    expect((await world.ask(world.h.staff(), one, { id: 'nonsense' })).code).toBe('NOT_FOUND');
  });

  it('are linked to a client once, with the story going to that client', async () => {
    const linked = await world.ask(world.h.service(), link, { input: { appointmentId: id, clientId: client, contactId: contact } });
    expect(linked.data).toMatchObject({ linkAppointmentToClient: { clientId: client, client: { id: client }, version: 2 } });
    expect((await world.ask(world.h.service(), link, { input: { appointmentId: id, clientId: client, contactId: contact } })).data).toMatchObject({ linkAppointmentToClient: { version: 2 } });
    const facts = await world.h.events('scheduling.appointment.client_linked');
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ clientId: client, data: { contactId: contact } });
    expect((await world.ask(world.h.staff(), link, { input: { appointmentId: id, clientId: newId('cli'), contactId: contact } })).code).toBe('NOT_FOUND');
  });

  it('show in a client\'s portal, and in no other client\'s', async () => {
    const mine = '{ portalAppointments { id typeName hosts { name } } }';
    expect((await world.ask(world.h.portal(client), mine)).data).toMatchObject({ portalAppointments: [{ id, hosts: [{ name: 'Ines Calloway' }] }] });
    expect((await world.ask(world.h.portal(stranger), mine)).data).toEqual({ portalAppointments: [] });
    expect((await world.ask(world.h.portal(stranger), one, { id })).code).toBe('NOT_FOUND');
    expect((await world.ask(world.h.portal(client), link, { input: { appointmentId: id, clientId: client, contactId: contact } })).code).toBe('FORBIDDEN');
  });

  it('are booked from the portal for its own client, without a code and already linked', async () => {
    const { data, message } = await world.ask<Booked>(world.h.portal(stranger), book, aBooking({ start: '2026-11-30T10:00:00Z' }));
    expect(message).toBeUndefined();
    expect(data.bookAppointment.status).toBe('BOOKED');
    expect((await world.h.events('scheduling.appointment.booked')).at(-1)).toMatchObject({ clientId: stranger, data: { channel: 'PORTAL', clientId: stranger } });
    expect((await world.ask(world.h.portal(client), '{ portalAppointments { id } }')).data).toEqual({ portalAppointments: [{ id }] });
    await world.ask(world.h.staff(), 'mutation($id: ID!) { cancelAppointment(input: { id: $id, reason: "test" }) { status } }', { id: data.bookAppointment.appointmentId });
  });

  it('add themselves to a client', async () => {
    const asked = await world.ask(world.h.staff(), 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { id appointments { id } nextAppointment { id } } } }', { r: [{ __typename: 'Client', id: client }] });
    expect(asked.data).toEqual({ _entities: [{ id: client, appointments: [{ id }], nextAppointment: { id } }] });
  });

  it('are listed in order of time, in pages, by host and between two moments', async () => {
    const second = (await world.ask<Booked>(world.h.public(), book, aBooking({ start: '2026-11-23T10:00:00Z' }))).data.bookAppointment.appointmentId;
    const list = 'query($first: Int!, $after: String, $from: DateTime, $to: DateTime, $host: ID) { appointments(first: $first, after: $after, from: $from, to: $to, hostUserId: $host) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }';
    const first = await world.ask<{ appointments: { nodes: { id: string }[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(world.h.staff(), list, { first: 1 });
    expect(first.data.appointments).toMatchObject({ nodes: [{ id: second }], totalCount: 3, pageInfo: { hasNextPage: true } });
    expect((await world.ask(world.h.staff(), list, { first: 1, after: first.data.appointments.pageInfo.endCursor })).data).toMatchObject({ appointments: { nodes: [{ id }] } });
    expect((await world.ask(world.h.staff(), list, { first: 10, from: '2026-11-24T00:00:00Z', to: '2026-11-29T00:00:00Z', host: world.hostUserId })).data).toMatchObject({ appointments: { nodes: [{ id }] } });
    expect((await world.ask(world.h.staff(), list, { first: 10, host: newId('usr') })).data).toMatchObject({ appointments: { nodes: [] } });
    expect((await world.ask(world.h.staff(), list, { first: 101 })).reason).toBe('PAGE_SIZE');
    const calendar = await world.ask(world.h.staff(), '{ calendar(from: "2026-11-23T00:00:00Z", to: "2026-11-28T00:00:00Z") { appointments { id } busy { hostUserId held } } }');
    expect(calendar.data).toMatchObject({ calendar: { appointments: [{ id: second }, { id }], busy: [{ held: false }, { held: false }] } });
  });

  it('are moved by staff outside the offered hours, but not on top of each other', async () => {
    const move = 'mutation($input: RescheduleAppointmentInput!) { rescheduleAppointment(input: $input) { id start version } }';
    expect((await world.ask(world.h.staff(), move, { input: { id, start: '2026-11-23T10:15:00Z' } })).reason).toBe('SCHEDULING_SLOT_TAKEN');
    expect((await world.ask(world.h.staff(), move, { input: { id, start: '2026-11-24T18:00:00Z', ifVersion: 1 } })).reason).toBe('STALE_VERSION');
    expect((await world.ask(world.h.staff(), move, { input: { id, start: '2026-11-24T18:00:00Z', ifVersion: 2 } })).data).toMatchObject({ rescheduleAppointment: { id, version: 3 } });
    const facts = await world.h.events('scheduling.appointment.rescheduled');
    expect(facts.map((fact) => [fact.data['by'], fact.clientId])).toEqual([['STAFF', client]]);
  });

  it('are completed or missed, and then left alone', async () => {
    const missed = 'mutation($id: ID!) { markNoShow(input: { id: $id }) { status missedBy } }';
    expect((await world.ask(world.h.staff(), missed, { id })).data).toEqual({ markNoShow: { status: 'NO_SHOW', missedBy: 'ATTENDEE' } });
    expect((await world.ask(world.h.staff(), 'mutation($id: ID!) { completeAppointment(input: { id: $id }) { status } }', { id })).reason).toBe('SCHEDULING_APPOINTMENT_NO_SHOW');
    expect((await world.ask(world.h.staff(), 'mutation($id: ID!) { cancelAppointment(input: { id: $id }) { status } }', { id })).reason).toBe('SCHEDULING_APPOINTMENT_NO_SHOW');
    expect(await world.h.events('scheduling.appointment.no_show')).toHaveLength(1);
  });

  it('are booked for a client by the firm', async () => {
    const forClient = 'mutation($input: BookForClientInput!) { bookForClient(input: $input) { id channel clientId status } }';
    const input = { clientId: client, contactId: contact, typeId: world.typeId, start: '2026-11-27T09:00:00Z', zone: 'Europe/London', attendee: { name: 'Marion Marlowe', email: 'marion@marlowe.test' } };
    expect((await world.ask(world.h.staff(), forClient, { input })).data).toMatchObject({ bookForClient: { channel: 'STAFF', clientId: client, status: 'CONFIRMED' } });
    expect((await world.ask(world.h.staff(), forClient, { input })).reason).toBe('SCHEDULING_SLOT_TAKEN');
    expect((await world.ask(world.h.staff(['scheduling.appointment.view']), forClient, { input })).code).toBe('FORBIDDEN');
  });
});
