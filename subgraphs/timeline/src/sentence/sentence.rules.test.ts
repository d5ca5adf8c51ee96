import { catalogue } from '@firmament/events';
import { asText, tellFact, toldTypes } from './sentence.rules.js';
import type { StoredFact } from './sentence.types.js';

const fact = (type: string, data: Record<string, unknown>, summary = ''): StoredFact => ({ type, summary, subject: null, time: '2026-11-19T10:00:00.000Z', data });

describe('sentences', () => {
  it('tell every contract of the catalogue, and tell nothing that is not in it', () => {
    const names = catalogue.filter((contract) => !contract.name.endsWith('.audit.recorded')).map((contract) => contract.name);
    expect([...toldTypes].sort()).toEqual([...new Set(names)].sort());
  });

  it('say who comes, when and with whom, in the zone of the appointment', () => {
    const told = tellFact(fact('scheduling.appointment.booked', {
      appointmentId: 'apt_x', typeName: 'Intro call', start: '2026-11-24T14:30:00.000Z', zone: 'America/New_York', hostNames: ['Ines Calder'], attendee: { name: 'Marion Marlowe' },
    }));
    expect(told).toMatchObject({ verb: 'booked', teller: 'Marion Marlowe', objects: [{ label: 'Intro call' }], secondLine: 'Tue 24 Nov, 09:30 with Ines Calder.' });
  });

  it('show changes as from and to', () => {
    const told = tellFact(fact('crm.client.updated', { clientId: 'cli_x', changes: [{ field: 'taxNumber', before: null, after: 'GB 1' }] }));
    expect(told.secondLine).toBe('Tax number from nothing to GB 1.');
  });

  it('tell an unknown type by the summary of its contract', () => {
    expect(tellFact(fact('cellar.bottle.opened', {}, 'Somebody opened a bottle.'))).toMatchObject({ verb: 'recorded «Bottle opened»', secondLine: 'Somebody opened a bottle.', tone: 'QUIET' });
  });

  it('name the operation of an audit fact', () => {
    expect(tellFact(fact('crm.audit.recorded', { operation: 'archiveClient', subjectIds: [], changes: [] })).verb).toBe('asked to «archive client»');
  });

  it.each([...toldTypes, 'x.audit.recorded', 'x.y.z'])('survive an emptied payload of %s', (type) => {
    const told = tellFact(fact(type, {}));
    expect(told.verb).not.toBe('');
    expect(`${told.verb} ${told.secondLine ?? ''} ${told.fragment ?? ''}`).not.toMatch(/undefined|NaN|null|Invalid/);
  });

  it('leave no gap in the plain text', () => {
    expect(asText('Ines', 'added the client', [{ label: 'Marlowe Boatyard', href: '/' }])).toBe('Ines added the client Marlowe Boatyard');
  });
});
