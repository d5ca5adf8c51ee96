import { firmRegistered, userAdded, userDeactivated } from '@firmament/events';
import { on } from '@firmament/kit';
import { MailFirm, MailMember } from './directory.entity.js';

/** The firm's name signs every mail and its address stands in every link. */
export const onFirmRegistered = on(firmRegistered, async (event, ctx) => {
  const { firmId, name, slug, ownerUserId } = event.data;
  const known = await ctx.em.findOne(MailFirm, { id: firmId });
  if (known) Object.assign(known, { name, slug, ownerUserId });
  else ctx.em.persist(ctx.em.create(MailFirm, { id: firmId, tenantId: event.tenantid, name, slug, ownerUserId }));
});

/** Hosts are told by mail; their addresses come from identity. */
export const onUserAdded = on(userAdded, async (event, ctx) => {
  const { userId, name, email } = event.data;
  const known = await ctx.em.findOne(MailMember, { id: userId });
  if (known) Object.assign(known, { name, email, active: true });
  else ctx.em.persist(ctx.em.create(MailMember, { id: userId, tenantId: event.tenantid, name, email, active: true }));
});

/** Somebody who left gets no more mail about clients. */
export const onUserDeactivated = on(userDeactivated, async (event, ctx) => {
  const member = await ctx.em.findOne(MailMember, { id: event.data.userId });
  if (member) member.active = false;
});
