import { actingKind, actorKindOf, actorNameOf } from './actor.rules.js';
import { gateOf } from './gate.rules.js';
import { inOrder } from './order.rules.js';
import { withoutSecrets } from './secret.rules.js';

describe('an entry', () => {
  it('names a workflow by its own name and never by the person it acts for', () => {
    expect(actorNameOf({ kind: 'service', name: 'Ines Calder', teller: null, workflowName: 'Onboarding' })).toBe('Onboarding');
  });
  it('never takes an unknown kind of actor for a person', () => {
    expect(actorKindOf('robot')).toBe('FIRMAMENT');
  });
  it('knows the visitor behind a verified token', () => {
    expect(actingKind('scheduling.appointment.cancelled', 'system', 'ATTENDEE')).toBe('public');
    expect(actingKind('portal.link.consumed', 'system', undefined)).toBe('portal');
    expect(actingKind('scheduling.appointment.cancelled', 'staff', 'STAFF')).toBe('staff');
  });
  it('stands behind the permission of the record it speaks of, also for a domain nobody listed', () => {
    expect(gateOf('communications.message.sent').permission).toBe('communications.message.view');
    expect(gateOf('cellar.bottle.opened').permission).toBe('cellar.bottle.view');
  });
  it('of one instant stands in the order that makes sense', () => {
    const at = new Date('2026-11-19T10:00:00Z');
    const types = ['projects.project.created', 'crm.contact.created', 'crm.client.created', 'scheduling.appointment.booked'];
    expect(inOrder(types.map((eventType, i) => ({ id: `ent_${i}`, occurredAt: at, eventType }))).map((entry) => entry.eventType))
      .toEqual(['scheduling.appointment.booked', 'crm.client.created', 'crm.contact.created', 'projects.project.created']);
  });
  it.each([['files.request.item_received', 'files.request.completed'], ['projects.milestone.completed', 'revenue.invoice.drafted'], ['revenue.payment.received', 'revenue.invoice.paid'], ['revenue.bill.received', 'revenue.bill.routed']])(
    'of one instant tells %s before %s, whatever ids they were given', (before, after) => {
      const at = new Date('2026-11-19T10:00:00Z');
      expect(inOrder([{ id: 'ent_1', occurredAt: at, eventType: after }, { id: 'ent_2', occurredAt: at, eventType: before }]).map((entry) => entry.eventType)).toEqual([before, after]);
    });
  it('keeps nothing that opens a door', () => {
    expect(withoutSecrets('portal.link.issued', { linkId: 'mlk_1', url: 'https://x/secret' })).toEqual({ linkId: 'mlk_1' });
    expect(withoutSecrets('scheduling.hold.placed', { code: '123456', token: 't' })).toEqual({});
  });
});
