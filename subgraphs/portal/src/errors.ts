import { Conflict, Forbidden } from '@firmament/kit';

/** The client's record does not allow this person into the portal. */
export class AccessNotAllowed extends Conflict {
  constructor() { super('PORTAL_ACCESS_NOT_ALLOWED', 'This contact may not use the portal for this client. Allow it on the contact’s link first.'); }
}

/** The person was shut out by the firm. */
export class PersonSuspended extends Conflict {
  constructor() { super('PORTAL_USER_SUSPENDED', 'This person’s portal access is suspended.'); }
}

/** Another contact of the firm uses this address in the portal. */
export class EmailTaken extends Conflict {
  constructor() { super('PORTAL_EMAIL_TAKEN', 'Another contact uses this e-mail address in the portal.'); }
}

/** Two acts at the same time asked for the same invitation. */
export class AlreadyOpen extends Conflict {
  constructor() { super('PORTAL_INVITATION_OPEN', 'This contact has an open invitation already.'); }
}

/** The link served its one purpose. */
export class LinkUsed extends Conflict {
  constructor() { super('PORTAL_LINK_USED', 'This link was used already. We can send a new one.'); }
}

/** The link ran out. */
export class LinkExpired extends Conflict {
  constructor() { super('PORTAL_LINK_EXPIRED', 'This link ran out. We can send a new one.'); }
}

/** The link was taken back. */
export class LinkRevoked extends Conflict {
  constructor() { super('PORTAL_LINK_REVOKED', 'This link no longer works. A newer one was sent, or it was taken back.'); }
}

/** The link belongs to the browser that opened it first. */
export class OtherBrowser extends Forbidden {
  constructor() { super('This link was opened in another browser. Open it there, or ask for a new one.', 'PORTAL_LINK_OTHER_BROWSER'); }
}
