import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { appointmentBooked, appointmentCancelled, appointmentClientLinked, appointmentRescheduled, clientErased, firmRegistered, holdPlaced, portalLinkIssued, portalUserInvited, userAdded, type DataOf } from '@firmament/events';
import { newId } from '@firmament/kit/ids';
import { testSubgraph } from '@firmament/kit/testing';
import { mailServer, type MailServer } from '../../test/mail-server.js';
import communications from '../subgraph.js';

let h: Awaited<ReturnType<typeof testSubgraph>>;
let server: MailServer;
const host = newId('usr');
const owner = newId('usr');
const ics = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR';

const booking = (change: Partial<DataOf<typeof appointmentBooked>> = {}): DataOf<typeof appointmentBooked> => ({
  appointmentId: newId('apt'), typeId: newId('apy'), typeName: 'A first conversation', start: '2026-11-24T15:30:00.000Z', end: '2026-11-24T16:00:00.000Z', zone: 'Europe/London', hostUserIds: [host], hostNames: ['Ines Calloway'],
  place: 'Video call', invitation: ics, manageToken: 'secret-token', pageSlug: 'first-conversation', attendee: { name: 'Marion Marlowe', email: 'marion@marlowe.test', phone: null }, intake: [{ key: 'worry', question: 'What worries you?', answer: 'VAT' }],
  consentAt: null, channel: 'PAGE', bookingPageId: newId('bpg'), clientKind: 'PERSON', organisation: null, folderTemplateId: null, projectTemplateVersionId: null, clientId: null, ...change,
});
const to = (address: string) => server.arrived.filter((mail) => mail.to === address);
const everythingIsDue = () => h.sql('update communications.message_due set due_at = now()');

beforeAll(async () => {
  server = await mailServer();
  h = await testSubgraph(communications, { env: { SMTP_URL: server.url } });
  await h.deliver(firmRegistered, { firmId: h.firm.id, name: 'Harbour & Vale Advisory', slug: 'harbour-vale', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: owner }, { aggregateId: h.firm.id });
  await h.deliver(userAdded, { userId: host, name: 'Ines Calloway', email: 'ines@harbour.test', roles: [] }, { aggregateId: host });
});
afterAll(async () => { await h?.stop(); await server?.close(); });
beforeEach(() => { server.arrived.length = 0; });

describe('a booking', () => {
  it('confirms to the attendee with a calendar file and a link, and tells the host', async () => {
    await h.deliver(appointmentBooked, booking(), { correlationId: 'cor_01h00000000000000000000000' });
    await h.sweep('send-due');
    const [mail] = to('marion@marlowe.test');
    expect(mail).toMatchObject({ from: 'Harbour & Vale Advisory', subject: 'Booked: A first conversation, Tue 24 Nov, 15:30' });
    expect(mail?.text).toContain('/book/harbour-vale/first-conversation?booking=secret-token');
    expect(mail?.files.some((file) => file.content.includes('METHOD:REQUEST'))).toBe(true);
    expect(to('ines@harbour.test')[0]?.text).toContain('What worries you?: VAT');
    expect(to('ines@harbour.test')[0]?.text).not.toContain('secret-token');
    const sent = await h.events('communications.message.sent');
    expect(sent.map((fact) => fact.correlationId)).toEqual(['cor_01h00000000000000000000000', 'cor_01h00000000000000000000000']);
  });

  it('is told once, however often its fact is delivered and the queue is swept', async () => {
    const told = booking();
    const place = { eventId: newId('evt') };
    await h.deliver(appointmentBooked, told, place);
    await h.deliver(appointmentBooked, told, place);
    await h.deliver(appointmentBooked, told, { eventId: newId('evt') });
    await Promise.all([h.sweep('send-due'), h.sweep('send-due')]);
    await h.sweep('send-due');
    expect(to('marion@marlowe.test')).toHaveLength(1);
    expect(to('ines@harbour.test')).toHaveLength(1);
    expect(await h.sql('select 1 from communications.message_due')).toEqual([]);
  });

  it('tells the host in the app at once, mail server or not', async () => {
    const told = booking();
    h.setNow(new Date('2026-11-19T12:00:00Z'));
    await h.deliver(appointmentBooked, told);
    const asked = await h.as({ ...h.staff(), id: host }).run('{ notifications(first: 1, unread: true) { nodes { id title body about readAt } } }');
    expect(asked.data).toMatchObject({ notifications: { nodes: [{ title: 'New booking: Marion Marlowe', body: 'A first conversation, Tue 24 Nov, 15:30 (Europe/London)', about: told.appointmentId, readAt: null }] } });
    const { id } = (asked.data as { notifications: { nodes: { id: string }[] } }).notifications.nodes[0] ?? { id: '' };
    const read = 'mutation($id: ID!) { markNotificationRead(id: $id) { readAt } }';
    expect((await h.as({ ...h.staff(), id: newId('usr') }).run(read, { id })).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await h.as({ ...h.staff(), id: host }).run(read, { id })).data).toMatchObject({ markNotificationRead: { readAt: expect.anything() } });
    await h.sweep('send-due');
  });

  it('is followed by one mail when it moves and one when it is called off', async () => {
    const told = booking();
    const { intake, consentAt, channel, bookingPageId, clientKind, organisation, folderTemplateId, projectTemplateVersionId, contactId, awaitsHost, ...common } = told;
    expect([intake, consentAt, channel, bookingPageId, clientKind, organisation, folderTemplateId, projectTemplateVersionId, contactId, awaitsHost]).toHaveLength(10);
    await h.deliver(appointmentRescheduled, { ...common, previousStart: '2026-11-23T10:00:00.000Z', previousEnd: '2026-11-23T10:30:00.000Z', by: 'ATTENDEE' });
    await h.deliver(appointmentCancelled, { ...common, by: 'STAFF', reason: 'Ines is ill', invitation: ics.replace('REQUEST', 'CANCEL') });
    await h.sweep('send-due');
    const subjects = to('marion@marlowe.test').map((mail) => mail.subject);
    expect(subjects).toEqual(['Moved: A first conversation, now Tue 24 Nov, 15:30', 'Cancelled: A first conversation, Tue 24 Nov, 15:30']);
    expect(to('marion@marlowe.test')[0]?.text).toContain('It was Mon 23 Nov, 10:00');
    expect(to('marion@marlowe.test')[1]?.text).toContain('Reason: Ines is ill');
  });
});

