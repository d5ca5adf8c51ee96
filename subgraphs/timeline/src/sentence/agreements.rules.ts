import { amount, counted, joined, list, mention, tell, text, texts } from './facts.rules.js';
import { money } from './money.rules.js';
import type { StoredFact, Teller } from './sentence.types.js';
import { dayInWords, whenInWords } from './when.rules.js';

const titled = (fact: StoredFact, where: string, fallback: string) => mention(text(fact, 'title'), where, fallback);
const proposal = (fact: StoredFact) => titled(fact, `/proposals/${text(fact, 'proposalId')}`, 'a proposal');
const agreement = (fact: StoredFact) => titled(fact, `/agreements/${text(fact, 'agreementId')}`, 'an agreement');
const packet = (fact: StoredFact) => titled(fact, `/agreements/${text(fact, 'agreementId')}/packets/${text(fact, 'packetId')}`, 'documents');
const day = (fact: StoredFact, field: string, words: string) => (text(fact, field) === '' ? '' : `${words} ${dayInWords(text(fact, field), fact.time)}.`);
const until = (fact: StoredFact) => (text(fact, 'expiresAt') === '' ? '' : `Until ${whenInWords(text(fact, 'expiresAt'), 'UTC', fact.time)} UTC.`);
const duty = (fact: StoredFact) => titled(fact, `/agreements/${text(fact, 'agreementId')}`, 'a duty');
const whoIsObliged = (fact: StoredFact) => (text(fact, 'party') === 'FIRM' ? 'us' : 'the client');
const who = (fact: StoredFact, field = 'by') => text(fact, field) || null;
const fixed = (fact: StoredFact) => (money(fact, 'fixedTotal') === '' ? '' : `${money(fact, 'fixedTotal')} fixed.`);

const proposals: Readonly<Record<string, Teller>> = {
  'agreements.proposal.sent': (fact) => tell('sent the proposal', { objects: [proposal(fact)], icon: 'file-text', tone: 'THEIRS', secondLine: joined(`${counted(amount(fact, 'optionCount'), 'option')} to choose from.`, day(fact, 'expiresOn', 'Open until')), fragment: 'proposal sent' }),
  'agreements.proposal.viewed': (fact) => tell('opened the proposal', { objects: [proposal(fact)], icon: 'eye', tone: 'THEIRS', teller: who(fact) }),
  'agreements.proposal.accepted': (fact) => tell('accepted the proposal', { objects: [proposal(fact)], icon: 'circle-check', tone: 'DONE', teller: who(fact, 'acceptedBy'), secondLine: joined(`${counted(list(fact, 'selection').length, 'line')}.`, money(fact, 'total') === '' ? '' : `${money(fact, 'total')} in all.`), fragment: 'proposal accepted' }),
  'agreements.proposal.rejected': (fact) => tell('said no to the proposal', { objects: [proposal(fact)], icon: 'circle-x', tone: 'OURS', teller: who(fact), secondLine: joined(text(fact, 'reason')), fragment: 'proposal rejected' }),
  'agreements.proposal.expired': (fact) => tell('ended, unanswered, the proposal', { objects: [proposal(fact)], icon: 'clock-off', tone: 'OURS', fragment: 'proposal expired' }),
  'agreements.proposal.superseded': (fact) => tell('replaced with a newer one the proposal', { objects: [proposal(fact)], icon: 'replace' }),
  'agreements.proposal.deviation_approved': (fact) => tell('let other words stand in', { objects: [proposal(fact)], icon: 'shield-check', secondLine: joined(texts(fact, 'clauses').join(', ')) }),
};

