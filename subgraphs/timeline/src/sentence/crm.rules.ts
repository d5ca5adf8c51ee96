import { capital, counted, joined, list, mention, plain, tell, text, texts } from './facts.rules.js';
import type { StoredFact, Teller } from './sentence.types.js';

const client = (fact: StoredFact, label = '') => mention(label, `/clients/${text(fact, 'clientId')}`, 'the client record');
const contact = (fact: StoredFact, label = '') => mention(label, `/contacts/${text(fact, 'contactId')}`, 'a contact');

/** A value of a changed field as a reader would say it. */
function said(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  return typeof value === 'object' ? 'a new value' : String(value);
}

/** «Owner from Ines to Tom. Tax number from nothing to 123.» */
function changes(fact: StoredFact): string | null {
  return joined(...list(fact, 'changes').map((change) =>
    `${capital(plain(String(change['field'] ?? 'a field').replace(/([A-Z])/g, '_$1')))} from ${said(change['before'])} to ${said(change['after'])}.`));
}

function linkRoles(fact: StoredFact): string {
  const marks = [
    fact.data['isPrimary'] === true ? 'main contact' : plain(text(fact, 'role')),
    fact.data['isSignatory'] === true ? 'signs' : '',
    fact.data['isBilling'] === true ? 'pays' : '',
  ].filter((mark) => mark !== '');
  return marks.length === 0 ? '' : `${capital(marks.join(', '))}.`;
}

const kinds: Readonly<Record<string, string>> = { PERSON: 'Person', ORG: 'Organisation', HOUSEHOLD: 'Household' };

/** How the facts of the golden record are told. */
export const crmTellers: Readonly<Record<string, Teller>> = {
  'crm.client.created': (fact) => tell('added the client', {
    objects: [client(fact, text(fact, 'displayName'))], icon: 'user-plus', fragment: 'client added',
    secondLine: joined(`${kinds[text(fact, 'kind')] ?? 'Client'}, ${plain(text(fact, 'status'))}.`, text(fact, 'source') === '' ? '' : `From ${plain(text(fact, 'source'))}.`),
  }),
  'crm.client.updated': (fact) => tell('changed', { objects: [client(fact)], icon: 'pencil', secondLine: changes(fact), fragment: 'record changed' }),
  'crm.client.status_changed': (fact) => tell(`moved the client from ${plain(text(fact, 'from'))} to`, {
    objects: [client(fact, plain(text(fact, 'to')))], icon: 'circle-dot', secondLine: joined(text(fact, 'reason')), fragment: `client now ${plain(text(fact, 'to'))}`,
    tone: text(fact, 'to') === 'ONBOARDING' ? 'OURS' : 'QUIET',
  }),
  'crm.client.merged': (fact) => tell(`merged ${counted(texts(fact, 'mergedIds').length, 'record')} into`, {
    objects: [mention('this client', `/clients/${text(fact, 'survivorId')}`, 'this client')], icon: 'arrow-merge', fragment: 'records merged',
  }),
  'crm.client.erased': () => tell('erased the personal data of this client', { icon: 'eraser', fragment: 'personal data erased' }),
  'crm.contact.created': (fact) => tell('added the contact', {
    objects: [contact(fact, text(fact, 'name'))], icon: 'user', fragment: `${text(fact, 'name') || 'contact'} added`,
    secondLine: joined([text(fact, 'email'), text(fact, 'phone')].filter((way) => way !== '').join(', ')),
  }),
  'crm.contact.updated': (fact) => tell('changed', { objects: [contact(fact)], icon: 'pencil', secondLine: changes(fact), fragment: 'contact changed' }),
  'crm.contact.linked': (fact) => tell('tied to the client', {
    objects: [contact(fact, text(fact, 'contactName'))], icon: 'link',
    secondLine: joined(linkRoles(fact), fact.data['portalAccess'] === true ? 'May use the portal.' : 'No portal access.'),
  }),
  'crm.contact.point_failed': (fact) => tell(text(fact, 'channel') === 'PHONE' ? 'found a phone number that does not work for' : 'found a mail address that does not work for', {
    objects: [contact(fact)], icon: 'alert-triangle', tone: 'BROKEN', secondLine: joined(text(fact, 'reason')), fragment: 'an address does not work',
  }),
};
