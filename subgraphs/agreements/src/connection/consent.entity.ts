import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionPrefix, consentPrefix, IdField, IdProperty, Key, TenantField } from '@firmament/kit';
import { SigningServiceName } from './connection.entity.js';
import type { SigningProviderName } from '../signing/provider-name.types.js';

/** How far asking for consent has come. */
export const ConsentStage = { ASKED: 'ASKED', ANSWERED: 'ANSWERED', DONE: 'DONE', FAILED: 'FAILED' } as const;
registerEnumType(ConsentStage, { name: 'SigningConsentStage', description: 'How far asking for consent at a service\'s own page has come.', valuesConfig: {
  ASKED: { description: 'The person is at the service\'s page.' }, ANSWERED: { description: 'They consented; the service is being asked for access.' }, DONE: { description: 'The service is connected.' }, FAILED: { description: 'It came to nothing; the problem says why.' } } });

/** Somebody's consent at a service's own page, until it is a connection. What lies sealed with it is no property here. */
@ObjectType({ description: 'Somebody\'s consent at a signing service\'s own page, until it is a connection.' })
@Key('id')
@Entity({ tableName: 'consents', schema: 'agreements' })
export class SigningConsent {
  @IdField(consentPrefix) id!: string;
  @TenantField() tenantId!: string;
  @Field(() => SigningServiceName, { description: 'The service.' }) @Property({ type: 'text' }) provider!: SigningProviderName;
  @Property({ type: 'text', fieldName: 'asked_by' }) askedBy!: string;
  @Field(() => ConsentStage, { description: 'How far it has come.' }) @Property({ type: 'text' }) stage!: keyof typeof ConsentStage;
  @Field(() => String, { nullable: true, description: 'Why it came to nothing.' }) @Property({ type: 'text', nullable: true }) problem!: string | null;
  @IdProperty(connectionPrefix, { fieldName: 'connection_id', nullable: true }) connectionId!: string | null;
}
