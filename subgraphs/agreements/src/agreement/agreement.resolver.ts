import { Arg, Args, Authorized, Ctx as Context, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Audience, isId, NotFound, type Ctx, type Page } from '@firmament/kit';
import { ProjectRef, ClientRef } from '../stubs.js';
import { isDay } from '../day.rules.js';
import { NoSuchDay } from '../errors.js';
import { Agreement, AgreementConnection, AgreementStatus } from './agreement.entity.js';
import { AgreementListArgs } from './agreement.inputs.js';
import { AgreementVersion } from './agreement-version.entity.js';

/** Agreements as people read them. */
@Resolver(() => Agreement)
export class AgreementResolver {
  @Authorized('agreements.agreement.view')
  @Audience('portal')
  @Query(() => Agreement, { description: 'An agreement.' })
  async agreement(@Arg('id', () => ID, { description: 'The agreement.' }) id: string, @Context() ctx: Ctx): Promise<Agreement> {
    return (isId('agr', id) ? await ctx.read.load(Agreement, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('agreements.agreement.view')
  @Audience('portal')
  @Query(() => AgreementConnection, { description: 'Agreements, the newest on top.' })
  agreements(@Args(() => AgreementListArgs) args: AgreementListArgs, @Context() ctx: Ctx): Promise<Page<Agreement>> {
    const where = { ...(args.clientId ? { clientId: args.clientId } : {}), ...(args.statuses ? { status: { $in: args.statuses } } : {}) };
    const page = { first: args.first, after: args.after ?? null };
    if (!args.endingBy) return ctx.read.page(Agreement, where, { ...page, orderBy: { createdAt: 'DESC' } });
    if (!isDay(args.endingBy)) throw new NoSuchDay('endingBy');
    return ctx.read.page(Agreement, { ...where, status: AgreementStatus.ACTIVE, endsOn: { $lte: args.endingBy } }, { ...page, orderBy: { endsOn: 'ASC' } });
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() agreement: Agreement): ClientRef { return Object.assign(new ClientRef(), { id: agreement.clientId }); }

  @FieldResolver(() => ProjectRef, { nullable: true, description: 'The project that begins with it.' })
  project(@Root() agreement: Agreement): ProjectRef | null { return agreement.projectId ? Object.assign(new ProjectRef(), { id: agreement.projectId }) : null; }

  @Audience('portal')
  @FieldResolver(() => [AgreementVersion], { description: 'Its versions, the newest first. Clients see those that were sent to them.' })
  versions(@Root() agreement: Agreement, @Context() ctx: Ctx): Promise<AgreementVersion[]> { return ctx.read.children(AgreementVersion, 'agreementId', agreement.id, { orderBy: { versionNo: 'DESC' } }); }

  @Audience('portal')
  @FieldResolver(() => AgreementVersion, { nullable: true, description: 'The version that holds; null before it is signed.' })
  async inForce(@Root() agreement: Agreement, @Context() ctx: Ctx): Promise<AgreementVersion | null> { return (await this.versions(agreement, ctx)).find((one) => one.versionNo === agreement.versionInForce) ?? null; }
}

/** What this domain adds to a client. */
@Resolver(() => ClientRef)
export class ClientAgreementsResolver {
  @FieldResolver(() => [Agreement], { nullable: true, description: 'The agreements with this client, the newest on top.' })
  agreements(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<Agreement[]> {
    ctx.demand('agreements.agreement.view');
    return ctx.read.children(Agreement, 'clientId', client.id, { orderBy: { createdAt: 'DESC', id: 'DESC' } });
  }
}
