import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionPrefix, DateTimeScalar, IdField, Key, TenantField, VersionField, type ConnectionHealth } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../columns.types.js';
import type { SigningProviderName } from '../signing/provider-name.types.js';

/** Who can carry out signing. */
export const SigningServiceName = { BUILT_IN: 'BUILT_IN', DOCUSIGN: 'DOCUSIGN', DROPBOX_SIGN: 'DROPBOX_SIGN', PANDADOC: 'PANDADOC' } as const satisfies Record<SigningProviderName, SigningProviderName>;
registerEnumType(SigningServiceName, { name: 'SigningServiceName', description: 'Who can carry out signing.', valuesConfig: {
  BUILT_IN: { description: 'The house itself.' }, DOCUSIGN: { description: 'DocuSign.' }, DROPBOX_SIGN: { description: 'Dropbox Sign.' }, PANDADOC: { description: 'PandaDoc.' } } });

/** How a connection stands, for people. */
export const Health = { CONNECTED: 'CONNECTED', DEGRADED: 'DEGRADED', NEEDS_REAUTH: 'NEEDS_REAUTH', DISCONNECTED: 'DISCONNECTED' } as const satisfies Record<ConnectionHealth, ConnectionHealth>;
registerEnumType(Health, { name: 'ConnectionHealth', description: 'How a connection to an outside service stands.', valuesConfig: {
  CONNECTED: { description: 'It works, as far as is known.' }, DEGRADED: { description: 'It is connected, and the last calls failed; they are tried again.' },
  NEEDS_REAUTH: { description: 'The service no longer accepts the consent or the key: somebody has to connect it again.' }, DISCONNECTED: { description: 'It was ended; its secrets are deleted.' } } });

const degradedAfter = 3;

/** The firm's line to an outside signing service. The kit keeps the row; its secret is no property here, so nothing can read it by accident. */
@ObjectType({ description: 'The firm\'s line to an outside signing service, and how it is. What it is connected with is never shown.' })
@Key('id')
@Entity({ tableName: 'connections', schema: 'agreements' })
export class SigningConnection {
  [OptionalProps]?: 'health';
  @IdField(connectionPrefix) id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => SigningServiceName, { description: 'The service.' }) @Property({ type: 'text' }) provider!: SigningProviderName;
  @Field(() => String, { description: 'The account, as people know it.' }) @Property({ type: 'text' }) label!: string;
  @Field(() => String, { description: 'The account\'s number at the service; empty where it has none.' }) @Property({ type: 'text' }) account!: string;
  @Property({ type: 'json' }) settings!: Readonly<Record<string, unknown>>;
  @Property({ type: 'text' }) state!: 'CONNECTED' | 'NEEDS_REAUTH' | 'DISCONNECTED';
  @Field(() => DateTimeScalar, { description: 'When it was connected, the last time.' }) @TimeProperty('connected_at') connectedAt!: Date;
  @Property({ type: 'text', fieldName: 'connected_by' }) connectedBy!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the service last answered.' }) @MomentProperty('last_sync_at') lastSyncAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last failed; null once it answered again.' }) @MomentProperty('last_error_at') lastErrorAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why, in a sentence.' }) @Property({ type: 'text', fieldName: 'last_error', nullable: true }) lastError!: string | null;
  @Property({ type: 'integer' }) failures!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the service asked to be left alone.' }) @MomentProperty('retry_at') retryAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when the service is being asked how it is; null when nobody waits for that.' }) @MomentProperty('checking_since') checkingSince!: Date | null;

  @Field(() => Health, { description: 'How it stands.' })
  get health(): ConnectionHealth { return this.state === 'CONNECTED' && this.failures >= degradedAfter ? 'DEGRADED' : this.state; }
}
