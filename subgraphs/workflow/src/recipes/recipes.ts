import type { WorkflowDocument } from '../definition/document.types.js';
import { followMovedAppointment } from './follow-moved-appointment.js';
import { followUpNoShow } from './follow-up-no-show.js';
import { onboardBookedClient } from './onboard-booked-client.js';
import { windDownCancelledAppointment } from './wind-down-cancelled-appointment.js';

/** The documents that every firm begins with, by a name that stays when a firm edits them. */
export const recipes: Readonly<Record<string, WorkflowDocument>> = {
  'onboard-booked-client': onboardBookedClient,
  'follow-moved-appointment': followMovedAppointment,
  'wind-down-cancelled-appointment': windDownCancelledAppointment,
  'follow-up-no-show': followUpNoShow,
};
