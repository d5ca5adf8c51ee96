import {
  packetCompleted, packetDeclined, packetExpired, packetVoided, proposalAccepted, proposalExpired, proposalRejected, proposalSent, proposalSuperseded, recipientDeclined, recipientExpired, recipientInvited, recipientReassigned, recipientSigned,
} from '@firmament/events';
import { on } from '@firmament/kit';
import { addAction, finishAction, finishBundle } from './keep-actions.js';

const day = (at: string | null): string | null => (at === null ? null : at.slice(0, 10));

/**
 * What the client's list does about proposals and signatures. A proposal waits for the client as a whole; a signature waits for one person,
 * and leaves that person's list when this person has signed, whatever the others do.
 */
export const agreementListeners = [
  on(proposalSent, async ({ data }, ctx) => {
    const why = data.optionCount === 1 ? 'Say yes or no.' : `Choose one of ${data.optionCount} packages.`;
    await addAction({ clientId: data.clientId, kind: 'PROPOSAL', sourceRef: data.proposalId, title: data.title, why, dueOn: data.expiresOn }, ctx);
  }),
  ...[proposalAccepted, proposalRejected, proposalExpired, proposalSuperseded].map((contract) => on(contract as typeof proposalExpired, async ({ data }, ctx) => { await finishAction('PROPOSAL', data.proposalId, ctx); })),
  on(recipientInvited, async ({ data }, ctx) => {
    // Whoever is no person of the client, such as a partner of the firm, has no list here.
    if (data.contactId === null || (data.role !== 'SIGNER' && data.role !== 'APPROVER')) return;
    const why = data.role === 'SIGNER' ? 'Read it and sign.' : 'Read it and approve.';
    await addAction({ clientId: data.clientId, kind: 'SIGNATURE', sourceRef: data.recipientId, title: data.title, why, dueOn: day(data.expiresAt), contactId: data.contactId, bundleRef: data.packetId }, ctx);
  }),
  ...[recipientSigned, recipientDeclined, recipientExpired].map((contract) => on(contract as typeof recipientExpired, async ({ data }, ctx) => { await finishAction('SIGNATURE', data.recipientId, ctx); })),
  on(recipientReassigned, async ({ data }, ctx) => { await finishAction('SIGNATURE', data.replacedRecipientId, ctx); }),
  ...[packetCompleted, packetDeclined, packetVoided, packetExpired].map((contract) => on(contract as typeof packetVoided, async ({ data }, ctx) => { await finishBundle('SIGNATURE', data.packetId, ctx); })),
];
