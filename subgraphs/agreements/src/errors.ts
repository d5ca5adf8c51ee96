import { Conflict, Forbidden, Invalid, NotFound } from '@firmament/kit';

/** A text cannot be kept as it is. */
export class BodyInvalid extends Invalid {
  constructor(why: string, field = 'input.body') { super('AGREEMENTS_BODY', `The text cannot be kept: ${why}.`, field); }
}
/** A text names a version of a clause that is no published one of this firm. */
export class ClauseUnknown extends Invalid {
  constructor() { super('AGREEMENTS_CLAUSE_UNKNOWN', 'The text holds a fixed clause that is not in the library, or not published.', 'input.body'); }
}
/** A day that is in no calendar. */
export class NoSuchDay extends Invalid {
  constructor(field: string) { super('AGREEMENTS_DAY', 'This day does not exist.', field); }
}
/** The duties of a template contradict each other. */
export class ObligationInvalid extends Invalid {
  constructor(why: string, field: string) { super('AGREEMENTS_OBLIGATION', `These duties cannot stand: ${why}.`, field); }
}
/** A duty is closed once. */
export class ObligationClosed extends Conflict {
  constructor(state: string) { super('AGREEMENTS_OBLIGATION_CLOSED', 'This duty is closed already.', { state }); }
}
/** Two clauses of one firm cannot share a name. */
export class ClauseNameTaken extends Conflict {
  constructor() { super('AGREEMENTS_CLAUSE_NAME_TAKEN', 'A clause with this name exists.'); }
}
/** Two contract templates of one firm cannot share a name. */
export class ContractTemplateNameTaken extends Conflict {
  constructor() { super('AGREEMENTS_TEMPLATE_NAME_TAKEN', 'A contract template with this name exists.'); }
}
/** Two packages of one firm cannot share a name. */
export class PackageNameTaken extends Conflict {
  constructor() { super('AGREEMENTS_PACKAGE_NAME_TAKEN', 'A package with this name exists.'); }
}
/** The newest version is published already. */
export class NothingToPublish extends Conflict {
  constructor(name: string) { super('AGREEMENTS_NOTHING_TO_PUBLISH', `The newest version of «${name}» is published already. Write another draft first.`); }
}
/** What is published was relied upon. */
export class VersionImmutable extends Conflict {
  constructor() { super('AGREEMENTS_VERSION_IMMUTABLE', 'A published version never changes. Write another draft.'); }
}
/** Only what somebody published may be sent to a client. */
export class TemplateVersionUnusable extends NotFound {
  constructor() { super('This version of a contract template does not exist, or is not published.', 'input.templateVersionId'); }
}
/** An offer contradicts itself. */
export class OfferInvalid extends Invalid {
  constructor(why: string, field = 'input.options') { super('AGREEMENTS_OFFER', `This cannot be offered: ${why}.`, field); }
}
/** The client wants what is not on offer. */
export class SelectionInvalid extends Invalid {
  constructor(why: string) { super('AGREEMENTS_SELECTION', `This cannot be chosen: ${why}.`, 'input.selection'); }
}
/** The act does not fit where the proposal stands; the state says where that is. */
export class ProposalState extends Conflict {
  constructor(state: string, sentence: string, more: Record<string, unknown> = {}) { super('AGREEMENTS_PROPOSAL_STATE', sentence, { state, ...more }); }
}
/** What was accepted is a promise to both sides. */
export class ProposalAccepted extends Conflict {
  constructor() { super('AGREEMENTS_PROPOSAL_ACCEPTED', 'This proposal was accepted: it can no longer be changed. Write a change to the agreement instead.'); }
}
/** A fixed clause was changed and nobody with the right to do so agreed. */
export class DeviationsNotApproved extends Conflict {
  constructor(clauses: readonly string[]) { super('AGREEMENTS_DEVIATION', `A partner has to agree first: ${clauses.map((name) => `«${name}»`).join(', ')} ${clauses.length === 1 ? 'differs' : 'differ'} from the library.`, { clauses }); }
}
/** There is nothing to agree to. */
export class NoDeviation extends Conflict {
  constructor() { super('AGREEMENTS_NO_DEVIATION', 'All fixed clauses stand as in the library.'); }
}
/** Only the client can answer a proposal. */
export class OnlyTheClient extends Forbidden {
  constructor() { super('Only a person of the client can answer a proposal.', 'AGREEMENTS_ONLY_CLIENT'); }
}
/** Something in the text is still open. */
export class FieldsUnresolved extends Conflict {
  constructor(fields: readonly string[]) { super('AGREEMENTS_FIELDS_UNRESOLVED', `The contract cannot be written: nothing is known for ${fields.join(', ')}.`, { fields }); }
}
/** The object store did not answer; nothing was begun. */
export class DocumentStoreDown extends Conflict {
  constructor() { super('AGREEMENTS_STORE_UNAVAILABLE', 'The file store does not answer at this moment. Nothing was lost; try again.'); }
}
/** The act does not fit where the agreement stands. */
export class AgreementState extends Conflict {
  constructor(state: string, sentence: string) { super('AGREEMENTS_AGREEMENT_STATE', sentence, { state }); }
}
/** The act does not fit where the packet stands. */
export class PacketState extends Conflict {
  constructor(state: string, sentence: string) { super('AGREEMENTS_PACKET_STATE', sentence, { state }); }
}
/** People of a packet contradict each other. */
export class RecipientsInvalid extends Invalid {
  constructor(why: string) { super('AGREEMENTS_RECIPIENTS', `The people do not fit together: ${why}.`, 'input.recipients'); }
}
/** Nobody carries documents to this signing service. */
export class ProviderUnknown extends Invalid {
  constructor(provider: string) { super('AGREEMENTS_PROVIDER', `No signing service «${provider.slice(0, 40)}» is connected.`, 'input.provider'); }
}
/** Nobody is known who could sign for the client. */
export class NoSignatory extends Conflict {
  constructor(name?: string | null) { super('AGREEMENTS_NO_SIGNATORY', name ? `No e-mail address is known of ${name}, who signs for this client.` : 'Nobody is known who signs for this client. Name a person, or mark one as signatory.'); }
}
/** Only the person who is asked can sign. */
export class OnlyWhoIsAsked extends Forbidden {
  constructor() { super('Only a person who is asked can sign, and no program for them.', 'AGREEMENTS_ONLY_WHO_IS_ASKED'); }
}
/** This person cannot sign or decline now; the reason says which of the causes it is. */
export class CannotSignNow extends Conflict {
  constructor(reason: string, sentence: string, state: string) { super(reason, sentence, { state }); }
}
/** Somebody agreed to another sentence than the one that stands there. */
export class OtherConsent extends Invalid {
  constructor() { super('AGREEMENTS_CONSENT', 'This is not the sentence that is to be agreed to. Read the page again.', 'input.consent'); }
}
/** A name or a field of a signature is not as it must be. */
export class SignatureInvalid extends Invalid {
  constructor(sentence: string, field: string) { super('AGREEMENTS_SIGNATURE', sentence, field); }
}
