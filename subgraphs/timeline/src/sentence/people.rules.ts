import { capital, joined, mention, plain, tell, text, texts } from './facts.rules.js';
import type { StoredFact, Teller } from './sentence.types.js';
import { whenInWords } from './when.rules.js';

const person = (fact: StoredFact, fallback = 'a client contact') =>
  mention(text(fact, 'name'), text(fact, 'contactId') === '' ? '/clients' : `/contacts/${text(fact, 'contactId')}`, fallback);
const member = (fact: StoredFact) => mention(text(fact, 'name'), '/settings/people', 'a colleague');
const roles = (fact: StoredFact, field: string) => texts(fact, field).map(plain).join(', ') || 'no role';

/** How the facts of the portal and of the firm's own people are told. */
export const peopleTellers: Readonly<Record<string, Teller>> = {
  'portal.user.invited': (fact) => tell('invited to the portal', {
    objects: [person(fact)], icon: 'mail-forward', tone: 'THEIRS', fragment: `portal opened for ${text(fact, 'name') || 'a contact'}`,
    secondLine: joined(`The invitation is open until ${whenInWords(text(fact, 'expiresAt'), 'UTC', fact.time)} UTC.`),
  }),
  'portal.user.activated': (fact) => tell('opened the portal for the first time', {
    icon: 'door-enter', tone: 'DONE', fragment: 'portal opened by the client', teller: text(fact, 'name') || null,
  }),
  'portal.user.invitation_revoked': (fact) => tell('took back the portal invitation', { icon: 'mail-off', secondLine: joined(capital(text(fact, 'reason'))), fragment: 'invitation taken back' }),
  'portal.link.issued': (fact) => tell(text(fact, 'purpose') === 'SIGN_IN' ? 'sent a sign-in link to' : 'sent the invitation link to', {
    objects: [person(fact)], icon: 'link', secondLine: joined('It works once.', `Until ${whenInWords(text(fact, 'expiresAt'), 'UTC', fact.time)} UTC.`),
  }),
  'portal.link.viewed': (fact) => tell('opened the page behind a portal link', { icon: 'eye', secondLine: 'Nothing was used up.', teller: text(fact, 'name') || null }),
  'portal.link.consumed': (fact) => tell('used a portal link', { icon: 'key', teller: text(fact, 'name') || null }),
  'portal.action.created': (fact) => tell('put on the client’s list:', { objects: [mention(text(fact, 'title'), `/clients/${text(fact, 'clientId')}`, 'something to do')], icon: 'hourglass', tone: 'THEIRS' }),
  'portal.action.completed': (fact) => tell('ticked off on the client’s list:', { objects: [mention(text(fact, 'title'), `/clients/${text(fact, 'clientId')}`, plain(text(fact, 'kind')))], icon: 'square-check', tone: 'DONE' }),
  'identity.firm.registered': (fact) => tell('opened the books of', { objects: [mention(text(fact, 'name'), '/settings', 'the firm')], icon: 'building', fragment: 'firm registered' }),
  'identity.user.added': (fact) => tell('added a colleague:', { objects: [member(fact)], icon: 'user-plus', secondLine: joined(`${capital(roles(fact, 'roles'))}.`), fragment: 'colleague added' }),
  'identity.user.deactivated': (fact) => tell('deactivated', { objects: [member(fact)], icon: 'user-off' }),
  'identity.user.roles_changed': (fact) => tell('changed the roles of', { objects: [member(fact)], icon: 'shield', secondLine: `From ${roles(fact, 'before')} to ${roles(fact, 'after')}.` }),
  'identity.session.started': (fact) => tell('signed in', { icon: 'login', secondLine: text(fact, 'method') === 'MAGIC_LINK' ? 'With a link from a mail.' : 'With a password.' }),
  'identity.session.revoked': (fact) => tell('ended a session', { icon: 'logout', secondLine: joined(capital(text(fact, 'reason'))) }),
};
