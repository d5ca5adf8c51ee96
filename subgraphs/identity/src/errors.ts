import { Conflict, Invalid } from '@firmament/kit';

/** Another firm answers at this address already. */
export class SlugTaken extends Conflict {
  constructor() {
    super('IDENTITY_SLUG_TAKEN', 'Another firm uses this address already. Choose another one.');
  }
}

/** The e-mail belongs to somebody in this firm. */
export class AlreadyMember extends Conflict {
  constructor() {
    super('IDENTITY_EMAIL_TAKEN', 'Somebody in the firm uses this e-mail address already.');
  }
}

/** The act would leave the firm without anybody who may do everything. */
export class LastOwner extends Conflict {
  constructor() {
    super('IDENTITY_LAST_OWNER', 'A firm needs at least one active owner. Make somebody else an owner first.');
  }
}

/** Nobody changes their own roles or closes their own access. */
export class OwnAccess extends Conflict {
  constructor() {
    super('IDENTITY_OWN_ACCESS', 'You cannot change your own access. Ask another owner or manager.');
  }
}

/** The role, or the person, holds more than the one who acts. */
export class AboveOwnRights extends Conflict {
  constructor() {
    super('IDENTITY_ABOVE_OWN_RIGHTS', 'You can grant or take away only what you may do yourself.');
  }
}

/** The person was deactivated before. */
export class UserInactive extends Conflict {
  constructor() {
    super('IDENTITY_USER_INACTIVE', 'This person no longer works in the firm.');
  }
}

/** The one answer to every sign-in that does not succeed, so that it tells nobody which half was wrong. */
export class SignInRefused extends Invalid {
  constructor() {
    super('IDENTITY_SIGN_IN_REFUSED', 'That email and password do not match.', 'input');
  }
}
