import type { TimeEntry } from './time-entry.entity.js';

/** What every fact about noted time tells. */
export const timeFact = (entry: TimeEntry) => ({
  timeEntryId: entry.id, projectId: entry.projectId, taskId: entry.taskId, clientId: entry.clientId, userId: entry.userId, workedOn: entry.workedOn, minutes: entry.minutes, billable: entry.billable,
  rate: entry.rateMinor && entry.rateCurrency ? { minor: entry.rateMinor, currency: entry.rateCurrency } : null,
});
