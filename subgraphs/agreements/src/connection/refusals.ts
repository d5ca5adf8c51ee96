import { Conflict, Invalid } from '@firmament/kit';

/** The house's own signer is always there. */
export class NothingToConnect extends Invalid {
  constructor() { super('AGREEMENTS_CONNECTION', 'The built-in signer needs no connection.', 'input.service'); }
}
/** The operator has not made this house known at the service. */
export class ConsentNotOffered extends Conflict {
  constructor(label: string) { super('AGREEMENTS_CONSENT_NOT_OFFERED', `This house has no client id at ${label}, so nobody can consent there. Connect it with keys, or have the client id set.`); }
}
/** Only what is connected and accepted can be asked or chosen. */
export class NotConnected extends Conflict {
  constructor(label: string) { super('AGREEMENTS_NOT_CONNECTED', `${label} is not connected. Connect it first.`); }
}
