import { describe, expect, it } from '@jest/globals';
import { invitationText } from './invitation.js';

const invitation = {
  id: 'apt_01h00000000000000000000000', summary: 'A first conversation, Harbour & Vale', place: 'Video call, or Falmouth office', start: new Date('2026-11-24T15:30:00Z'), end: new Date('2026-11-24T16:00:00Z'),
  sequence: 0, cancelled: false, stamp: new Date('2026-11-22T09:00:00Z'), attendee: { name: 'Marion\r\nX-EVIL:1', email: 'marion@marlowe.test' }, organiser: { name: 'Ines Calloway', email: 'ines@harbour.test' },
};

describe('the invitation', () => {
  it('asks for the appointment in UTC with its own id and sequence', () => {
    const text = invitationText(invitation);
    for (const line of ['METHOD:REQUEST', 'DTSTART:20261124T153000Z', 'DTEND:20261124T160000Z', 'SEQUENCE:0', 'UID:apt_01h00000000000000000000000@firmament']) expect(text).toContain(line);
  });
  it('takes the same event back with a higher sequence', () => {
    const text = invitationText({ ...invitation, sequence: 2, cancelled: true });
    for (const line of ['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:2', 'UID:apt_01h00000000000000000000000@firmament']) expect(text).toContain(line);
  });
  it('lets no name start a line of its own', () => {
    expect(invitationText(invitation).split(/\r?\n/).some((line) => line.startsWith('X-EVIL'))).toBe(false);
  });
});