const packets: Readonly<Record<string, Teller>> = {
  'agreements.packet.created': (fact) => tell('put together for signing', { objects: [packet(fact)], icon: 'files', secondLine: joined(`${counted(amount(fact, 'documentCount'), 'document')}, ${counted(list(fact, 'recipients').length, 'person', 'people')}.`) }),
  'agreements.packet.sent': (fact) => tell('sent out for signing', { objects: [packet(fact)], icon: 'send', tone: 'THEIRS', secondLine: joined(`To ${counted(list(fact, 'recipients').length, 'person', 'people')}.`, until(fact)), fragment: 'sent for signing' }),
  'agreements.packet.delayed': (fact) => tell('could not send out', { objects: [packet(fact)], icon: 'alert-triangle', tone: 'BROKEN', secondLine: joined(text(fact, 'reason')), fragment: 'signing service does not answer' }),
  'agreements.packet.completed': (fact) => tell('is signed by all:', { objects: [packet(fact)], icon: 'signature', tone: 'DONE', secondLine: joined(`${counted(list(fact, 'signers').length, 'signature')}.`), thing: 'Everybody', fragment: 'signed by all' }),
  'agreements.packet.declined': (fact) => tell('would not sign', { objects: [packet(fact)], icon: 'circle-x', tone: 'OURS', teller: who(fact), secondLine: joined(text(fact, 'reason')), fragment: 'signature declined' }),
  'agreements.packet.voided': (fact) => tell('took back', { objects: [packet(fact)], icon: 'ban', secondLine: joined(text(fact, 'reason')), fragment: 'documents taken back' }),
  'agreements.packet.expired': (fact) => tell('ended, not signed in time,', { objects: [packet(fact)], icon: 'clock-off', tone: 'OURS', fragment: 'time to sign is over' }),
  'agreements.packet.extended': (fact) => tell('gave more time to sign', { objects: [packet(fact)], icon: 'clock-plus', secondLine: joined(until(fact)) }),
  'agreements.packet.signed_late': (fact) => tell('signed too late', { objects: [packet(fact)], icon: 'alert-triangle', tone: 'BROKEN', teller: who(fact), secondLine: 'Nothing became active. Somebody has to decide.', fragment: 'a signature came too late' }),
};

const people: Readonly<Record<string, Teller>> = {
  'agreements.recipient.invited': (fact) => tell(`asked ${text(fact, 'name') || 'a person'} to sign`, { objects: [packet(fact)], icon: 'mail', tone: 'THEIRS', secondLine: joined(until(fact)) }),
  'agreements.recipient.viewed': (fact) => tell('opened', { objects: [packet(fact)], icon: 'eye', tone: 'THEIRS', teller: who(fact, 'name') }),
  'agreements.recipient.signed': (fact) => tell(text(fact, 'role') === 'APPROVER' ? 'approved' : 'signed', { objects: [packet(fact)], icon: 'signature', teller: who(fact, 'name'), secondLine: amount(fact, 'missing') === 0 ? null : `${counted(amount(fact, 'missing'), 'signature')} missing.`, fragment: `${text(fact, 'name') || 'a person'} signed` }),
  'agreements.recipient.declined': (fact) => tell('would not sign', { objects: [packet(fact)], icon: 'circle-x', tone: 'OURS', teller: who(fact, 'name'), secondLine: joined(text(fact, 'reason')) }),
  'agreements.recipient.expired': (fact) => tell('did not sign in time', { objects: [packet(fact)], icon: 'clock-off', tone: 'OURS', teller: who(fact, 'name') }),
  'agreements.recipient.reminded': (fact) => tell(`reminded ${text(fact, 'name') || 'a person'} (${amount(fact, 'reminderNo')}) of`, { objects: [packet(fact)], icon: 'bell', tone: 'THEIRS' }),
  'agreements.recipient.reassigned': (fact) => tell(`asked ${text(fact, 'name') || 'another person'} in place of ${text(fact, 'replacedName') || 'the one named before'} to sign`, { objects: [packet(fact)], icon: 'switch-horizontal', tone: 'THEIRS', secondLine: joined(text(fact, 'reason')) }),
};

