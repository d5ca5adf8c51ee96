import { buildEnvelope, newId, appointmentBooked, type DataOf, type Envelope } from '@firmament/events';

/** A booking on the public page, with what a test wants to be different. */
export function aBooking(tenantId: string, change: Partial<DataOf<typeof appointmentBooked>> = {}, more: { id?: string; seedTime?: string } = {}): Envelope {
  const appointmentId = change.appointmentId ?? newId('apt');
  const data: DataOf<typeof appointmentBooked> = {
    appointmentId, typeId: newId('apy'), typeName: 'Discovery call', start: '2026-11-24T15:30:00Z', end: '2026-11-24T16:00:00Z', zone: 'Europe/London',
    hostUserIds: [newId('usr')], hostNames: ['Priya Shah'], attendee: { name: 'Marion Marlowe', email: 'marion@marloweboatyard.test', phone: null },
    intake: [{ key: 'size', question: 'How many people?', answer: '12' }], consentAt: null, channel: 'PAGE', bookingPageId: null, clientKind: 'ORG', organisation: 'Marlowe Boatyard',
    folderTemplateId: newId('ftp'), projectTemplateVersionId: newId('ptv'), clientId: null, ...change,
  };
  return buildEnvelope(appointmentBooked, data, {
    id: more.id ?? newId('evt'), time: new Date('2026-11-19T11:00:00Z'), tenantId, actor: { kind: 'public', id: 'public' }, correlationId: newId('cor'),
    aggregateId: appointmentId, aggregateSeq: 1, ...(more.seedTime ? { seedTime: more.seedTime } : {}),
  }) as Envelope;
}
