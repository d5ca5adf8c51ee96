import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, connectionOf, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { ReasonNeeded, StatusStepRefused } from '../errors.js';
import { mayBecome, type Status } from './client.rules.js';

/** What sort of client it is. */
export enum ClientKind { PERSON = 'PERSON', ORG = 'ORG', HOUSEHOLD = 'HOUSEHOLD' }
registerEnumType(ClientKind, { name: 'ClientKind', description: 'What sort of client it is.', valuesConfig: {
  PERSON: { description: 'One person.' }, ORG: { description: 'A company or another organisation.' }, HOUSEHOLD: { description: 'People who share their affairs.' } } });

/** Where a client stands in its life with the firm. */
export enum ClientStatus { LEAD = 'LEAD', PROSPECT = 'PROSPECT', ONBOARDING = 'ONBOARDING', ACTIVE = 'ACTIVE', ON_HOLD = 'ON_HOLD', DORMANT = 'DORMANT', FORMER = 'FORMER', MERGED = 'MERGED' }
registerEnumType(ClientStatus, { name: 'ClientStatus', description: 'Where a client stands in its life with the firm.', valuesConfig: {
  LEAD: { description: 'A name, not yet a conversation.' }, PROSPECT: { description: 'Talking, nothing signed.' }, ONBOARDING: { description: 'Signed, being set up.' },
  ACTIVE: { description: 'Served.' }, ON_HOLD: { description: 'Paused by the firm or the client.' }, DORMANT: { description: 'Quiet for long.' },
  FORMER: { description: 'Gone, with a reason.' }, MERGED: { description: 'An alias of the record that survived a merge.' } } });

/** A short fact that a header shows, such as «VAT, monthly». */
@ObjectType({ description: 'A short fact of the record.' })
export class ClientFact {
  @Field(() => String, { description: 'What it is.' }) label!: string;
  @Field(() => String, { description: 'What it says.' }) value!: string;
}

/** The golden record of a client. */
@ObjectType({ description: 'The golden record of a client of the firm.' })
@Key('id')
@Entity({ tableName: 'clients', schema: 'crm' })
export class Client {
  @IdField('cli') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Audience('portal') @Field(() => String, { description: 'The name that the firm uses.' })
  @Property({ type: 'text', fieldName: 'display_name' }) displayName!: string;
  @Field(() => ClientKind, { description: 'What sort of client it is.' })
  @Property({ type: 'text' }) kind!: ClientKind;
  @Field(() => ClientStatus, { description: 'Where it stands.' })
  @Property({ type: 'text' }) status!: ClientStatus;
  @Field(() => String, { nullable: true, description: 'Why it stands there, when somebody said so.' })
  @Property({ type: 'text', fieldName: 'status_reason', nullable: true }) statusReason!: string | null;
  @IdProperty('usr', { fieldName: 'owner_user_id', nullable: true }) ownerUserId!: string | null;
  @Field(() => String, { description: 'How the firm came to know it, such as BOOKING.' })
  @Property({ type: 'text' }) source!: string;
  @Field(() => String, { nullable: true, description: 'The currency it is billed in, ISO 4217.' })
  @Property({ type: 'text', nullable: true }) currency!: string | null;
  @Field(() => String, { nullable: true, description: 'Its IANA time zone.' })
  @Property({ type: 'text', fieldName: 'time_zone', nullable: true }) timeZone!: string | null;
  @Field(() => [ClientFact], { description: 'Short facts for the header.' })
  @Property({ type: 'json' }) facts!: ClientFact[];
  @Field(() => DateTimeScalar, { description: 'When it was added.' })
  @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
  @Property({ type: 'datetime', fieldName: 'changed_at' }) changedAt!: Date;

  /** Moves it through its lifecycle; refuses a step that the lifecycle does not know. Answers where it stood. */
  moveTo(status: ClientStatus, reason: string | null, now: Date): ClientStatus {
    const from = this.status;
    if (!mayBecome(from as Status, status as Status)) throw new StatusStepRefused(from, status);
    if (status === ClientStatus.FORMER && !reason) throw new ReasonNeeded();
    this.status = status;
    this.statusReason = reason;
    this.changedAt = now;
    return from;
  }
}

@ObjectType({ description: 'A page of clients.' })
export class ClientConnection extends connectionOf(Client) {}
