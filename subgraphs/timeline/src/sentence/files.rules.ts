import { amount, counted, joined, list, mention, tell, text, texts } from './facts.rules.js';
import type { StoredFact, Teller } from './sentence.types.js';
import { dayInWords, whenInWords } from './when.rules.js';

const file = (fact: StoredFact) => mention(text(fact, 'name'), `/clients/${text(fact, 'clientId')}/files/${text(fact, 'fileId')}`, 'a file');
const folder = (fact: StoredFact) => mention(text(fact, 'path'), `/clients/${text(fact, 'clientId')}/files?folder=${text(fact, 'folderId')}`, 'a folder');
const request = (fact: StoredFact) => mention(text(fact, 'title'), `/requests/${text(fact, 'requestId')}`, 'a file request');
const line = (fact: StoredFact) => mention(text(fact, 'title'), `/requests/${text(fact, 'requestId')}`, 'a line');
const reason = (fact: StoredFact) => joined(text(fact, 'reason'));
const by = (fact: StoredFact) => (text(fact, 'dueOn') === '' ? '' : `By ${dayInWords(text(fact, 'dueOn'), fact.time)}.`);
const until = (fact: StoredFact, field: string) => (text(fact, field) === '' ? '' : `Until ${whenInWords(text(fact, field), 'UTC', fact.time)} UTC.`);

function completedBy(fact: StoredFact): string | null {
  const who = fact.data['completedBy'];
  const name = typeof who === 'object' && who !== null ? (who as Record<string, unknown>)['name'] : null;
  return typeof name === 'string' && name !== '' ? name : null;
}

const objects: Readonly<Record<string, Teller>> = {
  'files.folder.added': (fact) => tell('made the folder', { objects: [folder(fact)], icon: 'folder-plus' }),
  'files.folder.renamed': (fact) => tell('renamed a folder to', { objects: [folder(fact)], icon: 'folder', secondLine: joined(`It was «${text(fact, 'from')}».`) }),
  'files.folder.moved': (fact) => tell('moved a folder to', { objects: [folder(fact)], icon: 'folder-symlink', secondLine: joined(`It was «${text(fact, 'from')}».`) }),
  'files.object.created': (fact) => tell('added the file', { objects: [file(fact)], icon: 'file-plus', fragment: `«${text(fact, 'name') || 'a file'}» added` }),
  'files.object.version_added': (fact) => tell(`added version ${amount(fact, 'versionNo')} of`, { objects: [file(fact)], icon: 'file-plus', secondLine: joined(amount(fact, 'restoredFrom') > 0 ? `Version ${amount(fact, 'restoredFrom')} was taken up again.` : '') }),
  'files.object.moved': (fact) => tell(text(fact, 'name') === text(fact, 'fromName') ? 'moved' : 'renamed a file to', { objects: [file(fact)], icon: 'file-symlink' }),
  'files.object.trashed': (fact) => tell('put into the trash', { objects: [file(fact)], icon: 'trash', secondLine: joined(until(fact, 'purgeAfter')) }),
  'files.object.restored': (fact) => tell('took out of the trash', { objects: [file(fact)], icon: 'restore' }),
  'files.object.purged': () => tell('removed a file for good', { icon: 'trash-x', secondLine: 'Its time in the trash was over.' }),
  'files.object.approved': (fact) => tell('approved', { objects: [file(fact)], icon: 'circle-check', tone: 'DONE', teller: text(fact, 'by') || null, secondLine: joined(text(fact, 'comment')), fragment: 'document approved' }),
  'files.object.disapproved': (fact) => tell('did not approve', { objects: [file(fact)], icon: 'circle-x', tone: 'OURS', teller: text(fact, 'by') || null, secondLine: joined(text(fact, 'comment')), fragment: 'document not approved' }),
  'files.object.sealed': (fact) => tell('sealed', { objects: [file(fact)], icon: 'lock-square', secondLine: 'Nobody can change it any more.' }),
  'files.object.locked': (fact) => tell('keeps closed until it is paid:', { objects: [file(fact)], icon: 'lock' }),
  'files.object.unlocked': (fact) => tell(fact.data['open'] === true ? 'opened to the client' : 'took one reason to keep closed off', { objects: [file(fact)], icon: 'lock-open' }),
  'files.scan.passed': (fact) => tell('checked', { objects: [file(fact)], icon: 'shield-check', secondLine: joined('Nothing harmful was found.', `By ${text(fact, 'engine')}.`) }),
  'files.scan.failed': (fact) => tell('locked away', { objects: [file(fact)], icon: 'shield-x', tone: 'BROKEN', secondLine: joined(`The scanner found ${text(fact, 'finding')}.`), fragment: 'a harmful file was locked away' }),
  'files.share.created': (fact) => tell('made a link to', { objects: [file(fact)], icon: 'link', secondLine: joined(until(fact, 'expiresAt'), fact.data['passcode'] === true ? 'With a passcode.' : '') }),
  'files.share.revoked': (fact) => tell('took back a link to', { objects: [file(fact)], icon: 'unlink' }),
  'files.share.opened': (fact) => tell('fetched by link', { objects: [file(fact)], icon: 'download', secondLine: joined(`${counted(amount(fact, 'downloads'), 'time')} so far.`), teller: 'Somebody with the link' }),
};

