import { clientErased, contactCreated, contactLinked, contactUpdated, idToUuid } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { Person, Signatory } from './signatory.entity.js';

async function personOf(ctx: Ctx, contactId: string): Promise<Person> {
  const known = await ctx.em.findOne(Person, { id: contactId });
  if (known) return known;
  const person = ctx.em.create(Person, { id: contactId, tenantId: ctx.actor.tenantId ?? '', version: 1, name: null, email: null });
  ctx.em.persist(person);
  return person;
}

/** Who signs for a client, as crm tells it. The facts of a person and of their ties come in any order. */
export const peopleListeners = [
  on(contactCreated, async ({ data }, ctx) => { Object.assign(await personOf(ctx, data.contactId), { name: data.name, email: data.email }); }),
  on(contactUpdated, async ({ data }, ctx) => {
    const person = await personOf(ctx, data.contactId);
    for (const { field, after } of data.changes) {
      if (field === 'name' && typeof after === 'string') person.name = after;
      if (field !== 'email') continue;
      person.email = typeof after === 'string' ? after : null;
      await ctx.sql('update agreements.portal_people set email = lower($2), version = version + 1 where contact_id = $1', [idToUuid(data.contactId), person.email]);
    }
  }),
  on(contactLinked, async ({ data }, ctx) => {
    const person = await personOf(ctx, data.contactId);
    person.name ??= data.contactName;
    const { isSignatory, isPrimary } = data;
    const known = await ctx.em.findOne(Signatory, { id: data.linkId });
    if (known) Object.assign(known, { isSignatory, isPrimary });
    else ctx.em.persist(ctx.em.create(Signatory, { id: data.linkId, tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: data.clientId, contactId: data.contactId, isSignatory, isPrimary }));
  }),
  on(clientErased, async ({ data }, ctx) => {
    await ctx.sql('update agreements.portal_people set email = null, version = version + 1 where contact_id in (select contact_id from agreements.signatories where client_id = $1)', [idToUuid(data.clientId)]);
    await ctx.sql('update agreements.people set name = null, email = null, version = version + 1 where id in (select contact_id from agreements.signatories where client_id = $1)', [idToUuid(data.clientId)]);
  }),
];
