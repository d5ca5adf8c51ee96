import { IsOptional, Matches } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ForClient, isId, type Ctx } from '@firmament/kit';
import { idToUuid } from '@firmament/kit/ids';
import { userRef, UserRef } from '../stubs.js';
import { idPattern, notAnId } from '../text.rules.js';
import { ClientTeam } from './client-team.entity.js';
import { ownTeam } from './on-client-facts.js';
import { standingClient } from './roles.js';

@InputType({ description: 'Who does what for a client.' })
export class SetClientTeamInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'Who prepares the work; the owner when null.' }) @IsOptional() @Matches(idPattern('usr'), notAnId('a member of staff')) preparerUserId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Who looks it over; when null those tasks need an owner.' }) @IsOptional() @Matches(idPattern('usr'), notAnId('a member of staff')) reviewerUserId?: string | null;
}

@Resolver(() => ClientTeam)
export class ClientTeamResolver {
  @Authorized('projects.project.view')
  @Query(() => ClientTeam, { nullable: true, description: 'Who does what for a client; null when nobody said anything.' })
  async clientTeam(@Arg('clientId', () => ID, { description: 'The client.' }) clientId: string, @Context() ctx: Ctx): Promise<ClientTeam | null> {
    if (!isId('cli', clientId)) return null;
    const teams = await ctx.read.rows(ClientTeam, { clientId }, { orderBy: { id: 'ASC' } });
    return teams.find((team) => idToUuid(team.id) === idToUuid(clientId)) ?? teams[0] ?? null;
  }

  @Authorized('projects.project.edit')
  @ForClient()
  @Mutation(() => ClientTeam, { description: 'Says who prepares and who reviews for a client. Roles of templates are filled from it, in work that is laid out from now on.' })
  async setClientTeam(@Arg('input', () => SetClientTeamInput, { description: 'The team.' }) input: SetClientTeamInput, @Context() ctx: Ctx): Promise<ClientTeam> {
    const team = await ownTeam(ctx, await standingClient(ctx, input.clientId));
    team.preparerUserId = input.preparerUserId ?? null;
    team.reviewerUserId = input.reviewerUserId ?? null;
    return team;
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who owns the client.' })
  owner(@Root() team: ClientTeam): UserRef | null { return userRef(team.ownerUserId); }
  @FieldResolver(() => UserRef, { nullable: true, description: 'Who prepares the work; the owner when null.' })
  preparer(@Root() team: ClientTeam): UserRef | null { return userRef(team.preparerUserId); }
  @FieldResolver(() => UserRef, { nullable: true, description: 'Who looks it over.' })
  reviewer(@Root() team: ClientTeam): UserRef | null { return userRef(team.reviewerUserId); }
}