describe('mails with a secret', () => {
  it('carry the code while it is of use, and are wiped once they left', async () => {
    const hold = { holdId: newId('hld'), start: '2026-11-24T15:30:00.000Z', end: '2026-11-24T16:00:00.000Z', zone: 'Europe/London', typeName: 'A first conversation', attendee: booking().attendee, code: '042137' };
    await h.deliver(holdPlaced, { ...hold, expiresAt: '2099-01-01T00:00:00.000Z' });
    await h.sweep('send-due');
    expect(to('marion@marlowe.test')[0]?.text).toContain('042137');
    expect(await h.sql(`select text_body, html_body from communications.messages where kind = 'booking.code'`)).toEqual([{ text_body: '', html_body: '' }]);
    await h.deliver(holdPlaced, { ...hold, holdId: newId('hld'), expiresAt: '2020-01-01T00:00:00.000Z' });
    await h.sweep('send-due');
    expect(to('marion@marlowe.test')).toHaveLength(1);
  });

  it('bring the portal link, and know whose it is whatever came first', async () => {
    const portalUserId = newId('pus');
    const [clientId, contactId] = [newId('cli'), newId('con')];
    await h.deliver(portalLinkIssued, { linkId: newId('mlk'), portalUserId, purpose: 'INVITATION', name: 'Marion Marlowe', email: 'marion@marlowe.test', url: 'http://127.0.0.1:4000/portal/link/abc', expiresAt: '2099-01-01T00:00:00.000Z' });
    await h.deliver(portalUserInvited, { portalUserId, contactId, clientId, name: 'Marion Marlowe', email: 'marion@marlowe.test', expiresAt: '2099-01-01T00:00:00.000Z' });
    await h.sweep('send-due');
    expect(to('marion@marlowe.test')[0]).toMatchObject({ subject: 'Harbour & Vale Advisory invites you to your client portal' });
    expect(to('marion@marlowe.test')[0]?.html).toContain('href="http://127.0.0.1:4000/portal/link/abc"');
    const asked = await h.as(h.staff()).run('query($c: ID!) { messages(first: 5, clientId: $c) { nodes { kind status contactId client { id } } } }', { c: clientId });
    expect(asked.data).toEqual({ messages: { nodes: [{ kind: 'portal.invitation', status: 'SENT', contactId, client: { id: clientId } }] } });
  });
});

