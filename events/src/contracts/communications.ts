import { z } from 'zod';
import { defineEvent, personal } from '../define-event.js';
import { id } from './shapes.js';

const message = { messageId: id('msg'), kind: z.string(), clientId: id('cli').nullable(), contactId: id('con').nullable(), subject: personal(z.string()), to: personal(z.string()), dedupeKey: z.string() };
export const messageSent = defineEvent('communications.message.sent', 1, 'A mail left the house and the next server took it.', z.object(message));
export const messageFailed = defineEvent('communications.message.failed', 1, 'A mail was refused for good.',
  z.object({ ...message, reason: z.string(), bounced: z.boolean() }));
/** Files lie in the house's store; a fact carries none of their bytes. */
const attachment = z.object({ key: z.string(), name: personal(z.string()), contentType: z.string(), size: z.number().int().positive(), sha256: z.string().length(64) });
export const mailReceived = defineEvent('communications.mail.received', 1, 'A mail came to an address at which the house reads for a firm.',
  z.object({ mailId: id('mib'), purpose: z.enum(['BILLS']), from: personal(z.string()), subject: personal(z.string()), attachments: z.array(attachment) }));
