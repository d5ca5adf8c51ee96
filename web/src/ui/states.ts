import type { MoveTone } from './moves';

/** How one state of one machine reads: the word for staff, the word for a client (null: never shown), the move and the icon. */
export interface StateLook {
  word: string;
  portal: string | null;
  tone: MoveTone;
  icon: string;
}

function look(word: string, portal: string | null, tone: MoveTone, icon: string): StateLook {
  return { word, portal, tone, icon };
}

/** The whole state table; nobody else chooses a colour for a state. */
export const states = {
  client: {
    LEAD: look('Lead', null, 'quiet', 'circle-dashed'),
    PROSPECT: look('Prospect', null, 'quiet', 'circle-half-2'),
    ONBOARDING: look('Onboarding', 'Getting started', 'ours', 'circle-dot'),
    ACTIVE: look('Active', null, 'quiet', 'circle-check'),
    ON_HOLD: look('On hold', 'Paused', 'quiet', 'player-pause'),
    DORMANT: look('Dormant', null, 'quiet', 'moon'),
    FORMER: look('Former', 'Ended', 'quiet', 'circle-x'),
    ARCHIVED: look('Archived', 'Ended', 'quiet', 'circle-x'),
    MERGED: look('Merged', null, 'quiet', 'arrow-merge'),
  },
  project: {
    SKELETON: look('Skeleton', 'Being set up', 'quiet', 'circle-dashed'),
    ACTIVE: look('Active', 'We are working on it', 'ours', 'circle-dot'),
    ON_HOLD: look('On hold', 'Paused', 'quiet', 'player-pause'),
    COMPLETED: look('Completed', 'Finished', 'done', 'circle-check'),
    CANCELLED: look('Cancelled', 'Cancelled', 'quiet', 'ban'),
  },
  task: {
    OPEN: look('Open', 'To do', 'ours', 'circle-dot'),
    TODO: look('Open', 'To do', 'ours', 'circle-dot'),
    BLOCKED: look('Waits for another task', null, 'quiet', 'hourglass'),
    IN_PROGRESS: look('In progress', 'In progress', 'ours', 'progress'),
    DONE: look('Done', 'Done', 'done', 'circle-check'),
    CANCELLED: look('Cancelled', 'Cancelled', 'quiet', 'ban'),
  },
  appointment: {
    HELD: look('Held', 'Held for you', 'quiet', 'clock'),
    PENDING: look('Waits for the code', 'Waits for your code', 'theirs', 'hourglass'),
    BOOKED: look('Booked', 'Booked', 'quiet', 'calendar'),
    CONFIRMED: look('Confirmed', 'Confirmed', 'quiet', 'circle-check'),
    RESCHEDULED: look('Moved', 'Moved', 'quiet', 'calendar'),
    CANCELLED: look('Cancelled', 'Cancelled', 'quiet', 'ban'),
    COMPLETED: look('Took place', 'Took place', 'done', 'circle-check'),
    NO_SHOW: look('Did not come', 'Missed', 'broken', 'circle-x'),
    EXPIRED: look('Ran out', 'Ran out', 'quiet', 'clock-x'),
  },
  portalAccess: {
    NONE: look('No portal access', null, 'quiet', 'circle-dashed'),
    INVITED: look('Invited', null, 'theirs', 'send'),
    ACTIVE: look('Uses the portal', null, 'quiet', 'circle-check'),
    SUSPENDED: look('Paused', null, 'quiet', 'player-pause'),
    REVOKED: look('Withdrawn', null, 'quiet', 'ban'),
    EXPIRED: look('Invitation ran out', null, 'quiet', 'clock-x'),
    UNDELIVERABLE: look('Mail came back', null, 'broken', 'mail-x'),
  },
  message: {
    QUEUED: look('Queued', null, 'quiet', 'circle-dashed'),
    SENT: look('Sent', null, 'quiet', 'send'),
    FAILED: look('Not sent', null, 'broken', 'mail-x'),
    BOUNCED: look('Came back', null, 'broken', 'mail-x'),
  },
  template: {
    DRAFT: look('Draft', null, 'quiet', 'pencil'),
    PUBLISHED: look('Published', null, 'quiet', 'circle-check'),
    ACTIVE: look('In use', null, 'quiet', 'circle-check'),
    ARCHIVED: look('Archived', null, 'quiet', 'ban'),
    RETIRED: look('Retired', null, 'quiet', 'ban'),
  },
  invoice: {
    DRAFT: look('Draft', null, 'quiet', 'pencil'),
    AWAITING_APPROVAL: look('To approve', null, 'ours', 'user-check'),
    REJECTED: look('Sent back', null, 'ours', 'arrow-back-up'),
    APPROVED: look('Approved', null, 'ours', 'check'),
    ISSUING: look('Going out', null, 'ours', 'progress'),
    REFUSED: look('Not in the ledger', null, 'broken', 'alert-triangle'),
    ISSUED: look('Issued', 'To pay', 'theirs', 'send'),
    OVERDUE: look('Overdue', 'Late', 'broken', 'alert-triangle'),
    PARTIALLY_PAID: look('Part paid', 'Part paid', 'theirs', 'circle-half-2'),
    PAID: look('Paid', 'Paid, thank you', 'done', 'circle-check'),
    VOID: look('Void', 'Cancelled', 'quiet', 'ban'),
    REOPENED: look('Reopened', 'Changed', 'ours', 'refresh'),
  },
  bill: {
    NEEDS_CODING: look('To read', null, 'ours', 'pencil'),
    RECEIVED: look('Read', null, 'ours', 'file-text'),
    DUPLICATE_SUSPECTED: look('Looks like another', null, 'ours', 'copy'),
    DUPLICATE: look('Came twice', null, 'quiet', 'copy'),
    HELD: look('Held, other account', null, 'broken', 'alert-triangle'),
    ROUTED: look('To approve', null, 'ours', 'user-check'),
    REJECTED: look('Turned down', null, 'quiet', 'ban'),
    APPROVED: look('Approved', null, 'ours', 'check'),
    PUSHED: look('In the ledger', null, 'theirs', 'send'),
    PAID: look('Paid', null, 'done', 'circle-check'),
    PAYMENT_REVERSED: look('Payment taken back', null, 'broken', 'arrow-back-up'),
    BYPASSED: look('Past approval', null, 'broken', 'alert-triangle'),
  },
  payment: {
    PENDING: look('On its way', 'On its way', 'theirs', 'hourglass'),
    RECEIVED: look('Received', 'Received', 'quiet', 'circle-check'),
    DISPUTED: look('Disputed', 'Disputed', 'broken', 'alert-triangle'),
    FAILED: look('Failed', 'Did not come', 'broken', 'circle-x'),
  },
  approvalRoute: {
    OPEN: look('Waits', null, 'ours', 'user-check'),
    APPROVED: look('Agreed', null, 'quiet', 'circle-check'),
    REJECTED: look('Sent back', null, 'ours', 'arrow-back-up'),
    CHANGES_REQUESTED: look('To be changed', null, 'ours', 'arrow-back-up'),
    VOIDED: look('Fell', null, 'quiet', 'ban'),
  },
  packet: {
    DRAFT: look('Draft', null, 'quiet', 'pencil'),
    SENDING: look('Sending', null, 'ours', 'progress'),
    SENT: look('Sent', 'To sign', 'theirs', 'send'),
    PARTIALLY_SIGNED: look('Part signed', 'Signed by you', 'theirs', 'signature'),
    COMPLETED: look('Signed', 'Signed', 'done', 'circle-check'),
    DECLINED: look('Declined', 'You declined', 'broken', 'hand-stop'),
    EXPIRED: look('Expired', 'Ran out', 'quiet', 'clock-x'),
    VOIDED: look('Voided', 'Withdrawn', 'quiet', 'ban'),
  },
  recipient: {
    WAITING: look('Later', null, 'quiet', 'circle-dashed'),
    INVITED: look('To sign', 'To sign', 'theirs', 'send'),
    VIEWED: look('Opened', 'To sign', 'theirs', 'eye'),
    SIGNED: look('Signed', 'Signed', 'done', 'signature'),
    DECLINED: look('Declined', 'Declined', 'broken', 'hand-stop'),
    EXPIRED: look('Too late', 'Ran out', 'quiet', 'clock-x'),
    REPLACED: look('Replaced', null, 'quiet', 'ban'),
  },
  agreement: {
    DRAFT: look('Draft', null, 'quiet', 'pencil'),
    IN_SIGNATURE: look('Out for signing', 'To sign', 'theirs', 'send'),
    SIGNED_AWAITING_PAYMENT: look('Signed, waits for payment', 'Signed, to pay', 'theirs', 'hourglass'),
    ACTIVE: look('In force', 'In force', 'quiet', 'circle-check'),
    ENDED: look('Ended', 'Ended', 'quiet', 'circle-x'),
  },
  duty: {
    OPEN: look('To be done', null, 'ours', 'calendar-due'),
    FULFILLED: look('Done', null, 'done', 'circle-check'),
    WAIVED: look('Let go', null, 'quiet', 'ban'),
  },
  proposal: {
    DRAFT: look('Draft', null, 'quiet', 'pencil'),
    SENT: look('Sent', 'To answer', 'theirs', 'send'),
    VIEWED: look('Sent, opened', 'To answer', 'theirs', 'eye'),
    ACCEPTED: look('Accepted', 'You said yes', 'done', 'circle-check'),
    REJECTED: look('Turned down', 'You said no', 'broken', 'hand-stop'),
    EXPIRED: look('Expired', 'Ran out', 'quiet', 'clock-x'),
    SUPERSEDED: look('Replaced by a newer one', 'Replaced', 'quiet', 'copy'),
  },
  request: {
    DRAFT: look('Draft', null, 'quiet', 'pencil'),
    SENT: look('Sent, not opened', 'To send', 'theirs', 'send'),
    IN_PROGRESS: look('Part in', 'Part sent', 'theirs', 'hourglass'),
    SUBMITTED: look('To check', 'We are checking', 'ours', 'eye'),
    COMPLETED: look('Complete', 'Thank you, all in', 'done', 'circle-check'),
    REOPENED: look('To send again', 'To send again', 'theirs', 'arrow-back-up'),
    CANCELLED: look('Cancelled', 'No longer needed', 'quiet', 'ban'),
    EXPIRED: look('Expired', 'No longer needed', 'quiet', 'clock-x'),
  },
  requestLine: {
    WAITING: look('To send', 'To send', 'theirs', 'hourglass'),
    RECEIVED: look('To check', 'We are checking', 'ours', 'eye'),
    ACCEPTED: look('Accepted', 'In', 'done', 'circle-check'),
    REJECTED: look('Sent back', 'To send again', 'theirs', 'arrow-back-up'),
    NOT_APPLICABLE: look('Not needed', 'Not needed', 'quiet', 'ban'),
  },
  file: {
    CLEAN: look('Here', null, 'quiet', 'file-text'),
    INFECTED: look('Blocked, harmful', null, 'broken', 'alert-triangle'),
    CHECKING: look('Checking for viruses', 'We are checking', 'quiet', 'progress'),
    PENDING: look('Client to approve', 'To approve', 'theirs', 'hourglass'),
    APPROVED: look('Approved', 'Approved by you', 'done', 'circle-check'),
    DISAPPROVED: look('Client said no', 'You said no', 'broken', 'hand-stop'),
    SEALED: look('Sealed', null, 'quiet', 'file-text'),
    LOCKED: look('Closed until paid', 'Opens when paid', 'quiet', 'clock'),
  },
  connection: {
    BUILT_IN: look('Always there', null, 'quiet', 'circle-check'),
    CONNECTED: look('Connected', null, 'quiet', 'circle-check'),
    UNPROVEN: look('Connected', null, 'quiet', 'circle-dashed'),
    CHECKING: look('Checking', null, 'ours', 'progress'),
    FAILED: look('Connected, last call failed', null, 'ours', 'alert-triangle'),
    DEGRADED: look('Not answering', null, 'theirs', 'hourglass'),
    NEEDS_REAUTH: look('To connect again', null, 'broken', 'alert-triangle'),
    DISCONNECTED: look('Not connected', null, 'quiet', 'circle-dashed'),
  },
  ledgerItem: {
    WAITING: look('Waits', null, 'quiet', 'clock'),
    STUCK: look('Stuck', null, 'broken', 'alert-triangle'),
    DONE: look('There', null, 'done', 'circle-check'),
  },
  run: {
    QUEUED: look('Queued', null, 'quiet', 'circle-dashed'),
    RUNNING: look('Running', null, 'ours', 'bolt'),
    WAITING: look('Waits', null, 'quiet', 'clock'),
    WAITING_APPROVAL: look('Waits for approval', null, 'ours', 'user-check'),
    WAITING_CLIENT: look('Waits for the client', null, 'theirs', 'hourglass'),
    COMPENSATING: look('Undoing', null, 'ours', 'arrow-back-up'),
    STUCK: look('Stuck', null, 'broken', 'alert-triangle'),
    COMPLETED: look('Done', null, 'done', 'circle-check'),
    FAILED: look('Failed', null, 'broken', 'circle-x'),
    CANCELLED: look('Cancelled', null, 'quiet', 'ban'),
    IGNORED: look('Ignored', null, 'quiet', 'copy'),
  },
  step: {
    NOT_REACHED: look('Not reached', null, 'quiet', 'circle-dashed'),
    PENDING: look('Not reached', null, 'quiet', 'circle-dashed'),
    QUEUED: look('Next', null, 'quiet', 'circle-dashed'),
    DUE: look('Next', null, 'quiet', 'circle-dashed'),
    READY: look('Next', null, 'quiet', 'circle-dashed'),
    RUNNING: look('Running', null, 'ours', 'bolt'),
    RETRYING: look('Tries again', null, 'ours', 'refresh'),
    WAITING: look('Waits', null, 'quiet', 'clock'),
    DONE: look('Done', null, 'done', 'circle-check'),
    COMPLETED: look('Done', null, 'done', 'circle-check'),
    SUCCEEDED: look('Done', null, 'done', 'circle-check'),
    STUCK: look('Stuck', null, 'broken', 'alert-triangle'),
    FAILED: look('Failed', null, 'broken', 'circle-x'),
    SKIPPED: look('Skipped', null, 'quiet', 'ban'),
    CANCELLED: look('Cancelled', null, 'quiet', 'ban'),
    COMPENSATED: look('Undone', null, 'quiet', 'arrow-back-up'),
  },
} as const satisfies Record<string, Record<string, StateLook>>;

export type Machine = keyof typeof states;

/** How a state looks; a state nobody has named shows its own words, quietly. */
export function stateLook(machine: Machine, state: string): StateLook {
  const known: Record<string, StateLook> = states[machine];
  const words = state.toLowerCase().replaceAll('_', ' ');
  return known[state] ?? { word: words.charAt(0).toUpperCase() + words.slice(1), portal: null, tone: 'quiet', icon: 'circle-dashed' };
}