describe('a mail server that will not', () => {
  it('refuses for good: the mail failed, the fact says bounced, the host is told once', async () => {
    server.refuse('nobody@marlowe.test', 550);
    await h.deliver(appointmentBooked, booking({ attendee: { name: 'No Body', email: 'nobody@marlowe.test', phone: null } }));
    await h.sweep('send-due');
    await everythingIsDue();
    await h.sweep('send-due');
    const failed = await h.events('communications.message.failed');
    expect(failed.at(-1)?.data).toMatchObject({ to: 'nobody@marlowe.test', bounced: true });
    expect(failed.filter((fact) => fact.data['to'] === 'nobody@marlowe.test')).toHaveLength(1);
    expect(await h.sql(`select title from communications.notifications where kind = 'message.failed' and body like '%nobody@%'`)).toEqual([{ title: 'A mail to No Body came back' }]);
  });

  it('is busy: the mail is tried again later and then arrives once', async () => {
    server.refuse('later@marlowe.test', 451);
    await h.deliver(appointmentBooked, booking({ attendee: { name: 'Later', email: 'later@marlowe.test', phone: null } }));
    await h.sweep('send-due');
    const waiting = await h.sql(`select m.status, m.attempts, d.due_at > now() as waits from communications.messages m join communications.message_due d using (tenant_id, id) where to_address = 'later@marlowe.test'`);
    expect(waiting).toEqual([{ status: 'QUEUED', attempts: 1, waits: true }]);
    server.refuse('later@marlowe.test', 0);
    await everythingIsDue();
    await h.sweep('send-due');
    expect(to('later@marlowe.test')).toHaveLength(1);
  });

  it('is down: nothing is lost, nothing claims success, and all leaves when it is back', async () => {
    await server.close();
    await h.deliver(appointmentBooked, booking({ attendee: { name: 'Down', email: 'down@marlowe.test', phone: null } }));
    await h.sweep('send-due');
    expect(await h.sql(`select status from communications.messages where to_address = 'down@marlowe.test'`)).toEqual([{ status: 'QUEUED' }]);
    await server.open();
    await everythingIsDue();
    await h.sweep('send-due');
    expect(to('down@marlowe.test')).toHaveLength(1);
  });

  it('leaves a mail that a crashed sender had leased to the next one, once its lease is over', async () => {
    await h.deliver(appointmentBooked, booking({ attendee: { name: 'Crash', email: 'crash@marlowe.test', phone: null }, hostUserIds: [newId('usr')] }));
    await h.sql(`update communications.messages set leased_until = now() + interval '1 minute', attempts = 1 where to_address = 'crash@marlowe.test'`);
    await h.sweep('send-due');
    expect(to('crash@marlowe.test')).toHaveLength(0);
    await h.sql(`update communications.messages set leased_until = now() - interval '1 second' where to_address = 'crash@marlowe.test'`);
    await everythingIsDue();
    await h.sweep('send-due');
    expect(to('crash@marlowe.test')).toHaveLength(1);
  });
});

describe('who sees a mail', () => {
  const list = '{ messages(first: 100) { nodes { id } totalCount } }';
  it('is staff who may, of this firm alone', async () => {
    expect((await h.as(h.staff(['communications.message.view'])).run(list)).data).toMatchObject({ messages: { nodes: expect.arrayContaining([expect.anything()]) } });
    expect((await h.as(h.staff(['crm.*'])).run(list)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(list)).data).toMatchObject({ messages: { nodes: [], totalCount: 0 } });
    expect((await h.as(h.portal(newId('cli'))).run(list)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await h.as(h.public()).run(list)).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });

  it('learns the client of a booking that was made before there was one, and forgets an erased one', async () => {
    const told = booking();
    const clientId = newId('cli');
    await h.deliver(appointmentBooked, told);
    await h.deliver(appointmentClientLinked, { appointmentId: told.appointmentId, clientId, contactId: newId('con'), start: told.start, end: told.end, zone: told.zone, typeName: told.typeName, hostUserIds: told.hostUserIds });
    const asked = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { messages { to subject status failure } } } }';
    const of = async () => (await h.as(h.staff()).run(asked, { r: [{ __typename: 'Client', id: clientId }] })).data as { _entities: { messages: { to: string; status: string }[] }[] };
    expect((await of())._entities[0]?.messages.map((mail) => mail.to).sort()).toEqual(['ines@harbour.test', 'marion@marlowe.test']);
    await h.deliver(clientErased, { clientId });
    expect(new Set((await of())._entities[0]?.messages.map((mail) => `${mail.to} ${mail.status}`))).toEqual(new Set(['erased FAILED']));
    await h.sweep('send-due');
    expect(to('marion@marlowe.test')).toHaveLength(0);
  });
});
