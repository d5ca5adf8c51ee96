import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { change, email, id, personName, phone } from './shapes.js';

const kind = z.enum(['PERSON', 'ORG', 'HOUSEHOLD']);
const status = z.enum(['LEAD', 'PROSPECT', 'ONBOARDING', 'ACTIVE', 'ON_HOLD', 'DORMANT', 'FORMER', 'MERGED']);

export const clientCreated = defineEvent('crm.client.created', 1, 'A client was added to the golden record.',
  z.object({ clientId: id('cli'), displayName: personName, kind, status, ownerUserId: id('usr').nullable(), source: z.string() }));
export const clientUpdated = defineEvent('crm.client.updated', 1, 'Facts of a client changed.',
  z.object({ clientId: id('cli'), changes: z.array(change) }));
export const clientStatusChanged = defineEvent('crm.client.status_changed', 1, 'A client moved through its lifecycle.',
  z.object({ clientId: id('cli'), from: status, to: status, reason: z.string().nullable() }));
export const clientMerged = defineEvent('crm.client.merged', 1, 'Several client records became one.',
  z.object({ survivorId: id('cli'), mergedIds: z.array(id('cli')), mergeId: z.string() }));
export const clientErased = defineEvent('crm.client.erased', 1, 'Personal data of a client must be erased everywhere.',
  z.object({ clientId: id('cli') }));
export const contactCreated = defineEvent('crm.contact.created', 1, 'A person was added to the golden record.',
  z.object({ contactId: id('con'), name: personName, email: email.nullable(), phone: phone.nullable(), source: z.string() }));
export const contactUpdated = defineEvent('crm.contact.updated', 1, 'Facts of a person changed.',
  z.object({ contactId: id('con'), changes: z.array(change) }));
export const contactLinked = defineEvent('crm.contact.linked', 1, 'A person was tied to a client with a role.',
  z.object({ contactId: id('con'), clientId: id('cli'), linkId: id('lnk'), contactName: personName, role: z.string(), isPrimary: z.boolean(), isSignatory: z.boolean(), isBilling: z.boolean(), portalAccess: z.boolean() }));
export const contactPointFailed = defineEvent('crm.contact.point_failed', 1, 'An address of a person turned out not to work.',
  z.object({ contactId: id('con'), channel: z.enum(['EMAIL', 'PHONE']), reason: z.string() }));
