import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';

/** Who does what for a client: crm says who owns it, this domain who prepares and who reviews. */
@ObjectType({ description: 'Who does what for a client. Roles of templates are filled from it.' })
@Entity({ tableName: 'client_teams', schema: 'projects' })
export class ClientTeam {
  @IdField('ctm') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => String, { nullable: true, description: 'What the client is called.' }) @Property({ type: 'text', fieldName: 'display_name', nullable: true }) displayName!: string | null;
  @IdProperty('usr', { fieldName: 'owner_user_id', nullable: true }) ownerUserId!: string | null;
  @IdProperty('usr', { fieldName: 'preparer_user_id', nullable: true }) preparerUserId!: string | null;
  @IdProperty('usr', { fieldName: 'reviewer_user_id', nullable: true }) reviewerUserId!: string | null;
}
