import { Conflict } from '@firmament/kit';

/** The operator has not made this house known at the ledger. */
export class LedgerConsentNotOffered extends Conflict {
  constructor(label: string) { super('REVENUE_LEDGER_NOT_OFFERED', `This house has no client id at ${label}, so nobody can consent there. Have it set by whoever runs the house.`); }
}
/** A firm has one ledger at a time: papers stand in one place. */
export class OneLedger extends Conflict {
  constructor(label: string) { super('REVENUE_ONE_LEDGER', `${label} is connected. End that connection first: papers stand in one ledger.`); }
}
/** Only what is connected can be asked. */
export class NoLedger extends Conflict {
  constructor() { super('REVENUE_NO_LEDGER', 'No ledger is connected. Connect one first.'); }
}
