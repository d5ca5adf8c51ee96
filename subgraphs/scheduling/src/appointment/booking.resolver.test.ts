import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBooking, book, schedulingWorld, type Booked, type SchedulingWorld } from '../../test/scheduling-world.js';

let world: SchedulingWorld;
beforeAll(async () => { world = await schedulingWorld(); });
afterAll(async () => { await world?.h.stop(); });

const slots = async (day: string, zone = 'Europe/London'): Promise<string[]> => {
  const asked = await world.ask<{ availableSlots: { local: string }[] }>(world.h.public(), `query($d: Date!, $z: TimeZone!) { availableSlots(firm: "harbour-vale", page: "first-conversation", from: $d, to: $d, zone: $z) { start local offset } }`, { d: day, z: zone });
  return asked.data.availableSlots.map((slot) => slot.local.slice(11));
};
const rows = async (): Promise<number> => Number((await world.h.sql('select count(*) from scheduling.appointments'))[0]?.['count']);

describe('booking from a page', () => {
  it('shows the page to anybody, with its type, questions and hosts', async () => {
    const { data } = await world.ask<{ bookingPage: unknown }>(world.h.public(), `{ bookingPage(firm: "harbour-vale", page: "first-conversation") { title promise firmName types { name minutes place consentText questions { key required } hosts { name title } } } }`);
    expect(data.bookingPage).toMatchObject({ title: 'A first conversation', firmName: 'Harbour & Vale Advisory', types: [{ minutes: 30, questions: [{ key: 'worry', required: true }], hosts: [{ name: 'Ines Calloway', title: 'partner' }] }] });
  });

  it('offers the host\'s hours without the break, in the visitor\'s zone', async () => {
    expect(await slots('2026-11-24')).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '13:00', '13:30', '14:00', '14:30', '15:00', '15:30', '16:00', '16:30']);
    expect((await slots('2026-11-24', 'America/New_York')).at(0)).toBe('04:00');
    expect(await slots('2026-11-22')).toEqual([]);
  });

  it('books, offers the time no longer, and states one fact that carries all', async () => {
    const { data, message } = await world.ask<Booked>(world.h.public(), book, aBooking());
    expect(message).toBeUndefined();
    expect(data.bookAppointment).toMatchObject({ status: 'BOOKED', local: '2026-11-24T15:30', offset: '+00:00', hostNames: ['Ines Calloway'], attendeeName: 'Marion Marlowe' });
    expect(await slots('2026-11-24')).not.toContain('15:30');
    const [fact] = await world.h.events('scheduling.appointment.booked');
    expect(fact?.data).toMatchObject({ appointmentId: data.bookAppointment.appointmentId, attendee: { email: 'marion@marlowe.test', phone: '+441326555 0142'.replace(' ', '') }, intake: [{ key: 'worry', answer: 'VAT' }], channel: 'PAGE', hostNames: ['Ines Calloway'] });
    expect(fact?.data['invitation']).toContain('METHOD:REQUEST');
  });

  it('refuses the time that somebody has', async () => {
    expect(await world.ask(world.h.public(), book, aBooking())).toMatchObject({ code: 'CONFLICT', reason: 'SCHEDULING_SLOT_TAKEN' });
  });

  it.each([
    ['a time that has passed', { start: '2026-11-18T10:00:00Z' }, 'SCHEDULING_TOO_SOON'],
    ['a time within the notice', { start: '2026-11-19T13:00:00Z' }, 'SCHEDULING_TOO_SOON'],
    ['a time beyond the horizon', { start: '2027-06-01T10:00:00Z' }, 'SCHEDULING_TOO_FAR'],
    ['a time outside the hours', { start: '2026-11-24T18:00:00Z' }, 'SCHEDULING_NOT_OFFERED'],
    ['a time in the break', { start: '2026-11-24T12:00:00Z' }, 'SCHEDULING_NOT_OFFERED'],
    ['a time between two starts', { start: '2026-11-24T10:10:00Z' }, 'SCHEDULING_NOT_OFFERED'],
    ['a wall clock that the clocks skip', { start: null, localStart: '2027-03-28T01:30' }, 'SCHEDULING_TIME_SKIPPED'],
    ['a wall clock that is none', { start: null, localStart: '2026-02-30T10:00' }, 'SCHEDULING_TIME_MALFORMED'],
    ['no time at all', { start: null }, 'SCHEDULING_START_NEEDED'],
    ['a name of ten kilobytes', { attendee: { name: 'x'.repeat(10_240), email: 'a@b.test' } }, 'TEXT_TOO_LONG'],
    ['a NUL byte', { attendee: { name: 'a\u0000b', email: 'a@b.test' } }, 'TEXT_UNREADABLE'],
    ['a wrong e-mail address', { attendee: { name: 'A', email: 'a@b' } }, 'EMAIL_MALFORMED'],
    ['a missing answer', { answers: [] }, 'ANSWER_MISSING'],
    ['an answer to nothing', { answers: [{ key: 'worry', answer: 'x' }, { key: 'iban', answer: 'y' }] }, 'ANSWER_UNASKED'],
    ['a missing consent', { consent: false }, 'CONSENT_MISSING'],
  ])('refuses %s and writes nothing', async (_what, change, reason) => {
    const before = await rows();
    expect(await world.ask(world.h.public(), book, aBooking(change))).toMatchObject({ code: 'BAD_USER_INPUT', reason });
    expect(await rows()).toBe(before);
  });

  it('refuses an unknown zone, page and type', async () => {
    expect((await world.ask(world.h.public(), book, aBooking({ zone: 'Mars/Olympus' }))).code).toBe('BAD_USER_INPUT');
    expect((await world.ask(world.h.public(), book, aBooking({ page: 'nowhere' }))).code).toBe('NOT_FOUND');
    expect((await world.ask(world.h.public(), book, aBooking({ typeId: 'apy_01h00000000000000000000000' }))).code).toBe('NOT_FOUND');
    expect((await world.ask(world.h.public(), book, aBooking({ typeId: 'nonsense' }))).code).toBe('NOT_FOUND');
  });

  it('refuses ranges that are backwards or too long', async () => {
    const range = (from: string, to: string) => world.ask(world.h.public(), `query($f: Date!, $t: Date!) { availableSlots(firm: "f", page: "first-conversation", from: $f, to: $t, zone: "Europe/London") { start } }`, { f: from, t: to });
    expect((await range('2026-12-01', '2026-11-01')).reason).toBe('RANGE_BACKWARDS');
    expect((await range('2026-12-01', '2027-03-01')).reason).toBe('RANGE_TOO_LONG');
    expect((await range('9999-12-01', '9999-12-31')).code).toBeUndefined();
  });

  it('books once for a form that is sent twice, and tells the secret once', async () => {
    const input = aBooking({ start: '2026-11-25T10:00:00Z' });
    const first = await world.ask<Booked>(world.h.public(), book, input, 'double-submit-0001');
    const before = await rows();
    const second = await world.ask<Booked>(world.h.public(), book, input, 'double-submit-0001');
    expect(second.message).toBeUndefined();
    expect(second.data.bookAppointment).toMatchObject({ status: 'BOOKED', appointmentId: first.data.bookAppointment.appointmentId, manageToken: null, local: '2026-11-25T10:00' });
    expect(await rows()).toBe(before);
    expect((await world.ask(world.h.public(), book, aBooking({ start: '2026-11-25T11:00:00Z' }), 'double-submit-0001')).code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('knows nothing of the page in another firm', async () => {
    expect((await world.ask(world.h.public(world.h.otherFirm.id), book, aBooking({ start: '2026-11-26T10:00:00Z' }))).code).toBe('NOT_FOUND');
  });

  it('gives one slot to one of many who ask at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => world.ask<Booked>(world.h.public(), book, aBooking({ start: '2026-11-27T10:00:00Z', attendee: { name: `Visitor ${i}`, email: `v${i}@visitors.test` } }))));
    expect(answers.filter((answer) => answer.data?.bookAppointment.status === 'BOOKED')).toHaveLength(1);
    expect(answers.filter((answer) => answer.reason === 'SCHEDULING_SLOT_TAKEN')).toHaveLength(199);
  });

  it('is refused by the database itself when the check is got around', async () => {
    const copy = `insert into scheduling.appointment_hosts (tenant_id, id, appointment_id, hold_id, type_id, host_user_id, host_name, starts_at, ends_at, blocked_from, blocked_to, status, expires_at)
      select tenant_id, gen_random_uuid(), appointment_id, hold_id, type_id, host_user_id, host_name, starts_at, ends_at, blocked_from, blocked_to, status, expires_at from scheduling.appointment_hosts where status = 'confirmed' limit 1`;
    await expect(world.h.sql(copy)).rejects.toMatchObject({ constraint: 'appointment_hosts_one_at_a_time' });
  });
});