const requests: Readonly<Record<string, Teller>> = {
  'files.request.sent': (fact) => tell('asked the client for files:', { objects: [request(fact)], icon: 'file-import', tone: 'THEIRS', secondLine: joined(`${counted(amount(fact, 'itemCount'), 'line')}, ${amount(fact, 'requiredCount')} required.`, by(fact)), fragment: `asked for «${text(fact, 'title')}»` }),
  'files.request.reminded': (fact) => tell(`reminded the client (${amount(fact, 'reminderNo')}) of`, { objects: [request(fact)], icon: 'bell', tone: 'THEIRS', secondLine: joined(by(fact)), fragment: 'client reminded' }),
  'files.request.item_received': (fact) => tell('handed in', { objects: [line(fact)], icon: 'file-check', secondLine: joined(`${counted(texts(fact, 'fileIds').length, 'file')}.`), fragment: `«${text(fact, 'title')}» received` }),
  'files.request.item_accepted': (fact) => tell('accepted', { objects: [line(fact)], icon: 'circle-check', tone: 'DONE' }),
  'files.request.item_rejected': (fact) => tell('sent back', { objects: [line(fact)], icon: 'arrow-back-up', tone: 'THEIRS', secondLine: reason(fact), fragment: `«${text(fact, 'title')}» sent back` }),
  'files.request.item_waived': (fact) => tell('said is not needed:', { objects: [line(fact)], icon: 'circle-minus', secondLine: reason(fact) }),
  'files.request.completed': (fact) => tell('handed in all of', { objects: [request(fact)], icon: 'checks', tone: 'OURS', teller: completedBy(fact), secondLine: joined(`${counted(texts(fact, 'fileIds').length, 'file')} for ${counted(list(fact, 'items').length, 'line')}.`), fragment: `«${text(fact, 'title')}» complete` }),
  'files.request.closed': (fact) => tell('accepted all of', { objects: [request(fact)], icon: 'square-check', tone: 'DONE', fragment: `«${text(fact, 'title')}» accepted` }),
  'files.request.reopened': (fact) => tell('reopened', { objects: [request(fact)], icon: 'rotate', tone: 'THEIRS', secondLine: joined(`For ${counted(texts(fact, 'itemIds').length, 'line')}.`, text(fact, 'reason')), fragment: `«${text(fact, 'title')}» reopened` }),
  'files.request.cancelled': (fact) => tell('no longer asks for', { objects: [request(fact)], icon: 'ban', secondLine: reason(fact) }),
  'files.request.expired': (fact) => tell('ended, out of time,', { objects: [request(fact)], icon: 'clock-off', tone: 'OURS', fragment: `«${text(fact, 'title')}» expired` }),
  'files.link.issued': (fact) => tell('sent an upload link for', { objects: [request(fact)], icon: 'link', secondLine: joined(until(fact, 'expiresAt')) }),
  'files.link.revoked': () => tell('took back an upload link', { icon: 'unlink' }),
};

/** How the facts of files and requests are told. */
export const fileTellers: Readonly<Record<string, Teller>> = { ...objects, ...requests };
