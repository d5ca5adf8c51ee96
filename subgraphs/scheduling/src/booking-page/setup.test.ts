import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientErased, userAdded, userDeactivated } from '@firmament/events';
import { newId } from '@firmament/kit/ids';
import { aBooking, book, schedulingWorld, type Booked, type SchedulingWorld } from '../../test/scheduling-world.js';

let world: SchedulingWorld;
beforeAll(async () => { world = await schedulingWorld({}, { needsConfirmation: true, dailyCap: 2, bufferAfterMinutes: 15, consentText: null }); });
afterAll(async () => { await world?.h.stop(); });
const slots = async (day: string): Promise<string[]> => (await world.ask<{ availableSlots: { local: string }[] }>(world.h.public(), 'query($d: Date!) { availableSlots(firm: "f", page: "first-conversation", from: $d, to: $d, zone: "Europe/London") { local } }', { d: day })).data.availableSlots.map((slot) => slot.local.slice(11));
const bookAt = (start: string) => world.ask<Booked>(world.h.public(), book, aBooking({ start, consent: false }));
const create = 'mutation($input: CreateAppointmentTypeInput!) { createAppointmentType(input: $input) { id version } }';
const change = 'mutation($input: ChangeAppointmentTypeInput!) { changeAppointmentType(input: $input) { name minutes dailyCap version hosts { name } } }';

describe('a type with a buffer, a cap and a host who must say yes', () => {
  it('keeps the buffer free, and the day closed once it is full', async () => {
    expect((await bookAt('2026-11-24T10:00:00Z')).data.bookAppointment.status).toBe('AWAITS_HOST');
    const left = await slots('2026-11-24');
    expect(left).not.toContain('10:30');
    expect(left).not.toContain('09:30');
    expect(left).toContain('09:00');
    expect((await bookAt('2026-11-24T10:30:00Z')).reason).toBe('SCHEDULING_SLOT_TAKEN');
    await bookAt('2026-11-24T14:00:00Z');
    expect(await slots('2026-11-24')).toEqual([]);
    expect((await bookAt('2026-11-24T16:00:00Z')).reason).toBe('SCHEDULING_DAY_FULL');
    expect(await slots('2026-11-25')).toContain('10:30');
  });

  it('stands once the host said yes, and only one yes counts', async () => {
    const id = (await bookAt('2026-11-25T10:00:00Z')).data.bookAppointment.appointmentId;
    const yes = () => world.ask<{ confirmAppointment: { status: string } }>(world.h.staff(), 'mutation($id: ID!) { confirmAppointment(input: { id: $id }) { status } }', { id });
    expect((await yes()).data.confirmAppointment.status).toBe('CONFIRMED');
    expect((await yes()).code).toBe('CONFLICT');
    const facts = await world.h.events('scheduling.appointment.confirmed');
    expect(facts).toHaveLength(1);
    expect(facts[0]?.data).toMatchObject({ appointmentId: id, attendee: { email: 'marion@marlowe.test' } });
  });
});

