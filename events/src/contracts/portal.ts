import { z } from 'zod';
import { defineEvent, personal } from '../define-event.js';
import { email, id, instant, personName } from './shapes.js';

export const portalUserInvited = defineEvent('portal.user.invited', 1, 'A contact was invited to the client portal.',
  z.object({ portalUserId: id('pus'), contactId: id('con'), clientId: id('cli'), name: personName, email, expiresAt: instant }));
export const portalUserActivated = defineEvent('portal.user.activated', 1, 'A contact opened the portal for the first time.',
  z.object({ portalUserId: id('pus'), contactId: id('con'), clientId: id('cli'), name: personName }));
export const portalInvitationRevoked = defineEvent('portal.user.invitation_revoked', 1, 'An unused invitation was taken back.',
  z.object({ portalUserId: id('pus'), contactId: id('con'), clientId: id('cli'), reason: z.string() }));
export const portalLinkIssued = defineEvent('portal.link.issued', 1, 'A single-use link is on its way by mail.',
  z.object({ linkId: id('mlk'), portalUserId: id('pus'), purpose: z.enum(['INVITATION', 'SIGN_IN']), name: personName, email, url: personal(z.string()), expiresAt: instant, clientId: id('cli').optional(), contactId: id('con').optional() }));
export const portalLinkViewed = defineEvent('portal.link.viewed', 1, 'The page behind a link was opened; nothing was consumed.',
  z.object({ linkId: id('mlk'), portalUserId: id('pus'), name: personName.optional() }));
export const portalLinkConsumed = defineEvent('portal.link.consumed', 1, 'A link was used up by a person.',
  z.object({ linkId: id('mlk'), portalUserId: id('pus'), name: personName.optional() }));
export const portalActionCreated = defineEvent('portal.action.created', 1, 'Something waits for the client.',
  z.object({ actionId: id('mov'), clientId: id('cli'), kind: z.string(), title: z.string(), sourceRef: z.string() }));
export const portalActionCompleted = defineEvent('portal.action.completed', 1, 'Something no longer waits for the client.',
  z.object({ actionId: id('mov'), clientId: id('cli'), kind: z.string(), sourceRef: z.string() }));
