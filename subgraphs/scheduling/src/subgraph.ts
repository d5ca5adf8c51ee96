import { appointmentBooked, appointmentCancelled, appointmentClientLinked, appointmentCompleted, appointmentConfirmed, appointmentNoShow, appointmentRescheduled, holdExpired, holdPlaced } from '@firmament/events';
import { byId, defineSubgraph, stub } from '@firmament/kit';
import { Appointment } from './appointment/appointment.entity.js';
import { AppointmentHost } from './appointment/appointment-host.entity.js';
import { AppointmentListsResolver, ClientAppointmentsResolver } from './appointment/appointment-lists.resolver.js';
import { AppointmentResolver } from './appointment/appointment.resolver.js';
import { onClientErased } from './appointment/on-client-erased.js';
import { BookingResolver } from './appointment/booking.resolver.js';
import { ManageResolver } from './appointment/manage.resolver.js';
import { AppointmentType } from './appointment-type/appointment-type.entity.js';
import { AppointmentTypeResolver } from './appointment-type/appointment-type.resolver.js';
import { TypeHost } from './appointment-type/type-host.entity.js';
import { Availability } from './availability/availability.entity.js';
import { AvailabilityResolver } from './availability/availability.resolver.js';
import { BookingPage, PageType } from './booking-page/booking-page.entity.js';
import { BookingPageResolver } from './booking-page/booking-page.resolver.js';
import { BookingSlotsResolver } from './booking-page/booking-slots.resolver.js';
import { pageTaken, slotTaken, staleVersion } from './errors.js';
import { Hold } from './hold/hold.entity.js';
import { expireHolds } from './hold/holds.js';
import { Firm, Host } from './host/host.entity.js';
import { onFirmRegistered, onUserAdded, onUserDeactivated } from './host/on-user-added.js';
import { CreateScheduling } from './migrations/2026-11-22-0900-create-scheduling.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { permissions, portalPermissions, publicPermissions } from './permissions.js';
import { ClientRef } from './stubs.js';

export default defineSubgraph({
  name: 'scheduling',
  entities: [Appointment, AppointmentHost, AppointmentType, TypeHost, Availability, BookingPage, PageType, Hold, Firm, Host],
  resolvers: [AppointmentResolver, AppointmentListsResolver, ClientAppointmentsResolver, BookingResolver, ManageResolver, AppointmentTypeResolver, AvailabilityResolver, BookingPageResolver, BookingSlotsResolver],
  orphans: [ClientRef],
  references: {
    Appointment: byId(Appointment, 'scheduling.appointment.view'), AppointmentType: byId(AppointmentType, 'scheduling.setup.view'),
    BookingPage: byId(BookingPage, 'scheduling.setup.view'), Availability: byId(Availability, 'scheduling.setup.view'), Client: stub(ClientRef, 'scheduling.appointment.view'),
  },
  emits: [appointmentBooked, appointmentConfirmed, appointmentClientLinked, appointmentRescheduled, appointmentCancelled, appointmentCompleted, appointmentNoShow, holdPlaced, holdExpired],
  listens: [onFirmRegistered, onUserAdded, onUserDeactivated, onClientErased],
  migrations: [CreateScheduling, ForgetWhatIsApplied],
  permissions, publicPermissions, portalPermissions,
  constraints: { appointment_hosts_one_at_a_time: slotTaken, booking_pages_slug: pageTaken, availabilities_one_per_host: staleVersion },
  clientTables: { 'scheduling.appointments': 'client_id' },
  sweeps: [expireHolds],
});
