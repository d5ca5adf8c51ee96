import { IsOptional, Length, Matches } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, Query, Resolver, Root } from 'type-graphql';
import { agreementDrafted } from '@firmament/events';
import { Action, ForClient, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { ClientRef } from '../stubs.js';
import { Agreement, AgreementConnection, AgreementStatus } from './agreement.entity.js';

@ArgsType()
export class AgreementListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only agreements with this client.' }) @IsOptional() @Matches(/^cli_[0-7][0-9a-hjkmnp-tv-z]{25}$/, { message: 'this is not the id of a client' }) clientId?: string | null;
}
@InputType({ description: 'An agreement to start.' })
export class DraftAgreementInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => String, { description: 'What it is about.' }) @Length(1, 200, { message: 'a title has 1 to 200 characters' }) @Matches(/^[^\u0000-\u001f]*$/, { message: 'the title holds characters that cannot be kept' }) title!: string;
}

@Resolver(() => Agreement)
export class AgreementResolver {
  @Authorized('agreements.agreement.view')
  @Query(() => AgreementConnection, { description: 'Agreements, the newest on top.' })
  agreements(@Args(() => AgreementListArgs) args: AgreementListArgs, @Context() ctx: Ctx): Promise<Page<Agreement>> {
    return ctx.read.page(Agreement, args.clientId ? { clientId: args.clientId } : {}, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Authorized('agreements.agreement.create')
  @Action()
  @ForClient()
  @Mutation(() => Agreement, { description: 'Starts an agreement with a client. The client does not see it yet.' })
  async draftAgreement(@Arg('input', () => DraftAgreementInput, { description: 'The agreement.' }) input: DraftAgreementInput, @Context() ctx: Ctx): Promise<Agreement> {
    const agreement = ctx.em.create(Agreement, { id: ctx.newId('agr'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: input.clientId, title: input.title.trim(), status: AgreementStatus.DRAFT, createdAt: ctx.now });
    ctx.em.persist(agreement);
    ctx.emit(agreementDrafted, { agreementId: agreement.id, clientId: agreement.clientId, title: agreement.title }, { aggregateId: agreement.id, clientId: agreement.clientId });
    return agreement;
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() agreement: Agreement): ClientRef { return Object.assign(new ClientRef(), { id: agreement.clientId }); }
}

@Resolver(() => ClientRef)
export class ClientAgreementsResolver {
  @FieldResolver(() => [Agreement], { nullable: true, description: 'The agreements with this client, the newest on top.' })
  agreements(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<Agreement[]> {
    ctx.demand('agreements.agreement.view');
    return ctx.read.children(Agreement, 'clientId', client.id, { orderBy: { createdAt: 'DESC', id: 'DESC' } });
  }
}
