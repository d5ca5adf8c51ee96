import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField, connectionOf } from '@firmament/kit';

/** Where an agreement stands. Further places come with what leads to them. */
export enum AgreementStatus { DRAFT = 'DRAFT' }
registerEnumType(AgreementStatus, { name: 'AgreementStatus', description: 'Where an agreement stands.', valuesConfig: { DRAFT: { description: 'Being written; the client does not see it.' } } });

/** What a firm and a client agree on. */
@ObjectType({ description: 'What the firm and a client agree on.' })
@Key('id')
@Entity({ tableName: 'agreements', schema: 'agreements' })
export class Agreement {
  @IdField('agr') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => String, { description: 'What it is about.' }) @Property({ type: 'text' }) title!: string;
  @Field(() => AgreementStatus, { description: 'Where it stands.' }) @Property({ type: 'text' }) status!: AgreementStatus;
  @Field(() => DateTimeScalar, { description: 'When it was started.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
}

@ObjectType({ description: 'A page of agreements.' })
export class AgreementConnection extends connectionOf(Agreement) {}
