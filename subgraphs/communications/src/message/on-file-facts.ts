import { requestLinkIssued, scanFailed } from '@firmament/events';
import { on } from '@firmament/kit';
import { uuidToId } from '@firmament/kit/ids';
import { mainContact } from '../directory/on-crm-facts.js';
import { requestLetter } from '../letter/request-letter.rules.js';
import { portsOf } from '../ports.js';
import { firmOf } from './appointment-words.js';
import { queueMessage } from './queue-message.js';

const kinds = { REQUEST: 'files.request', REMINDER: 'files.reminder', REOPENED: 'files.reopened', RENEWED: 'files.link' } as const;

/** The link to hand in files leaves by mail, to the named person or to the client's main contact. With nobody to write to, the owner is told. */
export const onRequestLinkIssued = on(requestLinkIssued, async (event, ctx) => {
  const { linkId, requestId, clientId, title, purpose, recipient, expiresAt } = event.data;
  const firm = await firmOf(ctx);
  const contact = await mainContact(ctx, clientId);
  const to = recipient ?? contact;
  if (!to) {
    return portsOf(ctx).notifier.notify(ctx, {
      dedupeKey: `no-recipient:${requestId}:${purpose}`, userId: firm.ownerUserId, kind: 'files.no_recipient', title: `«${title}» reaches nobody`,
      body: 'This client has no contact with an e-mail address. Add one, then renew the link of the request.', about: requestId, clientId,
    });
  }
  const { name, email } = to;
  await queueMessage(ctx, {
    dedupeKey: `request-link:${linkId}`, kind: kinds[purpose], about: requestId, to: { address: email, name }, letter: requestLetter({ ...event.data, name, firmName: firm.name }),
    clientId, contactId: !recipient && contact ? uuidToId('con', contact.contactId) : null, notAfter: expiresAt,
  });
});

/** Something harmful came in: the owner is told plainly, once. */
export const onScanFailed = on(scanFailed, async (event, ctx) => {
  const { fileId, name, finding, clientId, blobId } = event.data;
  const firm = await firmOf(ctx);
  await portsOf(ctx).notifier.notify(ctx, {
    dedupeKey: `scan:${blobId}:${fileId}`, userId: firm.ownerUserId, kind: 'files.scan_failed', title: `«${name}» is harmful and was locked away`, body: `The scanner found ${finding}. Nobody can open the file.`, about: fileId, clientId,
  });
});

