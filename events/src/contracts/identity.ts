import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { email, id, personName } from './shapes.js';

export const firmRegistered = defineEvent('identity.firm.registered', 1, 'A firm opened its books in Firmament.',
  z.object({ firmId: id('firm'), name: z.string(), slug: z.string(), timeZone: z.string(), currency: z.string().length(3), ownerUserId: id('usr') }));
export const userAdded = defineEvent('identity.user.added', 1, 'A person became a member of the firm.',
  z.object({ userId: id('usr'), name: personName, email, roles: z.array(z.string()) }));
export const userDeactivated = defineEvent('identity.user.deactivated', 1, 'A person may no longer act for the firm.',
  z.object({ userId: id('usr') }));
export const rolesChanged = defineEvent('identity.user.roles_changed', 1, "A person's roles were replaced.",
  z.object({ userId: id('usr'), before: z.array(z.string()), after: z.array(z.string()) }));
export const sessionStarted = defineEvent('identity.session.started', 1, 'Somebody signed in.',
  z.object({ sessionId: id('ses'), userId: id('usr').optional(), portalUserId: id('pus').optional(), method: z.enum(['PASSWORD', 'MAGIC_LINK']) }));
export const sessionRevoked = defineEvent('identity.session.revoked', 1, 'A session ended before its time.',
  z.object({ sessionId: id('ses'), reason: z.string() }));
