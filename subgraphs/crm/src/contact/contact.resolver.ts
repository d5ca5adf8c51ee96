import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { Arg, Authorized, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { contactCreated, contactLinked } from '@firmament/events';
import { Invalid, isId, type Ctx } from '@firmament/kit';
import { Client } from '../client/client.entity.js';
import { AddContactInput } from '../client/client.inputs.js';
import { normalEmail } from '../client/client.rules.js';
import { ClientContactLink, Contact, ContactPointState } from './contact.entity.js';

/** What a link grants. */
export type LinkRights = Pick<ClientContactLink, 'role' | 'isPrimary' | 'isSignatory' | 'isBilling' | 'portalAccess'>;

@Resolver(() => Contact)
export class ContactResolver {
  @Authorized('crm.contact.view')
  @Query(() => Contact, { nullable: true, description: 'One person; null when there is none that you can see.' })
  async contact(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Context() ctx: Ctx): Promise<Contact | null> {
    return isId('con', id) ? ctx.read.load(Contact, id) : null;
  }

  @FieldResolver(() => [ClientContactLink], { description: 'The clients this person belongs to.' })
  links(@Root() contact: Contact, @Context() ctx: Ctx): Promise<ClientContactLink[]> {
    return ctx.read.children(ClientContactLink, 'contactId', contact.id);
  }

  @Authorized('crm.contact.edit')
  @Mutation(() => ClientContactLink, { description: 'Adds a person to a client; somebody already known by this address is tied, not doubled.' })
  async addContact(@Arg('input', () => AddContactInput, { description: 'The person.' }) input: AddContactInput, @Context() ctx: Ctx): Promise<ClientContactLink> {
    const client = await ctx.load(Client, input.clientId);
    const email = input.email ? normalEmail(input.email) : null;
    const known = email ? await ctx.em.findOne(Contact, { email }) : null;
    const contact = known ?? newContact(ctx, input, email);
    return addLink(ctx, client.id, contact, input);
  }
}

@Resolver(() => ClientContactLink)
export class LinkResolver {
  @FieldResolver(() => Contact, { nullable: true, description: 'The person.' })
  contact(@Root() link: ClientContactLink, @Context() ctx: Ctx): Promise<Contact | null> { return ctx.read.load(Contact, link.contactId); }

  @FieldResolver(() => Client, { nullable: true, description: 'The client.' })
  client(@Root() link: ClientContactLink, @Context() ctx: Ctx): Promise<Client | null> { return ctx.read.load(Client, link.clientId); }
}

function newContact(ctx: Ctx, input: AddContactInput, email: string | null): Contact {
  const phone = input.phone ? (parsePhoneNumberFromString(input.phone, 'GB')?.number ?? null) : null;
  if (input.phone && !phone) throw new Invalid('CRM_PHONE', 'This is not a phone number.', 'input.phone');
  const contact = ctx.em.create(Contact, {
    id: ctx.newId('con'), tenantId: ctx.actor.tenantId ?? '', version: 1, name: input.name.trim(), email, emailState: ContactPointState.GOOD, emailFault: null, phone,
    source: 'STAFF', intake: [], createdAt: ctx.now, changedAt: ctx.now,
  });
  ctx.em.persist(contact);
  ctx.emit(contactCreated, { contactId: contact.id, name: contact.name, email, phone, source: contact.source }, { aggregateId: contact.id });
  return contact;
}

/** Ties a person to a client and states it. */
export function addLink(ctx: Ctx, clientId: string, contact: Contact, rights: LinkRights): ClientContactLink {
  const { role, isPrimary, isSignatory, isBilling, portalAccess } = rights;
  const link = ctx.em.create(ClientContactLink, {
    id: ctx.newId('lnk'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, contactId: contact.id, role, isPrimary, isSignatory, isBilling, portalAccess, createdAt: ctx.now,
  });
  ctx.em.persist(link);
  ctx.emit(contactLinked, { contactId: contact.id, clientId, linkId: link.id, contactName: contact.name, role, isPrimary, isSignatory, isBilling, portalAccess }, { aggregateId: contact.id, clientId });
  return link;
}
