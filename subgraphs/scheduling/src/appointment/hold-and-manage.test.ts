import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBooking, book, schedulingWorld, type Asked, type Booked, type SchedulingWorld } from '../../test/scheduling-world.js';

const confirm = 'mutation($input: ConfirmBookingInput!) { confirmBooking(input: $input) { status attemptsLeft appointmentId manageToken } }';
interface Confirmed { confirmBooking: { status: string; attemptsLeft: number | null; appointmentId: string; manageToken: string } }

describe('a page that verifies e-mail addresses', () => {
  let world: SchedulingWorld;
  beforeAll(async () => { world = await schedulingWorld({ verification: 'EMAIL_CODE' }); });
  afterAll(async () => { await world?.h.stop(); });
  const hold = async (start: string): Promise<{ holdId: string; code: string }> => {
    const { data, message } = await world.ask<Booked>(world.h.public(), book, aBooking({ start }));
    expect(message).toBeUndefined();
    expect(data.bookAppointment.status).toBe('CODE_SENT');
    const fact = (await world.h.events('scheduling.hold.placed')).at(-1);
    return { holdId: data.bookAppointment.holdId, code: String(fact?.data['code']) };
  };
  const tryCode = (holdId: string, code: string): Promise<Asked<Confirmed>> => world.ask<Confirmed>(world.h.public(), confirm, { input: { firm: 'harbour-vale', holdId, code } });
  const other = (code: string): string => (code === '000000' ? '000001' : '000000');

  it('holds the time, keeps no code, and books nothing before the code came', async () => {
    const { holdId, code } = await hold('2026-11-24T09:00:00Z');
    expect(code).toMatch(/^\d{6}$/);
    expect(await world.h.events('scheduling.appointment.booked')).toHaveLength(0);
    expect((await world.ask(world.h.public(), book, aBooking({ start: '2026-11-24T09:00:00Z' }))).reason).toBe('SCHEDULING_SLOT_TAKEN');
    expect(JSON.stringify(await world.h.sql('select * from scheduling.holds'))).not.toContain(code);
    const { data } = await tryCode(holdId, code);
    expect(data.confirmBooking).toMatchObject({ status: 'BOOKED', appointmentId: expect.stringMatching(/^apt_/) });
    expect(await world.h.events('scheduling.appointment.booked')).toHaveLength(1);
  });

  it('refuses the code a second time', async () => {
    const { holdId, code } = await hold('2026-11-24T10:00:00Z');
    await tryCode(holdId, code);
    expect((await tryCode(holdId, code)).reason).toBe('SCHEDULING_HOLD_EXPIRED');
  });

  it('counts wrong codes, and gives the time back after the fifth', async () => {
    const { holdId, code } = await hold('2026-11-24T11:00:00Z');
    for (const left of [4, 3, 2, 1, 0]) expect((await tryCode(holdId, other(code))).data.confirmBooking).toMatchObject({ status: 'CODE_WRONG', attemptsLeft: left });
    expect((await tryCode(holdId, code)).reason).toBe('SCHEDULING_HOLD_EXPIRED');
    expect((await hold('2026-11-24T11:00:00Z')).holdId).not.toBe(holdId);
  });

  it('lets the next visitor take a time whose hold ran out, before any sweep came by', async () => {
    const { holdId, code } = await hold('2026-11-24T13:00:00Z');
    await world.h.sql(`update scheduling.appointment_hosts set expires_at = now() - interval '1 second' where status = 'held'`);
    await world.h.sql(`update scheduling.holds set expires_at = now() - interval '1 second' where status = 'WAITING'`);
    expect((await hold('2026-11-24T13:00:00Z')).holdId).not.toBe(holdId);
    expect((await tryCode(holdId, code)).reason).toBe('SCHEDULING_HOLD_EXPIRED');
  });

  it('sweeps holds that ran out, says so once, and forgets the person', async () => {
    const { holdId } = await hold('2026-11-24T14:00:00Z');
    await world.h.sql(`update scheduling.holds set expires_at = now() - interval '1 second' where status = 'WAITING'`);
    await world.h.sql(`update scheduling.hold_due set due_at = now() - interval '1 second'`);
    await world.h.sweep('expire-holds');
    await world.h.sweep('expire-holds');
    const said = (await world.h.events('scheduling.hold.expired')).filter((event) => event.data['holdId'] === holdId);
    expect(said).toHaveLength(1);
    expect(JSON.stringify(await world.h.sql(`select draft from scheduling.holds where status = 'RELEASED'`))).not.toContain('marion');
    expect(await world.h.sql('select 1 from scheduling.hold_due where due_at < now()')).toEqual([]);
  });

  it('refuses a hold of another firm and one that never was', async () => {
    const { holdId, code } = await hold('2026-11-24T15:00:00Z');
    expect((await world.ask(world.h.public(world.h.otherFirm.id), confirm, { input: { firm: 'fen', holdId, code } })).reason).toBe('SCHEDULING_HOLD_EXPIRED');
    expect((await tryCode('nonsense', '123456')).reason).toBe('SCHEDULING_HOLD_EXPIRED');
  });
});

