import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { Arg, Authorized, Ctx as Context, Field, Mutation, ObjectType, registerEnumType, Resolver } from 'type-graphql';
import { contactCreated } from '@firmament/events';
import { Action, type Ctx } from '@firmament/kit';
import { addLink } from '../contact/contact.resolver.js';
import { ClientContactLink, Contact, ContactPointState, type IntakeFact } from '../contact/contact.entity.js';
import { Client, ClientKind, ClientStatus } from './client.entity.js';
import { ResolveClientInput } from './client.inputs.js';
import { announce } from './client.resolver.js';
import { clientOf, matchOf, normalEmail, type Match } from './client.rules.js';

/** How sure the firm is that a visitor is somebody it knows. */
export enum MatchResult { EXACT = 'EXACT', LIKELY = 'LIKELY', NEW = 'NEW' }
registerEnumType(MatchResult, { name: 'MatchResult', description: 'How sure the firm is that a visitor is somebody it knows.', valuesConfig: {
  EXACT: { description: 'The address or the phone number is known.' }, LIKELY: { description: 'Added as new; a client with a similar name exists.' }, NEW: { description: 'Nobody like this was known.' } } });

@ObjectType({ description: 'Who a visitor turned out to be.' })
export class ResolveClientPayload {
  @Field(() => Client, { description: 'The client.' }) client!: Client;
  @Field(() => Contact, { description: 'The person.' }) contact!: Contact;
  @Field(() => ClientContactLink, { description: 'How the two belong together.' }) link!: ClientContactLink;
  @Field(() => MatchResult, { description: 'How sure the firm is.' }) matched!: MatchResult;
}

@Resolver()
export class ResolveClientResolver {
  @Authorized('crm.client.create')
  @Action()
  @Mutation(() => ResolveClientPayload, { description: 'Recognises a visitor by address, then by phone, or adds client, person and link: all in one step.' })
  async resolveClient(@Arg('input', () => ResolveClientInput, { description: 'The visitor.' }) input: ResolveClientInput, @Context() ctx: Ctx): Promise<ResolveClientPayload> {
    const email = normalEmail(input.email);
    const phone = input.phone ? (parsePhoneNumberFromString(input.phone, 'GB')?.number ?? null) : null;
    // Two bookings of one person may arrive together: the second waits here and then finds what the first one added.
    await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`crm:visitor:${ctx.actor.tenantId}:${email}`]);
    const known = await findContact(ctx, email, phone);
    const similarName = known ? false : await similarClient(ctx, input.organisation ?? input.name);
    const match: Match = matchOf({ byEmail: known?.email === email, byPhone: known !== null, similarName });
    const contact = known ?? addContact(ctx, input, email, phone);
    contact.recordIntake(intakeOf(input, ctx.now), ctx.now);
    const links = known ? await ctx.em.find(ClientContactLink, { contactId: contact.id }) : [];
    const existing = clientOf(links) ?? links[0] ?? null;
    if (existing) {
      const client = await ctx.load(Client, existing.clientId);
      return { client, contact, link: existing, matched: match as MatchResult };
    }
    const client = addProspect(ctx, input);
    const link = addLink(ctx, client.id, contact, { role: 'Owner', isPrimary: true, isSignatory: true, isBilling: true, portalAccess: true });
    return { client, contact, link, matched: match as MatchResult };
  }
}

async function findContact(ctx: Ctx, email: string, phone: string | null): Promise<Contact | null> {
  const byEmail = await ctx.em.findOne(Contact, { email });
  if (byEmail || !phone) return byEmail;
  const byPhone = await ctx.em.find(Contact, { phone }, { limit: 2 });
  // A number that two people share, such as a switchboard, recognises nobody.
  return byPhone.length === 1 && byPhone[0]?.email === null ? byPhone[0] : null;
}

async function similarClient(ctx: Ctx, name: string): Promise<boolean> {
  const rows = await ctx.sql(`select 1 from crm.clients where ext.similarity(display_name, $1) > 0.55 limit 1`, [name]);
  return rows.length > 0;
}

function addContact(ctx: Ctx, input: ResolveClientInput, email: string, phone: string | null): Contact {
  const contact = ctx.em.create(Contact, {
    id: ctx.newId('con'), tenantId: ctx.actor.tenantId ?? '', version: 1, name: input.name.trim(), email, emailState: ContactPointState.GOOD, emailFault: null, phone,
    source: input.source, intake: [], createdAt: ctx.now, changedAt: ctx.now,
  });
  ctx.em.persist(contact);
  ctx.emit(contactCreated, { contactId: contact.id, name: contact.name, email, phone, source: contact.source }, { aggregateId: contact.id });
  return contact;
}

function addProspect(ctx: Ctx, input: ResolveClientInput): Client {
  const displayName = input.kind === ClientKind.PERSON ? input.name : (input.organisation ?? input.name);
  const client = ctx.em.create(Client, {
    id: ctx.newId('cli'), tenantId: ctx.actor.tenantId ?? '', version: 1, displayName: displayName.trim(), kind: input.kind, status: ClientStatus.PROSPECT, statusReason: null,
    ownerUserId: input.ownerUserId ?? null, source: input.source, currency: null, timeZone: null, facts: [], createdAt: ctx.now, changedAt: ctx.now,
  });
  ctx.em.persist(client);
  announce(ctx, client);
  return client;
}

const intakeOf = (input: ResolveClientInput, now: Date): IntakeFact[] => (input.intake ?? []).map((a) => ({ key: a.key, question: a.question, answer: a.answer, source: input.source, at: now }));
