import { packetCompleted, packetDeclined, packetExpired, packetVoided, proposalSent, recipientInvited, recipientReminded, type DataOf } from '@firmament/events';
import { uuidToId } from '@firmament/kit/ids';
import { on, type Ctx } from '@firmament/kit';
import { MailMember } from '../directory/directory.entity.js';
import { hasPortal, portalContact, portalPage } from '../directory/way-in.js';
import { overLetter, proposalLetter, signedLetter, signLetter } from '../letter/paper-letters.rules.js';
import { portsOf } from '../ports.js';
import { firmOf } from './appointment-words.js';
import { queueMessage } from './queue-message.js';

interface Shut { readonly about: string; readonly clientId: string; readonly title: string; readonly who: string; readonly what: string }

/** A mail that leads to a locked door helps nobody: the owner hears of it instead, once per paper and person. */
async function tellDoorShut(ctx: Ctx, { about, clientId, title, who, what }: Shut): Promise<void> {
  const firm = await firmOf(ctx);
  await portsOf(ctx).notifier.notify(ctx, {
    dedupeKey: `no-way-in:${about}:${who}`.slice(0, 200), userId: firm.ownerUserId, kind: 'agreements.no_way_in', title: `«${title}» waits behind a closed door`,
    body: `${who} has no portal yet and cannot ${what}. Invite them: it is the first thing that they find there.`, about, clientId,
  });
}

/** A proposal stands in the portal; the client's own person is told, with the way to it. */
export const onProposalSent = on(proposalSent, async ({ data }, ctx) => {
  const { proposalId, clientId, title, expiresOn, optionCount, revision } = data;
  const to = await portalContact(ctx, clientId);
  if (!to) return tellDoorShut(ctx, { about: proposalId, clientId, title, who: 'This client', what: 'answer' });
  const firm = await firmOf(ctx);
  await queueMessage(ctx, {
    dedupeKey: `proposal-sent:${proposalId}`, kind: 'agreements.proposal', about: proposalId, to: { address: to.email, name: to.name }, clientId, contactId: uuidToId('con', to.contactId),
    letter: proposalLetter({ name: to.name, firmName: firm.name, title, url: portalPage(ctx, firm, `/proposals/${proposalId}`), expiresOn, optionCount, isRevision: revision > 1 }),
  });
});

type Asked = DataOf<typeof recipientInvited> | DataOf<typeof recipientReminded>;

/** Somebody who cannot come in: a member of the firm is told where the firm works, and of anybody else the owner hears. */
async function askWithoutPortal(ctx: Ctx, { packetId, recipientId, clientId, title, name, role }: Asked, { email, reminderNo }: { email: string; reminderNo: number }): Promise<void> {
  const member = await ctx.em.findOne(MailMember, { email, active: true });
  if (!member) return tellDoorShut(ctx, { about: packetId, clientId, title, who: name, what: verbs[role] });
  await portsOf(ctx).notifier.notify(ctx, {
    dedupeKey: `sign:${recipientId}:${reminderNo}`, userId: member.id, kind: 'agreements.sign', title: reminderNo === 0 ? `«${title}» waits for your signature` : `«${title}» still waits for your signature`,
    body: 'Everybody before you has signed.', about: packetId, clientId,
  });
}

const verbs = { SIGNER: 'sign', APPROVER: 'approve', VIEWER: 'read it', COPY: 'read it' } as const;

/** Where the house carries the signing itself, nobody else tells the person whose turn it is. Other services write on their own. */
async function ask(ctx: Ctx, data: Asked, reminderNo: number): Promise<void> {
  const { packetId, recipientId, clientId, contactId, role, name, title, email, expiresAt } = data;
  if (data.provider !== 'BUILT_IN' || email === undefined || role === 'COPY') return;
  if (!(await hasPortal(ctx, { contactId, email }))) return askWithoutPortal(ctx, data, { email, reminderNo });
  const firm = await firmOf(ctx);
  await queueMessage(ctx, {
    dedupeKey: reminderNo === 0 ? `sign-invited:${recipientId}` : `sign-reminded:${recipientId}:${reminderNo}`, kind: reminderNo === 0 ? 'agreements.sign' : 'agreements.sign_reminder', about: packetId, to: { address: email, name }, clientId, contactId,
    letter: signLetter({ name, firmName: firm.name, title, url: portalPage(ctx, firm, `/sign/${packetId}`), role, dueOn: expiresAt ?? null, isReminder: reminderNo > 0 }),
  });
}

export const onRecipientInvited = on(recipientInvited, ({ data }, ctx) => ask(ctx, data, 0));
export const onRecipientReminded = on(recipientReminded, ({ data }, ctx) => ask(ctx, data, data.reminderNo));

/** Who had signed hears that it came to nothing: whoever said no told the firm alone. */
async function tellEarlierSigners(ctx: Ctx, data: DataOf<typeof packetDeclined>, state: 'DECLINED' | 'VOIDED' | 'EXPIRED'): Promise<void> {
  const { packetId, clientId, title, by, signedBefore } = data;
  const firm = await firmOf(ctx);
  for (const { name, email, contactId } of signedBefore) {
    await queueMessage(ctx, {
      dedupeKey: `packet-over:${packetId}:${email}`.slice(0, 200), kind: 'agreements.over', about: packetId, to: { address: email, name }, clientId, contactId: contactId ?? null, letter: overLetter({ name, firmName: firm.name, title, state, by }),
    });
  }
}

/** All have signed: everybody of the packet hears of it, those with a portal with the way to the signed copy. */
export const onPacketCompleted = on(packetCompleted, async ({ data }, ctx) => {
  const { packetId, clientId, title, people = [] } = data;
  const firm = await firmOf(ctx);
  for (const { name, email, contactId } of people) {
    const url = (await hasPortal(ctx, { contactId, email })) ? portalPage(ctx, firm, `/sign/${packetId}`) : null;
    await queueMessage(ctx, { dedupeKey: `packet-completed:${packetId}:${email}`.slice(0, 200), kind: 'agreements.signed', about: packetId, to: { address: email, name }, clientId, contactId, letter: signedLetter({ name, firmName: firm.name, title, url }) });
  }
});

/** The mails about proposals and signatures that clients get. */
export const paperMails = [
  onProposalSent, onRecipientInvited, onRecipientReminded, onPacketCompleted,
  on(packetDeclined, ({ data }, ctx) => tellEarlierSigners(ctx, data, 'DECLINED')), on(packetVoided, ({ data }, ctx) => tellEarlierSigners(ctx, data, 'VOIDED')), on(packetExpired, ({ data }, ctx) => tellEarlierSigners(ctx, data, 'EXPIRED')),
];
