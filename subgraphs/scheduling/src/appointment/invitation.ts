import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

/** What a calendar needs to know of an appointment. */
export interface Invitation {
  readonly id: string;
  readonly summary: string;
  readonly place: string;
  readonly start: Date;
  readonly end: Date;
  /** How often it changed; a calendar ignores what is older than what it has. */
  readonly sequence: number;
  readonly cancelled: boolean;
  readonly stamp: Date;
  readonly attendee: { readonly name: string; readonly email: string };
  readonly organiser: { readonly name: string; readonly email: string } | null;
}

/**
 * The iCalendar text of an appointment. Times are written in UTC: every calendar shows them in its owner's zone, and no
 * time zone table has to travel along and grow stale. The same id with a higher sequence moves or cancels the event.
 */
export function invitationText(invitation: Invitation): string {
  const calendar = ical({ prodId: { company: 'Firmament', product: 'Scheduling', language: 'EN' }, method: invitation.cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST });
  const event = calendar.createEvent({
    id: `${invitation.id}@firmament`, start: invitation.start, end: invitation.end, stamp: invitation.stamp, sequence: invitation.sequence,
    summary: invitation.summary, location: invitation.place, status: invitation.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  if (invitation.organiser) event.organizer(invitation.organiser);
  event.createAttendee({ ...invitation.attendee, role: ICalAttendeeRole.REQ, status: ICalAttendeeStatus.ACCEPTED, rsvp: false });
  return calendar.toString();
}
