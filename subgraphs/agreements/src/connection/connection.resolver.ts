import { Arg, Authorized, Ctx as Context, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '@firmament/kit';
import { callbackPath } from '../receipt/callback-path.js';
import { signingHouse } from './call-house.js';
import { SigningConnection } from './connection.entity.js';
import { SigningConsent } from './consent.entity.js';
import { servicesOf } from './services.js';
import { SigningService } from './service.graph.js';

/** Which signing services there are, and how the firm is connected to them. */
@Resolver(() => SigningConnection)
export class SigningConnectionResolver {
  @Authorized('agreements.connection.view')
  @Query(() => [SigningService], { description: 'All that can carry out signing, and how the firm is connected to each.' })
  signingServices(@Context() ctx: Ctx): Promise<SigningService[]> { return servicesOf(signingHouse(ctx).config, ctx.read); }

  @FieldResolver(() => String, { description: 'Where the service sends its callbacks: to be entered at the service.' })
  callbackAddress(@Root() one: SigningConnection, @Context() ctx: Ctx): string { return `${signingHouse(ctx).config.FIRMAMENT_PUBLIC_URL}${callbackPath(one.id, one.tenantId)}`; }

  @FieldResolver(() => String, { description: 'Where the service is asked.' })
  serviceAddress(@Root() one: SigningConnection): string { return String(one.settings['baseUrl'] ?? ''); }
}

/** Consents that are on their way. */
@Resolver(() => SigningConsent)
export class SigningConsentResolver {
  @Authorized('agreements.connection.edit')
  @Query(() => SigningConsent, { nullable: true, description: 'A consent that one began oneself.' })
  signingConsent(@Arg('id', () => ID, { description: 'Which.' }) id: string, @Context() ctx: Ctx): Promise<SigningConsent | null> { return ctx.read.one(SigningConsent, { id, askedBy: ctx.actor.id }); }

  @FieldResolver(() => SigningConnection, { nullable: true, description: 'The connection that came of it.' })
  connection(@Root() one: SigningConsent, @Context() ctx: Ctx): Promise<SigningConnection | null> { return ctx.read.load(SigningConnection, one.connectionId); }
}
