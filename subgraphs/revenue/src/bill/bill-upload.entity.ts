import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar, IdField, IdProperty, TenantField } from '@firmament/kit';
import { MinorProperty, TimeProperty } from '../columns.types.js';

/** A file on its way in, as it was declared. */
@ObjectType({ description: 'The file of a bill on its way in.' })
@Entity({ tableName: 'bill_uploads', schema: 'revenue' })
export class BillUpload {
  @IdField('bup') id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Field(() => String, { description: 'What the file is called.' }) @Property({ type: 'text' }) name!: string;
  @Property({ type: 'text' }) type!: string;
  @MinorProperty('size') size!: bigint;
  @Property({ type: 'text' }) sha256!: string;
  @Property({ type: 'text' }) key!: string;
  @Property({ type: 'text', fieldName: 'by_id' }) byId!: string;
  @IdProperty('bil', { fieldName: 'bill_id', nullable: true }) billId!: string | null;
  @TimeProperty('created_at') createdAt!: Date;
  @Field(() => DateTimeScalar, { description: 'Until when the address works.' }) @TimeProperty('expires_at') expiresAt!: Date;
}