describe('setting up', () => {
  it('is for those who may', async () => {
    for (const actor of [world.h.staff(['scheduling.setup.view']), world.h.portal(newId('cli')), world.h.public()]) {
      expect((await world.ask(actor, create, { input: { name: 'X', minutes: 30, place: 'Here', hosts: [{ userId: world.hostUserId }] } })).code).toMatch(/FORBIDDEN|UNAUTHENTICATED/);
    }
    expect((await world.ask(world.h.staff(['*'], world.h.otherFirm.id), change, { input: { id: world.typeId, name: 'Mine now' } })).code).toBe('NOT_FOUND');
  });

  it.each([
    ['OUT_OF_RANGE', { minutes: 0 }], ['OUT_OF_RANGE', { minutes: 100_000 }], ['TEXT_MISSING', { name: '' }], ['TEXT_TOO_LONG', { name: 'x'.repeat(10_240) }], ['TEXT_UNREADABLE', { place: 'a\u0000' }],
    ['HOSTS_COUNT', { hosts: [] }], ['QUESTION_KEY', { questions: [{ key: 'Bad Key', question: 'x' }] }], ['QUESTION_OPTIONS', { questions: [{ key: 'a', question: 'x', kind: 'CHOICE', options: ['one'] }] }], ['OUT_OF_RANGE', { dailyCap: 0 }],
  ])('refuses with %s', async (reason, wrong) => {
    expect(await world.ask(world.h.staff(), create, { input: { name: 'X', minutes: 30, place: 'Here', hosts: [{ userId: world.hostUserId }], ...wrong } })).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  });

  it('changes what was named and leaves the rest, under the version that was read', async () => {
    expect((await world.ask(world.h.staff(), change, { input: { id: world.typeId, name: 'A first talk', dailyCap: null, ifVersion: 1 } })).data).toMatchObject({ changeAppointmentType: { name: 'A first talk', minutes: 30, dailyCap: null, version: 2, hosts: [{ name: 'Ines Calloway' }] } });
    expect((await world.ask(world.h.staff(), change, { input: { id: world.typeId, minutes: 45, ifVersion: 1 } })).reason).toBe('STALE_VERSION');
  });

  it('refuses an address that another page has, and closes a page for good', async () => {
    const page = 'mutation($input: CreateBookingPageInput!) { createBookingPage(input: $input) { id } }';
    const input = { slug: 'second', title: 'T', promise: 'P', typeIds: [world.typeId] };
    const made = await world.ask<{ createBookingPage: { id: string } }>(world.h.staff(), page, { input });
    expect((await world.ask(world.h.staff(), page, { input })).reason).toBe('SCHEDULING_PAGE_ADDRESS_TAKEN');
    expect((await world.ask(world.h.staff(), page, { input: { ...input, slug: '../etc' } })).reason).toBe('SLUG_MALFORMED');
    expect((await world.ask(world.h.staff(), page, { input: { ...input, slug: 'third', typeIds: [newId('apy')] } })).code).toBe('NOT_FOUND');
    await world.ask(world.h.staff(), 'mutation($id: ID!) { changeBookingPage(input: { id: $id, active: false }) { version } }', { id: made.data.createBookingPage.id });
    expect((await world.ask(world.h.public(), '{ bookingPage(firm: "f", page: "second") { title } }')).code).toBe('NOT_FOUND');
  });

  it('needs all hosts of a type, shows a name that arrives late, and offers nobody who left', async () => {
    const second = newId('usr');
    await world.ask(world.h.staff(), change, { input: { id: world.typeId, hosts: [{ userId: world.hostUserId }, { userId: second }] } });
    expect(await slots('2026-11-26')).toEqual([]);
    const hours = 'mutation($input: SetAvailabilityInput!) { setAvailability(input: $input) { version } }';
    await world.ask(world.h.staff(), hours, { input: { hostUserId: second, zone: 'America/New_York', weekly: [{ weekday: 4, from: '06:00', to: '07:00' }], exceptions: [] } });
    expect(await slots('2026-11-26')).toEqual(['11:00', '11:30']);
    await world.h.deliver(userAdded, { userId: second, name: 'Ruth Penrose', email: 'ruth@harbour.test', roles: [] }, { aggregateId: second });
    expect((await world.ask(world.h.staff(), '{ appointmentTypes { hosts { name } } }')).data).toMatchObject({ appointmentTypes: [{ hosts: [{ name: 'Ines Calloway' }, { name: 'Ruth Penrose' }] }] });
    const booked = await bookAt('2026-11-26T11:00:00Z');
    expect(booked.data.bookAppointment.hostNames).toEqual(['Ines Calloway', 'Ruth Penrose']);
    await world.h.deliver(userDeactivated, { userId: second }, { aggregateId: second });
    expect(await slots('2026-12-03')).toEqual([]);
  });

  it('forgets an erased client\'s words and keeps the host\'s time', async () => {
    const client = newId('cli');
    await world.h.knowClient(client);
    const [row] = await world.h.sql('select id from scheduling.appointments limit 1');
    await world.h.sql('update scheduling.appointments set client_id = $2 where id = $1', [row?.['id'], (await world.h.sql('select client_id from scheduling.client_ref'))[0]?.['client_id']]);
    await world.h.deliver(clientErased, { clientId: client });
    expect(await world.h.sql('select attendee_name, attendee_email, intake from scheduling.appointments where client_id is not null')).toEqual([{ attendee_name: 'erased', attendee_email: 'erased', intake: [] }]);
  });
});