describe('the link in the mail', () => {
  let world: SchedulingWorld;
  let token: string;
  const move = 'mutation($input: RescheduleBookingInput!) { rescheduleBooking(input: $input) { status appointmentId local } }';
  const cancel = 'mutation($input: CancelBookingInput!) { cancelBooking(input: $input) { status } }';
  const look = 'query($t: String!) { bookingByToken(firm: "harbour-vale", token: $t) { status local attendeeName hostNames } appointmentIcs(firm: "harbour-vale", token: $t) }';
  beforeAll(async () => {
    world = await schedulingWorld();
    token = (await world.ask<Booked>(world.h.public(), book, aBooking())).data.bookAppointment.manageToken;
  });
  afterAll(async () => { await world?.h.stop(); });

  it('shows the booking and its calendar file, and is kept only as a hash', async () => {
    const { data, message } = await world.ask<{ bookingByToken: object; appointmentIcs: string }>(world.h.public(), look, { t: token });
    expect(message).toBeUndefined();
    expect(data.bookingByToken).toEqual({ status: 'BOOKED', local: '2026-11-24T15:30', attendeeName: 'Marion Marlowe', hostNames: ['Ines Calloway'] });
    expect(data.appointmentIcs).toContain('DTSTART:20261124T153000Z');
    expect(JSON.stringify(await world.h.sql('select * from scheduling.booking_tokens'))).not.toContain(token);
  });

  it('moves the same appointment to a free time, frees the old one, and states one fact with both times', async () => {
    const { data } = await world.ask<{ rescheduleBooking: object }>(world.h.public(), move, { input: { firm: 'harbour-vale', token, start: '2026-11-25T09:30:00Z', zone: 'Europe/London' } });
    expect(data.rescheduleBooking).toMatchObject({ status: 'BOOKED', local: '2026-11-25T09:30' });
    const moved = await world.h.events('scheduling.appointment.rescheduled');
    expect(moved).toHaveLength(1);
    expect(moved[0]?.data).toMatchObject({ previousStart: '2026-11-24T15:30:00.000Z', start: '2026-11-25T09:30:00.000Z', by: 'ATTENDEE' });
    expect(moved[0]?.data['invitation']).toContain('SEQUENCE:1');
    expect((await world.ask<Booked>(world.h.public(), book, aBooking())).data.bookAppointment.status).toBe('BOOKED');
  });

  it('does not move to a time that is taken, past, or not offered, whatever the link says', async () => {
    const to = async (start: string) => (await world.ask(world.h.public(), move, { input: { firm: 'harbour-vale', token, start, zone: 'Europe/London' } })).reason;
    expect(await to('2026-11-24T15:30:00Z')).toBe('SCHEDULING_SLOT_TAKEN');
    expect(await to('2026-11-18T10:00:00Z')).toBe('SCHEDULING_TOO_SOON');
    expect(await to('2026-11-25T03:00:00Z')).toBe('SCHEDULING_NOT_OFFERED');
    expect(await world.h.events('scheduling.appointment.rescheduled')).toHaveLength(1);
  });

  it('cancels once, tells why, and frees the time', async () => {
    const off = () => world.ask<{ cancelBooking: object }>(world.h.public(), cancel, { input: { firm: 'harbour-vale', token, reason: 'I am ill' } });
    expect((await off()).data.cancelBooking).toEqual({ status: 'CANCELLED' });
    expect((await world.h.events('scheduling.appointment.cancelled'))[0]?.data).toMatchObject({ by: 'ATTENDEE', reason: 'I am ill' });
    expect((await off()).reason).toBe('SCHEDULING_APPOINTMENT_CANCELLED');
    expect((await world.ask<Booked>(world.h.public(), book, aBooking({ start: '2026-11-25T09:30:00Z' }))).data.bookAppointment.status).toBe('BOOKED');
  });

  it('is unknown to another firm, and so is a link that was made up', async () => {
    expect((await world.ask(world.h.public(world.h.otherFirm.id), look, { t: token })).code).toBe('NOT_FOUND');
    expect((await world.ask(world.h.public(), cancel, { input: { firm: 'harbour-vale', token: 'x'.repeat(10_240) } })).code).toBe('NOT_FOUND');
  });

  it('cannot change a meeting that has begun', async () => {
    const booked = await world.ask<Booked>(world.h.public(), book, aBooking({ start: '2026-11-26T09:00:00Z' }));
    world.h.setNow(new Date('2026-11-26T09:05:00Z'));
    expect((await world.ask(world.h.public(), cancel, { input: { firm: 'harbour-vale', token: booked.data.bookAppointment.manageToken } })).reason).toBe('SCHEDULING_TOO_LATE');
  });
});
