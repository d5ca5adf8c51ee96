/** What may be allowed here, in the words of a role editor. */
export const permissions = {
  'scheduling.appointment.view': 'See appointments',
  'scheduling.appointment.view_own': 'See the appointments of one\'s own client',
  'scheduling.appointment.edit': 'Move, cancel, complete and link appointments',
  'scheduling.appointment.book': 'Book on a booking page',
  'scheduling.appointment.book_for_client': 'Book for a client',
  'scheduling.booking.manage': 'Move or cancel a booking with the link from its mail',
  'scheduling.calendar.view': 'See the firm\'s calendar',
  'scheduling.page.view': 'See a booking page and its free times',
  'scheduling.setup.view': 'See appointment types, hours and booking pages',
  'scheduling.setup.edit': 'Change appointment types, hours and booking pages',
} as const;

/** What anybody may do without signing in. */
export const publicPermissions = ['scheduling.page.view', 'scheduling.appointment.book', 'scheduling.booking.manage'] as const;

/** What a client may do in the portal; row security shows them their own appointments alone. */
export const portalPermissions = ['scheduling.appointment.view', 'scheduling.appointment.view_own'] as const;
