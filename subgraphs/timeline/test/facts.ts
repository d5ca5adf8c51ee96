import { newId } from '@firmament/events';

/** The ids of one booking and what follows from it. */
export function aBooking() {
  const ids = { apt: newId('apt'), cli: newId('cli'), con: newId('con'), usr: newId('usr'), run: newId('run'), wfl: newId('wfl'), cor: newId('cor'), apy: newId('apy') };
  const when = { start: '2026-11-24T14:30:00.000Z', end: '2026-11-24T15:00:00.000Z', zone: 'Europe/London' };
  const booked = {
    appointmentId: ids.apt, typeId: ids.apy, typeName: 'Intro call', ...when, hostUserIds: [ids.usr], hostNames: ['Ines Calder'],
    attendee: { name: 'Marion Marlowe', email: 'marion@marlowe.test', phone: null }, intake: [], consentAt: null, channel: 'PAGE' as const, bookingPageId: null,
    clientKind: 'ORG' as const, organisation: 'Marlowe Boatyard', folderTemplateId: null, projectTemplateVersionId: null, clientId: null,
  };
  const run = { runId: ids.run, workflowId: ids.wfl, workflowName: 'Onboarding', versionNo: 1, businessKey: ids.apt, clientId: null };
  const created = { clientId: ids.cli, displayName: 'Marlowe Boatyard', kind: 'ORG' as const, status: 'PROSPECT' as const, ownerUserId: ids.usr, source: 'BOOKING' };
  const linked = { appointmentId: ids.apt, clientId: ids.cli, contactId: ids.con, ...when, typeName: 'Intro call', hostUserIds: [ids.usr] };
  return { ids, booked, run, created, linked };
}
