import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';

/** What an hour costs: of a member of staff, for a client, of both, or of everybody for all. */
@ObjectType({ description: 'What an hour costs. Without a member of staff it holds for all of them, without a client for every client.' })
@Entity({ tableName: 'billing_rates', schema: 'projects' })
export class BillingRate {
  @IdField('brt') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('usr', { fieldName: 'user_id', nullable: true }) userId!: string | null;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Property({ type: 'text', fieldName: 'rate_minor' }) rateMinor!: string;
  @Property({ type: 'text', fieldName: 'rate_currency' }) rateCurrency!: string;
}