const agreements: Readonly<Record<string, Teller>> = {
  'agreements.agreement.drafted': (fact) => tell('started the agreement', { objects: [agreement(fact)], icon: 'signature', fragment: 'agreement started' }),
  'agreements.agreement.signed': (fact) => tell('waits for its first payment:', { objects: [agreement(fact)], icon: 'hourglass', tone: 'THEIRS', secondLine: joined(fixed(fact)), thing: 'The signed agreement', fragment: 'signed, waiting for payment' }),
  'agreements.agreement.activated': (fact) => tell('is in force:', { objects: [agreement(fact)], icon: 'circle-check', tone: 'DONE', secondLine: joined(day(fact, 'effectiveOn', 'From'), fixed(fact)), thing: 'The agreement', fragment: 'agreement in force' }),
  'agreements.agreement.amended': (fact) => tell('changed the agreement', { objects: [agreement(fact)], icon: 'file-diff', tone: 'DONE', secondLine: joined(day(fact, 'effectiveOn', 'From'), `${counted(list(fact, 'changes').length, 'line')} changed.`), fragment: 'agreement changed' }),
  'agreements.agreement.ended': (fact) => tell('ended the agreement', { objects: [agreement(fact)], icon: 'flag', secondLine: joined(day(fact, 'endedOn', 'On'), text(fact, 'reason')) }),
  'agreements.agreement.renewal_due': (fact) => tell('ends soon:', { objects: [agreement(fact)], icon: 'calendar-due', tone: 'OURS', secondLine: joined(day(fact, 'endsOn', 'On')), thing: 'The agreement', fragment: 'renewal due' }),
  'agreements.obligation.recorded': (fact) => tell(`obliges ${whoIsObliged(fact)} by ${dayInWords(text(fact, 'dueOn'), fact.time)}:`, { objects: [duty(fact)], icon: 'calendar-due', thing: 'The agreement' }),
  'agreements.obligation.due': (fact) => tell(`${text(fact, 'party') === 'FIRM' ? 'is ours to do' : 'is the client’s to do'} by ${dayInWords(text(fact, 'dueOn'), fact.time)}`, { objects: [duty(fact)], icon: 'calendar-due', tone: text(fact, 'party') === 'FIRM' ? 'OURS' : 'THEIRS', thing: 'What was agreed', fragment: 'a duty is due' }),
  'agreements.obligation.closed': (fact) => tell(fact.data['fulfilled'] === true ? 'closed as done' : 'let go', { objects: [duty(fact)], icon: fact.data['fulfilled'] === true ? 'circle-check' : 'circle-minus', tone: 'DONE', secondLine: joined(text(fact, 'note')) }),
  'agreements.template.published': (fact) => tell(`published version ${amount(fact, 'versionNo')} of the contract template`, { objects: [mention(text(fact, 'name'), '/templates/contracts', 'a template')], icon: 'template' }),
  'agreements.clause.published': (fact) => tell(`published version ${amount(fact, 'versionNo')} of the clause`, { objects: [mention(text(fact, 'name'), '/templates/clauses', 'a clause')], icon: 'section' }),
};

/** How the house writes the services that firms connect. */
const services: Readonly<Record<string, string>> = { DOCUSIGN: 'DocuSign', DROPBOX_SIGN: 'Dropbox Sign', PANDADOC: 'PandaDoc' };
const providers: Readonly<Record<string, Teller>> = {
  'agreements.provider.receipt_recorded': (fact) => tell('called back; we look at what it knows', { icon: 'phone-incoming', teller: services[text(fact, 'provider')] ?? 'The signing service' }),
};


const service = (fact: StoredFact) => mention(text(fact, 'service'), '/settings/connections', 'a signing service');
const connections: Readonly<Record<string, Teller>> = {
  'agreements.connection.connected': (fact) => tell(fact.data.again === true ? 'connected again' : 'connected', { objects: [service(fact)], icon: 'link', tone: 'DONE' }),
  'agreements.connection.disconnected': (fact) => tell('disconnected', { objects: [service(fact)], icon: 'ban' }),
  'agreements.connection.needs_reauth': (fact) => tell('no longer gets in at', { objects: [service(fact)], icon: 'alert-triangle', tone: 'BROKEN', thing: 'The house', secondLine: joined(text(fact, 'reason')), fragment: 'a signing service must be connected again' }),
};

/** How the facts of proposals, packets, agreements and connections are told. */
export const agreementTellers: Readonly<Record<string, Teller>> = { ...proposals, ...packets, ...people, ...agreements, ...providers, ...connections };
