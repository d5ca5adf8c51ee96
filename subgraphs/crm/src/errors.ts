import { Conflict, Invalid } from '@firmament/kit';

/** Two people of one firm cannot share an address: it is how a visitor is recognised. */
export class ContactEmailTaken extends Conflict {
  constructor() { super('CRM_CONTACT_EMAIL_TAKEN', 'Another person here already has this e-mail address.'); }
}
/** The person is already tied to this client. */
export class AlreadyLinked extends Conflict {
  constructor() { super('CRM_ALREADY_LINKED', 'This person already belongs to this client.'); }
}
/** The lifecycle does not allow this step. */
export class StatusStepRefused extends Conflict {
  constructor(from: string, to: string) { super('CRM_STATUS_STEP', `A client cannot go from ${from.toLowerCase()} to ${to.toLowerCase()}.`, { from, to }); }
}
/** Leaving for good needs a reason. */
export class ReasonNeeded extends Invalid {
  constructor() { super('CRM_REASON_NEEDED', 'Say why this client leaves.', 'input.reason'); }
}
