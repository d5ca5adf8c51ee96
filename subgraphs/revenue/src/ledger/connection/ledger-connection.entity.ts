import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionPrefix, consentPrefix, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField, type ConnectionHealth } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../../columns.types.js';
import type { LedgerName as Name } from '../ledger.types.js';

/** Which ledgers there are. */
export const LedgerName = { QUICKBOOKS: 'QUICKBOOKS', XERO: 'XERO' } as const satisfies Record<Name, Name>;
registerEnumType(LedgerName, { name: 'LedgerName', description: 'A ledger outside the house.', valuesConfig: { QUICKBOOKS: { description: 'QuickBooks Online.' }, XERO: { description: 'Xero.' } } });

/** How a connection stands, for people. */
export const LedgerHealth = { CONNECTED: 'CONNECTED', DEGRADED: 'DEGRADED', NEEDS_REAUTH: 'NEEDS_REAUTH', DISCONNECTED: 'DISCONNECTED' } as const satisfies Record<ConnectionHealth, ConnectionHealth>;
registerEnumType(LedgerHealth, { name: 'LedgerHealth', description: 'How a connection to a ledger stands.', valuesConfig: {
  CONNECTED: { description: 'It works, as far as is known.' }, DEGRADED: { description: 'It is connected, and the last calls failed; they are tried again.' },
  NEEDS_REAUTH: { description: 'The ledger no longer accepts the consent: somebody has to connect it again. What is to go there waits in its order.' }, DISCONNECTED: { description: 'It was ended; its secrets are deleted.' } } });

const degradedAfter = 3;

/** The firm's line to its ledger. The kit keeps the row; its secret is no property here, so nothing can read it by accident. */
@ObjectType({ description: 'The firm\'s line to its ledger, and how it is. What it is connected with is never shown.' })
@Key('id')
@Entity({ tableName: 'connections', schema: 'revenue' })
export class LedgerConnection {
  [OptionalProps]?: 'health';
  @IdField(connectionPrefix) id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => LedgerName, { description: 'The ledger.' }) @Property({ type: 'text' }) provider!: Name;
  @Field(() => String, { description: 'Whose books they are.' }) @Property({ type: 'text' }) label!: string;
  @Property({ type: 'text' }) account!: string;
  @Property({ type: 'json' }) settings!: Readonly<Record<string, unknown>>;
  @Property({ type: 'text' }) state!: 'CONNECTED' | 'NEEDS_REAUTH' | 'DISCONNECTED';
  @Field(() => DateTimeScalar, { description: 'When it was connected, the last time.' }) @TimeProperty('connected_at') connectedAt!: Date;
  @Property({ type: 'text', fieldName: 'connected_by' }) connectedBy!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the ledger last answered.' }) @MomentProperty('last_sync_at') lastSyncAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last failed; null once it answered again.' }) @MomentProperty('last_error_at') lastErrorAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why, in a sentence.' }) @Property({ type: 'text', fieldName: 'last_error', nullable: true }) lastError!: string | null;
  @Property({ type: 'integer' }) failures!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the ledger asked to be left alone.' }) @MomentProperty('retry_at') retryAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when the ledger is being asked how it is; null when nobody waits for that.' }) @MomentProperty('checking_since') checkingSince!: Date | null;

  @Field(() => LedgerHealth, { description: 'How it stands.' })
  get health(): ConnectionHealth { return this.state === 'CONNECTED' && this.failures >= degradedAfter ? 'DEGRADED' : this.state; }
}

/** How far asking for consent has come. */
export const LedgerConsentStage = { ASKED: 'ASKED', ANSWERED: 'ANSWERED', DONE: 'DONE', FAILED: 'FAILED' } as const;
registerEnumType(LedgerConsentStage, { name: 'LedgerConsentStage', description: 'How far asking for consent at a ledger\'s own page has come.', valuesConfig: {
  ASKED: { description: 'The person is at the ledger\'s page.' }, ANSWERED: { description: 'They consented; the ledger is being asked for access.' }, DONE: { description: 'The ledger is connected.' }, FAILED: { description: 'It came to nothing; the problem says why.' } } });

/** Somebody's consent at a ledger's own page, until it is a connection. What lies sealed with it is no property here. */
@ObjectType({ description: 'Somebody\'s consent at a ledger\'s own page, until it is a connection.' })
@Key('id')
@Entity({ tableName: 'consents', schema: 'revenue' })
export class LedgerConsent {
  @IdField(consentPrefix) id!: string;
  @TenantField() tenantId!: string;
  @Field(() => LedgerName, { description: 'The ledger.' }) @Property({ type: 'text' }) provider!: Name;
  @Property({ type: 'text', fieldName: 'asked_by' }) askedBy!: string;
  @Field(() => LedgerConsentStage, { description: 'How far it has come.' }) @Property({ type: 'text' }) stage!: keyof typeof LedgerConsentStage;
  @Field(() => String, { nullable: true, description: 'Why it came to nothing.' }) @Property({ type: 'text', nullable: true }) problem!: string | null;
  @IdProperty(connectionPrefix, { fieldName: 'connection_id', nullable: true }) connectionId!: string | null;
}
